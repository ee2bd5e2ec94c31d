// A date in each row: the long layout.
#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/text.hpp"
#include "exchange/percent_column.hpp"
#include "exchange/row_words.hpp"
#include "exchange/sheets.hpp"

namespace tributary::exchange {

namespace {

// A rule with its columns found; each is a place in the row's readings.
struct FoundRule {
  const MeasureRule* rule = nullptr;
  std::size_t value = 0;
  std::size_t numerator = 0;
  std::optional<std::size_t> minus;
  std::size_t denominator = 0;
  PercentColumn percent;
};

struct LongSheet {
  const Recipe& recipe;
  const Table& table;
  const HeaderRow& header;
  Gathering& gathering;
  std::uint32_t date_column = 0;
  DateRule dates;
  MeasureNames names;
  std::vector<std::uint32_t> columns;  // that hold numbers, each once
  std::vector<FoundRule> rules;
  std::vector<std::optional<NumberReading>> readings;  // of the row, as `columns`; nullopt: refused

  base::Done find_columns();
  base::Result<std::size_t> find_number(const std::string& name, std::string field);
  void look_at_columns();
  base::Done read_row(std::uint32_t row);
  std::optional<Observation> ratio(const FoundRule& rule, std::uint32_t row);
};

base::Result<std::size_t> LongSheet::find_number(const std::string& name, std::string field) {
  const auto column = header.column(name, std::move(field));
  if (!column) return base::fail(column.error());
  const auto found = std::find(columns.begin(), columns.end(), *column);
  if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  columns.push_back(*column);
  return columns.size() - 1;
}

base::Done LongSheet::find_columns() {
  const auto date = header.column(recipe.date, "/date/column");
  if (!date) return base::fail(date.error());
  date_column = *date;
  for (std::size_t i = 0; i < recipe.measures.size(); ++i) {
    const MeasureRule& rule = recipe.measures[i];
    const std::string at = "/measures/" + std::to_string(i);
    FoundRule found{.rule = &rule, .percent = PercentColumn(rule.written)};
    const auto find = [&](const std::string& name, const char* key, std::size_t& into) -> base::Done {
      const auto column = find_number(name, at + key);
      if (!column) return base::fail(column.error());
      into = *column;
      return {};
    };
    if (rule.kind != ValueKind::ratio) {
      if (auto done = find(rule.value, "/value", found.value); !done) return done;
    } else {
      if (auto done = find(rule.numerator.column, "/numerator", found.numerator); !done) return done;
      if (auto done = find(rule.denominator, "/denominator", found.denominator); !done) return done;
      if (!rule.numerator.minus.empty())
        if (auto done = find(rule.numerator.minus, "/numerator/minus", found.minus.emplace()); !done) return done;
      if (rule.numerator.minus.empty() && found.numerator == found.denominator)
        return base::fail(invalid_recipe(at + "/denominator", "A share of the same column is always the whole. Choose the column that says of how many."));
    }
    rules.push_back(std::move(found));
  }
  readings.resize(columns.size());
  return {};
}

// Dates and percentages are judged by their whole column, before any row is read.
void LongSheet::look_at_columns() {
  const std::uint32_t first = first_data_row(recipe);
  std::vector<std::string_view> cells;
  cells.reserve(table.rows());
  for (std::uint32_t row = first; row < table.rows(); ++row) cells.push_back(table.cell({row, date_column}));
  // A total or a note in the column of dates is no date, and must not stop day numbers from being seen.
  std::erase_if(cells, [](std::string_view cell) {
    return names_a_total(cell) || std::none_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
  });
  DateColumn looked = look_at_dates(cells, recipe.order);
  dates = looked.rule;
  for (std::string& sentence : looked.said) gathering.say(std::move(sentence));
  for (std::string& sentence : looked.warned) gathering.warn(std::move(sentence));

  for (FoundRule& rule : rules) {
    if (rule.rule->kind != ValueKind::percent) continue;
    for (std::uint32_t row = first; row < table.rows(); ++row)
      if (const auto reading = read_number(table.cell({row, columns[rule.value]}))) rule.percent.look_at(*reading);
    if (rule.percent.mixed())
      gathering.say("Some cells of \"" + header.title(columns[rule.value]) + "\" have a percent sign and some have none: all are read as per cent.");
    if (rule.percent.fractions())
      gathering.say("\"" + header.title(columns[rule.value]) + "\" holds fractions: 0.95 is read as 95 per cent.");
  }
  std::vector<std::uint32_t> naming = names.columns();
  naming.push_back(date_column);
  gathering.look_for_totals(naming, first);
}

// Numerator over denominator; nullopt where a cell, or what the two say together, is refused.
std::optional<Observation> LongSheet::ratio(const FoundRule& rule, std::uint32_t row) {
  const Place place{row, columns[rule.denominator]};
  const auto& over = readings[rule.numerator];
  const auto& under = readings[rule.denominator];
  if (!over || !under || (rule.minus && !readings[*rule.minus])) return std::nullopt;
  Observation observation{.place = place};
  for (const NumberReading* part : {&*over, rule.minus ? &*readings[*rule.minus] : &*over, &*under}) {
    if (observation.gap == Gap::none && !part->value) observation.gap = part->gap;
    if (part->percent) {
      gathering.refuse(row, "ratio-percent", "A percentage stands where a numerator or denominator is expected.");
      return std::nullopt;
    }
  }
  if (observation.gap != Gap::none) return observation;
  const std::string over_title = header.title(columns[rule.numerator]);
  const std::string under_title = header.title(columns[rule.denominator]);
  const auto shown = [](const std::string& title, double value) { return title + " (" + base::to_text(value) + ")"; };
  double numerator = *over->value;
  std::string numerator_shown = shown(over_title, numerator);
  if (rule.minus) {
    const double minus = *readings[*rule.minus]->value;
    const std::string minus_title = header.title(columns[*rule.minus]);
    if (minus > numerator) {
      gathering.refuse(row, "numerator-negative",
                       shown(minus_title, minus) + " is more than " + numerator_shown + ". Check both.");
      return std::nullopt;
    }
    numerator -= minus;
    numerator_shown = shown(over_title + " less " + minus_title, numerator);
  }
  const double denominator = *under->value;
  if (numerator < 0 || denominator < 0) {
    gathering.refuse(
        row, "ratio-negative",
        "A ratio's numbers can't be below zero: " + numerator_shown + " over " + shown(under_title, denominator) + ".");
    return std::nullopt;
  }
  if (numerator > denominator) {
    gathering.refuse(row, denominator == 0 ? "denominator-zero" : "numerator-above-denominator",
                     numerator_shown + " is above " + shown(under_title, denominator) + ". Check both.");
    return std::nullopt;
  }
  if (denominator == 0) {
    observation.gap = Gap::no_denominator;
    gathering.remark(place, "denominator-zero",
                     "None to count: a gap in \"" + base::shorten(rule.rule->name, 60) + "\".");
    return observation;
  }
  observation.numerator = numerator;
  observation.denominator = denominator;
  return observation;
}

base::Done LongSheet::read_row(std::uint32_t row) {
  if (gathering.ignores(row)) return {};
  const std::string_view date_cell = table.cell({row, date_column});
  const auto date = read_date(date_cell, dates);
  if (!date) {
    if (is_note(table, row))
      gathering.ignore(row, "note-row", "One cell alone is filled, with words: taken for a note.");
    else if (date_cell.empty())
      gathering.refuse(row, "date-missing", cell_name({row, date_column}) + ": The date is missing. Fill it in.");
    else gathering.refuse(row, date.error().code, cell_name({row, date_column}) + ": " + date.error().detail);
    return {};
  }
  if (const auto missing = names.take(table, row)) {
    const bool empty = table.cell(*missing).empty();
    gathering.refuse(row, empty ? "name-missing" : "name-too-long",
                     cell_name(*missing) + (empty ? ": This cell names the measure, and is empty. Fill it in."
                                                  : ": This cell names the measure, and is longer than 200 bytes."));
    return {};
  }
  for (std::size_t i = 0; i < columns.size(); ++i) readings[i] = gathering.number({row, columns[i]});
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const FoundRule& rule = rules[i];
    std::optional<Observation> observation;
    if (rule.rule->kind == ValueKind::ratio) observation = ratio(rule, row);
    else if (readings[rule.value])
      observation = one_value(*rule.rule, *readings[rule.value], {row, columns[rule.value]}, rule.percent, gathering);
    if (!observation) continue;
    const auto measure = gathering.measure(i, names);
    if (!measure) return base::fail(measure.error());
    observation->date = date->date;
    gathering.add(*measure, *observation);
  }
  gathering.saw_span(date->span);
  return {};
}

}  // namespace

