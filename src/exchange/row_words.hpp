// What a row is, apart from data: a total, a note below the table, the header once more.
#pragma once

#include <string_view>

#include "exchange/cells.hpp"

namespace tributary::exchange {

// "Total", "Grand total", "All", "England", "Ward totals": a cell that names a sum of the rows around it.
[[nodiscard]] bool names_a_total(std::string_view cell);

// One cell alone is filled, with words: "Source: …" below a table. A lone number is no note, since it would be lost.
[[nodiscard]] bool is_note(const Table& table, std::uint32_t row);

[[nodiscard]] bool same_cells(const Table& table, std::uint32_t one, std::uint32_t other);

}  // namespace tributary::exchange
