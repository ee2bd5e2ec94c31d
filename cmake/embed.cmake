# embed(NAME FOLDER [ELSE FOLDER] [ONLY glob…]): carry every file under FOLDER in the binary.
#
# Makes the library embedded_NAME, whose header "embedded/NAME.hpp" declares
#     std::span<const tributary::base::EmbeddedFile> tributary::embedded::NAME();
# (see src/base/embedded_file.hpp). The assembler's .incbin takes the bytes as they are: 0.02 s for half a megabyte, where
# a C++ array costs a second and 100 MB. FILE.gz and FILE.br beside a FILE are its compressed forms, not files of their own.
# ELSE is carried instead while FOLDER has no file. A file that changes, comes or goes is noticed by the next build.
function(embed name folder)
  cmake_parse_arguments(arg "" "ELSE" "ONLY" ${ARGN})
  if(NOT arg_ONLY)
    set(arg_ONLY "*")
  endif()
  set(root ${CMAKE_SOURCE_DIR}/${folder})
  list(TRANSFORM arg_ONLY PREPEND ${root}/ OUTPUT_VARIABLE patterns)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS LIST_DIRECTORIES false ${patterns})
  if(NOT files AND arg_ELSE)
    set(root ${CMAKE_SOURCE_DIR}/${arg_ELSE})
    file(GLOB_RECURSE files CONFIGURE_DEPENDS LIST_DIRECTORIES false ${root}/*)
    message(STATUS "embed: ${folder} is empty, carrying ${arg_ELSE} in its place")
  endif()

  set(out ${CMAKE_BINARY_DIR}/embedded/${name})
  list(JOIN files "\n" listing)
  file(CONFIGURE OUTPUT ${out}/files.txt CONTENT "${listing}\n")  # is touched only when the list changes
  add_custom_command(
    OUTPUT ${out}/table.cpp ${out}/bytes.S ${out}/include/embedded/${name}.hpp
    COMMAND ${CMAKE_COMMAND} -D name=${name} -D root=${root} -D out=${out} -P ${CMAKE_SOURCE_DIR}/cmake/embed_table.cmake
    DEPENDS ${out}/files.txt ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_table.cmake
    COMMENT "embedding ${root}" VERBATIM)
  add_library(embedded_${name} STATIC ${out}/table.cpp ${out}/bytes.S ${out}/include/embedded/${name}.hpp)
  set_source_files_properties(${out}/bytes.S PROPERTIES OBJECT_DEPENDS "${files}")
  set_target_properties(embedded_${name} PROPERTIES UNITY_BUILD OFF)
  target_include_directories(embedded_${name} PUBLIC ${out}/include ${CMAKE_SOURCE_DIR}/src)
  # Who includes the header must wait until it is made.
  add_custom_target(embedded_${name}_header DEPENDS ${out}/include/embedded/${name}.hpp)
  add_dependencies(embedded_${name} embedded_${name}_header)
endfunction()
