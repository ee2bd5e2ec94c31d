// False alarms by simulation: charts of values in which nothing changes, drawn until the share that signals is known well enough.
//
// Method    what a chart type supposes is what is drawn, with this chart's own centre and sizes:
//             xmr, mr, run    normal values
//             p, np           binomial counts; u, c Poisson counts
//             p′, u′, i′      normal about the centre, as wide as the chart's own limits say
//             xbar, s         normal values in subgroups of the chart's sizes
//             t               exponential times; g geometric counts: events that come at random
//           Binomial and Poisson counts of a variance above 100 are drawn as rounded normal values
// Promises  seeded: the same chance each time, on any machine; 2,000 charts, or as many as hold 400,000 values, at least 200:
//           within two percentage points or so. Of more than 2,000 values the first 2,000 are, and chances multiply
#pragma once

#include <cstdint>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

// For normal values on a chart that needs no sizes: xmr, moving_range or run. 3 values or more.
[[nodiscard]] double simulated_false_alarm(const Profile& profile, ChartType type, std::uint32_t length);

// For a stretch of a chart's points: a phase, or a baseline with the phase that takes its limits.
[[nodiscard]] double simulated_false_alarm(const Series& series, const Chart& chart, std::size_t first, std::size_t points);

}  // namespace tributary::measure
