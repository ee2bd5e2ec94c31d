#include "exchange/data_table.hpp"

#include <doctest/doctest.h>

namespace tributary::exchange {
namespace {

DataTable read(std::string_view bytes) {
  auto table = DataTable::read(bytes, "sites.csv");
  REQUIRE(table.has_value());
  return *table;
}

TEST_CASE("columns are found by header or letter, and numbers as programs and people write them") {
  const DataTable table = read("\nsite,Deaths,\"\",share\nA,\"1,200\",x,50%\n\nB,1e-05,y,NA\n");
  CHECK(table.cases() == 2);
  CHECK(table.names() == std::vector<std::string>{"site", "Deaths", "C", "share"});
  CHECK(*table.column("deaths", "") == 1);
  CHECK(*table.column("#c", "") == 2);
  const auto deaths = table.every_number(1);
  REQUIRE(deaths.has_value());
  CHECK(*deaths == std::vector<double>{1200, 1e-05});
  const auto share = table.numbers(3);
  REQUIRE(share.has_value());
  CHECK(share->front() == 0.5);
  CHECK(!share->back().has_value());
  CHECK(table.texts(2) == std::vector<std::string>{"x", "y"});
  CHECK(table.where(1) == "sites.csv:5");
  CHECK(table.has_numbers(1));
  CHECK(!table.has_numbers(0));
}

TEST_CASE("what is wrong in a table is told with its row or its column") {
  const DataTable table = read("site,a,a\nA,1,soon\nB,,2\n");
  CHECK(table.column("b", "--outcome").error().code == "column-absent");
  CHECK(table.column("b", "--outcome").error().field == "--outcome");
  CHECK(table.column("a", "").error().code == "column-twice");
  CHECK(table.numbers(2).error().where == "sites.csv:2");
  CHECK(table.every_number(1).error().code == "value-missing");
  CHECK(table.every_number(1).error().where == "sites.csv:3");
  CHECK(DataTable::read("", "x").error().code != "");
  CHECK(DataTable::read("a,b\n", "x").error().code == "no-cases");
}

}  // namespace
}  // namespace tributary::exchange
