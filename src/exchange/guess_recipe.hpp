// A recipe proposed from the cells alone, for a person to look at, mend and keep.
//
// Idea      most sheets have a header row, one column of dates (or dates along the header) and columns of numbers
// Method    the header is the first row of mostly text above rows of numbers and dates; dates along it make the sheet
//           wide; else the column with most dates is the date, columns of repeating text name the measures, and each
//           column of numbers is a measure; its words decide kind, unit and direction (a guess, and said so); two columns
//           that are how many of how many become one share (share_of.hpp), and the two measures are offered beside it
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
};

struct Guess {
  Recipe recipe;
  std::optional<OtherReading> other;
  std::vector<std::string> because;  // "Row 3 looks like the header.", "Column A holds the dates.", …
};

[[nodiscard]] base::Result<Guess> guess_recipe(const Table& table);

}  // namespace tributary::exchange
