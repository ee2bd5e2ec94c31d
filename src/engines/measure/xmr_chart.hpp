// XmR chart: is a measure changing, or only varying as it usually does?
//
// Idea      each value is compared with limits drawn from how much neighbours usually differ
// Method    centre = mean(x); limits = centre ± 2.66 · mean|x(i) − x(i−1)|
//           [Shewhart's individuals chart; factor, screening and rules as the profile says: profile.hpp]
// Given     a Series: points in order of date, gaps and ghosted points among them
// Promises  same input, same answer, on any thread; O(n); no NaN and no infinity in any result.
//           A baseline's limits hold for phase 1 too. Neighbours across a gap are not compared, by no rule;
//           neighbours across a ghosted point are
// Fails     as check_series and check_profile do, and with "values-too-large" where limits would overflow
// See       rules.hpp (the four rules), icons.hpp, cautions.hpp and sentence.hpp (what to tell people),
//           docs/guide/reference/spc.md; worked figures in tests/golden
//
//     auto chart = measure::xmr_chart({.points = points, .better = Direction::up}, measure::mdc_2022());
//     if (!chart) return base::fail(chart.error());
//     draw(chart->limits_at(i).upper, chart->readings[i].signals.has(Rule::shift_high));
#pragma once

#include "base/result.hpp"
#include "engines/measure/chart.hpp"

namespace tributary::measure {

[[nodiscard]] base::Result<Chart> xmr_chart(const Series& series, const Profile& profile);

// The same into a chart whose memory is used again: for thousands of series in a row. After a failure the chart is
// unspecified, but may be drawn into again.
[[nodiscard]] base::Done draw_xmr_chart(const Series& series, const Profile& profile, Chart& chart);

}  // namespace tributary::measure
