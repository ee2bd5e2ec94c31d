#include "exchange/flow/travel_table.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "engines/flow/allocation.hpp"
#include "exchange/flow/columns.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr std::string_view travel = "area,A,B\none,10,20\ntwo,30,5\nthree,7,8\n";

base::Result<TravelTable> read(std::string_view people, std::vector<std::string> sites = {}, std::string_view minutes = travel) {
  return read_travel_table({.travel = minutes, .travel_name = "travel.csv", .people = people, .people_name = "people.csv", .people_column = {}, .sites = std::move(sites)});
}

// The small areas of Greater Manchester, beside the repository; empty where they are absent.
std::string greater_manchester() {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  const auto file = std::filesystem::path(root == nullptr ? "." : root) / ".." / "shared" / "data" / "greater-manchester" / "areas.csv";
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("areas come in the order of the people, with the minutes to the sites that are open") {
  const auto table = read("area,people\ntwo,4\none,1.5\n", {"B"});
  REQUIRE(table);
  CHECK(table->areas == std::vector<std::string>{"two", "one"});
  CHECK(table->minutes == std::vector<float>{5, 20});
  CHECK(table->people == std::vector<double>{4, 1.5});
  CHECK(table->left_out == 1);
  CHECK(read("area,people\none,1\n")->sites == std::vector<std::string>{"A", "B"});
}

TEST_CASE("no way leads where a cell is empty, and an area without people may have none at all") {
  const auto table = read("area,people\none,4\ntwo,0\nthree,2\n", {}, "area,A,B\none,,20\ntwo,,\nthree,7,8\n");
  REQUIRE_MESSAGE(table, table.error().detail);
  CHECK(table->areas == std::vector<std::string>{"one", "three"});
  CHECK(table->left_out == 1);
  const auto all = tributary::flow::allocate(table->minutes, 2, table->people);
  CHECK(all.load == std::vector<double>{2, 4});
  CHECK(all.mean_minutes == doctest::Approx((4 * 20 + 2 * 7) / 6.0));
  CHECK(all.longest == 20);
}

TEST_CASE("what is missing or wrong is told with its place") {
  const auto refused = [](const base::Result<TravelTable>& table) { return table ? std::string("taken") : table.error().code + " " + table.error().where; };
  CHECK(refused(read("area,people\nfour,1\n")) == "area-not-in-travel people.csv:2");
  CHECK(refused(read("area,people\none,1\none,2\n")) == "area-twice people.csv:3");
  CHECK(refused(read("area,people\none,few\n")) == "people-wanted people.csv:2");
  CHECK(refused(read("area,people\none,-1\n")) == "people-wanted people.csv:2");
  CHECK(refused(read("area,people\none,1\n", {}, "area,A\none,1e308\n")) == "minutes-wanted travel.csv:2");
  CHECK(refused(read("area,people\none,0\n")) == "people-none people.csv");
  CHECK(refused(read("area,people\none,1\n", {}, "area\none\n")) == "sites-none travel.csv");
  CHECK(refused(read("area\none\n")) == "column-unknown people.csv");
  CHECK(refused(read("area,people\none,1\n", {"C"})) == "site-not-in-travel travel.csv");
  CHECK(refused(read("area,people\none,1\n", {}, "area,A\none,\n")) == "minutes-wanted travel.csv:2");
  CHECK(refused(read("area,people\none,1\n", {}, "area,A\none,1\none,2\n")) == "area-twice travel.csv:3");
}

// Computed independently from the same two tables: stroke admissions a year 2017 to 2019, and calibrated car minutes.
TEST_CASE("Greater Manchester's people with a stroke, each to the nearest of three hyper-acute units") {
  const std::string areas = greater_manchester();
  if (areas.empty()) {
    MESSAGE("skipped: ../shared/data/greater-manchester is absent");
    return;
  }
  const auto table = read_travel_table({.travel = areas, .travel_name = "areas.csv", .people = areas, .people_name = "areas.csv",
                                        .people_column = "stroke_adm_per_year_2017_19", .sites = {"minutes_to_BL97TD", "minutes_to_M68HD", "minutes_to_SK27JE"}});
  REQUIRE(table);
  const auto all = tributary::flow::allocate(table->minutes, 3, table->people);
  CHECK(table->areas.size() == 1673);
  CHECK(all.people == doctest::Approx(4369.67).epsilon(1e-5));
  CHECK(all.load[0] == doctest::Approx(1206.33).epsilon(1e-5));
  CHECK(all.load[1] == doctest::Approx(2063.33).epsilon(1e-5));
  CHECK(all.load[2] == doctest::Approx(1100.00).epsilon(1e-5));
  CHECK(all.mean_minutes == doctest::Approx(18.95).epsilon(5e-4));
  CHECK(all.longest == doctest::Approx(36.9));
  CHECK(tributary::flow::share_within(all, table->people, 30) == doctest::Approx(.9594).epsilon(1e-4));

  const auto columns = Columns::read(areas, "areas.csv");
  REQUIRE(columns);
  std::map<std::string, std::pair<double, double>> boroughs;  // people, and their minutes together
  for (std::size_t area = 0; area < table->areas.size(); ++area) {
    auto& [people, minutes] = boroughs[std::string(columns->cell(area, *columns->find("borough")))];
    people += table->people[area], minutes += table->people[area] * all.minutes[area];
  }
  struct Row { const char* borough; double people, minutes; };
  for (const Row& row : {Row{"Bolton", 529.67, 20.62}, Row{"Bury", 278.67, 14.12}, Row{"Manchester", 636.33, 18.37}, Row{"Oldham", 352.67, 23.02}, Row{"Rochdale", 331.00, 16.21},
                         Row{"Salford", 410.33, 13.21}, Row{"Stockport", 475.00, 13.47}, Row{"Tameside", 390.67, 21.04}, Row{"Trafford", 415.67, 18.29}, Row{"Wigan", 549.67, 27.52}}) {
    CAPTURE(row.borough);
    const auto [people, minutes] = boroughs[row.borough];
    CHECK(std::abs(people - row.people) < .006);
    CHECK(std::abs(minutes / people - row.minutes) < .006);
  }
  CHECK(boroughs.size() == 10);

  const auto salford = read_travel_table({.travel = areas, .travel_name = "areas.csv", .people = areas, .people_name = "areas.csv",
                                          .people_column = "stroke_adm_per_year_2017_19", .sites = {"minutes_to_M68HD"}});
  const auto one = tributary::flow::allocate(salford->minutes, 1, salford->people);
  CHECK(one.mean_minutes == doctest::Approx(22.63).epsilon(5e-4));
  CHECK(one.longest == doctest::Approx(38.0));
  CHECK(tributary::flow::share_within(one, salford->people, 30) == doctest::Approx(.9170).epsilon(1e-4));
}

}  // namespace tributary::exchange::flow
