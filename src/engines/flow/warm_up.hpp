// How long a run takes to forget how it began.
#pragma once

#include <span>

#include "engines/flow/model.hpp"

namespace tributary::flow {

// The number of leading values to leave out: where the marginal standard error of what remains, in means of five, is least;
// never more than half. [White 1997, doi 10.1177/003754979706900601; MSER-5]
[[nodiscard]] std::size_t mser5(std::span<const double> series);

// For a checked model: MSER-5 on the people in service and in lines, averaged over ten pilot replications of 200 steps that are
// as long as the run. A model that drifts has none: half the run is then the answer, and the run says that it drifts.
[[nodiscard]] double find_warm_up(const Model& model);

}  // namespace tributary::flow
