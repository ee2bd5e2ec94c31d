// London's clock: the instant at which it shows a time of a day there.
#pragma once

#include "base/clock.hpp"

namespace tributary::base {

// A time that comes twice that day is the first of the two; one that the clocks leap over is the instant at which they do.
[[nodiscard]] Instant london_instant(Date day, std::chrono::minutes from_midnight);

}  // namespace tributary::base
