// False alarms: how likely is at least one signal on a chart of this length when nothing has changed?
//
// Idea      four rules on many points will speak up by chance; a reader should know how often
// Method    a table of simulated charts (independent normal values, limits from all points, 200,000 charts a cell;
//           bench/measure/false_alarm_table prints it), interpolated on a straight line in log(1 − chance) between
//           lengths, and extended on the last such line beyond the longest
// Given     a profile of the mdc-2022 family: only its screening and run lengths change the chance
// Promises  a chance between 0 and 1 that grows with the length. Phases multiply: 1 − Π(1 − chance of each)
// Holds for  values that don't depend on their neighbours and are about normal. Counts of few events, skewed values
//           and levels that carry over from month to month (beds, list sizes) give more false alarms
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

inline constexpr std::array<int, 15> false_alarm_lengths = {6,  8,  10, 12, 15,  20,  24, 30,
                                                            36, 48, 60, 90, 120, 180, 240};

// For one set of limits that `length` values were drawn into.
[[nodiscard]] double false_alarm_chance(const Profile& profile, std::uint32_t length);

// For the whole chart; none where nothing counts.
[[nodiscard]] std::optional<double> false_alarm_chance(const Chart& chart);

}  // namespace tributary::measure
