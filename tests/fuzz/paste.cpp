// Any bytes pasted or uploaded: cells are read or refused, and by whatever recipe they are then read, the preview accounts
// for every row.
#include <cmath>
#include <vector>

#include "exchange/cells.hpp"
#include "exchange/observations.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace exchange = tributary::exchange;

namespace {

void check_account(const exchange::Preview& preview, const exchange::Table& table) {
  check(preview.rows.size() == table.rows(), "every row has a fate");
  const exchange::Totals& totals = preview.totals;
  check(totals.rows == totals.understood + totals.partly + totals.ignored + totals.refused, "the fates add up");
  for (const exchange::RowAccount& row : preview.rows) {
    check(row.fate != exchange::RowFate::refused || (row.observations == 0 && !row.code.empty()),
          "a refused row gives nothing, and says why");
  }
  std::uint64_t observations = 0;
  for (const exchange::MeasureRead& measure : preview.measures) {
    observations += measure.observations.size();
    std::optional<tributary::base::Date> last;
    for (const exchange::Observation& seen : measure.observations) {
      check(!last || *last < seen.date, "one observation a date, in order");
      last = seen.date;
      check(!seen.value || std::isfinite(*seen.value), "values are finite");
      check(!seen.denominator || *seen.denominator > 0, "denominators are above zero");
      check(seen.numerator.has_value() == seen.denominator.has_value(), "a ratio has both its parts");
    }
  }
  check(observations == totals.observations, "observations are counted");
}

// Columns go by letter, so that the bytes need not guess a header.
std::vector<exchange::Recipe> recipes_to_try() {
  using exchange::ValueKind;
  exchange::Recipe by_row{.name = "long", .date = "#A"};
  by_row.measures = {{.name = "first {#C}", .kind = ValueKind::count, .value = "#B"},
                     {.name = "second", .kind = ValueKind::percent, .value = "#C"}};
  exchange::Recipe of_ratios{.name = "ratios", .header_row = 0, .date = "#A", .same_date = exchange::SameDate::add_up};
  of_ratios.measures = {{.name = "{#B}", .kind = ValueKind::ratio, .numerator = {.column = "#C", .minus = "#D"}, .denominator = "#D"}};
  exchange::Recipe by_column{.name = "wide", .layout = exchange::Layout::wide, .fill_down = true};
  by_column.measures = {{.name = "{#A}", .kind = ValueKind::number}};
  std::vector<exchange::Recipe> recipes = {by_row, of_ratios, by_column};
  for (const exchange::Recipe& recipe : recipes) check(exchange::check_recipe(recipe).has_value(), "it is a recipe");
  return recipes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto table = exchange::read_cells(tributary::fuzz::text_of(bytes, size), "pasted cells");
  if (!table) {
    check(!table.error().code.empty() && !table.error().title.empty(), "a refusal says why");
    return 0;
  }
  static const std::vector<exchange::Recipe> recipes = recipes_to_try();
  for (const exchange::Recipe& recipe : recipes) {
    const auto preview = exchange::read_observations(recipe, *table);
    if (preview) check_account(*preview, *table);
  }
  return 0;
}
