// Any bytes pasted or uploaded: cells are read or refused; they are the same when written as CSV and read back; by whatever
// recipe they are then read, also one that is proposed or to begin with, the preview accounts for every row.
#include <vector>

#include "base/text.hpp"
#include "exchange/csv_writer.hpp"
#include "exchange/guess_recipe.hpp"
#include "tests/fuzz/preview_promises.hpp"

using namespace tributary;

namespace {

void check_round_trip(const exchange::Table& table) {
  exchange::CsvWriter csv;
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    for (std::uint32_t column = 0; column < table.columns(row); ++column) csv.text(table.cell({row, column}));
    csv.end_row();
  }
  const auto again = exchange::read_cells(csv.written());
  base::check(again.has_value(), "what was written can be read");
  base::check(again->rows() == table.rows(), "with as many rows");
  for (std::uint32_t row = 0; row < table.rows(); ++row)
    for (std::uint32_t column = 0; column < table.columns(row); ++column)
      base::check(again->cell({row, column}) == table.cell({row, column}), "and the same cells");
}

// Columns go by letter, so that the bytes need not guess a header.
std::vector<exchange::Recipe> recipes_to_try() {
  using exchange::ValueKind;
  exchange::Recipe by_row{.name = "long", .date = "#A"};
  by_row.measures = {{.name = "first {#C}", .kind = ValueKind::count, .value = "#B"},
                     {.name = "second", .kind = ValueKind::percent, .value = "#C"}};
  exchange::Recipe of_ratios{.name = "ratios", .header_row = 0, .date = "#A", .same_date = exchange::SameDate::add_up};
  of_ratios.measures = {
      {.name = "{#B}", .kind = ValueKind::ratio, .numerator = {.column = "#C", .minus = "#D"}, .denominator = "#D"}};
  exchange::Recipe by_column{.name = "wide", .layout = exchange::Layout::wide, .fill_down = true};
  by_column.measures = {{.name = "{#A}", .kind = ValueKind::number}};
  std::vector<exchange::Recipe> recipes = {by_row, of_ratios, by_column};
  for (const exchange::Recipe& recipe : recipes)
    base::check(exchange::check_recipe(recipe).has_value(), "it is a recipe");
  return recipes;
}

void check_proposal(const exchange::Recipe& recipe, const exchange::Table& table) {
  base::check(exchange::check_recipe(recipe).has_value(), "a proposed recipe can be used");
  const auto preview = exchange::read_observations(recipe, table);
  if (preview) fuzz::check_preview(recipe, table, *preview);
  else
    base::check(preview.error().code != "column-absent" && preview.error().code != "column-ambiguous",
                "a proposed recipe finds its columns");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto table = exchange::read_cells(fuzz::text_of(bytes, size), "paste");
  if (!table) {
    base::check(!table.error().code.empty() && !table.error().detail.empty(), "a refusal says why");
    return 0;
  }
  for (std::uint32_t row = 0; row < table->rows(); ++row)
    for (std::uint32_t column = 0; column < table->columns(row); ++column)
      base::check(base::is_utf8(table->cell({row, column})), "cells are UTF-8");
  check_round_trip(*table);
  static const std::vector<exchange::Recipe> recipes = recipes_to_try();
  for (const exchange::Recipe& recipe : recipes) {
    const auto preview = exchange::read_observations(recipe, *table);
    if (preview) fuzz::check_preview(recipe, *table, *preview);
  }
  if (const auto blank = exchange::blank_recipe(*table)) check_proposal(*blank, *table);
  const auto guess = exchange::guess_recipe(*table);
  if (!guess) return 0;
  check_proposal(guess->recipe, *table);
  if (guess->other) check_proposal(guess->other->recipe, *table);
  return 0;
}
