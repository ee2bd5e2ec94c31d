// BedsOverTime: how many beds a service has at each time of a run, as its hours, its steps and the changes at a date have it.
//
// Promises  what a simulation sets them to: whole beds, and while a change ramps up or decays those of the last midnight
// Limits    a service's own beds, without a pool's; of numbers that aren't known exactly, the model as it stands
#pragma once

#include <cstddef>
#include <vector>

#include "engines/flow/model.hpp"

namespace tributary::flow {

struct BedStep { double from = 0; int beds = 0; };

// From `from` up to `to`, a step wherever the number changes; the first is at `from`. Of a checked model.
[[nodiscard]] std::vector<BedStep> bed_steps(const Model& model, ServiceId service, double from, double to);

}  // namespace tributary::flow
