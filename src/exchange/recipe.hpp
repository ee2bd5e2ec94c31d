// Recipe: how the cells of one kind of sheet become measures; kept, so that next month is one paste.
//
// Idea      a sheet's shape seldom changes from month to month: say once which column is the date and which the values
// Layouts   long: a date in each row, values in one or more columns; columns named in braces tell the measures apart
//           wide: dates along the header row, a measure in each row, named by its label columns
// Columns   are named by their header (letter case and spacing don't matter), or by letter as "#C"
// Measures  a rule makes one measure for each different text that its name template gives:
//           "{org_code} type {type}: attendances" makes one for each pair of organisation and type
// As JSON   recipe_json.hpp; every key is described in docs/guide/reference/import.md
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/measure/chart_type.hpp"
#include "exchange/dates.hpp"

namespace tributary::exchange {

enum class Layout : std::uint8_t { long_rows, wide };

enum class ValueKind : std::uint8_t {
  count,    // whole, never below zero
  number,   // a measurement: minutes, beds, a rate
  percent,  // 95 for 95 %
  ratio,    // numerator over denominator, both kept
};

enum class Direction : std::uint8_t { higher, lower, neither };  // which way is better

// How bare numbers of a percentage are written. A cell with the sign is always what it says.
enum class PercentWritten : std::uint8_t { by_column, percent, fraction };

enum class SameDate : std::uint8_t { refuse, add_up };  // two rows of one measure with the same date

// A column, or one column less another: attendances − breaches = those seen in time.
struct Amount {
  std::string column;
  std::string minus;  // empty: nothing is taken off

  friend bool operator==(const Amount&, const Amount&) = default;
};

struct MeasureRule {
  std::string name;  // the template: literal text and {columns}
  ValueKind kind = ValueKind::number;
  std::string value;        // column of a count, number or percent; empty in the wide layout
  Amount numerator;         // of a ratio
  std::string denominator;  // of a ratio
  std::string unit;
  Direction direction = Direction::neither;
  PercentWritten written = PercentWritten::by_column;
  std::optional<measure::ChartType> chart;  // of measures that it makes; none: an XmR

  friend bool operator==(const MeasureRule&, const MeasureRule&) = default;
};

// Rows whose cell in `column` is one of `values` (letter case doesn't matter) are ignored.
struct RowFilter {
  std::string column;
  std::vector<std::string> values;

  friend bool operator==(const RowFilter&, const RowFilter&) = default;
};

struct Recipe {
  std::string name;   // of the sheet it reads
  std::string about;  // where such sheets come from, in a sentence
  Layout layout = Layout::long_rows;
  std::uint32_t header_row = 1;  // as people count; 0: there is none, and columns go by letter
  std::uint32_t first_row = 0;   // of the data; 0: the one after the header
  std::string date;              // column of the dates in the long layout
  DateOrder order = DateOrder::by_column;
  std::optional<Span> every;  // what a date stands for; none: as the dates say, and lie apart
  std::vector<MeasureRule> measures;
  bool ignore_totals = true;  // rows called Total, All, England, … beside others that are not
  std::vector<RowFilter> ignore;
  bool fill_down = false;  // an empty cell in a naming column repeats the one above (merged cells)
  SameDate same_date = SameDate::refuse;
  std::string organisation;         // column of the code of the organisation that a measure belongs to; may be empty
  std::string organisation_scheme;  // "ODS"

  friend bool operator==(const Recipe&, const Recipe&) = default;
};

// A piece of a name template: literal text, or a column whose cell stands there.
struct NamePiece {
  std::string text;
  bool column = false;
};

// Fails with "template-unreadable" on a brace that doesn't close, or a column without a name.
[[nodiscard]] base::Result<std::vector<NamePiece>> cut_template(const std::string& name);

// The problem of a recipe that can't be used, at a key given as a JSON pointer.
[[nodiscard]] base::Problem invalid_recipe(std::string key, std::string detail);

// What a recipe must satisfy before it meets a table: each problem names its key as a JSON pointer ("/measures/0/value").
[[nodiscard]] base::Done check_recipe(const Recipe& recipe);

}  // namespace tributary::exchange
