// A recipe proposed from the cells alone, for a person to look at, mend and keep.
//
// Idea      most sheets have a header row, one column of dates (or dates along the header) and columns of numbers
// Method    the header is the first row of mostly text above rows of numbers and dates; dates along it make the sheet
//           wide; else the column with most dates is the date, columns of repeating text name the measures, and each
//           column of numbers is a measure; its words decide kind, unit and direction (a guess, and said so); two columns
//           that are how many of how many become one share (share_of.hpp), with the two measures offered beside it; two that
//           may be one stay two measures, with the share offered
// Promises  what it proposes passes check_recipe and is applicable to the same table; the same cells, the same proposal
// Fails     "no-dates" or "no-numbers", saying what was looked for, when nothing can be proposed
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/cells.hpp"
#include "exchange/recipe.hpp"

namespace tributary::exchange {

// The same cells read otherwise, where that is as likely to be meant.
struct OtherReading {
  Recipe recipe;
  std::string taken;  // what the first reading is: "One share: Seen out of Total"
  std::string says;   // what this one is: "Two measures: Seen, and Total"
  bool share = false;  // this one is the share
};

struct Guess {
  Recipe recipe;
  std::optional<OtherReading> other;
  std::vector<std::string> because;  // "Row 3 looks like the header.", "Column A holds the dates.", …
};

// Whether a column with nothing in it but what was held back (`*`) may hold values: where it is known that the cells are of a measure.
enum class HeldBack { as_nothing, as_values };
[[nodiscard]] base::Result<Guess> guess_recipe(const Table& table, HeldBack held_back = HeldBack::as_nothing);

// A column as a recipe refers to it (its header, or "#C" where that would not find it again), and as people see it.
struct ColumnName {
  std::string reference;
  std::string title;
};

// By that header row (as people count; 0: there is none, so that letters name them).
[[nodiscard]] std::vector<ColumnName> name_columns(const Table& table, std::uint32_t header_row);

// Where to begin when nothing can be proposed: the first column for the dates, the second for a measure's numbers, to be
// changed by a person. Nothing where there is but one column.
[[nodiscard]] std::optional<Recipe> blank_recipe(const Table& table);

}  // namespace tributary::exchange
