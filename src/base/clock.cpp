#include "base/clock.hpp"

#include <date/tz.h>

#include "base/text.hpp"

namespace tributary::base {

namespace chr = std::chrono;

Instant SystemClock::now() const { return chr::floor<chr::milliseconds>(chr::system_clock::now()); }

Date london_date(Instant at) {
  static const date::time_zone* const london = date::locate_zone("Europe/London");
  return Date{chr::floor<chr::days>(london->to_local(at)).time_since_epoch()};
}

std::string to_iso(Instant at) {
  const Date day = chr::floor<chr::days>(at);
  const chr::hh_mm_ss time{at - day};
  std::string out = to_iso(day) + "T00:00:00.000Z";
  const std::size_t tail = out.size() - 14;
  const auto put = [&](std::size_t where, auto number) {
    out[tail + where] = static_cast<char>('0' + number / 10 % 10);
    out[tail + where + 1] = static_cast<char>('0' + number % 10);
  };
  put(1, time.hours().count());
  put(4, time.minutes().count());
  put(7, time.seconds().count());
  put(10, time.subseconds().count() / 10);
  put(11, time.subseconds().count() % 100);
  return out;
}

Result<Instant> parse_iso_instant(std::string_view text) {
  const auto unreadable = [&] {
    return fail({.code = "instant-unreadable", .title = "The time can't be read",
                 .detail = "\"" + shorten(text, 40) + "\" is not a UTC time like 2026-03-31T09:15:00.000Z."});
  };
  if (text.size() != 20 && text.size() != 24) return unreadable();
  const Result<Date> day = parse_iso_date(text.substr(0, 10));
  if (!day) return fail(day.error());
  const auto digits = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      if (text[i] < '0' || text[i] > '9') return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  const bool fraction = text.size() == 24;
  const int hour = digits(11, 2);
  const int minute = digits(14, 2);
  const int second = digits(17, 2);
  const int milli = fraction ? digits(20, 3) : 0;
  if (text[10] != 'T' || text[13] != ':' || text[16] != ':' || text.back() != 'Z' || (fraction && text[19] != '.') ||
      hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || milli < 0)
    return unreadable();
  return Instant{*day} + chr::hours{hour} + chr::minutes{minute} + chr::seconds{second} + chr::milliseconds{milli};
}

}  // namespace tributary::base
