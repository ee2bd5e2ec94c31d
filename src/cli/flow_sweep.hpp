// tributary flow sweep: a model at many levels of its factors, on a grid or a Latin hypercube.
#pragma once

#include "cli/command.hpp"

namespace tributary::cli {

void add_flow_sweep(CLI::App& flow, Run& run, const Team* team);

}  // namespace tributary::cli
