# What every target is compiled and linked with.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wall> $<$<COMPILE_LANGUAGE:CXX>:-Wextra>
  $<$<COMPILE_LANGUAGE:CXX>:-Wshadow> $<$<COMPILE_LANGUAGE:CXX>:-Wconversion>
  # Designated initialisers leave the rest at its stated default on purpose.
  $<$<COMPILE_LANGUAGE:CXX>:-Wno-missing-field-initializers>)
# Warnings are errors where we look at them all day; an optimising build of g++ 12 warns wrongly inside the library.
# Files compiled together are warned about what is right in each alone: a local that is called like another file's
# constant, a class that holds a type of its file's anonymous namespace. Each file is judged when it is compiled alone.
if(CMAKE_UNITY_BUILD)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-subobject-linkage> $<$<COMPILE_LANGUAGE:CXX>:-Wno-shadow>)
elseif(CMAKE_BUILD_TYPE STREQUAL "Debug")
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
