// Cells as the page sends them: a JSON array of rows, each an array of cells, as it read them from an XLSX workbook.
//
// Given     a cell is a string, a number, true or false, or null; a date cell is its ISO date as a string ("2024-04-01"),
//           a percentage cell its text with the sign ("95.2%")
// Fails     "cells-malformed" naming the row and cell, and as read_cells does at its limits
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "exchange/cells.hpp"

namespace tributary::exchange {

[[nodiscard]] base::Result<Table> read_cell_rows(const nlohmann::json& rows, const Limits& limits = {});

}  // namespace tributary::exchange
