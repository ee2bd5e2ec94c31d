// tributary flow fit FILE: a model from an event log or a list of stays.
#pragma once

#include "cli/command.hpp"

namespace tributary::cli {

void add_flow_fit(CLI::App& flow, Run& run);

}  // namespace tributary::cli
