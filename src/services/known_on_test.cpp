// What a review day that has passed shows: what was dated and known by its end.
#include <doctest/doctest.h>

#include "services/programmes.hpp"
#include "services/review_screen.hpp"
#include "services/reviews.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using domain::Role;
using test::date;
using test::instant;
using test::Predicting;

namespace {

std::vector<double> values(const ChartView& chart) {
  std::vector<double> out;
  for (const domain::Observation& each : chart.observations) out.push_back(each.value.value());
  return out;
}

}  // namespace

TEST_CASE("a chart of a day that has passed holds what was dated and known by then, whatever was revised, left out or begun since") {
  Predicting p;
  const auto fresh = add_measure(p.at.context(), p.lead, {.owner = {.project = p.at.project}, .name = "Waits", .interval = domain::Interval::day}).value().measure;
  const auto on = [&](const char* now) { p.at.clock.set(instant(now)); };
  on("2026-03-10T23:30:00Z");
  REQUIRE(observe(p.at.context(), p.lead, fresh.id, {{.on = date("2026-03-08"), .value = 30}, {.on = date("2026-03-09"), .value = 31}}));
  on("2026-03-11T00:10:00Z");
  REQUIRE(observe(p.at.context(), p.lead, fresh.id, {{.on = date("2026-03-10"), .value = 32}, {.on = date("2026-03-09"), .value = 13}}));
  REQUIRE(add_ghost(p.at.context(), p.lead, {.measure = fresh.id, .on = date("2026-03-08"), .reason = "a strike"}));
  REQUIRE(withdraw(p.at.context(), p.lead, fresh.id, date("2026-03-08"), "another ward's"));

  const auto then = chart_of(p.at.context(), p.lead, fresh.id, date("2026-03-10")).value();
  CHECK(then.known_on == date("2026-03-10"));
  CHECK(values(then) == std::vector<double>{30, 31});
  CHECK(then.ghosts.empty());
  CHECK(then.drawing.chart.readings.size() == 2);
  CHECK(chart_of(p.at.context(), p.lead, fresh.id, date("2026-03-09"))->observations.empty());  // known only a day later
  const auto today = chart_of(p.at.context(), p.lead, fresh.id, date("2026-03-11")).value();
  CHECK_FALSE(today.known_on);
  CHECK(today.observations.back().value == 32);
  CHECK(today.ghosts.size() == 1);
}

TEST_CASE("what a measure said before it was published is drawn for who keeps it alone") {
  Predicting p;
  const services::Actor executive = p.at.person(Role::executive);
  p.at.clock.set(instant("2026-03-20T09:00:00Z"));
  const auto measure = find_measure(p.at.context(), p.lead, p.measure).value().measure;
  REQUIRE(publish_measure(p.at.context(), p.lead, p.measure, measure.version, true));
  p.at.clock.set(instant("2026-03-25T09:00:00Z"));
  CHECK(chart_of(p.at.context(), p.lead, p.measure, date("2026-03-10"))->observations.size() == 15);
  CHECK(chart_of(p.at.context(), executive, p.measure, date("2026-03-10")).error().code == "published-since");
  CHECK(chart_of(p.at.context(), executive, p.measure, date("2026-03-21"))->observations.size() == 15);
}

TEST_CASE("the screen of a review day that has passed shows the answers and the measures of that day, and says what was published since") {
  Predicting p;
  const services::Actor executive = p.at.person(Role::executive);
  const auto programme = add_programme(p.at.context(), executive, {.name = "Earlier home", .place = p.at.place}).value().programme;
  REQUIRE(join_programme(p.at.context(), p.lead, programme.id, p.at.project, {}, 0));
  const auto day = add_review_day(p.at.context(), executive, {.programme = programme.id, .on = date("2026-05-10")}).value().at.day;
  const auto april = p.predict(p.value_on("2026-04-01"));
  const auto may = p.predict(p.value_on("2026-06-01", 70));
  p.start();
  const auto on = [&](const char* now) {
    p.at.clock.set(instant(now));
    settle_due(p.at.context());
  };
  on("2026-05-02T09:00:00Z");
  p.observed("2026-04-01", 25);
  const auto publish = [&](domain::MeasureId id, const char* now) {
    on(now);
    REQUIRE(publish_measure(p.at.context(), p.lead, id, find_measure(p.at.context(), p.lead, id)->measure.version, true));
  };
  publish(p.measure, "2026-05-03T09:00:00Z");
  const auto screen = [&] { return review_screen(p.at.context(), executive, p.at.project, day.id).value(); };
  on("2026-05-10T09:00:00Z");
  CHECK_FALSE(screen().known_on);  // the day itself: as it is
  CHECK(screen().predictions.size() == 1);

  on("2026-07-02T09:00:00Z");
  p.observed("2026-04-01", 60);  // restated
  p.observed("2026-06-01", 71);
  const auto later = add_measure(p.at.context(), p.lead, {.owner = {.project = p.at.project}, .name = "Another"}).value().measure;
  publish(later.id, "2026-07-03T09:00:00Z");
  const ReviewScreen past = screen();
  CHECK(past.known_on == date("2026-05-10"));
  REQUIRE(past.predictions.size() == 1);
  CHECK(past.predictions[0].prediction.id == april.id);
  CHECK(past.predictions[0].answer->rows[0].observed == 25);
  CHECK(past.predictions[0].answer->verdict == domain::Verdict::as_expected);
  CHECK(past.published.size() == 1);
  CHECK(past.published_since == 1);
  CHECK(review_screen(p.at.context(), executive, p.at.project, {})->predictions.size() == 2);
  CHECK(may.id.value > 0);
}

}  // namespace tributary::services
