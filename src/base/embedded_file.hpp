// EmbeddedFile: a file that the binary carries in itself, so that it runs with nothing beside it.
//
// Idea      cmake/embed.cmake's `embed(NAME folder)` puts every file of a folder into the program at build time and makes
//           the header "embedded/NAME.hpp", with `std::span<const base::EmbeddedFile> tributary::embedded::NAME()`
// Promises  files are in the order of their paths; the bytes live as long as the program; nothing is copied or read from disk
// See       cmake/embed.cmake; the folders carried are listed in CMakeLists.txt
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace tributary::base {

struct EmbeddedFile {
  std::string_view path;    // within the folder, without a leading slash: "assets/index-BcD3.js"
  std::string_view type;    // "text/html; charset=utf-8"
  std::string_view sha256;  // of `bytes`, in lower-case hexadecimal: serves as an ETag
  std::string_view bytes;
  std::string_view gzip;    // the same file compressed, or empty where no FILE.gz stood beside it
  std::string_view brotli;  // likewise FILE.br
};

// The file of that path, or nullptr.
[[nodiscard]] inline const EmbeddedFile* find_embedded(std::span<const EmbeddedFile> files, std::string_view path) {
  const auto found = std::ranges::lower_bound(files, path, {}, &EmbeddedFile::path);
  return found != files.end() && found->path == path ? &*found : nullptr;
}

}  // namespace tributary::base
