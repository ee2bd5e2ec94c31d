#include "cli/chart_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>
#include <optional>

#include "base/text.hpp"
#include "cli/chart_cells.hpp"
#include "exchange/dates.hpp"
#include "exchange/guess_recipe.hpp"
#include "exchange/numbers.hpp"

namespace tributary::cli {
namespace {

using exchange::Place;

class RowReader {
 public:
  RowReader(const exchange::Table& table, const ChartColumns& columns, const std::string& source, const RowRules& rules)
      : table_(table), columns_(columns), source_(source), rules_(rules) {}

  base::Result<ChartRows> read() {
    look_at_sheet();
    if (auto found = find_header(); !found) return base::fail(found.error());
    if (auto found = find_columns(); !found) return base::fail(found.error());
    if (auto found = find_filters(); !found) return base::fail(found.error());
    look_at_dates();
    for (std::uint32_t row = first_row_; row < table_.rows(); ++row) {
      if (auto taken = take_row(row); !taken) return base::fail(taken.error());
    }
    if (found_.points.empty()) {
      return base::fail(problem("no-points", "There is nothing to chart", "No row has a date and a value.", source_));
    }
    sort();
    if (!rules_.keep_duplicates) {
      if (auto unlike = check_duplicates(); !unlike) return base::fail(unlike.error());
    }
    finish();
    return std::move(found_);
  }

 private:
  struct Filter {
    std::uint32_t column;
    std::string text;
  };

  static base::Problem problem(const char* code, const char* title, std::string detail, std::string where) {
    return {.code = code, .title = title, .detail = std::move(detail), .where = std::move(where)};
  }
  base::Problem at_row(base::Problem found, std::uint32_t row, std::uint32_t column) const {
    found.where = source_ + ":" + std::to_string(row + 1);
    found.field = "column " + name_of(column);
    return found;
  }

  [[nodiscard]] std::string name_of(std::uint32_t column) const {
    const std::string letter = exchange::column_name(column);
    if (!header_row_) return letter;
    const auto header = table_.cell({*header_row_, column});
    return header.empty() ? letter : std::string(header);
  }

  // What an import would propose, where no column of values is named.
  void look_at_sheet() {
    if (!columns_.value.empty() || !columns_.numerator.empty()) return;
    if (auto guess = exchange::guess_recipe(table_); guess && guess->recipe.layout == exchange::Layout::long_rows)
      guess_ = std::move(guess->recipe);
  }

  base::Done find_header() {
    if (guess_ && guess_->header_row > 0) {  // below a title, too
      header_row_ = guess_->header_row - 1;
      first_row_ = guess_->header_row;
      return {};
    }
    std::uint32_t row = 0;
    while (row < table_.rows() && table_.blank(row)) ++row;
    if (row == table_.rows()) {
      return base::fail(problem("no-points", "There is nothing to chart", "The file has no filled row.", source_));
    }
    bool dated = false;
    for (std::uint32_t column = 0; column < table_.columns(row); ++column) {
      const auto cell = table_.cell({row, column});
      dated = dated || (!cell.empty() && exchange::read_date(cell, {}).has_value());
    }
    if (!dated) header_row_ = row;
    first_row_ = dated ? row : row + 1;
    return {};
  }

  base::Result<std::uint32_t> find_column(const std::string& name) const {
    if (name.starts_with("#")) {
      for (std::uint32_t column = 0; column < table_.columns(); ++column) {
        if (base::lower(exchange::column_name(column)) == base::lower(name.substr(1))) return column;
      }
    } else if (header_row_) {
      for (std::uint32_t column = 0; column < table_.columns(*header_row_); ++column) {
        if (base::lower(table_.cell({*header_row_, column})) == base::lower(base::trim(name))) return column;
      }
    }
    return base::fail(problem(
        "column-absent", "There is no such column",
        "\"" + base::shorten(name, 60) + "\" is none of " + headers() + ". Name a header, or a letter as \"#C\".",
        source_));
  }

  [[nodiscard]] std::string headers() const {
    std::string text;
    for (std::uint32_t column = 0; column < std::min(table_.columns(), 30U); ++column) {
      text += (text.empty() ? "" : ", ") + base::shorten(name_of(column), 40);
    }
    return text;
  }

