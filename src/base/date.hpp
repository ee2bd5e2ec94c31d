// Date: a calendar date as people in Europe/London write it, without time or zone.
//
// Method    a std::chrono::sys_days counts days; what is on paper is ISO 8601, `2026-03-31`
// Promises  every Date that these functions return lies in 1900 to 2200: year 0 is a typing error, not history
// See       base/clock.hpp for instants and for the date that it is in London now
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tributary::base {

using Date = std::chrono::sys_days;

inline constexpr int first_year = 1900;
inline constexpr int last_year = 2200;

// A date of the Gregorian calendar. Fails with "date-unknown" (31 February) or "date-out-of-range".
[[nodiscard]] Result<Date> make_date(int year, unsigned month, unsigned day);

// Exactly `yyyy-mm-dd`. Fails with "date-unreadable", or as make_date does.
[[nodiscard]] Result<Date> parse_iso_date(std::string_view text);

// `2026-03-31`
[[nodiscard]] std::string to_iso(Date date);
// `31 March 2026`, as it stands in a sentence.
[[nodiscard]] std::string in_words(Date date);

// The same day `months` later; the last day of the month where that day is absent (31 January + 1 = 28 February).
[[nodiscard]] Date add_months(Date date, int months);

}  // namespace tributary::base
