// False alarms: how likely is at least one signal on a chart of this length when nothing has changed?
//
// Idea      several rules on many points will speak up by chance; a reader should know how often
// Method    values that don't depend on their neighbours are drawn again and again and charted by the profile's own rules, limits
//           from all points. For XmR and run charts of the named profiles this was done once (independent normal values, 200,000
//           charts a cell by the four rules and 50,000 by others; bench/measure/false_alarm_table prints the table), and is interpolated on a straight line in
//           log(1 − chance) between lengths, and extended on the last such line beyond the longest. For other charts and settings
//           it is done then and there, with this chart's own centre and sizes: false_alarm_simulation.hpp
// Promises  the same chance each time; between 0 and 1; by the four rules it grows with the length (a test of runs has
//           bounds that grow in steps, and goes up and down with them). Phases multiply: 1 − Π(1 − chance of each)
// Holds for  values that don't depend on their neighbours; on an XmR or run chart, about normal ones. Counts of few events on an
//           XmR chart, skewed values, and levels that carry over from month to month (beds, list sizes) give more false alarms
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

inline constexpr std::array<int, 15> false_alarm_lengths = {6,  8,  10, 12, 15,  20,  24, 30,
                                                            36, 48, 60, 90, 120, 180, 240};

// For an XmR chart of one set of limits that `length` values were drawn into.
[[nodiscard]] double false_alarm_chance(const Profile& profile, std::uint32_t length);

struct FalseAlarm {
  double chance = 0;
  bool simulated = false;  // for this chart; else from the table
};

// For the whole chart of this series; none where nothing counts.
[[nodiscard]] std::optional<FalseAlarm> false_alarm(const Series& series, const Chart& chart);

// The same of an XmR chart, whose sizes don't matter.
[[nodiscard]] std::optional<double> false_alarm_chance(const Chart& chart);

}  // namespace tributary::measure
