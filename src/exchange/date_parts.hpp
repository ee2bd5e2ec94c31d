// A date's text, cut into its runs of digits and letters. For dates.cpp.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tributary::exchange {

// A run of digits or of letters.
struct DatePart {
  std::string_view text;
  unsigned number = 0;  // of digits; of a month's name, 1 to 12
  bool digits = false;
};

struct DateParts {
  std::array<DatePart, 8> list;
  std::size_t count = 0;
  bool week = false;  // "w/c …" stood before
  // The parts' shape, a character each: M month's name, W other word; of digits, how many there are.
  std::string shape;
};

// The cell as the functions below take it: lower case, every kind of dash a hyphen, no-break spaces plain.
[[nodiscard]] std::string comparable_date(std::string_view cell);

// Takes a time of day off the end (`t00:00:00z`, ` 00:00`). Absent or midnight: 0; any other: 1; not a time: -1.
[[nodiscard]] int take_time_of_day(std::string_view& text);

// Nothing is left out but separators, weekdays, ordinal endings and "of". Nothing comes back where there are more runs than
// any date has, or a character that no date holds. The parts are views of the text.
[[nodiscard]] std::optional<DateParts> cut_date(std::string_view text);

}  // namespace tributary::exchange
