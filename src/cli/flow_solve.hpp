// tributary flow solve: the inverse question. How far must a factor go for a measure to meet a target?
#pragma once

#include "cli/command.hpp"

namespace tributary::cli {

void add_flow_solve(CLI::App& flow, Run& run, const Team* team);

}  // namespace tributary::cli
