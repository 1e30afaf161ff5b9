# linquan_embed(<target> <namespace> <variable> <file>)
#
# Makes the text of <file> (a path from the project's root) available as
#   namespace <namespace> { extern std::string_view const <variable>; }
# so that the program needs no data folder beside it.
function(linquan_embed target namespace variable file)
  set(source ${PROJECT_SOURCE_DIR}/${file})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${variable}.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${source} -DOUTPUT=${output} -DNAMESPACE=${namespace} -DVARIABLE=${variable}
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_file.cmake
    DEPENDS ${source} ${PROJECT_SOURCE_DIR}/cmake/embed_file.cmake VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
