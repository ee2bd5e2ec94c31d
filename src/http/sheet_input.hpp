// The cells of a request, with how to read them and where they go.
#pragma once

#include "http/message.hpp"
#include "services/imports.hpp"

namespace tributary::http {

class Fields;

struct SheetInput {
  services::Sheet sheet;
  std::uint32_t rows_from = 1;   // as people count
  std::uint32_t rows_count = 200;
};

// Reads an ImportInput of the contract. Fails with every wrong member at once, "cells-missing", or as exchange does.
[[nodiscard]] base::Result<SheetInput> read_import_input(const Request& request);

struct ChartInput {
  services::Sheet sheet;
  std::size_t series = 0;
};

// Reads a ChartPreviewInput of the contract.
[[nodiscard]] base::Result<ChartInput> read_chart_input(const Request& request);

// The file's name, and its cells with their hash, into the sheet: members `file_name`, and `text` or `cells`.
void read_cells_of(Fields& in, services::Sheet& sheet, const exchange::Limits& limits);

}  // namespace tributary::http
