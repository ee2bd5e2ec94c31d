// AreaTables: one or several tables of the same areas, joined on what the areas are called in each. Areas are the rows of the first.
//
// Fails     by telling the reader: "area-twice", "area-missing" (from a further table), "column-not-known", "column-twice", and what
//           reading a table fails with
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

class AreaTables {
 public:
  // `areas` has `table`, a name or a list of them, and `id` if not as id_column has it.
  [[nodiscard]] static std::optional<AreaTables> read(Reader& reader, const Node& areas);

  struct Column { std::size_t table = 0; std::uint32_t column = 0; };

  [[nodiscard]] std::size_t rows() const { return tables_.front().columns->rows(); }
  [[nodiscard]] std::string_view area(std::size_t row) const { return tables_.front().columns->cell(row, tables_.front().id); }
  [[nodiscard]] std::string place(std::size_t row) const { return tables_.front().columns->place(row); }
  [[nodiscard]] std::string place(std::size_t row, Column at) const { return tables_[at.table].columns->place(row_of(row, at)); }
  [[nodiscard]] std::optional<Column> column(Reader& reader, const Node& name) const;
  [[nodiscard]] std::string_view cell(std::size_t row, Column at) const { return tables_[at.table].columns->cell(row_of(row, at), at.column); }
  [[nodiscard]] std::optional<double> number(std::size_t row, Column at) const { return tables_[at.table].columns->number(row_of(row, at), at.column); }
  // Each column but those of names, where one name is one column only.
  [[nodiscard]] std::vector<Column> columns() const;
  [[nodiscard]] std::string_view name(Column at) const { return tables_[at.table].columns->name(at.column); }

 private:
  struct Joined {
    std::string name;
    std::shared_ptr<const Columns> columns;
    std::uint32_t id = 0;
    std::vector<std::size_t> rows;  // by row of the first; empty for the first itself
  };
  [[nodiscard]] std::size_t row_of(std::size_t row, Column at) const { return at.table == 0 ? row : tables_[at.table].rows[row]; }
  [[nodiscard]] std::vector<Column> named(std::string_view name) const;
  static void join(Reader& reader, const Node& areas, const Joined& first, Joined& more);

  std::vector<Joined> tables_;
};

// The column of a table that names the areas: as `id` says; else "area", or the first if there is none.
[[nodiscard]] std::optional<std::uint32_t> id_column(Reader& reader, const Node& node, const Columns& table);

// "Bromley 007B", or "Bromley 007B" and 4,834 more.
[[nodiscard]] std::string first_of(std::string_view first, std::size_t count);

}  // namespace tributary::exchange::flow
