#include "services/answers.hpp"

#include <doctest/doctest.h>

#include "tests/predicting.hpp"

namespace tributary::services {

using domain::Verdict;
using test::date;
using test::instant;
using test::Predicting;

TEST_CASE("a point left out or a phase begun after the lock counts at once, and the answer says so and what it would have been") {
  Predicting p;
  const auto early = add_ghost(p.at.context(), p.lead, {.measure = p.measure, .on = date("2025-01-01"), .reason = "Counted twice"}).value();
  p.at.clock.set(instant("2026-03-02T09:30:00Z"));
  const auto made = p.predict(p.value_on("2026-04-01"));
  p.start();
  p.at.clock.set(instant("2026-04-02T09:00:00Z"));
  p.observed("2026-04-01", 24.5);
  const auto first = p.view(made.id).answers;
  REQUIRE(first.size() == 1);
  CHECK_FALSE(first[0].answer.as_locked);  // what was left out before the lock is nothing to tell
  REQUIRE(first[0].answer.skill);

  const auto ghost = add_ghost(p.at.context(), p.lead, {.measure = p.measure, .on = date("2026-02-01"), .reason = "A flood"}).value();
  const auto second = p.view(made.id).answers;
  REQUIRE(second.size() == 2);
  const domain::Answer& now = second[1].answer;
  REQUIRE(now.as_locked);
  CHECK(now.as_locked->left_out == 1);
  CHECK(now.as_locked->counted_again == 0);
  CHECK(*now.as_locked->skill == doctest::Approx(*first[0].answer.skill));
  CHECK(now.as_locked->baseline->centre == doctest::Approx(first[0].answer.baseline->centre));
  CHECK(now.baseline->centre != doctest::Approx(first[0].answer.baseline->centre));
  CHECK(now.verdict == first[0].answer.verdict);
  CHECK(now.rows[0].observed == 24.5);

  REQUIRE(remove_ghost(p.at.context(), p.lead, ghost.id, true));
  REQUIRE(p.view(made.id).answers.size() == 3);
  CHECK_FALSE(p.view(made.id).answers[2].answer.as_locked);  // all is as it was at the lock
  REQUIRE(remove_ghost(p.at.context(), p.lead, early.id, true));
  REQUIRE(p.view(made.id).answers.size() == 4);
  CHECK(p.view(made.id).answers[3].answer.as_locked->counted_again == 1);
  REQUIRE(remove_ghost(p.at.context(), p.lead, early.id, false));

  REQUIRE(add_phase(p.at.context(), p.lead, {.measure = p.measure, .starts = date("2025-10-01"), .reason = "It lasted", .cause = "A new nurse"}));
  const auto last = p.view(made.id).answers.back().answer;
  REQUIRE(last.as_locked);
  CHECK(last.as_locked->phases_begun == 1);
  CHECK(last.as_locked->baseline->points == 14);
}

TEST_CASE("a value predicted for a day of a month is locked and answered by that month's, dated by its first day, and not by the next") {
  Predicting p;
  const auto october = p.predict(p.value_on("2026-10-31"));
  p.at.clock.set(instant("2026-03-20T09:00:00Z"));
  CHECK_FALSE(p.view(october.id).prediction.lock);
  CHECK(p.view(october.id).standing.rows[0].shown_on == date("2026-10-01"));  // as the months before are dated
  p.at.clock.set(instant("2026-11-02T09:00:00Z"));
  p.observed("2026-10-01", 26);
  const auto view = p.view(october.id);
  CHECK(view.prediction.lock->by == domain::LockEvent::observation);
  REQUIRE(view.answers.size() == 1);
  CHECK(view.answers[0].answer.rows[0].observed == 26);
  p.at.clock.set(instant("2026-12-02T09:00:00Z"));
  p.observed("2026-11-01", 10);
  CHECK(p.view(october.id).answers.size() == 1);
  const auto late = p.predict(p.value_on("2026-11-30"));
  CHECK(late.after_data);
  CHECK(late.lock->by == domain::LockEvent::after_data);
}

TEST_CASE("a prediction of the month that runs locks when that month's value comes, though it is dated before the prediction") {
  Predicting p;
  p.at.clock.set(instant("2026-03-20T09:00:00Z"));
  const auto march = p.predict(p.value_on("2026-03-31"));
  CHECK_FALSE(march.lock);
  p.observed("2026-03-01", 24);
  REQUIRE(p.view(march.id).prediction.lock);
  CHECK(p.view(march.id).answers.empty());  // the month isn't over
  p.at.clock.set(instant("2026-04-01T09:00:00Z"));
  CHECK(settle_due(p.at.context()) == 1);
  CHECK(p.view(march.id).answers.at(0).answer.rows[0].observed == 24);
}

TEST_CASE("what a prediction speaks of is no part of what no change would have been") {
  Predicting p;
  const auto march = p.predict(p.value_on("2026-03-31"));
  p.at.clock.set(instant("2026-03-16T09:00:00Z"));
  p.observed("2026-03-01", 90);
  p.start();  // on 16 March: later than the date of that value
  p.at.clock.set(instant("2026-04-01T09:00:00Z"));
  settle_due(p.at.context());
  const auto answer = p.view(march.id).answers.at(0).answer;
  CHECK(answer.baseline->points == 15);
  CHECK(answer.baseline->centre == doctest::Approx(21));
}

TEST_CASE("a mean over months takes each of them, dated by its last day or its first, and the whole of those that it begins and ends in") {
  Predicting p;
  const auto made = p.predict(p.mean_of("2026-04-30", "2026-06-01"));
  p.at.clock.set(instant("2026-07-03T09:00:00Z"));
  p.observed("2026-04-30", 24);
  p.observed("2026-05-01", 26);
  CHECK(p.view(made.id).standing.rows[0].missing == 1);
  p.observed("2026-06-30", 28);
  CHECK(p.view(made.id).answers.at(0).answer.rows[0].observed == 26);
}

TEST_CASE("a baseline that is moved after the lock counts at once, and the answer says so and what it would have been") {
  Predicting p;
  p.at.clock.set(instant("2026-03-02T09:30:00Z"));
  const auto made = p.predict(p.value_on("2026-04-01"));
  p.start();
  p.at.clock.set(instant("2026-04-02T09:00:00Z"));
  p.observed("2026-04-01", 24.5);
  const auto first = p.view(made.id).answers;
  REQUIRE(first.size() == 1);
  const auto set_baseline = [&](std::optional<base::Date> until) {
    p.at.clock.set(p.at.clock.now() + std::chrono::hours{1});
    auto measure = find_measure(p.at.context(), p.lead, p.measure).value().measure;
    measure.baseline_until = until;
    REQUIRE(update_measure(p.at.context(), p.lead, measure).has_value());
  };
  set_baseline(date("2025-08-01"));
  const auto second = p.view(made.id).answers;
  REQUIRE(second.size() == 2);
  REQUIRE(second[1].answer.as_locked);
  CHECK(second[1].answer.as_locked->settings_changed == 1);
  CHECK(second[1].answer.as_locked->baseline->lower == doctest::Approx(first[0].answer.baseline->lower));
  CHECK(second[1].answer.baseline->lower != doctest::Approx(first[0].answer.baseline->lower));
  CHECK(second[1].answer.verdict == first[0].answer.verdict);
  CHECK(second[0].answer.id == first[0].answer.id);  // the earlier one stays on the record
  set_baseline(std::nullopt);
  REQUIRE(p.view(made.id).answers.size() == 3);
  CHECK_FALSE(p.view(made.id).answers[2].answer.as_locked);  // all is as it was at the lock
}

TEST_CASE("leaving out a point that came after the test began changes no answer") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  p.start();
  p.at.clock.set(instant("2026-04-02T09:00:00Z"));
  p.observed("2026-04-01", 10);
  REQUIRE(add_ghost(p.at.context(), p.lead, {.measure = p.measure, .on = date("2026-04-01"), .reason = "We would rather not"}));
  const auto answers = p.view(made.id).answers;
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].answer.verdict == Verdict::worse);
}

}  // namespace tributary::services
