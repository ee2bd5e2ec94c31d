// A board as an Excel workbook: the matrix and the list on the first sheet, and a sheet for each measure with its words, its rows and
// its chart, which Excel draws itself from those rows.
//
// Given     what a board shows, in words and numbers; texts of any kind
// Promises  the same bytes for the same board: its date of creation is that of the last value in it. Every text is stored as a text, so
//           that none is taken for a formula, whatever it begins with. Each chart has an alternative text
// Fails     with "workbook-unwritten" where a temporary file can't be made, or has no room
// See       services/board_book.hpp for what goes in
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engines/measure/chart.hpp"

namespace tributary::exchange {

struct BoardRow {
  base::Date on{};
  std::optional<double> value;                  // none: a gap
  std::optional<double> lower, centre, upper;   // none where the chart shows none
  std::optional<double> target;                 // on that date
  measure::Meaning meaning = measure::Meaning::common_cause;
  std::string signals;  // its rules in words, or that it is left out and why
};

struct BoardSheet {
  std::string name, home, unit, definition;
  bool published = false, illustrative = false;
  measure::VariationIcon variation = measure::VariationIcon::none;
  measure::AssuranceIcon assurance = measure::AssuranceIcon::none;
  std::optional<base::Date> last_on;
  std::optional<double> last_value, target;  // the target of that date, by which it is judged
  std::vector<std::string> so_what;  // the chart's sentence, then what a reader should know before believing it
  std::string next_step;
  std::vector<BoardRow> rows;        // by date
};

struct BoardBook {
  std::string place;
  std::vector<BoardSheet> measures;
  int total = 0;  // of the place, where it has more than these
};

// The bytes of an .xlsx file.
[[nodiscard]] base::Result<std::string> board_workbook(const BoardBook& book);

// The cells of the matrix that an icon stands in, as the page names them: "Improving", "Will miss its target".
[[nodiscard]] std::string_view column_name(measure::VariationIcon icon);
[[nodiscard]] std::string_view row_name(measure::AssuranceIcon icon);

// What a sheet is called: its number and as much of the name as a sheet may have, without what Excel forbids.
[[nodiscard]] std::string sheet_name(std::size_t number, std::string_view name);

}  // namespace tributary::exchange
