#include "exchange/cells.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "exchange/csv.hpp"
#include "exchange/encoding.hpp"

namespace tributary::exchange {

namespace {

base::Problem over_limit(const char* code, const char* title, std::string detail, std::string where) {
  return {.kind = base::ProblemKind::too_large,
          .code = code,
          .title = title,
          .detail = std::move(detail),
          .where = std::move(where)};
}

}  // namespace

std::string column_name(std::uint32_t column) {
  std::string name;
  for (std::uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + static_cast<char>((rest - 1) % 26)));
  return name;
}

std::string row_name(std::uint32_t row) { return "row " + std::to_string(row + 1); }

std::string cell_name(Place place) { return column_name(place.column) + std::to_string(place.row + 1); }

base::Problem cell_too_large(Place place, const Limits& limits) {
  return over_limit("cell-too-large", "A cell is too large",
                    "The cell " + cell_name(place) + " holds more than " + std::to_string(limits.cell_bytes) +
                        " bytes. Shorten it; if it seems short, look for a quotation mark that is never closed.",
                    cell_name(place));
}

std::uint32_t Table::columns(std::uint32_t row) const {
  base::check(row < rows(), "the row is in the table");
  return row_ends_[row] - (row == 0 ? 0 : row_ends_[row - 1]);
}

std::string_view Table::cell(Place place) const {
  if (place.row >= rows() || place.column >= columns(place.row)) return {};
  const Extent extent = cells_[(place.row == 0 ? 0 : row_ends_[place.row - 1]) + place.column];
  return std::string_view(text_).substr(extent.begin, extent.size);
}

bool Table::blank(std::uint32_t row) const {
  for (std::uint32_t column = 0; column < columns(row); ++column)
    if (!cell({row, column}).empty()) return false;
  return true;
}

base::Done Table::add_cell(std::string_view text) {
  const std::size_t row_begin = row_ends_.empty() ? 0 : row_ends_.back();
  const Place place{.row = rows(), .column = static_cast<std::uint32_t>(cells_.size() - row_begin)};
  text = base::trim(text);
  if (text.size() > limits_.cell_bytes) return base::fail(cell_too_large(place, limits_));
  if (place.row >= limits_.rows)
    return base::fail(
        over_limit("too-many-rows", "There are too many rows",
                   "More than " + std::to_string(limits_.rows) + " rows can't be read at once. Split the sheet.",
                   row_name(place.row)));
  if (place.column >= limits_.columns)
    return base::fail(over_limit("too-many-columns", "There are too many columns",
                                 "Row " + std::to_string(place.row + 1) + " has more than " +
                                     std::to_string(limits_.columns) + " columns. Is the separator another one?",
                                 row_name(place.row)));
  if (cells_.size() >= limits_.cells || text_.size() + text.size() > limits_.bytes * 2)
    return base::fail(
        over_limit("too-many-cells", "There are too many cells",
                   "More than " + std::to_string(limits_.cells) + " cells can't be read at once. Split the sheet.",
                   cell_name(place)));
  cells_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size())});
  text_.append(text);
  columns_ = std::max(columns_, place.column + 1);
  return {};
}

base::Done Table::end_row() {
  if (rows() >= limits_.rows)
    return base::fail(
        over_limit("too-many-rows", "There are too many rows",
                   "More than " + std::to_string(limits_.rows) + " rows can't be read at once. Split the sheet.",
                   row_name(rows())));
  row_ends_.push_back(static_cast<std::uint32_t>(cells_.size()));
  return {};
}

void Table::drop_blank_end() {
  while (rows() > 0 && blank(rows() - 1)) {
    row_ends_.pop_back();
    cells_.resize(row_ends_.empty() ? 0 : row_ends_.back());
  }
}

base::Result<Table> read_cells(std::string_view bytes, std::string_view source, const Limits& limits) {
  if (bytes.size() > limits.bytes)
    return base::fail(over_limit("file-too-large", "The file is too large",
                                 "It has more than " + std::to_string(limits.bytes >> 20U) + " MB. Split it.",
                                 std::string(source)));
  auto decoded = decode_text(bytes, source);
  if (!decoded) return base::fail(decoded.error());
  const char separator = sniff_separator(decoded->text);
  auto table = parse_csv(decoded->text, separator, source, limits);
  if (!table) return table;
  if (table->rows() == 0)
    return base::fail(
        {.code = "no-cells",
         .title = "There are no cells",
         .detail = "Nothing was found to read. It wants a row of headers, and rows below it.",
         .where = std::string(source)});
  if (!decoded->note.empty()) table->add_note(std::move(decoded->note));
  if (separator == ';') table->add_note("Cells are separated by semicolons.");
  return table;
}

}  // namespace tributary::exchange
