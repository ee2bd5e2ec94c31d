// Estimate: what replications say of a number, and how sure that is.
//
// Idea      a mean over people is the sum over all of them in all replications, over how many they were: the mean of replications'
//           own means leans towards those in which few came, and lines were short, however many replications there are
// Method    R = Σ wᵢ vᵢ / Σ wᵢ, and its standard error by how far each replication's sum lies from R times its people
//           [Cochran 1977, Sampling Techniques, sect. 6.4; Law, Simulation Modeling and Analysis, chapter 9]. What is no mean over people
//           has a plain mean
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "engines/flow/observed.hpp"

namespace tributary::flow {

// Over independent replications.
struct Estimate {
  double mean = 0;
  double error = 0;       // the standard error of the mean; 0 with fewer than two replications
  double half_width = 0;  // of the 95 % interval of the mean, by Student's t, and what each number may be off by besides
  double sd = 0;          // of one replication
  double low90 = 0, low50 = 0, median = 0, high50 = 0, high90 = 0;  // of one replication: what one run of reality may show
  std::size_t count = 0;  // of replications that had such a number

  // One replication says nothing of how far apart they are: interval, sd and quantiles are then not to be told.
  [[nodiscard]] bool knows_spread() const { return count > 1; }
  [[nodiscard]] double standard_error() const { return error; }
};

// Values that are absent (nothing happened in that replication) are left out; none at all gives none.
[[nodiscard]] std::optional<Estimate> estimate(std::span<const Observed> values);

// b − a, where the replications of one position had the same people. Those in which only one of them has a number say nothing of
// how far one replication's differ, and count in means over people for what they hold.
[[nodiscard]] std::optional<Estimate> paired_difference(std::span<const Observed> a, std::span<const Observed> b);

}  // namespace tributary::flow
