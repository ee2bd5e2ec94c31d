// The sentence under a chart: what it says, in words that need no statistics, and what that asks of the reader.
//
//     Common cause: the process gives 62 to 81 %; one more month will not tell you; change the system.
//     Improvement: 9 values in a row above the mean of 71 %, since March 2024. Find out what changed, and keep it.
//     Concern: 58 % in May 2024 is below the lower limit of 62 %. Find out what changed, and act on it.
//
// Given     a series and the chart drawn from it; how its values are written
// Promises  plain text, one to three sentences, numbers rounded to what the limits can tell apart
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

// How values are written in words.
struct Wording {
  std::string unit = {};             // after each number, with a space: "%", "minutes"
  double scale = 1;                  // 100 for a share that is written in per cent
  std::optional<double> least = {};  // what a value can't go below or above, before scaling: limits beyond it
  std::optional<double> most = {};   // are written as it
  bool asks = true;                  // what it asks of a team is said; left out for readers who are none
};

[[nodiscard]] std::string sentence(const Series& series, const Chart& chart, const Wording& wording);

// "Special cause: improvement" and so on, for the text beside an icon and the cells of a table.
[[nodiscard]] std::string_view plain_name(Meaning meaning);

// "a shift above the centre", for a table's column or a tooltip.
[[nodiscard]] std::string_view plain_name(Rule rule);

}  // namespace tributary::measure