std::optional<Observation> one_value(const MeasureRule& rule, const NumberReading& reading, Place place,
                                     const PercentColumn& percent, Gathering& gathering) {
  Observation observation{.value = reading.value, .gap = reading.gap, .place = place};
  if (!reading.value) return observation;
  if (rule.kind == ValueKind::percent) {
    observation.value = percent.per_cent(reading);
    if (observation.value) return observation;
    gathering.refuse_cell(place, "percent-unclear",
                          "Other cells here have a percent sign and this has none, so " +
                              base::to_text(*reading.value) +
                              " could be per cent or a fraction. "
                              "Write the sign.");
    return std::nullopt;
  }
  if (rule.kind == ValueKind::number && reading.percent) {
    gathering.refuse_cell(place, "number-percent",
                          "A percentage stands where a plain number is expected. Take the sign off, or let the recipe's kind be \"percent\".");
    return std::nullopt;
  }
  if (rule.kind != ValueKind::count) return observation;
  if (reading.percent) gathering.refuse_cell(place, "count-percent", "A percentage stands where a count is expected.");
  else if (*reading.value < 0) gathering.refuse_cell(place, "count-negative", "A count can't be below zero.");
  else if (*reading.value != std::floor(*reading.value))
    gathering.refuse_cell(place, "count-not-whole",
                          "A count is a whole number. Let the recipe's kind be \"number\" if it is none.");
  else return observation;
  return std::nullopt;
}

base::Done gather_long_sheet(const Recipe& recipe, const Table& table, const HeaderRow& header, Gathering& gathering) {
  auto names = MeasureNames::find(recipe, header);
  if (!names) return base::fail(names.error());
  LongSheet sheet{
      .recipe = recipe, .table = table, .header = header, .gathering = gathering, .names = *std::move(names)};
  if (auto done = sheet.find_columns(); !done) return done;
  sheet.look_at_columns();
  for (std::uint32_t row = first_data_row(recipe); row < table.rows(); ++row)
    if (auto done = sheet.read_row(row); !done) return done;
  return {};
}

}  // namespace tributary::exchange
