// A look at a sheet that nobody has described: what its first rows and its columns hold. For guess_recipe.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/cells.hpp"
#include "exchange/dates.hpp"

namespace tributary::exchange {

enum class CellLook : std::uint8_t { empty, number, date, text };  // digits alone are a number

[[nodiscard]] CellLook look_at_cell(std::string_view cell);

struct HeaderLook {
  std::uint32_t row = 0;  // as people count; 0: there is none
  bool wide = false;      // dates stand along it
};

// Dates along a row of the first thirty, above numbers, make the sheet wide. Else the header is the fullest row of words
// alone with numbers or dates in one of the next three rows. Nothing where neither is there, nor a first row of data.
[[nodiscard]] std::optional<HeaderLook> look_for_header(const Table& table);

// What the cells of a column below the header hold.
struct ColumnLook {
  std::uint32_t column = 0;
  std::string title;  // its header, in single spaces; may be empty
  std::size_t filled = 0;
  std::size_t values = 0;     // numbers
  std::size_t gaps = 0;       // `*`, `n/a`
  std::size_t failed = 0;     // NaN, #REF!
  std::size_t with_sign = 0;  // numbers with a percent sign
  std::size_t whole = 0;      // numbers without a fraction
  std::size_t negative = 0;
  std::size_t above_one = 0;  // in size
  std::string unit;           // of the first number that has one
  bool held_back = false;     // nothing but gaps, taken for values
  DateColumn dates;

  [[nodiscard]] bool numeric() const { return held_back || (values + failed > 0 && 10 * (values + gaps + failed) >= 6 * filled); }
};

// The rows that a guess is made from: those below the header, apart from blank ones, totals and notes, as far as 200,000
// cells go.
[[nodiscard]] std::vector<std::uint32_t> rows_to_guess_from(const Table& table, std::uint32_t header_row);

[[nodiscard]] std::vector<ColumnLook> look_at_columns(const Table& table, const HeaderLook& header,
                                                      const std::vector<std::uint32_t>& rows);

}  // namespace tributary::exchange
