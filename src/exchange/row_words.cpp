#include "exchange/row_words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "exchange/numbers.hpp"

namespace tributary::exchange {

bool names_a_total(std::string_view cell) {
  cell = base::trim(cell);
  if (cell.size() < 3 || cell.size() > 60) return false;
  const std::string word = base::lower(cell);
  constexpr std::array<std::string_view, 15> totals = {
      "total", "totals",   "all",       "overall", "england",        "sum",         "national",     "average",
      "mean",  "subtotal", "sub-total", "uk",      "united kingdom", "grand total", "england total"};
  if (std::find(totals.begin(), totals.end(), word) != totals.end()) return true;
  if (word.ends_with(" total") || word.ends_with(" totals") || word.starts_with("grand total")) return true;
  // "Total attendances" is a measure's name; "Total for 2024" and "Total 2024/25" are totals.
  for (const std::string_view begin : {"total for ", "total of ", "total: ", "totals for ", "total 1", "total 2"})
    if (word.starts_with(begin)) return true;
  return false;
}

bool is_note(const Table& table, std::uint32_t row) {
  std::string_view filled;
  for (std::uint32_t column = 0; column < table.columns(row); ++column) {
    const std::string_view cell = table.cell({row, column});
    if (cell.empty()) continue;
    if (!filled.empty()) return false;
    filled = cell;
  }
  if (filled.empty()) return false;
  const auto number = read_number(filled);
  return !number || number->gap != Gap::none;
}

bool same_cells(const Table& table, std::uint32_t one, std::uint32_t other) {
  const std::uint32_t columns = std::max(table.columns(one), table.columns(other));
  for (std::uint32_t column = 0; column < columns; ++column)
    if (table.cell({one, column}) != table.cell({other, column})) return false;
  return true;
}

}  // namespace tributary::exchange
