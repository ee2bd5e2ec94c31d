// The cells of a chart's rows: the headers and words that are known, and how a number is read.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "base/plain_number.hpp"
#include "base/text.hpp"
#include "exchange/numbers.hpp"

namespace tributary::cli {

inline constexpr std::array<std::string_view, 5> date_headers = {"date", "month", "week", "day", "period"};
inline constexpr std::array<std::string_view, 7> total_words = {"total",   "totals", "grand total", "sum",
                                                         "average", "mean",   "all"};

inline bool is_one_of(std::string_view text, const auto& words) {
  return std::ranges::find(words, base::lower(text)) != words.end();
}

// A plain decimal or one with an exponent, as programs write them; else as people do. Beyond 10^15, where a number no longer counts in
// ones, it is refused, as by an import.
inline base::Result<exchange::NumberReading> read_value(std::string_view cell) {
  if (const auto value = base::plain_number(cell); value && std::abs(*value) <= 1e15) return exchange::NumberReading{.value = value};
  return exchange::read_number(cell);
}

}  // namespace tributary::cli
