#include "services/did_it_work.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "services/charts.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using domain::Role;

namespace {

// Four years of months: 20, with noise that doesn't follow itself, and from June 2024 on so much more.
domain::MeasureId measured(test::SmallPlace& at, double step, domain::Interval interval = domain::Interval::month) {
  const auto id = add_measure(at.context(), at.lead(), {.owner = {.project = at.project}, .name = "Seen within the hour", .unit = "%", .direction = domain::Direction::up, .interval = interval}).value().measure.id;
  std::vector<domain::Observation> values;
  const base::Date change = test::date("2024-06-01");
  for (int month = 0; month < 48; ++month) {
    const base::Date on = base::add_months(test::date("2022-03-01"), month);
    values.push_back({.on = on, .value = 20 + ((month * 7) % 11) * 0.4 + (on >= change ? step : 0), .numerator = {}, .denominator = {}, .note = {}});
  }
  REQUIRE(observe(at.context(), at.lead(), id, values));
  return id;
}

}  // namespace

TEST_CASE("a step that was put in is found, told as a benefit, and stands beside what would have been") {
  test::SmallPlace at;
  const auto id = measured(at, 6);
  const auto found = did_it_work(at.context(), at.lead(), id, test::date("2024-06-01"), false).value();
  CHECK(found.found.at_end.value == doctest::Approx(6).epsilon(0.2));
  CHECK(*found.found.at_end.low > 3);
  CHECK(found.found.told.answer.at(0).find(": a benefit") != std::string::npos);
  CHECK(found.points.size() == 48);
  CHECK(*found.points.back().fitted - *found.points.back().without == doctest::Approx(found.found.at_end.value));
  CHECK(found.by_prais_winsten.has_value());
  CHECK(found.inputs_hash.size() == 64);
}

TEST_CASE("where nothing changed, it says that the data don't show it") {
  test::SmallPlace at;
  const auto found = did_it_work(at.context(), at.lead(), measured(at, 0), test::date("2024-06-01"), false).value();
  CHECK(found.found.told.answer.at(0).starts_with("The data don't show that the change made a difference"));
}

TEST_CASE("a month that was half before and half after stands aside, and so does what the team left out of its chart") {
  test::SmallPlace at;
  const auto id = measured(at, 6);
  REQUIRE(add_ghost(at.context(), at.lead(), {.measure = id, .on = test::date("2023-01-01"), .reason = "A flood"}));
  const auto found = did_it_work(at.context(), at.lead(), id, test::date("2024-06-12"), false).value();
  CHECK(found.points.at(27).on == test::date("2024-06-01"));
  CHECK(found.points.at(27).aside == "mixed");
  CHECK_FALSE(found.points.at(27).fitted);
  CHECK(found.points.at(10).aside == "left-out");
  CHECK(found.found.told.warnings.back().find("1 value that was left out of the chart") != std::string::npos);
}

TEST_CASE("what can't be asked is refused with why, and who may not read the chart reads nothing here") {
  test::SmallPlace at;
  const auto id = measured(at, 6);
  CHECK(did_it_work(at.context(), at.lead(), id, test::date("2030-01-01"), false).error().code == "interruption-outside");
  CHECK(did_it_work(at.context(), at.lead(), id, test::date("2030-01-01"), false).error().field == "/from_on");
  CHECK(did_it_work(at.context(), at.lead(), measured(at, 0, domain::Interval::irregular), test::date("2024-06-01"), false).error().code == "interval-irregular");
  CHECK(did_it_work(at.context(), at.person(Role::executive), id, test::date("2024-06-01"), false).error().code == "not-found");
}

}  // namespace tributary::services
