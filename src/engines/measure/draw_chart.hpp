// draw_chart: the chart of a series, of any type, by any profile. One way in for pages, services and the command line.
//
// Idea      a type says where centre and limits come from (estimate.hpp); what is done with them is the same for all: phases,
//           baselines, ghosts, gaps, rules, runs, meanings, icons, cautions
// Given     a Series: what is plotted in order of date, and beside it what the type needs (sizes, spreads)
// Promises  same input, same answer, on any thread; O(n) for each rule; no NaN and no infinity in any result
// Fails     as check_series, check_sizes and check_profile do, and with "values-too-large" where limits would overflow
// See       chart_type.hpp for what there is; profile.hpp; docs/guide/reference/spc.md
//
//     auto chart = measure::draw_chart({.points = shares, .better = Direction::down, .sizes = patients}, ChartType::p, *profile);
#pragma once

#include <vector>

#include "base/result.hpp"
#include "engines/measure/chart.hpp"

namespace tributary::measure {

[[nodiscard]] base::Result<Chart> draw_chart(const Series& series, ChartType type, const Profile& profile);

// The same into a chart whose memory is used again. After a failure it is unspecified, but may be drawn into again.
[[nodiscard]] base::Done draw_chart_into(const Series& series, ChartType type, const Profile& profile, Chart& chart);

// The points of the moving-range chart that belongs to an XmR chart: |y(i) − y(i−1)| at each value that has a neighbour before it
// in its phase, and no value elsewhere. Ghosted points stay so.
[[nodiscard]] std::vector<Point> moving_ranges(const Series& series, const Chart& chart);

}  // namespace tributary::measure
