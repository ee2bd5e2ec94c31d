// Estimate: what replications say of a number, and how sure that is.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace tributary::flow {

// Over independent replications.
struct Estimate {
  double mean = 0;
  double half_width = 0;  // of the 95 % interval of the mean, by Student's t; 0 with fewer than two replications
  double sd = 0;          // of one replication
  double low90 = 0, low50 = 0, median = 0, high50 = 0, high90 = 0;  // of one replication: what one run of reality may show
  std::size_t count = 0;

  // One replication says nothing of how far apart they are: interval, sd and quantiles are then not to be told.
  [[nodiscard]] bool knows_spread() const { return count > 1; }
  [[nodiscard]] double standard_error() const;
};

// The mean of values as they come, and the half-width of its 95 % interval, without keeping them.
// [Welford 1962, doi 10.1080/00401706.1962.10490022]
class RunningMean {
 public:
  void add(double value) {
    const double off = value - mean_;
    mean_ += off / static_cast<double>(++count_);
    squares_ += off * (value - mean_);
  }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] double mean() const { return mean_; }
  [[nodiscard]] std::optional<double> half_width() const;  // none before the second

 private:
  std::size_t count_ = 0;
  double mean_ = 0, squares_ = 0;
};

// Values that are absent (nothing happened in that replication) are left out; none at all gives none.
[[nodiscard]] std::optional<Estimate> estimate(std::span<const std::optional<double>> values);

}  // namespace tributary::flow
