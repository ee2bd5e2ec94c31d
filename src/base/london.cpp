#include "base/london.hpp"

#include <date/tz.h>

namespace tributary::base {

Instant london_instant(Date day, std::chrono::minutes from_midnight) {
  static const date::time_zone* const london = date::locate_zone("Europe/London");
  const date::local_time<std::chrono::minutes> shown{day.time_since_epoch() + from_midnight};
  return std::chrono::floor<std::chrono::milliseconds>(london->to_sys(shown, date::choose::earliest));
}

}  // namespace tributary::base
