// CSV that other programs read back exactly, and that a spreadsheet can't be tricked by.
//
// Format    RFC 4180: commas, CRLF, quotation marks doubled inside quoted fields; UTF-8. `with_mark` begins it with the
//           byte-order mark, without which Excel takes accents for Windows-1252
// Numbers   the shortest decimal that reads back as the same double
// Formulas  a text that begins with = + - @ (a tab or a carriage return before them counts too) would run as a formula in
//           a spreadsheet; it gets an apostrophe in front, which our own reader takes off again. Numbers need none
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"

namespace tributary::exchange {

// The text with an apostrophe in front where a spreadsheet would run it; and such a text without it.
[[nodiscard]] std::string with_formula_guard(std::string_view text);
[[nodiscard]] std::string_view without_formula_guard(std::string_view text);

class CsvWriter {
 public:
  explicit CsvWriter(bool with_mark = false);

  CsvWriter& text(std::string_view cell);
  CsvWriter& number(double cell);  // must be finite
  CsvWriter& count(long long cell);
  CsvWriter& date(base::Date cell);
  CsvWriter& blank();
  void end_row();

  [[nodiscard]] const std::string& written() const { return out_; }

 private:
  void separate();
  std::string out_;
  bool row_begun_ = false;
};

}  // namespace tributary::exchange
