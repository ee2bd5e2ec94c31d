#include "cli/chromium_option.hpp"

#include <CLI/CLI.hpp>

namespace tributary::cli {

void add_chromium_option(CLI::App& command, std::string& chromium) {
  command.add_option("--chromium", chromium, "The Chromium that prints PDFs; the one on the PATH, unless told")->type_name("FILE");
}

}  // namespace tributary::cli
