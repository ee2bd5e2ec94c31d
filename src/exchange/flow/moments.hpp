// Moments: the times in a column of a log, as days since 1 January 1970.
//
// Idea      whoever exports a log writes times in one way, so the column is looked at before a cell of it is read (dates.hpp)
// Given     dates as people write them, with a time of day after a space or a T, or none: 2026-02-27T09:30:00Z, 27/02/2026 09:30.
//           As the clock on the wall showed them: a zone after it is left out
// Promises  a cell that says there is none (empty, NA, NULL, -) is absent, and never a time
#pragma once

#include <optional>
#include <string_view>

#include "exchange/cells.hpp"
#include "exchange/dates.hpp"

namespace tributary::exchange::flow {

// Does the cell say that there is nothing? Empty, NA, n/a, NULL, none, -, …
[[nodiscard]] bool says_nothing(std::string_view cell);

class Moments {
 public:
  // Looks at the column, below a first row of names.
  Moments(const Table& table, std::uint32_t column);

  // None where the cell says nothing or can't be read.
  [[nodiscard]] std::optional<double> read(std::uint32_t row);
  [[nodiscard]] bool clock() const { return clock_; }  // some cell said a time of day
  [[nodiscard]] const std::vector<std::string>& said() const { return said_; }  // how days were told from months

 private:
  const Table& table_;
  std::uint32_t column_;
  DateRule rule_;
  bool clock_ = false;
  std::vector<std::string> said_;
};

}  // namespace tributary::exchange::flow
