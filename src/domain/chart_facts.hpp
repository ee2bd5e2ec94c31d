// Chart facts: what a project's progress and the lines of its page read off a measure's chart, in a few numbers.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "domain/signal.hpp"

namespace tributary::domain {

inline constexpr std::size_t longest_trail = 24;

struct ChartFacts {
  int values = 0;                // dates that have one
  std::optional<double> recent;  // mean of the last three values, in the measure's unit; none without a value
  bool improved = false;         // lasting improvement has shown, and has not gone since
  int points_since = 0;          // values that followed it
  std::optional<Variation> variation;        // at the last point; none while too few points make limits
  std::optional<base::Date> latest;          // the last date that has a value
  std::vector<std::optional<double>> trail;  // the last values up to that, oldest first; a gap has none

  friend bool operator==(const ChartFacts&, const ChartFacts&) = default;
};

}  // namespace tributary::domain
