#include "exchange/cells.hpp"

#include <doctest/doctest.h>

#include "exchange/csv.hpp"
#include "exchange/csv_writer.hpp"

using namespace tributary;
using exchange::cell_name;
using exchange::read_cells;
using exchange::Table;

namespace {

Table table_of(std::string_view bytes) {
  auto table = read_cells(bytes);
  REQUIRE_MESSAGE(table.has_value(), table.error().detail);
  return *std::move(table);
}

base::Problem problem_of(std::string_view bytes, const exchange::Limits& limits = {}) {
  auto table = read_cells(bytes, "ae.csv", limits);
  REQUIRE_FALSE(table.has_value());
  return table.error();
}

}  // namespace

TEST_CASE("cells have the names that people see") {
  CHECK(cell_name({16, 2}) == "C17");
  CHECK(exchange::column_name(25) == "Z");
  CHECK(exchange::column_name(26) == "AA");
  CHECK(exchange::column_name(702) == "AAA");
}

TEST_CASE("CSV is cut by commas, semicolons or tabs, whichever cuts the lines alike") {
  CHECK(exchange::sniff_separator("a,b;c\n1,2\n3,4\n") == ',');
  CHECK(exchange::sniff_separator("a;b;c\n1,5;2,5;3,5\n") == ';');
  CHECK(exchange::sniff_separator("Apr-24\t1,234,567\nMay-24\t1,300,000") == '\t');
  CHECK(exchange::sniff_separator("\"a;b\",c\n\"d;e\",f") == ',');
  CHECK(exchange::sniff_separator("pipe,size\n5\" pipe,3\nother,4;5\nmore,5;6\nmore,5;6\n") == ',');
  CHECK(exchange::sniff_separator("\"a \"\";\"\" b\",c\n\"\"\"d\"\";;\",e") == ',');  // two quotation marks within a cell are one of its text
  CHECK(exchange::sniff_separator("just one column\nof text") == ',');
  const Table table = table_of("date;value\n01/04/2024;5");
  CHECK(table.columns() == 2);
  CHECK(table.cell({1, 1}) == "5");
}

TEST_CASE(
    "quoted fields keep commas, doubled quotation marks and line breaks, and rows are counted as Excel counts them") {
  const Table table = table_of(
      "\xEF\xBB\xBFname,said\r\n\"Ward, A\",\"\"\"yes\"\"\"\r\n\r\n\"two\nlines\",  spaced  \r\nshort\r\n\r\n\r\n");
  CHECK(table.rows() == 5);
  CHECK(table.cell({0, 0}) == "name");
  CHECK(table.cell({1, 0}) == "Ward, A");
  CHECK(table.cell({1, 1}) == "\"yes\"");
  CHECK(table.blank(2));
  CHECK(table.cell({3, 0}) == "two\nlines");
  CHECK(table.cell({3, 1}) == "spaced");
  CHECK(table.columns(4) == 1);
  CHECK(table.cell({4, 1}).empty());
  CHECK(table.cell({99, 99}).empty());
}

TEST_CASE("any line ending ends a row, and blank lines are rows") {
  for (const char* text : {"a,b\n\n1,2", "a,b\r\n\r\n1,2", "a,b\r\r1,2"}) {
    const Table table = table_of(text);
    CHECK(table.rows() == 3);
    CHECK(table.blank(1));
    CHECK(table.cell({2, 1}) == "2");
  }
}

TEST_CASE("leading empty cells of pasted cells keep their columns") {
  const Table table = table_of("\tApr-24\tMay-24\nWard A\t\t5\n\t\t\n");
  CHECK(table.rows() == 2);
  CHECK(table.cell({0, 1}) == "Apr-24");
  CHECK(table.cell({1, 2}) == "5");
  CHECK(table.cell({1, 1}).empty());
}

