#include "base/temporary_folder.hpp"

#include <unistd.h>

#include <filesystem>

namespace tributary::base {

std::string what_ails_temporary_folder() {
  std::error_code failed;
  const auto folder = std::filesystem::temp_directory_path(failed);
  if (failed) return "The folder for temporary files isn't there: TMPDIR names none. Make it, or let TMPDIR name one that is there.";
  if (::access(folder.c_str(), W_OK | X_OK) != 0) return "The folder for temporary files can't be written in. Allow it, or let TMPDIR name another.";
  return "There is no room for it in the folder for temporary files. Make some, or let TMPDIR name another folder, and ask again.";
}

}  // namespace tributary::base
