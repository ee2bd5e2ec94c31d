// tributary flow allocate TRAVEL: areas to their nearest sites, with loads and travel.
#pragma once

#include "cli/command.hpp"

namespace tributary::cli {

void add_flow_allocate(CLI::App& flow, Run& run);

}  // namespace tributary::cli
