// How often people are in a service, in all, as far as fixed shares say: whoever goes round a hundred thousand times is as many people.
#pragma once

#include <vector>

#include "engines/flow/model.hpp"

namespace tributary::flow {

// `people` come from each source. At least so many stays: ways by conditions, rules and groups are not followed, nor are models of
// more than 200 services (0: nothing is known).
[[nodiscard]] double expected_stays(const Model& model, const std::vector<double>& people);

}  // namespace tributary::flow