  // A column that may be named, or not.
  base::Done find_beside(const std::string& name, std::optional<std::uint32_t>& into) const {
    if (name.empty()) return {};
    const auto found = find_column(name);
    if (!found) return base::fail(found.error());
    into = *found;
    return {};
  }

  base::Done find_columns() {
    auto date = columns_.date.empty() ? guess_date() : find_column(columns_.date);
    if (!date) return base::fail(date.error());
    date_ = *date;
    if (auto found = find_beside(columns_.ghost, ghost_); !found) return found;
    if (auto found = find_beside(columns_.size, size_); !found) return found;
    if (auto found = find_beside(columns_.spread, spread_); !found) return found;
    if (!columns_.numerator.empty()) {
      std::optional<std::uint32_t> numerator;
      if (auto found = find_beside(columns_.numerator, numerator); !found) return found;
      if (auto found = find_beside(columns_.denominator, denominator_); !found) return found;
      value_ = *numerator;
      found_.value_name = rules_.count ? name_of(value_) : name_of(value_) + " / " + name_of(*denominator_);
      return {};
    }
    auto value = columns_.value.empty() ? guess_value() : find_column(columns_.value);
    if (!value && columns_.value.empty())
      if (take_guess()) return {};
    if (!value) return base::fail(value.error());
    value_ = *value;
    found_.value_name = name_of(value_);
    return {};
  }

  base::Result<std::uint32_t> guess_date() const {
    if (header_row_) {
      for (std::uint32_t column = 0; column < table_.columns(*header_row_); ++column) {
        if (is_one_of(table_.cell({*header_row_, column}), date_headers)) return column;
      }
    }
    for (std::uint32_t column = 0; column < table_.columns(); ++column) {
      const auto looked = exchange::look_at_dates(cells_of(column));
      if (looked.cells > 0 && looked.dates == looked.cells && looked.numbers == 0) return column;
    }
    if (guess_) return find_column(guess_->date);
    return base::fail(problem("column-unclear", "No column holds the dates",
                              "The columns are " + headers() + ". Say which one it is with --date COLUMN.", source_));
  }

  base::Result<std::uint32_t> guess_value() const {
    std::vector<std::uint32_t> numeric;
    for (std::uint32_t column = 0; column < table_.columns(); ++column) {
      if (column == date_ || column == ghost_ || column == size_ || column == spread_) continue;
      if (header_row_ && is_one_of(table_.cell({*header_row_, column}), std::array<std::string_view, 1>{"value"})) {
        return column;
      }
      if (holds_numbers(column)) numeric.push_back(column);
    }
    if (numeric.size() == 1) return numeric.front();
    const char* why = numeric.empty() ? "No column holds numbers alone" : "Several columns hold numbers";
    return base::fail(problem("column-unclear", "It is unclear which column holds the values",
                              std::string(why) + "; the columns are " + headers() +
                                  ". Say which one it is with --value COLUMN, or --numerator and --denominator.",
                              source_));
  }

  // As an import would read the cells, where that makes one measure.
  bool take_guess() {
    if (!guess_ || guess_->measures.size() != 1) return false;
    const exchange::MeasureRule& rule = guess_->measures.front();
    if (rule.name.find('{') != rule.name.npos) return false;
    const bool ratio = rule.kind == exchange::ValueKind::ratio;
    const auto value = find_column(ratio ? rule.numerator.column : rule.value);
    const auto denominator = find_column(ratio ? rule.denominator : rule.value);
    if (!value || !denominator) return false;
    value_ = *value;
    found_.value_name = name_of(value_);
    if (!ratio) return true;
    denominator_ = *denominator;
    share_guessed_ = true;
    found_.value_name += " / " + name_of(*denominator_);
    found_.notes.push_back("Read as one share: " + name_of(value_) + " out of " + name_of(*denominator_) + ". Say --value COLUMN for one of them.");
    return true;
  }

  [[nodiscard]] bool holds_numbers(std::uint32_t column) const {
    bool any = false;
    for (const auto cell : cells_of(column)) {
      if (exchange::fails_as_number(cell)) {  // it is refused by its row, once the column is read
        any = true;
        continue;
      }
      const auto number = read_value(cell);
      if (!number) return false;
      any = any || number->value.has_value();
    }
    return any;
  }

