#include "exchange/gathering.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "exchange/row_words.hpp"

namespace tributary::exchange {

namespace {

constexpr std::uint32_t most_measures = 20'000;

}  // namespace

Gathering::Gathering(const Recipe& recipe, const Table& table)
    : recipe_(recipe),
      table_(table),
      refused_cells_(table.rows()),
      added_in_(table.rows()),
      measures_(recipe.measures.size()) {
  preview_.rows.resize(table.rows());
  for (RowAccount& row : preview_.rows) row.fate = RowFate::understood;
  const std::uint32_t first = recipe.first_row != 0 ? recipe.first_row : recipe.header_row + 1;
  for (std::uint32_t row = 0; row < table.rows() && row + 1 < first; ++row) {
    if (row + 1 == recipe.header_row) ignore(row, "header-row", "The header.");
    else ignore(row, "above-data", "Above the first row of data.");
  }
}

void Gathering::ignore(std::uint32_t row, std::string code, std::string why) {
  preview_.rows[row] = {.fate = RowFate::ignored, .code = std::move(code), .why = std::move(why)};
}

void Gathering::refuse(std::uint32_t row, std::string code, std::string why) {
  if (preview_.rows[row].fate == RowFate::refused) return;  // the first reason is kept
  preview_.rows[row] = {.fate = RowFate::refused, .code = std::move(code), .why = std::move(why)};
}

void Gathering::refuse_cell(Place place, std::string code, std::string says) {
  ++refused_cells_[place.row];
  ++preview_.totals.refused_cells;
  RowAccount& row = preview_.rows[place.row];
  if (row.why.empty()) row.code = code, row.why = cell_name(place) + ": " + says;
  if (refusals_.size() < most_remarks) refusals_.push_back({place, true, std::move(code), std::move(says)});
  else ++preview_.more_remarks;
}

void Gathering::remark(Place place, std::string code, std::string says) {
  if (notes_.size() < most_remarks) notes_.push_back({place, false, std::move(code), std::move(says)});
  else ++preview_.more_remarks;
}

bool Gathering::ignores(std::uint32_t row) {
  if (table_.blank(row)) return ignore(row, "blank-row", "Blank."), true;
  if (recipe_.header_row > 0 && same_cells(table_, row, recipe_.header_row - 1))
    return ignore(row, "header-again", "The header once more."), true;
  for (const Filter& filter : filters_) {
    const std::string cell = base::lower(single_spaced(table_.cell({row, filter.column})));
    if (std::find(filter.values.begin(), filter.values.end(), cell) != filter.values.end())
      return ignore(row, "left-out", "The recipe leaves out \"" + base::shorten(cell, 40) + "\"."), true;
  }
  for (const std::uint32_t column : total_columns_) {
    const std::string_view cell = table_.cell({row, column});
    if (names_a_total(cell))
      return ignore(row, "totals-row", "A total (\"" + base::shorten(cell, 40) + "\"): it adds up other rows."), true;
  }
  return false;
}

void Gathering::look_for_totals(const std::vector<std::uint32_t>& columns, std::uint32_t first_row) {
  if (!recipe_.ignore_totals) return;
  for (const std::uint32_t column : columns) {
    bool totals = false;
    bool others = false;
    for (std::uint32_t row = first_row; row < table_.rows() && !(totals && others); ++row) {
      const std::string_view cell = table_.cell({row, column});
      if (!cell.empty()) (names_a_total(cell) ? totals : others) = true;
    }
    if (totals && others) total_columns_.push_back(column);
  }
}

base::Done Gathering::look_for_filters(const HeaderRow& header) {
  for (std::size_t i = 0; i < recipe_.ignore.size(); ++i) {
    const auto column = header.column(recipe_.ignore[i].column, "/ignore/rows/" + std::to_string(i) + "/column");
    if (!column) return base::fail(column.error());
    Filter filter{.column = *column};
    for (const std::string& value : recipe_.ignore[i].values)
      filter.values.push_back(base::lower(single_spaced(value)));
    filters_.push_back(std::move(filter));
  }
  return {};
}

base::Result<std::uint32_t> Gathering::measure(std::size_t rule, const MeasureNames& names) {
  auto& known = measures_[rule];
  if (const auto found = known.find(names.key()); found != known.end()) return found->second;
  MeasureRead made{.name = names.name(rule),
                   .rule = static_cast<std::uint32_t>(rule),
                   .percent = recipe_.measures[rule].kind == ValueKind::percent,
                   .named_by = names.named_by(rule),
                   .organisation = names.organisation()};
  auto [entry, is_new] = names_.emplace(made.name, static_cast<std::uint32_t>(preview_.measures.size()));
  if (!is_new && preview_.measures[entry->second].rule != made.rule)
    return base::fail(
        {.code = "measure-name-twice",
         .title = "Two measures of the recipe give the same name",
         .detail = "\"" + base::shorten(made.name, 80) + "\" comes from two rules. Make their names differ.",
         .field = "/measures/" + std::to_string(rule) + "/name"});
  if (is_new) preview_.measures.push_back(std::move(made));
  if (preview_.measures.size() > most_measures)
    return base::fail({.kind = base::ProblemKind::too_large,
                       .code = "too-many-measures",
                       .title = "There are too many measures",
                       .detail = "The sheet names more than " + std::to_string(most_measures) +
                                 " measures. Is a column in braces different in every row?",
                       .field = "/measures/" + std::to_string(rule) + "/name"});
  known.emplace(names.key(), entry->second);
  return entry->second;
}

void Gathering::add(std::uint32_t measure, const Observation& observation) {
  preview_.measures[measure].observations.push_back(observation);
}

std::optional<NumberReading> Gathering::number(Place place) {
  const std::string_view cell = table_.cell(place);
  auto reading = read_number(cell);
  if (!reading) {
    refuse_cell(place, reading.error().code, reading.error().detail);
    return std::nullopt;
  }
  if (!reading->value && reading->gap != Gap::blank) remark(place, "gap", understood(cell, *reading));
  else if (reading->parentheses || reading->currency || !reading->unit.empty())
    remark(place, "number-read", understood(cell, *reading));
  return *std::move(reading);
}

}  // namespace tributary::exchange
