// tributary flow optimise: the levels of which none are better in everything that is wanted.
#pragma once

#include "cli/command.hpp"

namespace tributary::cli {

void add_flow_optimise(CLI::App& flow, Run& run, const Team* team);

}  // namespace tributary::cli
