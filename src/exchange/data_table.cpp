#include "exchange/data_table.hpp"

#include <algorithm>

#include "base/plain_number.hpp"
#include "base/text.hpp"
#include "exchange/numbers.hpp"

namespace tributary::exchange {
namespace {

base::Problem table_problem(const char* code, const char* title, std::string detail, std::string where) {
  return {.code = code, .title = title, .detail = std::move(detail), .where = std::move(where)};
}

// A decimal as programs write it, with an exponent too; else as people do.
base::Result<std::optional<double>> read_cell(std::string_view cell) {
  if (const auto value = base::plain_number(cell)) return value;
  auto read = read_number(cell);
  if (!read) return base::fail(read.error());
  if (read->value && read->percent) *read->value /= 100;
  return read->value;
}

}  // namespace

base::Result<DataTable> DataTable::read(std::string_view bytes, std::string source, const Limits& limits) {
  auto cells = read_cells(bytes, source, limits);
  if (!cells) return base::fail(cells.error());
  return read(std::move(*cells), std::move(source));
}

base::Result<DataTable> DataTable::read(Table cells, std::string source) {
  DataTable table(std::move(cells), std::move(source));
  const Table& read = table.cells_;
  std::uint32_t row = 0;
  while (row < read.rows() && read.blank(row)) ++row;
  if (row == read.rows()) return base::fail(table_problem("no-rows", "There is nothing to read", "The file has no filled row.", table.source_));
  for (std::uint32_t column = 0; column < read.columns(); ++column) {
    const auto header = read.cell({row, column});
    table.names_.push_back(header.empty() ? exchange::column_name(column) : std::string(header));
  }
  for (++row; row < read.rows(); ++row)
    if (!read.blank(row)) table.rows_.push_back(row);
  if (table.rows_.empty())
    return base::fail(table_problem("no-cases", "There are no cases", "Below the header stands no filled row: each case is a row.", table.source_));
  return table;
}

std::string DataTable::where(std::size_t of_case) const { return source_ + ":" + std::to_string(rows_[of_case] + 1); }

base::Result<std::size_t> DataTable::column(std::string_view name, std::string_view option) const {
  const std::string wanted = base::lower(base::trim(name));
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const bool by_letter = wanted.starts_with('#') && base::lower(exchange::column_name(static_cast<std::uint32_t>(i))) == wanted.substr(1);
    if (by_letter) return i;
    if (base::lower(names_[i]) == wanted) found.push_back(i);
  }
  if (found.size() == 1) return found.front();
  std::string known;
  for (std::size_t i = 0; i < std::min<std::size_t>(names_.size(), 30); ++i) known += (known.empty() ? "" : ", ") + base::shorten(names_[i], 40);
  base::Problem problem =
      found.empty() ? table_problem("column-absent", "There is no such column",
                                    "\"" + base::shorten(name, 60) + "\" is none of " + known + ". Name a header, or a letter as \"#C\".", source_)
                    : table_problem("column-twice", "Two columns have that name",
                                    "\"" + base::shorten(name, 60) + "\" heads " + std::to_string(found.size()) + " columns. Name one by its letter: \"#" +
                                        exchange::column_name(static_cast<std::uint32_t>(found.front())) + "\".",
                                    source_);
  problem.field = option;
  return base::fail(std::move(problem));
}

std::string_view DataTable::text(std::size_t of_case, std::size_t column) const {
  return cells_.cell({rows_[of_case], static_cast<std::uint32_t>(column)});
}

base::Result<std::optional<double>> DataTable::number(std::size_t of_case, std::size_t column) const {
  auto value = read_cell(text(of_case, column));
  if (value) return value;
  base::Problem problem = value.error();
  problem.where = where(of_case);
  problem.field = "column " + names_[column];
  return base::fail(std::move(problem));
}

bool DataTable::has_numbers(std::size_t column) const {
  bool any = false;
  for (std::size_t i = 0; i < cases(); ++i) {
    const auto value = read_cell(text(i, column));
    if (!value) return false;
    any = any || value->has_value();
  }
  return any;
}

base::Result<std::vector<std::optional<double>>> DataTable::numbers(std::size_t column) const {
  std::vector<std::optional<double>> all;
  all.reserve(cases());
  for (std::size_t i = 0; i < cases(); ++i) {
    auto value = number(i, column);
    if (!value) return base::fail(value.error());
    all.push_back(*value);
  }
  return all;
}

std::vector<std::string> DataTable::texts(std::size_t column) const {
  std::vector<std::string> all;
  all.reserve(cases());
  for (std::size_t i = 0; i < cases(); ++i) all.emplace_back(text(i, column));
  return all;
}

base::Result<std::vector<double>> DataTable::every_number(std::size_t column) const {
  std::vector<double> all;
  all.reserve(cases());
  for (std::size_t i = 0; i < cases(); ++i) {
    const auto value = number(i, column);
    if (!value) return base::fail(value.error());
    if (!*value) {
      base::Problem problem = table_problem("value-missing", "A number is missing",
                                            names_[column] + " has none here. Fill it in, or leave the row out.", where(i));
      problem.field = "column " + names_[column];
      return base::fail(std::move(problem));
    }
    all.push_back(**value);
  }
  return all;
}

}  // namespace tributary::exchange
