// BedCurve: with so many beds, how likely is it that somebody who comes finds them full?
//
// Idea      run the model as if there were a bed for everybody, and see how many are wanted at a time: of n beds the chance that all are
//           taken is P(N = n) / P(N <= n), as if those who found none went elsewhere. One run answers for every n
//           [Monks, Worthington, Allen, Pitt, Stein and James 2016, BMC Health Services Research 16:530]
// Given     a checked model, whose services are taken as unlimited here; draws are those of the model's own run
// Promises  the same seed, the same curves, on any number of threads
// Limits    nobody waits, is blocked or placed elsewhere, so that a bed which is kept by who waits for the next service isn't seen
// See       sizing.hpp for what theory says of the same question
#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/experiment.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

struct BedCurve {
  double wanted = 0;                            // people there, if there is a bed for all: mean
  std::vector<int> beds;                        // ascending
  std::vector<std::optional<Estimate>> delay;   // by these
};
struct BedCurves {
  std::size_t replications = 0;
  std::vector<BedCurve> services;  // by service; without beds where the question doesn't arise: nobody comes, visits are given, or
                                   // people of the model come by the hour, and don't find what is there at a moment like any other
};

// Fails as run_model does. Cancelled, it has no services.
[[nodiscard]] base::Result<BedCurves> bed_curves(const Model& model, const Control& control);

}  // namespace tributary::flow
