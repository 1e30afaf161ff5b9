# linquan_module(<name> [USES <module>...] [LIBRARIES <target>...])
#
# Declares the module that lives in the current folder: public headers under
# include/linquan/<name>/, *.cpp and private headers beside them, tests in test/.
# USES names our own modules and becomes public; LIBRARIES are foreign, private
# and treated as system headers. A module that was not declared before is
# refused, which makes the order of add_subdirectory() the layering.
function(linquan_module name)
  cmake_parse_arguments(arg "" "" "USES;LIBRARIES;TEST_LIBRARIES" ${ARGN})
  foreach(used IN LISTS arg_USES)
    if(NOT TARGET linquan::${used})
      message(FATAL_ERROR "module '${name}' uses '${used}', which is not declared before it: arrows point down only")
    endif()
  endforeach()

  file(GLOB headers CONFIGURE_DEPENDS include/linquan/${name}/*.h)
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  add_library(linquan_${name} STATIC ${sources})
  add_library(linquan::${name} ALIAS linquan_${name})
  set_property(GLOBAL APPEND PROPERTY LINQUAN_MODULES linquan::${name})
  target_sources(linquan_${name} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${headers})
  list(TRANSFORM arg_USES PREPEND linquan::)
  target_link_libraries(linquan_${name} PUBLIC ${arg_USES} PRIVATE linquan_flags ${arg_LIBRARIES})
  target_include_directories(linquan_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  set_target_properties(linquan_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON LINKER_LANGUAGE CXX)
  linquan_use_pch(linquan_${name})

  file(GLOB tests CONFIGURE_DEPENDS test/*.cpp)
  if(tests AND LINQUAN_TESTS)
    linquan_test(${name}_test SOURCES ${tests} LIBRARIES linquan::${name} ${arg_LIBRARIES} ${arg_TEST_LIBRARIES})
    target_include_directories(${name}_test PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
endfunction()

# linquan_test(<name> SOURCES ... LIBRARIES ... [LABEL fast|slow])
function(linquan_test name)
  cmake_parse_arguments(arg "" "LABEL" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT arg_LABEL)
    set(arg_LABEL fast)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE linquan_flags ${arg_LIBRARIES} GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE LINQUAN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  linquan_use_pch(${name})
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES LABELS ${arg_LABEL} TIMEOUT 900)
endfunction()

# Development builds share one precompiled header with the standard library's
# costly headers. It never hides a missing include: the header check and
# clang-tidy run without it.
function(linquan_use_pch target)
  if(LINQUAN_PCH)
    target_precompile_headers(${target} PRIVATE
      <algorithm> <array> <chrono> <cstdint> <map> <memory> <optional> <span> <string> <string_view> <unordered_map>
      <utility> <vector>)
  endif()
endfunction()
