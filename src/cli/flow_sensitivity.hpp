// tributary flow sensitivity: which of a model's inputs its measures depend on.
#pragma once

#include "cli/command.hpp"

namespace tributary::cli {

void add_flow_sensitivity(CLI::App& flow, Run& run, const Team* team);

}  // namespace tributary::cli
