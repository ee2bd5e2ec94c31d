// The two layouts of a sheet, read row by row into a Gathering. Used by observations.cpp alone.
#pragma once

#include "exchange/gathering.hpp"
#include "exchange/header_row.hpp"

namespace tributary::exchange {

[[nodiscard]] base::Done gather_long_sheet(const Recipe& recipe, const Table& table, const HeaderRow& header,
                                           Gathering& gathering);
[[nodiscard]] base::Done gather_wide_sheet(const Recipe& recipe, const Table& table, const HeaderRow& header,
                                           Gathering& gathering);

// Row of the first data, counted from 0.
[[nodiscard]] inline std::uint32_t first_data_row(const Recipe& recipe) {
  return recipe.first_row != 0 ? recipe.first_row - 1 : recipe.header_row;
}

// The value of a count, number or percent as its kind allows, or its gap; nullopt where the cell is refused, which the
// gathering then knows. `percent` is looked at for a percentage only.
class PercentColumn;
[[nodiscard]] std::optional<Observation> one_value(const MeasureRule& rule, const NumberReading& reading, Place place,
                                                   const PercentColumn& percent, Gathering& gathering);

}  // namespace tributary::exchange
