// Columns: a CSV file beside a model, by the names in its first row.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "exchange/cells.hpp"

namespace tributary::exchange::flow {

class Columns {
 public:
  // Fails as read_cells does, and with "table-empty".
  [[nodiscard]] static base::Result<Columns> read(std::string_view bytes, const std::string& name);

  [[nodiscard]] std::size_t rows() const { return table_.rows() == 0 ? 0 : table_.rows() - 1; }
  [[nodiscard]] std::size_t count() const { return table_.columns(0); }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view column) const;
  [[nodiscard]] std::string_view name(std::uint32_t column) const { return table_.cell({0, column}); }
  [[nodiscard]] std::string_view cell(std::size_t row, std::uint32_t column) const {
    return table_.cell({static_cast<std::uint32_t>(row + 1), column});
  }
  // A number written plainly (1234.5), or none.
  [[nodiscard]] std::optional<double> number(std::size_t row, std::uint32_t column) const;
  // "areas.csv:17"
  [[nodiscard]] std::string place(std::size_t row) const { return name_ + ":" + std::to_string(row + 2); }

 private:
  Columns(Table table, std::string name) : table_(std::move(table)), name_(std::move(name)) {}
  Table table_;
  std::string name_;
};

}  // namespace tributary::exchange::flow
