// DataTable: a file's rows as columns by name, for methods that take a table of cases.
//
// Idea      a method asks for the columns that it means, as numbers or as texts, and each problem says where it stands
// Given     a table (cells.hpp) whose first filled row is its header. A column is named by its header, whatever the case of its
//           letters, or by its letter as "#C"; blank rows are no cases
// Numbers   as programs write them (1e-05) and as people do (1,234); `95%` is .95. What isn't there is absent: blank, NA, n/a, *
// Promises  every column has a value, or none, for every case; what is read is finite; a case knows its row in the file
// Fails     "no-rows" (no header), "no-cases" (a header alone), "column-absent", "column-twice", as read_number does at FILE:ROW; and
//           "value-missing", of the functions that take no gaps
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/cells.hpp"

namespace tributary::exchange {

class DataTable {
 public:
  // `source` names the bytes in problems: "sites.csv".
  [[nodiscard]] static base::Result<DataTable> read(std::string_view bytes, std::string source, const Limits& limits = {});
  [[nodiscard]] static base::Result<DataTable> read(Table cells, std::string source);

  [[nodiscard]] std::size_t cases() const { return rows_.size(); }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }  // of the columns; a letter where the header is blank
  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return cells_.notes(); }
  [[nodiscard]] std::string where(std::size_t of_case) const;  // "sites.csv:17"

  // The column's place. `option` is what named it ("--outcome"), for the problem.
  [[nodiscard]] base::Result<std::size_t> column(std::string_view name, std::string_view option) const;

  [[nodiscard]] std::string_view text(std::size_t of_case, std::size_t column) const;
  [[nodiscard]] bool has_numbers(std::size_t column) const;  // at least one, and nothing that is none
  [[nodiscard]] base::Result<std::optional<double>> number(std::size_t of_case, std::size_t column) const;
  [[nodiscard]] base::Result<std::vector<std::optional<double>>> numbers(std::size_t column) const;
  [[nodiscard]] std::vector<std::string> texts(std::size_t column) const;

  // Every case has one, or "value-missing" names the first that hasn't.
  [[nodiscard]] base::Result<std::vector<double>> every_number(std::size_t column) const;

 private:
  DataTable(Table cells, std::string source) : cells_(std::move(cells)), source_(std::move(source)) {}

  Table cells_;
  std::string source_;
  std::vector<std::string> names_;
  std::vector<std::uint32_t> rows_;  // of each case in the file, counted from 0
};

}  // namespace tributary::exchange