TEST_CASE("text that is not UTF-8 is read as Windows-1252 or UTF-16 with a note") {
  const Table windows = table_of(
      "Caf\xE9,\xA3"
      "5 \x96 \x80\n1,2");
  CHECK(windows.cell({0, 0}) == "Caf\xC3\xA9");
  CHECK(windows.cell({0, 1}) ==
        "\xC2\xA3"
        "5 \xE2\x80\x93 \xE2\x82\xAC");
  CHECK(windows.notes().size() == 1);
  const std::string_view utf16(
      "\xFF\xFE"
      "a\0\t\0\xA3\0\n\0"
      "1\0\t\0"
      "2\0",
      16);
  const Table unicode = table_of(utf16);
  CHECK(unicode.cell({0, 1}) == "\xC2\xA3");
  CHECK(unicode.cell({1, 1}) == "2");
  CHECK(unicode.notes().size() == 1);
  CHECK(problem_of("a\x81").code == "text-encoding");
  CHECK(table_of("Caf\xEF\xBF\xBD,1").notes().size() == 1);  // as a browser leaves what it could not read
}

TEST_CASE("what is no text is refused by name, with the line") {
  CHECK(problem_of("PK\x03\x04...").code == "not-text");
  CHECK(problem_of("%PDF-1.7").code == "not-text");
  const auto nul = problem_of(std::string_view("a,b\n1,\0", 7));
  CHECK(nul.code == "not-text");
  CHECK(nul.where == "ae.csv:2");
  CHECK(problem_of("a\x1B[31m").code == "not-text");
  CHECK(problem_of("").code == "no-cells");
  CHECK(problem_of(",,\n , \n").code == "no-cells");
  CHECK(problem_of("\xEF\xBB\xBF").code == "no-cells");
}

TEST_CASE("a limit that is passed is named with its place") {
  const auto huge = problem_of("a,b\n1," + std::string(10U << 20U, 'x'));
  CHECK(huge.code == "cell-too-large");
  CHECK(huge.where == "ae.csv: B2");
  CHECK(problem_of("a,\"" + std::string(10U << 20U, 'x') + "\n").code == "cell-too-large");
  CHECK(problem_of("a,b\n", {.bytes = 3}).code == "file-too-large");
  CHECK(problem_of("a\nb\nc", {.rows = 2}).code == "too-many-rows");
  CHECK(problem_of("a\n\n\n\n\nb", {.rows = 2}).code == "too-many-rows");
  CHECK(problem_of("a,b,c", {.columns = 2}).code == "too-many-columns");
  CHECK(problem_of("a,b,c", {.cells = 2}).code == "too-many-cells");
  const auto open = problem_of("a,b\n1,\"two");
  CHECK(open.code == "quote-not-closed");
  CHECK(open.where == "ae.csv: B2");
}

TEST_CASE("what the writer writes, the reader reads back") {
  exchange::CsvWriter csv(true);
  csv.text("Ward, \"A\"").text("=1+1").text("@me").text("'-x").text("two\r\nlines").text("caf\xC3\xA9").text("- 5");
  csv.end_row();
  csv.number(0.1)
      .number(-1e-7)
      .count(12)
      .date(base::parse_iso_date("2024-04-01").value())
      .blank()
      .text("'quoted")
      .text("x");
  csv.end_row();
  CHECK(csv.written().find("\"Ward, \"\"A\"\"\",'=1+1,'@me,''-x,\"two\r\nlines\"") != std::string::npos);
  const Table table = table_of(csv.written());
  CHECK(table.rows() == 2);
  CHECK(table.cell({0, 0}) == "Ward, \"A\"");
  CHECK(table.cell({0, 1}) == "=1+1");
  CHECK(table.cell({0, 2}) == "@me");
  CHECK(table.cell({0, 3}) == "'-x");
  CHECK(table.cell({0, 4}) == "two\r\nlines");
  CHECK(table.cell({0, 5}) == "caf\xC3\xA9");
  CHECK(table.cell({0, 6}) == "- 5");
  CHECK(table.cell({1, 0}) == "0.1");
  CHECK(table.cell({1, 1}) == "-1e-07");
  CHECK(table.cell({1, 3}) == "2024-04-01");
  CHECK(table.cell({1, 4}).empty());
  CHECK(table.cell({1, 5}) == "'quoted");

  exchange::CsvWriter plain;
  plain.text("\xEF\xBB\xBF").text("x");
  plain.end_row();
  CHECK(table_of(plain.written()).cell({0, 0}) == "\xEF\xBB\xBF");  // text, where the file has no mark of its own
}
