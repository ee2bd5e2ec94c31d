// The four rules of Making Data Count on an XmR chart: which points are special cause? For other rules and other charts
// there is pattern_rules.hpp, which says the same of these, more slowly.
//
// single point   beyond a limit; a point on it is not
// shift          7 or more in a row strictly on one side of the centre, within a phase; one on the centre ends the run
// trend          7 or more each strictly beyond the one before, ends included; an equal one ends it; it goes on across
//                phases where the profile says so
// two of three   two, or three, of three in a row between two and three sigma, all three on the same side, within a
//                phase; only the points in that band are marked
//
// All points of a run are marked. Ghosted points aren't there; a gap ends every run.
// Source: NHS England, SPC query v2.4 (2022). Method: one pass that marks backwards when a run becomes long enough; O(n).
#pragma once

#include <span>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

// Fills chart.readings' limits, phase and signals, and chart.last, from chart.phases and chart.limits.
void apply_the_four_rules(std::span<const Point> points, Chart& chart);

// What the signals mean by the direction that is better; conflicts are settled by the chart's profile.
void read_meanings(Direction better, Chart& chart);

}  // namespace tributary::measure