  [[nodiscard]] std::vector<std::string_view> cells_of(std::uint32_t column) const {
    std::vector<std::string_view> cells;
    for (std::uint32_t row = first_row_; row < table_.rows(); ++row) {
      if (!table_.blank(row) && !is_totals(row)) cells.push_back(table_.cell({row, column}));
    }
    return cells;
  }

  // The last filled row, where it is named for a total instead of dated.
  [[nodiscard]] bool is_totals(std::uint32_t row) const {
    return row + 1 == table_.rows() && is_one_of(table_.cell({row, date_}), total_words);
  }

  base::Done find_filters() {
    for (const std::string& only : columns_.only) {
      const auto equals = only.find('=');
      if (equals == std::string::npos) {
        return base::fail({.code = "filter-unreadable",
                           .title = "A condition on rows can't be read",
                           .detail = "\"" + base::shorten(only, 60) + "\" should be COLUMN=TEXT.",
                           .field = "--only"});
      }
      const auto column = find_column(only.substr(0, equals));
      if (!column) return base::fail(column.error());
      filters_.push_back({*column, std::string(base::trim(only.substr(equals + 1)))});
      if (auto there = check_filter(filters_.back()); !there) return there;
    }
    return {};
  }

  [[nodiscard]] base::Done check_filter(const Filter& filter) const {
    for (std::uint32_t row = first_row_; row < table_.rows(); ++row)
      if (table_.cell({row, filter.column}) == filter.text) return {};
    base::Problem nothing = problem("filter-matches-nothing", "No row is asked for",
                                    "No row has \"" + base::shorten(filter.text, 60) + "\" in " + name_of(filter.column) + ".", source_);
    nothing.field = "--only";
    return base::fail(std::move(nothing));
  }

  [[nodiscard]] bool wanted(std::uint32_t row) const {
    return std::ranges::all_of(filters_,
                               [&](const Filter& filter) { return table_.cell({row, filter.column}) == filter.text; });
  }

  void look_at_dates() {
    auto looked = exchange::look_at_dates(cells_of(date_));
    date_rule_ = looked.rule;
    std::ranges::move(looked.said, std::back_inserter(found_.notes));
  }

  base::Done take_row(std::uint32_t row) {
    if (table_.blank(row) || !wanted(row)) return {};
    if (is_totals(row)) {
      found_.notes.push_back("Row " + std::to_string(row + 1) + " is a total and is left out.");
      return {};
    }
    const auto date = exchange::read_date(table_.cell({row, date_}), date_rule_);
    if (!date) return base::fail(at_row(date.error(), row, date_));
    double size = 0;
    const auto value = value_of(row, size);
    if (!value) return base::fail(value.error());
    if (auto read = read_beside(row, size_, size); !read) return base::fail(read.error());
    double spread = 0;
    if (auto read = read_beside(row, spread_, spread); !read) return base::fail(read.error());
    const auto ghosted = ghosted_in(row);
    if (!ghosted) return base::fail(ghosted.error());
    found_.points.push_back({.date = date->date, .value = *value, .ghosted = *ghosted});
    found_.sizes.push_back(size);
    found_.spreads.push_back(spread);
    found_.rows.push_back(row + 1);
    return {};
  }

  // What stands in a column beside the value; left as it is where there is no such column, or nothing in it.
  base::Done read_beside(std::uint32_t row, std::optional<std::uint32_t> column, double& into) const {
    if (!column) return {};
    const auto read = read_value(table_.cell({row, *column}));
    if (!read) return base::fail(at_row(read.error(), row, *column));
    into = read->value.value_or(0);
    return {};
  }

