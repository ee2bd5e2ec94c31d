// Dates as people write them: `31/03/2024`, `1/4/24`, `Apr-24`, `April 2024`, `2024-04`, `2024-04-01`, `2018-19 Q1`.
//
// Idea      one cell can be read in two ways (03/04/2024); a whole column seldom can. So a column is looked at first
// Method    look_at_dates decides, from all cells of a column, between day/month and month/day (any first or second
//           part above 12 decides; the United Kingdom's order where nothing does), and whether plain whole numbers
//           are Excel's day numbers; read_date then reads one cell by that rule
// Promises  a month, quarter or financial year means its first day; two-digit years are 1970 to 2069; 1900 to 2200 only;
//           nothing is read that a second look would read otherwise: `24-Apr` lacks a year and is refused
// Fails     "date-unreadable", "date-without-year", "date-with-time", "date-ambiguous", and as base::make_date
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace tributary::exchange {

enum class DateOrder : std::uint8_t { by_column, day_first, month_first };

enum class Span : std::uint8_t { day, week, month, quarter, year };

struct DateReading {
  base::Date date;
  Span span = Span::day;  // what the cell named; the date is its first day
};

// How the dates of one column are read.
struct DateRule {
  DateOrder order = DateOrder::day_first;  // never by_column once looked at
  bool day_numbers = false;                // five digits are Excel's day numbers: 45383 is 1 April 2024
  bool years = false;                      // four digits are calendar years
  bool financial_years = false;            // `2011-12` is April 2011 to March 2012, not December 2011
};

// What a look at a column found.
struct DateColumn {
  DateRule rule;
  bool order_shown = false;  // a part above 12 decided the order, or the recipe did; else it is the usual one
  std::size_t cells = 0;     // that hold anything
  std::size_t dates = 0;     // of these, that can be read by the rule
  std::size_t numbers = 0;   // of these, that are digits alone (day numbers, years, 202404), and so may be no dates
  std::vector<std::string> said;  // "No date tells day from month (03/04/2024): read as day/month, …"
  std::vector<std::string> warned;  // of these, what a person must see: that dates are read month first, or are mixed
};

// The cells of a column below its header, or of a header row. Digits alone are day numbers, or years, only where every
// cell is: from 25569 to 62091, or from 1970 to 2069. `asked` settles the order where a recipe fixes it.
[[nodiscard]] DateColumn look_at_dates(const std::vector<std::string_view>& cells,
                                       DateOrder asked = DateOrder::by_column);

[[nodiscard]] base::Result<DateReading> read_date(std::string_view cell, const DateRule& rule);

}  // namespace tributary::exchange
