// Dates along the header row, a measure in each row: the wide layout.
#include <algorithm>
#include <string_view>

#include "base/text.hpp"
#include "exchange/percent_column.hpp"
#include "exchange/row_words.hpp"
#include "exchange/sheets.hpp"

namespace tributary::exchange {

namespace {

struct DatedColumn {
  std::uint32_t column = 0;
  DateReading date;
};

// May this header cell be a date? Digits alone may, if all of them together are day numbers or years.
bool may_be_date(std::string_view cell) {
  if (cell.size() >= 4 && cell.size() <= 8 &&
      std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return true;
  return read_date(cell, {}).has_value() || read_date(cell, {.order = DateOrder::month_first}).has_value();
}

base::Result<std::vector<DatedColumn>> find_dates(const Recipe& recipe, const Table& table, const MeasureNames& names,
                                                  Gathering& gathering) {
  const std::uint32_t row = recipe.header_row - 1;
  const auto naming = [&](std::uint32_t column) {
    return std::find(names.columns().begin(), names.columns().end(), column) != names.columns().end();
  };
  std::vector<std::string_view> cells;
  for (std::uint32_t column = 0; column < table.columns(row); ++column)
    if (!naming(column) && may_be_date(table.cell({row, column}))) cells.push_back(table.cell({row, column}));
  DateColumn looked = look_at_dates(cells, recipe.order);
  std::vector<DatedColumn> dated;
  for (std::uint32_t column = 0; column < table.columns(row); ++column) {
    const std::string_view cell = table.cell({row, column});
    if (cell.empty() || naming(column)) continue;
    if (const auto date = read_date(cell, looked.rule)) dated.push_back({column, *date});
    else
      gathering.remark({row, column}, "column-ignored",
                       "\"" + base::shorten(single_spaced(cell), 40) + "\" is not a date, so column " +
                           column_name(column) + " is ignored.");
  }
  if (dated.empty())
    return base::fail({.code = "no-dates",
                       .title = "There are no dates along the header",
                       .detail = "No cell of row " + std::to_string(recipe.header_row) +
                                 " is a date. Check which row is the header, or choose the long layout.",
                       .field = "/header_row",
                       .where = row_name(row)});
  for (std::string& sentence : looked.said) gathering.say(std::move(sentence));
  for (std::string& sentence : looked.warned) gathering.warn(std::move(sentence));
  for (const DatedColumn& column : dated) gathering.saw_span(column.date.span);
  return dated;
}

base::Done read_wide_row(std::uint32_t row, const MeasureRule& rule, const Table& table,
                         const std::vector<DatedColumn>& dated, const PercentColumn& percent, MeasureNames& names,
                         Gathering& gathering) {
  if (gathering.ignores(row)) return {};
  const bool no_values = std::all_of(dated.begin(), dated.end(),
                                     [&](const DatedColumn& d) { return table.cell({row, d.column}).empty(); });
  const auto missing = names.take(table, row);
  if (no_values) {
    gathering.ignore(row, is_note(table, row) ? "note-row" : "nothing-yet",
                     "Nothing is written below any of the dates.");
    return {};
  }
  if (missing) {
    const bool empty = table.cell(*missing).empty();
    gathering.refuse(row, empty ? "name-missing" : "name-too-long",
                     cell_name(*missing) + (empty ? ": This cell names the measure, and is empty. Fill it in."
                                                  : ": This cell names the measure, and is longer than 200 bytes."));
    return {};
  }
  const auto measure = gathering.measure(0, names);
  if (!measure) return base::fail(measure.error());
  for (const DatedColumn& d : dated) {
    const Place place{row, d.column};
    const auto reading = gathering.number(place);
    if (!reading) continue;
    auto observation = one_value(rule, *reading, place, percent, gathering);
    if (!observation) continue;
    observation->date = d.date.date;
    gathering.add(*measure, *observation);
  }
  return {};
}

}  // namespace

base::Done gather_wide_sheet(const Recipe& recipe, const Table& table, const HeaderRow& header, Gathering& gathering) {
  auto names = MeasureNames::find(recipe, header);
  if (!names) return base::fail(names.error());
  const auto dated = find_dates(recipe, table, *names, gathering);
  if (!dated) return base::fail(dated.error());

  const MeasureRule& rule = recipe.measures.front();
  const std::uint32_t first = first_data_row(recipe);
  PercentColumn percent(rule.written);
  if (rule.kind == ValueKind::percent) {
    for (std::uint32_t row = first; row < table.rows(); ++row)
      for (const DatedColumn& d : *dated)
        if (const auto reading = read_number(table.cell({row, d.column}))) percent.look_at(*reading);
    if (percent.fractions()) gathering.say("The values are fractions: 0.95 is read as 95 per cent.");
  }
  gathering.look_for_totals(names->columns(), first);
  for (std::uint32_t row = first; row < table.rows(); ++row)
    if (auto done = read_wide_row(row, rule, table, *dated, percent, *names, gathering); !done) return done;
  return {};
}

}  // namespace tributary::exchange
