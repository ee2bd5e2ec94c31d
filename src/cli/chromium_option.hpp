// Where the Chromium is that prints, alike for every command that does.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace tributary::cli {

// --chromium FILE; empty: the first that is found on the PATH.
void add_chromium_option(CLI::App& command, std::string& chromium);

}  // namespace tributary::cli
