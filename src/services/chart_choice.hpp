// Which charts a measure's values can be drawn on, the one that fits them best first.
//
// Idea      what is counted decides: so many out of so many is a share with limits of its own at each date, single values are an XmR
// Method    a share whose parts are known: a P chart, or a P′ chart where its values vary more than counting makes them
//           (engines/measure/dispersion.hpp); else an XmR, which supposes nothing. nP only where the number stays the same, T and G only
//           where dates are of events, now and then: between them lie days or cases, which a value a month doesn't say;
//           suggested where the name says so
// Given     a measure that fits its own quantity, and its observations
#pragma once

#include <string>
#include <vector>

#include "domain/measure.hpp"

namespace tributary::services {

struct ChartChoice {
  std::vector<domain::ChartKind> charts;  // that something can be drawn on; the suggested one first
  std::string because;                    // why that one, in a sentence
};

[[nodiscard]] ChartChoice chart_choice(const domain::Measure& measure, const std::vector<domain::Observation>& observations);

}  // namespace tributary::services
