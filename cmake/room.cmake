# room(FOLDER LINKS target…): the static library of src/FOLDER, and its *_test.cpp files put aside for unit_tests.
# Files are found by globbing: a room is what its folder holds.
function(room folder)
  cmake_parse_arguments(arg "" "" "LINKS" ${ARGN})
  string(REPLACE "/" "_" name ${folder})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp ${CMAKE_SOURCE_DIR}/src/${folder}/*.S)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${arg_LINKS})
  set_property(GLOBAL APPEND PROPERTY unit_test_sources ${tests})
  set_property(GLOBAL APPEND PROPERTY rooms ${name})
endfunction()

# compile_together(TARGET FOLDER): the sources of src/FOLDER are one translation unit, so that functions which stand in different
# files can be inlined into one another; the event loop is a tenth faster for it.
function(compile_together target folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  set_source_files_properties(${sources} PROPERTIES UNITY_GROUP ${target})
  # Tests run millions of events: unoptimised they take five times as long as they take to compile.
  target_compile_options(${target} PRIVATE $<$<CONFIG:Debug>:-O1>)
endfunction()
