#include "exchange/cells_json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace tributary;
using exchange::read_cell_rows;
using nlohmann::json;

TEST_CASE("rows of a workbook become cells with the places that people see") {
  const auto table = read_cell_rows(json::parse(
      R"([["Month", "Falls", "Rate"], [], ["2024-04-01", 1234, 0.1], ["2024-05-01", -7, 95.5, true], [null, ""], []])"));
  REQUIRE(table.has_value());
  CHECK(table->rows() == 3 + 1);
  CHECK(table->blank(1));
  CHECK(table->cell({2, 1}) == "1234");
  CHECK(table->cell({2, 2}) == "0.1");
  CHECK(table->cell({3, 1}) == "-7");
  CHECK(table->cell({3, 3}) == "TRUE");
}

TEST_CASE("what is no row of cells is refused with its place") {
  CHECK(read_cell_rows(json::parse(R"({"a": 1})")).error().code == "cells-malformed");
  CHECK(read_cell_rows(json::parse(R"([["a"], 5])")).error().where == "row 2");
  const auto nested = read_cell_rows(json::parse(R"([["a"], [1, [2]]])"));
  CHECK(nested.error().code == "cells-malformed");
  CHECK(nested.error().where == "B2");
  CHECK(read_cell_rows(json::array({json::array({std::string("a\0b", 3)})})).error().code == "cells-malformed");
  CHECK(read_cell_rows(json::array({json::array({std::string(70'000, 'x')})})).error().code == "cell-too-large");
  CHECK(read_cell_rows(json::array({json::array({"a", "b"})}), {.columns = 1}).error().code == "too-many-columns");
  CHECK(read_cell_rows(json::parse(R"([["a\u001fb\u001b"]])"))->cell({0, 0}) == "a b");
  CHECK(read_cell_rows(json::array()).error().code == "no-cells");
  CHECK(read_cell_rows(json::parse("[[], [null]]")).error().code == "no-cells");
}
