# One interface target holds what every file of ours is compiled with.
add_library(linquan_flags INTERFACE)
target_compile_options(linquan_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi -Wundef -Wcast-align -Wformat=2
  # The same bits on every machine: no contraction of a*b+c, and no path of the machine in the program.
  -ffp-contract=off -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(linquan_flags INTERFACE
    -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wuseless-cast)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees overlaps, overruns and unset values inside std::string, std::optional and fmt where there are none,
    # the more of them the harder it optimises. Development builds (-O1) keep all but the first as errors. The
    # sanitizers' own code makes it see unset values too.
    target_compile_options(linquan_flags INTERFACE -Wno-restrict
      $<$<CONFIG:Release>:-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-array-bounds;-Wno-maybe-uninitialized>)
    if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
      target_compile_options(linquan_flags INTERFACE -Wno-maybe-uninitialized)
    endif()
  endif()
endif()
target_compile_definitions(linquan_flags INTERFACE _GLIBCXX_ASSERTIONS)

find_program(LINQUAN_MOLD mold)
if(LINQUAN_MOLD AND NOT LINQUAN_FUZZ)
  target_link_options(linquan_flags INTERFACE -fuse-ld=mold)
endif()
