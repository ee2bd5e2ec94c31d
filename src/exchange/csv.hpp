// CSV by libcsv: quoted fields, doubled quotation marks, line breaks inside quotes, any line ending.
//
// Promises  blank lines are rows; an unquoted field loses the white space around it; an apostrophe that our own writer put
//           before a formula's first character is taken off again (csv_writer.hpp)
// Fails     "quote-not-closed" naming the row where it opens, and at the table's limits
#pragma once

#include <string_view>

#include "exchange/cells.hpp"

namespace tributary::exchange {

// Tab where half of the first lines have one (cells copied from Excel do); else the semicolon or comma that cuts most of
// the lines alike; a comma where neither occurs. Looks at the first 64 kB, outside quotation marks.
[[nodiscard]] char sniff_separator(std::string_view text);

[[nodiscard]] base::Result<Table> parse_csv(std::string_view text, char separator, std::string_view source,
                                            const Limits& limits);

}  // namespace tributary::exchange
