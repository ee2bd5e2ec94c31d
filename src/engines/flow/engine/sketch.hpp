// Sketch: percentiles of nonnegative values in memory that is bounded.
//
// Idea      the first few thousand values are kept as they are. Of more, how many fall into bins whose bounds grow by a fifth of a
//           percent, with the least and the greatest value seen in each, between which the others are taken to lie evenly
// Promises  exact for up to `most_kept` values, and where a bin holds one value again and again; else `off` says within what.
//           Percentiles are linear between order statistics [Hyndman, Fan 1996, type 7]
// Source    the bins: Masson, Rim, Lee 2019, doi 10.14778/3352063.3352135
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "engines/flow/observed.hpp"

namespace tributary::flow {

class Sketch {
 public:
  static constexpr std::size_t most_kept = 4096;

  void add(double value) {
    ++count_;
    if (bins_.empty() && kept_.size() < most_kept) return kept_.push_back(value);
    for (const double each : kept_) put(each);
    kept_.clear();
    put(value);
  }

  [[nodiscard]] std::uint64_t count() const { return count_; }

  // None of none.
  [[nodiscard]] Observed percentile(double percent) const {
    if (count_ == 0) return {};
    const double rank = percent / 100 * static_cast<double>(count_ - 1);
    const auto below = static_cast<std::uint64_t>(rank);
    const double share = rank - static_cast<double>(below);
    const Place low = bins_.empty() ? kept_in_order(below) : in_order(below);
    if (share == 0) return {low.value, 0, low.off};
    const Place high = bins_.empty() ? kept_in_order(below + 1) : in_order(below + 1);
    return {low.value + share * (high.value - low.value), 0, low.off + share * (high.off - low.off)};
  }

  void clear() { kept_.clear(), bins_.clear(), count_ = 0; }

 private:
  struct Bin {
    std::uint64_t count = 0;
    double least = 0, greatest = 0;
  };
  struct Place {
    double value, off;
  };
  static constexpr double smallest = 1e-6, growth = 1.002;  // below the smallest all share a bin
  static constexpr std::size_t last = 20'000;                // up to 1e-6 · 1.002^20000 ≈ 2e11

  [[nodiscard]] static std::size_t bin_of(double value) {
    if (value <= smallest) return 0;
    static const double by = std::log(growth);
    return std::min(last, 1 + static_cast<std::size_t>(std::log(value / smallest) / by));
  }

  void put(double value) {
    const std::size_t at = bin_of(value);
    if (bins_.empty()) first_ = at;
    if (at < first_) bins_.insert(bins_.begin(), first_ - at, Bin()), first_ = at;
    if (at - first_ >= bins_.size()) bins_.resize(at - first_ + 1);
    Bin& bin = bins_[at - first_];
    bin.least = bin.count == 0 ? value : std::min(bin.least, value);
    bin.greatest = bin.count == 0 ? value : std::max(bin.greatest, value);
    ++bin.count;
  }

  [[nodiscard]] Place kept_in_order(std::uint64_t at) const {
    std::vector<double> values = kept_;
    const auto wanted = values.begin() + static_cast<std::ptrdiff_t>(at);
    std::nth_element(values.begin(), wanted, values.end());
    return {*wanted, 0};
  }

  // The value that `at` others are not above.
  [[nodiscard]] Place in_order(std::uint64_t at) const {
    for (const Bin& bin : bins_) {
      if (at >= bin.count) {
        at -= bin.count;
        continue;
      }
      if (at == 0) return {bin.least, 0};
      const double up = static_cast<double>(at) / static_cast<double>(bin.count - 1) * (bin.greatest - bin.least);
      const bool known = at == bin.count - 1;
      return {known ? bin.greatest : bin.least + up, known ? 0 : std::max(up, bin.greatest - bin.least - up)};
    }
    return {0, 0};
  }

  std::vector<double> kept_;  // until there are too many
  std::vector<Bin> bins_;     // from the `first_` on
  std::size_t first_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace tributary::flow
