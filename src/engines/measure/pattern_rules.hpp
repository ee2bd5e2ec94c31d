// Every rule that a profile may name, over any chart: rules.hpp has a faster way for the four of Making Data Count on an XmR chart.
//
// Idea      each value that counts is given its zone, by the lines at its own point; each rule is then one pass over the zones
// Method    zones, to each side of the centre: within one sigma, to one and a half, to two, to the limit, beyond it
//           shift, trend            as rules.hpp says; values on the centre, or equal neighbours, end a run or are passed over
//           k of m beyond a line    in each window of m values, k or more in the zones, all on one side
//           alternating             each step turns the one before it
//           within, outside         so many in a row within one sigma of the centre, or beyond it on both sides
//           Patterns end at a phase, and at a gap where the profile says so; a trend goes on across phases where it says so
// Source    Western Electric 1956; Nelson 1984 (doi 10.1080/00224065.1984.11978921); Wheeler. Marks as the profile says
// Promises  O(n) for each rule; the same marks as rules.hpp where both can be used (a test compares them)
#pragma once

#include <span>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

// Fills chart.readings' limits, phase and signals, and chart.last, from chart.phases and chart.limits.
void apply_patterns(std::span<const Point> points, Chart& chart);

}  // namespace tributary::measure
