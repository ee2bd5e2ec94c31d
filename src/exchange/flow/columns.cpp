#include "exchange/flow/columns.hpp"

#include <charconv>
#include <cmath>

namespace tributary::exchange::flow {

base::Result<Columns> Columns::read(std::string_view bytes, const std::string& name) {
  // England's travel times are 34,752 areas by 125 hospitals: above what a person pastes.
  const Limits limits{.bytes = 256U << 20U, .rows = 1'000'000, .columns = 4'000, .cells = 50'000'000, .cell_bytes = 65'536};
  auto table = read_cells(bytes, name, limits);
  if (!table) return base::fail(table.error());
  table->drop_blank_end();
  if (table->rows() < 2) {
    base::Problem problem;
    problem.code = "table-empty";
    problem.title = "The table holds nothing";
    problem.detail = name + " needs a first row of column names and rows below it.";
    problem.where = name;
    return base::fail(std::move(problem));
  }
  return Columns(std::move(*table), name);
}

std::optional<std::uint32_t> Columns::find(std::string_view column) const {
  for (std::uint32_t i = 0; i < table_.columns(0); ++i) {
    if (name(i) == column) return i;
  }
  return {};
}

std::optional<double> Columns::number(std::size_t row, std::uint32_t column) const {
  const std::string_view text = cell(row, column);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

}  // namespace tributary::exchange::flow
