// Chart facts: what a project's progress reads off a measure's chart, in four numbers.
#pragma once

#include <optional>

namespace tributary::domain {

struct ChartFacts {
  int values = 0;                // dates that have one
  std::optional<double> recent;  // mean of the last three values, in the measure's unit; none without a value
  bool improved = false;         // lasting improvement has shown, and has not gone since
  int points_since = 0;          // values that followed it

  friend bool operator==(const ChartFacts&, const ChartFacts&) = default;
};

}  // namespace tributary::domain
