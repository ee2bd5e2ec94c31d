// Numbers and dates as the sentence under a chart writes them.
#pragma once

#include <span>
#include <string>

#include "engines/measure/sentence.hpp"

namespace tributary::measure {

// What lies between one point and the next: "month", "months", as most neighbours are apart; else "point".
struct Period {
  std::string_view one;
  std::string_view many;
  bool whole_months = false;  // dates are written as "March 2024"
};

[[nodiscard]] Period period_of(std::span<const Point> points);

// `3 March 2024`, or `March 2024`.
[[nodiscard]] std::string written_date(base::Date date, const Period& period);

// Fixed decimals, with commas between thousands; never "-0".
[[nodiscard]] std::string written_number(double value, int decimals);

// As many decimals as tell two values apart that differ by a fiftieth or so of the spread. At most 9.
[[nodiscard]] int decimals_for(double spread, double size);

}  // namespace tributary::measure
