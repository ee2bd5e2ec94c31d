#include "exchange/sheet_look.hpp"

#include <algorithm>
#include <cmath>

#include "exchange/header_row.hpp"
#include "exchange/numbers.hpp"
#include "exchange/row_words.hpp"

namespace tributary::exchange {

namespace {

constexpr std::uint32_t rows_with_header = 30;
constexpr std::size_t most_cells = 200'000;

struct RowLook {
  int numbers = 0;
  int dates = 0;
  int texts = 0;
  [[nodiscard]] int filled() const { return numbers + dates + texts; }
};

RowLook look_at_row(const Table& table, std::uint32_t row) {
  RowLook look;
  for (std::uint32_t column = 0; column < table.columns(row); ++column)
    switch (look_at_cell(table.cell({row, column}))) {
      case CellLook::number: ++look.numbers; break;
      case CellLook::date: ++look.dates; break;
      case CellLook::text: ++look.texts; break;
      case CellLook::empty: break;
    }
  return look;
}

bool is_year(std::string_view cell) {
  return cell.size() == 4 && (cell.starts_with("19") || cell.starts_with("20")) &&
         look_at_cell(cell) == CellLook::number && cell.find('.') == cell.npos;
}

// Are the cells below the row's dates (or years) numbers, and never dates?
bool numbers_below(const Table& table, std::uint32_t row, bool years) {
  constexpr int enough = 500;
  int numbers = 0;
  int others = 0;
  for (std::uint32_t below = row + 1; below < table.rows() && below <= row + 10; ++below)
    for (std::uint32_t column = 0; column < table.columns(row); ++column) {
      const std::string_view cell = table.cell({row, column});
      if (look_at_cell(cell) != CellLook::date && !(years && is_year(cell))) continue;
      const std::string_view value = table.cell({below, column});
      const CellLook look = look_at_cell(value);
      if (look == CellLook::empty || names_a_total(value)) continue;
      const auto reading = read_number(value);
      ++(reading && look != CellLook::date ? numbers : others);
      if (numbers + others == enough) return others * 4 <= numbers;
    }
  return numbers > 0 && others * 4 <= numbers;
}

// A first cell of words, then years alone.
bool is_row_of_years(const Table& table, std::uint32_t row) {
  int years = 0;
  for (std::uint32_t column = 0; column < table.columns(row); ++column) {
    const std::string_view cell = table.cell({row, column});
    if (look_at_cell(cell) == CellLook::number && !is_year(cell)) return false;
    years += is_year(cell) ? 1 : 0;
  }
  return years >= 2 && look_at_cell(table.cell({row, 0})) != CellLook::number;
}

}  // namespace

CellLook look_at_cell(std::string_view cell) {
  if (cell.empty()) return CellLook::empty;
  const bool digits = std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && cell.size() < 16) return CellLook::number;
  if (cell.size() > 64) return CellLook::text;
  if (const auto number = read_number(cell); number && number->value) return CellLook::number;
  if (fails_as_number(cell)) return CellLook::number;
  if (read_date(cell, {}) || read_date(cell, {.order = DateOrder::month_first})) return CellLook::date;
  return CellLook::text;
}

std::optional<HeaderLook> look_for_header(const Table& table) {
  const std::uint32_t last = std::min(table.rows(), rows_with_header);
  std::vector<RowLook> rows;
  for (std::uint32_t row = 0; row < std::min(table.rows(), last + 3); ++row) rows.push_back(look_at_row(table, row));
  for (std::uint32_t row = 0; row < last; ++row) {
    const bool dates = rows[row].dates > 0 && rows[row].numbers == 0;
    if ((dates && numbers_below(table, row, false)) || (is_row_of_years(table, row) && numbers_below(table, row, true)))
      return HeaderLook{.row = row + 1, .wide = true};
  }
  std::optional<std::uint32_t> fullest;
  bool data_above = false;
  for (std::uint32_t row = 0; row < last; ++row) {
    const bool words_alone = rows[row].texts > 0 && rows[row].filled() == rows[row].texts;
    data_above = data_above || (!words_alone && rows[row].filled() > 1);
    if (!words_alone || (rows[row].texts == 1 && data_above)) continue;
    bool data_below = false;
    for (std::uint32_t below = row + 1; below < rows.size() && below <= row + 3; ++below)
      data_below = data_below || (rows[below].numbers + rows[below].dates > 0 && rows[below].filled() > 1);
    const bool fuller = !fullest || rows[row].texts > rows[*fullest].texts;
    const bool nearer = fullest && rows[row].texts == 1 && rows[*fullest].texts == 1;  // below a title
    if (data_below && (fuller || nearer)) fullest = row;
  }
  if (fullest) return HeaderLook{.row = *fullest + 1};
  for (const RowLook& row : rows)
    if (row.filled() > 1) return row.numbers > 0 ? std::optional(HeaderLook{}) : std::nullopt;
  return std::nullopt;
}

std::vector<std::uint32_t> rows_to_guess_from(const Table& table, std::uint32_t header_row) {
  std::vector<std::uint32_t> rows;
  std::size_t cells = 0;
  for (std::uint32_t row = header_row; row < table.rows() && cells < most_cells; ++row) {
    if (table.blank(row) || is_note(table, row)) continue;
    bool total = false;
    for (std::uint32_t column = 0; column < table.columns(row) && !total; ++column)
      total = names_a_total(table.cell({row, column}));
    cells += table.columns(row);
    if (!total) rows.push_back(row);
  }
  return rows;
}

std::vector<ColumnLook> look_at_columns(const Table& table, const HeaderLook& header,
                                        const std::vector<std::uint32_t>& rows) {
  std::vector<ColumnLook> columns(table.columns());
  std::vector<std::string_view> cells;
  for (std::uint32_t c = 0; c < columns.size(); ++c) {
    ColumnLook& look = columns[c];
    look.column = c;
    if (header.row > 0) look.title = single_spaced(table.cell({header.row - 1, c}));
    cells.clear();
    for (const std::uint32_t row : rows) {
      const std::string_view cell = table.cell({row, c});
      if (cell.empty()) continue;
      cells.push_back(cell);
      ++look.filled;
      const auto reading = read_number(cell);
      if (!reading) {
        look.failed += fails_as_number(cell) ? 1 : 0;
        continue;
      }
      if (!reading->value) {
        ++look.gaps;
        continue;
      }
      const double value = *reading->value;
      ++look.values;
      look.with_sign += reading->percent ? 1 : 0;
      look.whole += value == std::floor(value) ? 1 : 0;
      look.negative += value < 0 ? 1 : 0;
      look.above_one += std::fabs(value) > 1 ? 1 : 0;
      if (look.unit.empty()) look.unit = reading->unit;
    }
    look.dates = look_at_dates(cells);
  }
  return columns;
}

}  // namespace tributary::exchange
