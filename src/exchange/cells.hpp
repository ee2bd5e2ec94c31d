// Cells: the bytes that people have, as a table of cells whose places are those they see.
//
// The room in brief: bytes ─read_cells─► Table ─guess_recipe─► Recipe; (Recipe, Table) ─read_observations─► Preview.
// A preview says what was understood, row by row, before anything is stored. Nothing here opens a file or a store.
//
// Idea      a CSV file, cells pasted from Excel and the rows of a workbook are all one thing: rows of text
// Method    the bytes become UTF-8 (encoding.hpp); the separator is the tab, semicolon or comma that cuts most lines
//           alike (csv.hpp); libcsv cuts the quoted fields
// Given     UTF-8 with or without its mark, UTF-16 with its mark ("Unicode text" of Excel), or Windows-1252 (with a note)
// Promises  every row is kept, blank ones too, so row 17 here is row 17 in Excel; cells are trimmed; O(bytes)
// Fails     "file-too-large", "too-many-rows", "too-many-columns", "too-many-cells", "cell-too-large", "not-text",
//           "text-encoding", "quote-not-closed", "no-cells"; each with the place where there is one
// See       docs/guide/reference/import.md
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tributary::exchange {

// A cell's row and column, counted from 0; shown as people see them, counted from 1.
struct Place {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

[[nodiscard]] std::string cell_name(Place place);             // "C17"
[[nodiscard]] std::string column_name(std::uint32_t column);  // "C", "AA"
[[nodiscard]] std::string row_name(std::uint32_t row);        // "row 17"

// What is read at most. Excel itself stops at 32,767 characters in a cell.
struct Limits {
  std::size_t bytes = 32U << 20U;
  std::size_t rows = 200'000;
  std::size_t columns = 4'000;
  std::size_t cells = 4'000'000;
  std::size_t cell_bytes = 65'536;
};

[[nodiscard]] base::Problem cell_too_large(Place place, const Limits& limits);

class Table {
 public:
  [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(row_ends_.size()); }
  [[nodiscard]] std::uint32_t columns() const { return columns_; }  // of the widest row
  [[nodiscard]] std::uint32_t columns(std::uint32_t row) const;     // of that row
  [[nodiscard]] std::string_view cell(Place place) const;           // trimmed; empty beyond the end of the row
  [[nodiscard]] bool blank(std::uint32_t row) const;                // no cell of it holds anything
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }  // what was unusual in the bytes

  // For those who build one: cells from left to right, then the end of the row. Fail at a limit, naming the place.
  explicit Table(Limits limits = {}) : limits_(limits) {}
  [[nodiscard]] base::Done add_cell(std::string_view text);
  [[nodiscard]] base::Done end_row();
  void add_note(std::string note) { notes_.push_back(std::move(note)); }
  void drop_blank_end();  // blank rows after the last filled one, which nobody sees

 private:
  struct Extent {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
  };
  Limits limits_;
  std::string text_;  // all cells' text, one after another
  std::vector<Extent> cells_;
  std::vector<std::uint32_t> row_ends_;  // how many cells there are up to the end of each row
  std::uint32_t columns_ = 0;
  std::vector<std::string> notes_;
};

// A CSV file or pasted cells. `source` names them in problems ("ae.csv"); it may be empty.
[[nodiscard]] base::Result<Table> read_cells(std::string_view bytes, std::string_view source = {},
                                             const Limits& limits = {});

}  // namespace tributary::exchange
