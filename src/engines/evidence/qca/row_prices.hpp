// Prices of rows, so that no column costs more than one: whatever is left to cover needs as many columns as its rows cost. Of
// minimum_cover.hpp.
//
// Method    the dual of the covering problem's linear relaxation, max Σu under Σ(u of a column) ≤ 1, by the simplex method from u = 0,
//           which stays within the bounds at each step [Dantzig 1963]; so any step's prices hold, and those after the last are the
//           strongest. Then whole numbers, rounded down
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tributary::evidence::qca {

inline constexpr std::uint32_t price_of_a_column = 1U << 24U;

// `columns`: by column its rows, ascending. None where the problem is too large to be worth it.
[[nodiscard]] std::vector<std::uint32_t> row_prices(std::span<const std::vector<std::size_t>> columns, std::size_t rows);

}  // namespace tributary::evidence::qca
