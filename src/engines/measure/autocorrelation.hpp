// Autocorrelation: does a value carry over into the next? If it does, the chart's chances don't hold.
//
// Method    r = Σ d(i) d(i+1) / Σ d(i)², d the difference from the phase's own mean; pairs within a phase only, none
//           across a gap. It matters when |r| > 2 / √n and there are 12 values or more [Bartlett's approximate bound]
// Note      a real change of level makes values alike as well: look at the signals first
#pragma once

#include <optional>
#include <span>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

struct Autocorrelation {
  double lag_one = 0;  // -1 to 1
  bool matters = false;
};

// None with fewer than three values, or without variation.
[[nodiscard]] std::optional<Autocorrelation> lag_one_autocorrelation(std::span<const Point> points, const Chart& chart);

}  // namespace tributary::measure
