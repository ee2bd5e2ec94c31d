#include "exchange/board_workbook.hpp"

#include <doctest/doctest.h>

namespace tributary::exchange {
namespace {

BoardBook book() {
  BoardBook out{.place = "Northborough", .measures = {}, .total = 2};
  BoardSheet waits{.name = "=SUM(A1:A9)", .home = "Northborough", .unit = "=minutes", .definition = "+1", .variation = measure::VariationIcon::common_cause,
                   .assurance = measure::AssuranceIcon::fail, .last_on = {}, .last_value = 31, .target = 20, .so_what = {"@once"}, .next_step = "-2", .rows = {}};
  for (int i = 0; i < 24; ++i)
    waits.rows.push_back({.on = base::add_months(base::make_date(2024, 1, 1).value(), i), .value = i == 5 ? std::nullopt : std::optional<double>(30 + i % 3),
                          .lower = 27, .centre = 31, .upper = 35, .target = 20, .signals = i == 7 ? "above the upper limit" : ""});
  out.measures.push_back(waits);
  out.measures.push_back({.name = "Never measured", .home = {}, .unit = {}, .definition = {}, .last_on = {}, .last_value = {}, .target = {},
                          .so_what = {}, .next_step = "Keep measuring.", .rows = {}});
  return out;
}

}  // namespace

TEST_CASE("a workbook has the same bytes each time, and others when a value changes") {
  const auto once = board_workbook(book());
  REQUIRE(once.has_value());
  CHECK(once->starts_with("PK"));
  CHECK(*once == board_workbook(book()).value());
  BoardBook other = book();
  other.measures[0].rows[3].value = 32.5;
  CHECK(*once != board_workbook(other).value());
}

TEST_CASE("a board without a measure is a workbook too") { CHECK(board_workbook({.place = "Nowhere yet", .measures = {}}).has_value()); }

TEST_CASE("a sheet's name is what Excel allows: no longer than 31, nothing forbidden, no two alike") {
  CHECK(sheet_name(3, "Falls with harm") == "3 Falls with harm");
  CHECK(sheet_name(4, "Seen in A&E: [1/2] of 'all'?") == "4 Seen in A&E   1 2  of  all");
  CHECK(sheet_name(12, "Minutes that other urgent scans waited") == "12 Minutes that other urgent sc");
  CHECK(sheet_name(1, "A") != sheet_name(2, "a"));
  CHECK(sheet_name(5, "") == "5");
  CHECK(sheet_name(6, "Cost of étude") == "6 Cost of étude");
}

}  // namespace tributary::exchange
