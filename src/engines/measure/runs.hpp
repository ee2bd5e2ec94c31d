// Runs: do the values keep to one side of the centre longer, or cross it seldomer or oftener, than chance has them do?
//
// Idea      values that don't depend on one another lie above and below a median like the sides of a tossed coin, whatever their
//           distribution. Values on the centre are left out and break nothing
// Method    anhoej       a signal when the longest run is above round(log2 n) + 3, or the crossings are fewer than the 5 % point of
//                        Binomial(n − 1, ½), n the values that are useful   [Anhøj, Olesen 2014, doi 10.1371/journal.pone.0113825]
//           runs_table   a signal when there are fewer or more runs than chance gives in 97.5 of 100 series: computed from the exact
//                        distribution of runs with n/2 values on each side  [Swed, Eisenhart 1943; the table in Perla, Provost,
//                        Murray 2011 is theirs]
// Given     a chart whose centre is drawn; it takes some ten useful values to find anything
// Promises  exact for any number of values; O(n)
#pragma once

#include <cstdint>
#include <span>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

// What chance allows among so many useful values.
struct AnhoejBounds {
  std::uint32_t longest_run = 0;
  std::uint32_t fewest_crossings = 0;
};
[[nodiscard]] AnhoejBounds anhoej_bounds(std::uint32_t useful);

struct RunsBounds {
  std::uint32_t fewest = 0, most = 0;  // fewer, or more, have a chance of 2.5 % or less each
};
[[nodiscard]] RunsBounds runs_bounds(std::uint32_t useful);

// Fills chart.runs as the profile says, and marks the runs that Anhøj's test finds too long as shifts.
void test_runs(std::span<const Point> points, Chart& chart);

}  // namespace tributary::measure
