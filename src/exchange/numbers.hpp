// Numbers as people type them into a spreadsheet: `1,234`, `95%`, `£1,200.50`, `(12)`, `3.5 days`, `*`, `n/a`, ``.
//
// Idea      a cell holds a number, or a gap that says why, or something that we refuse rather than guess at
// Method    signs, currency, thousands marks, percent sign and unit are taken off one by one; what is left must be a
//           plain decimal; the reading remembers what was taken off, so that a preview can say what was understood
// Given     a decimal point and thousands commas (or spaces) in groups of three, as the United Kingdom writes them
// Promises  the value is finite and at most 10^15 in size; never a guess: `1,5` is refused, not read as 15 or 1.5
// Fails     "number-unreadable", "number-out-of-range", with what to write instead
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tributary::exchange {

// Why there is no number.
enum class Gap : std::uint8_t {
  none,            // there is one
  blank,           // nothing was written
  suppressed,      // `*`, `[c]`, `<5`: held back because it is small
  not_available,   // `n/a`, `NA`, `NULL`, `-`, `..`, `#N/A`
  no_denominator,  // `#DIV/0!`, or a ratio of nothing to nothing: nobody to count
};

[[nodiscard]] std::string_view in_words(Gap gap);  // "suppressed", "not available", …

struct NumberReading {
  std::optional<double> value;  // absent in a gap; `95%` is 95
  Gap gap = Gap::none;
  bool percent = false;      // a percent sign was written
  bool thousands = false;    // thousands marks were taken out
  bool currency = false;     // £, $ or € was taken off
  bool parentheses = false;  // (12) was read as -12
  std::string_view unit;     // `days` of `3.5 days`; a view of the cell's text
};

[[nodiscard]] base::Result<NumberReading> read_number(std::string_view cell);

// Words and errors that stand where a number should: NaN, inf, #REF!, 1e400. A column of them is still one of numbers.
[[nodiscard]] bool fails_as_number(std::string_view cell);

// What was made of the cell, where that is more than its digits: `"(1,200)" was read as -1200`. Empty otherwise.
[[nodiscard]] std::string understood(std::string_view cell, const NumberReading& reading);

}  // namespace tributary::exchange
