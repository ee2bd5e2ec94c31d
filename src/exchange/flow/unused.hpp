// Warnings of what a file names and never uses, in the model or in a scenario: a typing error where it should have been used, most often.
#pragma once

#include <vector>

#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

// Rules, groups, pools and sites.
[[nodiscard]] std::vector<base::Problem> never_used(const Node& root, const std::vector<ScenarioText>& scenarios);

}  // namespace tributary::exchange::flow
