#include "exchange/cells_json.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.hpp"

namespace tributary::exchange {

namespace {

base::Problem malformed(std::string detail, std::string where) {
  return {.kind = base::ProblemKind::malformed,
          .code = "cells-malformed",
          .title = "The cells can't be read",
          .detail = std::move(detail),
          .where = std::move(where)};
}

// Control characters, which workbooks may hold and no name should, as spaces.
std::string without_controls(std::string text) {
  for (char& c : text) {
    const auto u = static_cast<unsigned char>(c);
    if ((u < 0x20 && !(u >= 0x09 && u <= 0x0D)) || u == 0x7F) c = ' ';
  }
  return text;
}

// Text of a cell; nullopt where it is none of the kinds that a cell may be.
std::optional<std::string> text_of(const nlohmann::json& cell) {
  if (cell.is_null()) return "";
  if (cell.is_string()) return cell.get<std::string>();
  if (cell.is_boolean()) return cell.get<bool>() ? "TRUE" : "FALSE";
  if (cell.is_number_float()) {
    const double value = cell.get<double>();
    if (value != value || value - value != 0) return std::nullopt;
    return base::to_text(value);
  }
  if (cell.is_number()) return cell.dump();
  return std::nullopt;
}

}  // namespace

base::Result<Table> read_cell_rows(const nlohmann::json& rows, const Limits& limits) {
  if (!rows.is_array()) return base::fail(malformed("They must be a list of rows, each a list of cells.", ""));
  Table table(limits);
  for (const auto& row : rows) {
    const std::string where = row_name(table.rows());
    if (!row.is_array()) return base::fail(malformed("A row must be a list of cells.", where));
    std::uint32_t column = 0;
    for (const auto& cell : row) {
      const Place place{table.rows(), column++};
      const auto text = text_of(cell);
      if (!text || !(text->empty() || base::is_utf8(*text)))
        return base::fail(malformed("A cell must be a text, a number, true, false or null.", cell_name(place)));
      if (auto done = table.add_cell(without_controls(*text)); !done) return base::fail(done.error());
    }
    if (auto done = table.end_row(); !done) return base::fail(done.error());
  }
  table.drop_blank_end();
  if (table.rows() == 0)
    return base::fail({.code = "no-cells",
                       .title = "There are no cells",
                       .detail = "Nothing was found to read. Is it the right sheet of the workbook?"});
  return table;
}

}  // namespace tributary::exchange
