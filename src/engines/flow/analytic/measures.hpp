// What theory says of the measures of a model.
#pragma once

#include <vector>

#include "engines/flow/analytic/ground.hpp"
#include "engines/flow/analytic/solve.hpp"

namespace tributary::flow {

[[nodiscard]] std::vector<MeasureSolution> solve_measures(const Model& model, const Ground& ground);

}  // namespace tributary::flow
