#include "exchange/header_row.hpp"

#include "base/text.hpp"

namespace tributary::exchange {

namespace {

std::string comparable(std::string_view name) { return base::lower(single_spaced(name)); }

// Column of "#C"; columns beyond any table where it is none.
std::uint32_t column_lettered(std::string_view letters) {
  constexpr std::uint32_t none = ~0U;
  if (letters.empty() || letters.size() > 3) return none;
  std::uint32_t column = 0;
  for (const char c : letters) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper < 'A' || upper > 'Z') return none;
    column = column * 26 + static_cast<std::uint32_t>(upper - 'A') + 1;
  }
  return column - 1;
}

}  // namespace

std::string single_spaced(std::string_view text) {
  text = base::trim(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (text.substr(i).starts_with("\xC2\xA0")) c = ' ', ++i;
    if (c == '\n' || c == '\r' || c == '\t' || c == '\v' || c == '\f') c = ' ';
    if (c != ' ' || out.empty() || out.back() != ' ') out += c;
  }
  return out;
}

base::Result<HeaderRow> HeaderRow::find(const Table& table, std::uint32_t row) {
  if (row > table.rows())
    return base::fail({.code = "header-absent",
                       .title = "The header row is not there",
                       .detail = "The recipe's header is row " + std::to_string(row) + ", and there are only " +
                                 std::to_string(table.rows()) + " rows. Include the header when you copy the cells.",
                       .field = "/header_row"});
  HeaderRow header(table, row);
  if (row == 0) return header;
  for (std::uint32_t column = 0; column < table.columns(row - 1); ++column) {
    const std::string name = comparable(table.cell({row - 1, column}));
    if (!name.empty() && !header.columns_.emplace(name, column).second) header.twice_.emplace(name, column);
  }
  return header;
}

base::Result<std::uint32_t> HeaderRow::column(std::string_view name, std::string field) const {
  const std::string wanted = comparable(name);
  if (const auto second = twice_.find(wanted); second != twice_.end()) {
    const std::uint32_t first = columns_.find(wanted)->second;
    return base::fail({.code = "column-ambiguous",
                       .title = "Two columns have the same name",
                       .detail = "Columns " + column_name(first) + " and " + column_name(second->second) +
                                 " are both called \"" + base::shorten(name, 60) + "\". Name one by its letter: \"#" +
                                 column_name(first) + "\".",
                       .field = std::move(field),
                       .where = row_name(row_ - 1)});
  }
  if (const auto found = columns_.find(wanted); found != columns_.end()) return found->second;
  if (name.starts_with('#')) {
    const std::uint32_t column = column_lettered(name.substr(1));
    if (column < table_->columns()) return column;
  }
  return base::fail({.code = "column-absent",
                     .title = "A column of the recipe is not there",
                     .detail = "There is no column \"" + base::shorten(name, 60) + "\". " + list(),
                     .field = std::move(field),
                     .where = row_ == 0 ? "" : row_name(row_ - 1)});
}

std::string HeaderRow::title(std::uint32_t column) const {
  const std::string_view cell = row_ == 0 ? std::string_view() : table_->cell({row_ - 1, column});
  return cell.empty() ? "column " + column_name(column) : base::shorten(single_spaced(cell), 60);
}

std::string HeaderRow::list() const {
  constexpr std::uint32_t shown = 12;
  if (row_ == 0) return "The recipe has no header row: columns go by letter, like \"#A\".";
  std::string names;
  std::uint32_t count = 0;
  for (std::uint32_t column = 0; column < table_->columns(row_ - 1) && count < shown; ++column) {
    const std::string_view cell = table_->cell({row_ - 1, column});
    if (!cell.empty()) names += (count++ == 0 ? "\"" : ", \"") + base::shorten(single_spaced(cell), 40) + "\"";
  }
  return "The header in row " + std::to_string(row_) + (names.empty() ? " is empty." : " has " + names + ".");
}

}  // namespace tributary::exchange
