// The chance of a false alarm of a chart, kept for the next time that the same chart is drawn.
//
// Why       profile: where it is simulated (shares, rates, counts) it takes some tens of milliseconds, a thousand times as long as the
//           chart itself; a board draws hundreds of them, and what they are drawn from changes once a month
// Promises  what measure::false_alarm says, from any thread
#pragma once

#include <optional>

#include "engines/measure/false_alarm.hpp"

namespace tributary::services {

[[nodiscard]] std::optional<measure::FalseAlarm> kept_false_alarm(const measure::Series& series, const measure::Chart& chart);

}  // namespace tributary::services
