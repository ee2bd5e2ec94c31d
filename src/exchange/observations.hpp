// From recipe and cells to measures and their observations, with an account of every row: what a preview shows.
//
// Idea      nothing is stored until a person has seen what was understood, what was ignored and what was refused, and why
// Method    patient-level data are refused first; the columns are found; each column of dates and of percentages is looked
//           at whole, since a single cell may be read in two ways; then the rows, one after another
// Promises  every row of the table has a fate; a refused row gives no observation at all; each measure has at most one
//           observation a date, in order of date; deterministic; O(cells), and O(n log n) in the dates of a measure
// Fails     the whole: "patient-level-data" (patient_level.hpp), "column-absent", "no-dates", "no-observations", and as
//           check_recipe; a row or cell: in its account
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/cells.hpp"
#include "exchange/numbers.hpp"
#include "exchange/recipe.hpp"

namespace tributary::exchange {

struct Observation {
  base::Date date;
  std::optional<double> value;        // of a count, number or percent; absent in a gap and of a ratio
  std::optional<double> numerator;    // of a ratio; absent in a gap
  std::optional<double> denominator;  // of a ratio, above zero; absent in a gap
  Gap gap = Gap::none;
  Place place;  // of the value, or of the denominator
};

struct MeasureRead {
  std::string name;
  std::uint32_t rule = 0;  // in recipe.measures, which also has kind, unit and direction
  bool percent = false;    // its values are per cent
  std::vector<std::pair<std::string, std::string>> named_by;  // {"org_code", "RF4"}, {"type", "1"}
  std::string organisation;                                   // the code in recipe.organisation's column; may be empty
  std::vector<Observation> observations;
};

enum class RowFate : std::uint8_t {
  understood,
  partly,   // some of its cells were refused: the rest is taken (wide layout: a cell is a date's value)
  ignored,  // header, blank, total, note: nothing to take
  refused,  // nothing is taken
};

[[nodiscard]] std::string_view in_words(RowFate fate);

struct RowAccount {
  RowFate fate = RowFate::ignored;
  std::uint32_t observations = 0;  // gaps included
  std::string code;                // why it was ignored or refused: "blank-row", "totals-row", "duplicate-date", …
  std::string why;                 // the same in a sentence; empty where the row was plainly understood
};

// Something about one cell that a person should see: how it was read, or why it was refused.
struct Remark {
  Place place;
  bool refusal = false;
  std::string code;
  std::string says;
};

struct Totals {
  std::uint32_t rows = 0;  // below the header, as people count them; the sum of the next four
  std::uint32_t understood = 0;
  std::uint32_t partly = 0;
  std::uint32_t ignored = 0;
  std::uint32_t refused = 0;
  std::uint32_t refused_cells = 0;
  std::uint32_t measures = 0;
  std::uint64_t observations = 0;  // gaps included
  std::uint64_t gaps = 0;
};

// More remarks than this are counted, not kept.
inline constexpr std::size_t most_remarks = 1'000;

struct Preview {
  std::vector<MeasureRead> measures;  // in order of first appearance
  std::vector<RowAccount> rows;       // one for each row of the table
  std::vector<Remark> remarks;        // at most most_remarks, in order of place
  std::uint64_t more_remarks = 0;     // that were not kept
  std::vector<std::string> said;      // how columns were understood: date order, day numbers, fractions as percent
  std::vector<std::string> warned;    // of these, what a person must see: that dates are read month first, or are mixed
  Span span = Span::day;              // what a date stands for: seven days from one to the next → week, and so on
  base::Date first;                   // of all dates
  base::Date last;
  Totals totals;
};

[[nodiscard]] base::Result<Preview> read_observations(const Recipe& recipe, const Table& table);

// What was understood of `count` rows from `first`, a sentence each: "March 2017: RF4 type 1: attendances 21289; …".
[[nodiscard]] std::vector<std::string> rows_in_words(const Preview& preview, std::uint32_t first, std::uint32_t count);

}  // namespace tributary::exchange