  base::Result<std::optional<double>> value_of(std::uint32_t row, double& size) {
    const auto value = read_value(table_.cell({row, value_}));
    if (!value) return base::fail(at_row(value.error(), row, value_));
    if (value->value) ++(value->percent ? with_percent_ : without_percent_);
    if (!denominator_) return value->value;

    const auto denominator = read_value(table_.cell({row, *denominator_}));
    if (!denominator) return base::fail(at_row(denominator.error(), row, *denominator_));
    if (!value->value || !denominator->value) return std::optional<double>();
    if (*denominator->value == 0) {
      found_.notes.push_back("Row " + std::to_string(row + 1) + ": the denominator is 0, so the point is left out.");
      return std::optional<double>();
    }
    if (rules_.count)
      for (const auto& [number, column] : {std::pair{*value->value, value_}, std::pair{*denominator->value, *denominator_}})
        if (std::trunc(number) != number)
          return base::fail(at_row(problem("count-not-whole", "A count is no whole number",
                                           base::with_minus(base::to_text(number)) + " stands here, and an nP chart plots how many out of how many. Mend it, or use a p or an xmr chart.", ""), row, column));
    size = *denominator->value;
    auto ratio = measure::ratio(*value->value, *denominator->value, !rules_.rate);
    if (!ratio) {
      auto wrong = at_row(ratio.error(), row, *denominator_);
      if (wrong.code == "numerator-above-denominator") wrong.detail += " Where they are a rate, which may be above 1, say --rate.";
      return base::fail(std::move(wrong));
    }
    return std::optional(rules_.count ? *value->value : *ratio);
  }

  base::Result<bool> ghosted_in(std::uint32_t row) const {
    if (!ghost_) return false;
    const std::string cell = base::lower(table_.cell({row, *ghost_}));
    if (cell.empty() || cell == "0" || cell == "no" || cell == "false") return false;
    if (cell == "1" || cell == "yes" || cell == "true" || cell == "x") return true;
    return base::fail(
        at_row(problem("ghost-unreadable", "It is unclear whether the point is ghosted",
                       "\"" + base::shorten(cell, 40) + "\" is neither 1, yes or x, nor 0, no or blank.", ""),
               row, *ghost_));
  }

  void sort() {
    std::vector<std::size_t> order(found_.points.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return found_.points[i].date; });
    ChartRows sorted = found_;
    for (std::size_t i = 0; i < order.size(); ++i) {
      sorted.points[i] = found_.points[order[i]];
      sorted.rows[i] = found_.rows[order[i]];
      sorted.sizes[i] = found_.sizes[order[i]];
      sorted.spreads[i] = found_.spreads[order[i]];
    }
    found_ = std::move(sorted);
  }

  base::Done check_duplicates() const {
    const auto twin = std::ranges::adjacent_find(found_.points, {}, &measure::Point::date);
    if (twin == found_.points.end()) return {};
    const auto at = static_cast<std::size_t>(twin - found_.points.begin());
    return base::fail(problem("duplicate-date", "Two rows have the same date",
                              "Rows " + std::to_string(found_.rows[at]) + " and " +
                                  std::to_string(found_.rows[at + 1]) + " are both of " + base::in_words(twin->date) +
                                  ". Remove one, add them up first, choose rows with --only, or chart them one by one "
                                  "with --duplicates keep.",
                              source_ + ":" + std::to_string(found_.rows[at + 1])));
  }

  void finish() {
    found_.ratio = denominator_.has_value() && !rules_.count;
    found_.share = found_.ratio && share_guessed_;
    found_.percent = !found_.ratio && with_percent_ > 0 && without_percent_ == 0;
    if (!found_.ratio && with_percent_ > 0 && without_percent_ > 0) {
      found_.notes.push_back("Some values have a percent sign and some don't; 95 % and 95 were both read as 95.");
    }
  }

  const exchange::Table& table_;
  const ChartColumns& columns_;
  const std::string& source_;
  const RowRules rules_;
  std::optional<exchange::Recipe> guess_;
  bool share_guessed_ = false;
  std::optional<std::uint32_t> header_row_;
  std::uint32_t first_row_ = 0;
  std::uint32_t date_ = 0, value_ = 0;
  std::optional<std::uint32_t> denominator_, ghost_, size_, spread_;
  std::vector<Filter> filters_;
  exchange::DateRule date_rule_;
  std::size_t with_percent_ = 0, without_percent_ = 0;
  ChartRows found_;
};

}  // namespace

base::Result<ChartRows> read_chart_rows(const exchange::Table& table, const ChartColumns& columns,
                                        const std::string& source, const RowRules& rules) {
  return RowReader(table, columns, source, rules).read();
}

}  // namespace tributary::cli
