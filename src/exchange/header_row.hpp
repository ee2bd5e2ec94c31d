// The header row: which column a recipe means by a name.
//
// Method    names are compared without letter case and with white space as single spaces; "#C" is column C
// Fails     "header-absent", "column-absent" (listing those there are), "column-ambiguous" where two have the name
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "exchange/cells.hpp"

namespace tributary::exchange {

class HeaderRow {
 public:
  // `row` as people count; 0 where the sheet has none.
  [[nodiscard]] static base::Result<HeaderRow> find(const Table& table, std::uint32_t row);

  // `field` is the key of the recipe that names the column, for the problem.
  [[nodiscard]] base::Result<std::uint32_t> column(std::string_view name, std::string field) const;
  // The header's text as it stands, or "column C" where there is none.
  [[nodiscard]] std::string title(std::uint32_t column) const;

 private:
  explicit HeaderRow(const Table& table, std::uint32_t row) : table_(&table), row_(row) {}
  [[nodiscard]] std::string list() const;

  const Table* table_;
  std::uint32_t row_;  // as people count
  std::unordered_map<std::string, std::uint32_t> columns_;
  std::unordered_map<std::string, std::uint32_t> twice_;  // the second column of a name that two have
};

// White space of any kind, also line breaks in a cell, as single spaces.
[[nodiscard]] std::string single_spaced(std::string_view text);

}  // namespace tributary::exchange
