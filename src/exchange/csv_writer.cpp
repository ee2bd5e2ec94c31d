#include "exchange/csv_writer.hpp"

#include "base/text.hpp"

namespace tributary::exchange {

namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

// After any apostrophes: does a spreadsheet run what follows? White space before it doesn't stop every one.
bool runs_as_formula(std::string_view text) {
  const auto begin = text.find_first_not_of("' \t\r\n");
  return begin != text.npos && std::string_view("=+-@").find(text[begin]) != std::string_view::npos;
}

}  // namespace

std::string with_formula_guard(std::string_view text) { return (runs_as_formula(text) ? "'" : "") + std::string(text); }

std::string_view without_formula_guard(std::string_view text) {
  return text.starts_with('\'') && runs_as_formula(text) ? text.substr(1) : text;
}

CsvWriter::CsvWriter(bool with_mark) {
  if (with_mark) out_ = mark;
}

CsvWriter& CsvWriter::text(std::string_view cell) {
  separate();
  const std::string guarded = with_formula_guard(cell);
  // White space at an end would be lost unquoted, and a byte order mark where the file begins.
  const bool quote = guarded.find_first_of("\",;\t\r\n") != std::string::npos || guarded != base::trim(guarded) || guarded.starts_with(mark);
  if (!quote) {
    out_ += guarded;
    return *this;
  }
  out_ += '"';
  for (const char c : guarded) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
  return *this;
}

CsvWriter& CsvWriter::number(double cell) {
  separate();
  out_ += base::to_text(cell);
  return *this;
}

CsvWriter& CsvWriter::count(long long cell) {
  separate();
  out_ += std::to_string(cell);
  return *this;
}

CsvWriter& CsvWriter::date(base::Date cell) {
  separate();
  out_ += base::to_iso(cell);
  return *this;
}

CsvWriter& CsvWriter::blank() {
  separate();
  return *this;
}

void CsvWriter::end_row() {
  out_ += "\r\n";
  row_begun_ = false;
}

void CsvWriter::separate() {
  if (row_begun_) out_ += ',';
  row_begun_ = true;
}

}  // namespace tributary::exchange
