// A column of times, in order and counted: numbers (years, 1, 2, 3), months written as 202404, or dates as people write them.
//
// Method    a time's period is how many of the smallest step between times it lies after the first: months, quarters and years where
//           dates fall on the same day of the month, else days; times all but equally far apart follow one another
// Fails     "time-missing" and "time-unreadable", at their row
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exchange/data_table.hpp"

namespace tributary::exchange {

struct EvidenceTimes {
  std::vector<std::string> names;     // in order
  std::vector<double> values;         // of each: what it is compared by (a number, months, or days)
  std::vector<double> periods;        // of each, from 0
  std::vector<std::uint32_t> of_case;
  std::string period = "period";      // "month", "quarter", "year", "week", "day"
  bool numbers = false;

  // What a time told elsewhere (an option, another column) is compared by; `where` or `option` go into the problem.
  [[nodiscard]] base::Result<double> value_of(std::string_view text, const std::string& option, const std::string& where) const;

  enum class Kind : std::uint8_t { number, month_number, months, days } kind = Kind::number;
};

[[nodiscard]] base::Result<EvidenceTimes> read_times(const DataTable& table, std::size_t column);

}  // namespace tributary::exchange
