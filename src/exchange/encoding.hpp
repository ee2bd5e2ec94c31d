// Bytes to UTF-8, telling what they were taken for.
//
// Method    UTF-16 by its byte-order mark; UTF-8 where it is well-formed; else Windows-1252, which is what Excel writes as
//           plain "CSV" in the United Kingdom. Workbooks, PDFs and other bytes that are no text are named as such
// Fails     "not-text" (a workbook, NULs, control characters), "text-encoding" (neither UTF-8 nor Windows-1252)
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tributary::exchange {

struct Decoded {
  std::string text;  // UTF-8 without its mark, without NUL or other control characters than white space
  std::string note;  // empty for UTF-8
};

[[nodiscard]] base::Result<Decoded> decode_text(std::string_view bytes, std::string_view source = {});

}  // namespace tributary::exchange
