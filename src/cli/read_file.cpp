#include "cli/read_file.hpp"

#include <fstream>
#include <iterator>

namespace tributary::cli {

base::Result<std::string> read_file(const std::filesystem::path& file, const std::string& option) {
  std::ifstream in(file, std::ios::binary);
  std::error_code unknown;
  if (!in || std::filesystem::is_directory(file, unknown)) {
    return base::fail({.kind = base::ProblemKind::not_found, .code = "file-unreadable", .title = "The file can't be read",
                       .detail = "It isn't there, or isn't yours to read. Check its name.", .field = option, .where = file.string()});
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace tributary::cli
