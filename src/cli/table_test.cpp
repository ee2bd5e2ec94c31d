#include "cli/table.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "exchange/csv_writer.hpp"

using tributary::cli::Format;
using tributary::cli::Table;

namespace {

Table names_and_changes(const std::string& name, const std::string& change) {
  Table table({"name", "change"}, {"name"});
  table.add({name, change});
  return table;
}

}  // namespace

TEST_CASE("a spreadsheet runs nothing of what people wrote, whatever it begins with") {
  for (const std::string name : {"=1+1", "+44 161", "-bed ward", "@ward", " =1+1", "'=1+1"}) {
    CAPTURE(name);
    const std::string csv = names_and_changes(name, "3").in(Format::csv);
    CHECK(csv == "name,change\r\n'" + name + ",3\r\n");
    CHECK(tributary::exchange::without_formula_guard("'" + name) == name);
  }
  // What has to be quoted is guarded within its quotation marks.
  CHECK(names_and_changes(R"(=HYPERLINK("http://x.example","Falls"))", "3").in(Format::csv) ==
        "name,change\r\n\"'=HYPERLINK(\"\"http://x.example\"\",\"\"Falls\"\")\",3\r\n");
  CHECK(names_and_changes("\t=1+1", "3").in(Format::csv) == "name,change\r\n'\t=1+1,3\r\n");
}

TEST_CASE("numbers and plain words are written as they are") {
  CHECK(names_and_changes("Falls = harm", "-3.5").in(Format::csv) == "name,change\r\nFalls = harm,-3.5\r\n");
}

TEST_CASE("only a spreadsheet is guarded against: people and scripts read what was written") {
  const Table table = names_and_changes("=1+1", "-3.5");
  CHECK(table.in(Format::table) == "name  change\n=1+1  -3.5\n");
  const auto rows = nlohmann::json::parse(table.in(Format::json));
  CHECK(rows.at(0).at("name") == "=1+1");
  CHECK(rows.at(0).at("change") == -3.5);
}
