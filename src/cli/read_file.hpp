// The bytes of a file that the command line names.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace tributary::cli {

// Fails with "file-unreadable", which names the file, and the option that named it where one did.
[[nodiscard]] base::Result<std::string> read_file(const std::filesystem::path& file, const std::string& option = {});

}  // namespace tributary::cli
