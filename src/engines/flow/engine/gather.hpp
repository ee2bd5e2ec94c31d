// What a run counts: levels over time, and values of people.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace tributary::flow {

// How many there are, and the time-weighted sum of it.
class Level {
 public:
  Level() = default;
  // As it stands at `now`, where the integral up to then is known.
  Level(double area, double now, double count) : area_(area), since_(now), count_(count) {}
  void change(double now, int by) {
    area_ += count_ * (now - since_);
    since_ = now;
    count_ += by;
  }
  // The integral from the beginning of counting to `now`.
  [[nodiscard]] double area(double now) const { return area_ + count_ * (now - since_); }
  [[nodiscard]] double count() const { return count_; }
  // Counting begins again at `now`; who is there stays.
  void begin(double now) { area_ = 0, since_ = now; }

 private:
  double area_ = 0, since_ = 0;
  double count_ = 0;  // a whole number, kept as it is multiplied
};

// Count and sum of values.
struct Sums {
  std::uint64_t count = 0;
  double sum = 0;

  void add(double value) { ++count, sum += value; }
};

// Percentiles of nonnegative values in memory that doesn't grow: counts in bins whose bounds grow by 1 %, so that any
// percentile is within .5 % of the exact one. [Masson, Rim, Lee 2019, doi 10.14778/3352063.3352135]
class Sketch {
 public:
  void add(double value) {
    if (bins_.empty()) bins_.resize(bin_count);
    ++bins_[bin(value)];
    ++count_;
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] double percentile(double percent) const {
    if (count_ == 0) return 0;
    const double rank = percent / 100 * static_cast<double>(count_ - 1);
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < bins_.size(); ++i) {
      below += bins_[i];
      if (static_cast<double>(below) > rank) return i == 0 ? 0 : least * std::pow(growth, static_cast<double>(i) - 0.5);
    }
    return 0;
  }
  void clear() { bins_.clear(), count_ = 0; }

 private:
  static constexpr double least = 1e-6, growth = 1.01;
  static constexpr std::size_t bin_count = 4000;  // up to 1e-6 · 1.01^4000 ≈ 2e11
  [[nodiscard]] static std::size_t bin(double value) {
    if (value <= least) return 0;
    return std::min(bin_count - 1, 1 + static_cast<std::size_t>(std::log(value / least) / std::log(growth)));
  }
  std::vector<std::uint32_t> bins_;
  std::uint64_t count_ = 0;
};

// What one service did since counting began.
struct ServiceCounts {
  Level occupied;     // beds with somebody in them: in service, in transition, blocked
  Level queue;        // people without a bed here who want one, those blocked upstream or placed out of area among them
  Level blocked;      // people whose stay here is over and who wait for the next service
  Level in_transition;
  double capacity_area = 0, capacity_since = 0;
  std::uint64_t arrivals = 0, starts = 0, delayed = 0, waited = 0, departures = 0, turned_away = 0, reneged = 0, placed_out = 0, overflowed = 0;
  std::uint64_t visits = 0, slots = 0;  // of a team that gives visits: given, and there to be given
  Sums visit_delay;   // of visits after the first: time from when they were due
  double wait = 0;    // sums: over `starts`, of whom `waited` did at all,
  double stay = 0;    // over `departures`
  Sums active;        // without transition and blocking
};

}  // namespace tributary::flow
