// Suggested phases: where, going by the values alone, may the level have changed? For analysts; a suggestion is no recalculation.
//
// Idea      of all ways to cut a series into levels, the one that leaves least variation, where each cut must earn its place
// Method    optimal partitioning [Jackson et al. 2005, doi 10.1109/LSP.2001.838216]: least Σ (y − level)² / σ² + log(length of each)
//           + 3 log n for each cut, the modified BIC [Zhang, Siegmund 2007, doi 10.1111/j.1541-0420.2006.00662.x]. σ is the median
//           moving range / 0.954, which a few changes of level hardly move; the mean one / 1.128 where that is 0
// Given     a series; its own phases and baseline are not looked at. Ghosts and gaps are left out. No phase is shorter than `least`
// Promises  exact, the best of all cuts; O(n²), so at most 10,000 values
// Fails     "too-many-values"
// Limits    supposes values that don't depend on their neighbours and are about normal: a wave, a season or a drift is cut into
//           steps. Look at the autocorrelation, and for the cause, before believing any
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/measure/series.hpp"

namespace tributary::measure {

struct SuggestedPhase {
  std::size_t first = 0;  // its first point
  base::Date starts{};
  double mean_before = 0, mean_after = 0;  // of the phases at its two sides
};

struct SuggestedPhases {
  std::vector<SuggestedPhase> phases;  // none: the values are as one level would have them
  std::string statement;               // how they were found, and that they are suggestions
};

[[nodiscard]] base::Result<SuggestedPhases> suggest_phases(const Series& series, int least = 12);

}  // namespace tributary::measure
