// The day on which a prediction is due, and what a day before its test is.
#include <doctest/doctest.h>

#include <algorithm>

#include "services/week.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using test::date;
using test::instant;
using test::Predicting;

namespace {

bool waits(Predicting& p, WeekKind kind) {
  const Week week = my_week(p.at.context(), p.lead).value();
  return std::ranges::any_of(week.items, [&](const WeekItem& each) { return each.kind == kind && each.part == WeekPart::waiting; });
}

// A measure of every day, with the values of three weeks before 2 March 2026.
struct Daily : Predicting {
  Daily() {
    measure = add_measure(at.context(), lead, {.owner = {.project = at.project}, .name = "Breakfast by nine", .unit = "%", .direction = domain::Direction::up,
                                               .interval = domain::Interval::day}).value().measure.id;
    std::vector<domain::Observation> history;
    for (int day = 0; day < 21; ++day) history.push_back({.on = date("2026-02-08") + std::chrono::days{day}, .value = 60.0 + (day % 4)});
    REQUIRE(observe(at.context(), lead, measure, history));
  }
};

}  // namespace

TEST_CASE("a prediction that is due today is answered today, once the value is there, and waits for nothing") {
  Daily p;
  const auto value = p.predict(p.value_on("2026-03-03", 62));
  const auto mean = p.predict(p.mean_of("2026-03-02", "2026-03-03"));
  p.start();
  p.at.clock.set(instant("2026-03-02T18:00:00Z"));
  p.observed("2026-03-02", 61);
  CHECK(p.view(mean.id).answers.empty());
  p.at.clock.set(instant("2026-03-03T10:00:00Z"));
  CHECK(waits(p, WeekKind::prediction_due));
  p.observed("2026-03-03", 63);
  for (const auto id : {value.id, mean.id}) {
    REQUIRE(p.view(id).answers.size() == 1);
    CHECK(p.view(id).standing.rows[0].due);
  }
  CHECK_FALSE(waits(p, WeekKind::prediction_due));
  CHECK(waits(p, WeekKind::answer_to_judge));
  // The day isn't over: what is typed over it answers anew.
  p.at.clock.set(instant("2026-03-03T17:00:00Z"));
  p.observed("2026-03-03", 70);
  REQUIRE(p.view(value.id).answers.size() == 2);
  CHECK(p.view(value.id).answers[1].answer.rows[0].observed == 70);
}

TEST_CASE("a value of a month is due on the month's last day, whichever of its days was said") {
  Predicting p;
  for (const char* said : {"2027-01-01", "2027-01-31", "2027-01-15"}) CHECK(p.view(p.predict(p.value_on(said)).id).standing.due_on == date("2027-01-31"));
  CHECK(p.view(p.predict(p.mean_of("2026-12-01", "2027-01-01")).id).standing.due_on == date("2027-01-31"));
  p.start();
  p.at.clock.set(instant("2027-01-15T09:00:00Z"));
  CHECK_FALSE(waits(p, WeekKind::prediction_due));
  p.at.clock.set(instant("2027-01-31T09:00:00Z"));
  CHECK(waits(p, WeekKind::prediction_due));
}

TEST_CASE("what is predicted of a day before the test began says so, and nobody is asked whether it was the change") {
  Daily p;
  p.start();  // on 2 March
  const auto before = p.value_on("2026-02-20", 62);
  CHECK(preview_prediction(p.at.context(), p.lead, p.planned.id, before).value().before_test);
  CHECK_FALSE(preview_prediction(p.at.context(), p.lead, p.planned.id, p.value_on("2026-03-02")).value().before_test);
  const auto view = p.view(p.predict(before).id);
  CHECK(view.standing.before_test);
  REQUIRE(view.answers.size() == 1);
  CHECK_FALSE(waits(p, WeekKind::answer_to_judge));
}

}  // namespace tributary::services
