# Writes the table and the assembler file of one embedded folder; called by embed() at build time with name, root and out.
cmake_minimum_required(VERSION 3.25)
file(STRINGS ${out}/files.txt files)
list(SORT files)

set(types html=text/html js=text/javascript mjs=text/javascript css=text/css txt=text/plain md=text/markdown csv=text/csv
  json=application/json map=application/json geojson=application/geo+json webmanifest=application/manifest+json
  sql=application/sql toml=application/toml yaml=application/yaml
  svg=image/svg+xml png=image/png jpg=image/jpeg ico=image/vnd.microsoft.icon webp=image/webp woff2=font/woff2)

set(assembly "        .section .rodata\n")
set(declarations "")
set(rows "")
set(number 0)

# carry(FILE OUT): the bytes of FILE under two symbols; OUT is the C++ view of them.
macro(carry file view)
  set(symbol embedded_${name}_${number})
  math(EXPR number "${number} + 1")
  string(APPEND assembly "        .global ${symbol}_begin, ${symbol}_end\n        .hidden ${symbol}_begin, ${symbol}_end\n"
    "${symbol}_begin:\n        .incbin \"${file}\"\n${symbol}_end:\n")
  string(APPEND declarations "extern const char ${symbol}_begin[], ${symbol}_end[];\n")
  set(${view} "view(${symbol}_begin, ${symbol}_end)")
endmacro()

foreach(file IN LISTS files)
  string(REGEX REPLACE "\\.(gz|br)$" "" plain "${file}")
  if(NOT plain STREQUAL file AND plain IN_LIST files)
    continue()  # the compressed form of another
  endif()
  file(RELATIVE_PATH path ${root} ${file})
  file(SHA256 ${file} sha256)
  set(type "application/octet-stream")
  string(REGEX MATCH "[^.]*$" extension "${path}")
  foreach(entry IN LISTS types)
    if(entry MATCHES "^${extension}=(.*)$")
      set(type "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  if(type MATCHES "^text/")
    string(APPEND type "; charset=utf-8")
  endif()
  set(gzip "{}")
  set(brotli "{}")
  carry(${file} bytes)
  if("${file}.gz" IN_LIST files)
    carry(${file}.gz gzip)
  endif()
  if("${file}.br" IN_LIST files)
    carry(${file}.br brotli)
  endif()
  list(APPEND paths "${path}")
  set(row_of_${path} "    {\"${path}\", \"${type}\", \"${sha256}\",\n     ${bytes}, ${gzip}, ${brotli}},\n")
endforeach()
list(SORT paths)  # find_embedded() searches by halves, in the order of plain bytes
foreach(path IN LISTS paths)
  string(APPEND rows "${row_of_${path}}")
endforeach()
list(LENGTH paths count)

string(APPEND assembly "        .section .note.GNU-stack,\"\",%progbits\n")
file(CONFIGURE OUTPUT ${out}/bytes.S CONTENT "${assembly}" @ONLY)
file(CONFIGURE OUTPUT ${out}/include/embedded/${name}.hpp CONTENT "// Made by cmake/embed.cmake. See base/embedded_file.hpp.
#pragma once
#include <span>
#include \"base/embedded_file.hpp\"
namespace tributary::embedded {
std::span<const base::EmbeddedFile> ${name}();
}
" @ONLY)
if(count EQUAL 0)
  set(body "  return {};")
else()
  set(body "  static const base::EmbeddedFile files[] = {\n${rows}  };\n  return files;")
endif()
file(CONFIGURE OUTPUT ${out}/table.cpp CONTENT "// Made by cmake/embed.cmake. See base/embedded_file.hpp.
#include \"embedded/${name}.hpp\"
extern \"C\" {
${declarations}}
namespace tributary::embedded {
[[maybe_unused]] static std::string_view view(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}
std::span<const base::EmbeddedFile> ${name}() {
${body}
}
}
" @ONLY)
file(TOUCH ${out}/table.cpp ${out}/bytes.S ${out}/include/embedded/${name}.hpp)
