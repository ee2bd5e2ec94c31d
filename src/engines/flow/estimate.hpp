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

// The mean of values as they come, and the half-width of its 95 % interval, without keeping them: as estimate() has them, but for the
// order of adding up. [Welford 1962, doi 10.1080/00401706.1962.10490022]
class RunningMean {
 public:
  // One that is there.
  void add(const Observed& value);
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] double mean() const { return people_ > 0 ? first_ + sum_ / people_ : mean_; }
  [[nodiscard]] std::optional<double> half_width() const;  // none before the second

 private:
  std::size_t count_ = 0;
  double mean_ = 0, squares_ = 0, off_ = 0;
  // Of means over people: how many they are, and sums of what they have beyond the first mean, of its squares, and of its product with them.
  double first_ = 0, people_ = 0, sum_ = 0, sums_squared_ = 0, products_ = 0, people_squared_ = 0;
};

// Values that are absent (nothing happened in that replication) are left out; none at all gives none.
[[nodiscard]] std::optional<Estimate> estimate(std::span<const Observed> values);

// b − a, where the replications of one position had the same people. Those in which only one of them has a number say nothing of
// how far one replication's differ, and count in means over people for what they hold.
[[nodiscard]] std::optional<Estimate> paired_difference(std::span<const Observed> a, std::span<const Observed> b);

}  // namespace tributary::flow
