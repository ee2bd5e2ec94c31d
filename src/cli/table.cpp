#include "cli/table.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "base/text.hpp"
#include "exchange/csv_writer.hpp"

namespace tributary::cli {

namespace {

using Row = std::vector<std::string>;

std::string aligned(const Row& columns, const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const std::string& column : columns) widths.push_back(base::length(column));
  for (const Row& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], base::length(row[i]));
  std::string out;
  const auto line = [&](const Row& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += cells[i];
      if (i + 1 < cells.size()) text.append(widths[i] - base::length(cells[i]) + 2, ' ');
    }
    out += text + "\n";
  };
  line(columns);
  for (const Row& row : rows) line(row);
  return out;
}

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

nlohmann::ordered_json as_value(const std::string& cell) {
  if (cell.empty()) return nullptr;
  const bool numeric = cell.find_first_not_of("0123456789+-.eE") == std::string::npos;
  if (numeric && nlohmann::ordered_json::accept(cell)) return nlohmann::ordered_json::parse(cell);
  return cell;
}

}  // namespace

void add_format_option(CLI::App& command, Format& format) {
  static const std::map<std::string, Format> words{{"table", Format::table}, {"csv", Format::csv}, {"json", Format::json}};
  command
      .add_option_function<std::string>("--format", [&format](const std::string& word) { format = words.at(word); },
                                        "table, csv or json")
      ->check(CLI::IsMember(words).description(""))
      ->type_name("FORMAT");
}

void Table::add(std::vector<std::string> cells) {
  base::check(cells.size() == columns_.size(), "a row has a cell a column");
  rows_.push_back(std::move(cells));
}

bool Table::is_words(std::size_t column) const { return std::ranges::find(words_, columns_[column]) != words_.end(); }

std::string Table::as_csv() const {
  std::string out;
  for (std::size_t i = 0; i < columns_.size(); ++i) out += (i == 0 ? "" : ",") + quoted(columns_[i]);
  out += "\r\n";
  for (const Row& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i)
      out += (i == 0 ? "" : ",") + quoted(is_words(i) ? exchange::with_formula_guard(row[i]) : row[i]);
    out += "\r\n";
  }
  return out;
}

std::string Table::as_json() const {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const Row& row : rows_) {
    nlohmann::ordered_json object;
    for (std::size_t i = 0; i < row.size(); ++i)
      object[columns_[i]] = is_words(i) && !row[i].empty() ? nlohmann::ordered_json(row[i]) : as_value(row[i]);
    out.push_back(std::move(object));
  }
  return out.dump(2) + "\n";
}

std::string Table::in(Format format) const {
  switch (format) {
    case Format::table: return aligned(columns_, rows_);
    case Format::csv: return as_csv();
    case Format::json: return as_json();
  }
  return {};
}

}  // namespace tributary::cli
