#include "services/targets.hpp"

#include <doctest/doctest.h>

#include "services/board.hpp"
#include "services/board_book.hpp"
#include "services/charts.hpp"
#include "services/measures.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using namespace std::chrono_literals;
using test::MeasuredPlace;

namespace {

base::Date month(int number) { return base::add_months(std::chrono::sys_days{2022y / 1 / 1}, number); }

// 24 months between 68 and 74, more being better.
domain::MeasureId steady(const MeasuredPlace& at) {
  const auto id = at.place_measure({.name = "Seen in time", .direction = domain::Direction::up});
  std::vector<domain::Observation> values;
  for (int i = 0; i < 24; ++i) values.push_back({.on = month(i), .value = 71.0 + std::vector<double>{0, 3, -2, 1, -3, 2}[static_cast<std::size_t>(i % 6)]});
  REQUIRE(observe(at.context, at.analyst, id, values));
  return id;
}

domain::Target target(domain::MeasureId id, int starts, double value) {
  return {.id = {}, .measure = id, .starts = month(starts), .value = value, .ends = {}, .end_value = {}, .reason = "Agreed for the year"};
}

}  // namespace

TEST_CASE("assurance is judged by the target that holds at the last value, and each value stands beside the one of its day") {
  const MeasuredPlace at;
  const auto id = steady(at);
  REQUIRE(add_target(at.context, at.analyst, target(id, 0, 95)));
  REQUIRE(add_target(at.context, at.analyst, target(id, 12, 50)));
  REQUIRE(add_target(at.context, at.analyst, target(id, 60, 99)));
  const auto chart = chart_of(at.context, at.analyst, id).value();
  CHECK(chart.drawing.target == 50.0);
  CHECK(chart.drawing.chart.assurance == measure::AssuranceIcon::pass);
  CHECK(chart.drawing.sentence.find("From January 2027 the target is 99") != std::string::npos);
  REQUIRE(chart.drawing.target_line.size() == 3);
  CHECK(chart.drawing.target_line[0].to == month(12) - std::chrono::days{1});
  CHECK_FALSE(chart.drawing.target_line[2].to);
  const auto book = book_of(board_of(at.context, at.analyst, at.place).value());
  REQUIRE(book.measures.size() == 1);
  CHECK(book.measures[0].target == 50.0);
  CHECK(book.measures[0].rows[11].target == 95.0);
  CHECK(book.measures[0].rows[12].target == 50.0);
}

TEST_CASE("a way is drawn straight to where it arrives, holds there, and gives way to the next target before it has arrived") {
  const MeasuredPlace at;
  const auto id = steady(at);
  auto way = target(id, 12, 60);
  way.ends = month(24);
  way.end_value = 84;
  REQUIRE(add_target(at.context, at.analyst, way));
  auto line = chart_of(at.context, at.analyst, id).value().drawing.target_line;
  REQUIRE(line.size() == 2);
  CHECK(line[0].to_value == 84.0);
  CHECK(line[1].value == 84.0);
  CHECK(line[1].from == month(24) + std::chrono::days{1});
  auto none = target(id, 18, 0);
  none.value.reset();
  REQUIRE(add_target(at.context, at.analyst, none));
  const auto ended = chart_of(at.context, at.analyst, id).value().drawing;
  REQUIRE(ended.target_line.size() == 1);
  CHECK(ended.target_line[0].to == month(18) - std::chrono::days{1});
  CHECK(*ended.target_line[0].to_value == doctest::Approx(72).epsilon(0.01));
  CHECK_FALSE(ended.target);
  CHECK(ended.chart.assurance == measure::AssuranceIcon::none);
}

TEST_CASE("a target is taken back and put back, one starts on a day, and a chart of a day that has passed is judged by what held then") {
  MeasuredPlace at;
  const auto id = steady(at);
  const auto first = add_target(at.context, at.analyst, target(id, 12, 50)).value();
  CHECK(add_target(at.context, at.analyst, target(id, 12, 60)).error().code == "target-exists");
  CHECK_FALSE(add_target(at.context, at.executive, target(id, 13, 60)).has_value());
  const base::Date then = base::Date{std::chrono::floor<std::chrono::days>(at.clock.now())};
  at.clock.set(at.clock.now() + std::chrono::hours{48});
  REQUIRE(remove_target(at.context, at.analyst, first.id, true));
  CHECK_FALSE(chart_of(at.context, at.analyst, id)->drawing.target);
  CHECK(chart_of(at.context, at.analyst, id, then)->drawing.target == 50.0);
  const auto second = add_target(at.context, at.analyst, target(id, 12, 60)).value();
  CHECK(remove_target(at.context, at.analyst, first.id, false).error().code == "target-exists");
  REQUIRE(remove_target(at.context, at.analyst, second.id, true));
  REQUIRE(remove_target(at.context, at.analyst, first.id, false));
  CHECK(chart_of(at.context, at.analyst, id)->drawing.target == 50.0);
  CHECK(changes_of(at.context, at.analyst, id)->targets.size() == 5);
}

TEST_CASE("one number in the settings sets the target without a date, and can't change one that has dates") {
  const MeasuredPlace at;
  const auto id = steady(at);
  auto measure = find_measure(at.context, at.analyst, id)->measure;
  measure.targets = {{.value = 80}};
  measure = update_measure(at.context, at.analyst, measure)->measure;
  CHECK(measure.targets.size() == 1);
  REQUIRE(add_target(at.context, at.analyst, target(id, 12, 90)));
  measure.targets = {{.value = 90}};  // as it holds today
  measure.name = "Seen in time, by day";
  measure = update_measure(at.context, at.analyst, measure)->measure;
  CHECK(measure.targets.size() == 2);
  measure.targets = {{.value = 91}};
  const auto refused = update_measure(at.context, at.analyst, measure);
  CHECK(refused.error().code == "targets-dated");
  CHECK(refused.error().detail.find("90") != std::string::npos);
  CHECK(find_measure(at.context, at.analyst, id)->measure.targets.size() == 2);
}

}  // namespace tributary::services
