#include "services/answers.hpp"

#include <doctest/doctest.h>

#include "services/imports.hpp"
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

TEST_CASE("where the data of an answer are undone or withdrawn none stands, what was answered is history, and data answer anew") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  p.start();
  p.at.clock.set(instant("2026-04-05T09:00:00Z"));
  const auto stored = observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-04-01"), .value = 21}}).value();
  REQUIRE(p.view(made.id).answers.size() == 1);
  CHECK(p.view(made.id).may_judge);
  const auto undone = [&] {
    const auto view = p.view(made.id);
    return view.answers.size() == 1 && view.answers[0].answer.lapsed && view.answers[0].answer.verdict == Verdict::worse && !view.may_judge;
  };
  REQUIRE(undo_import(p.at.context(), p.lead, stored.import));
  CHECK(undone());
  CHECK(chart_of(p.at.context(), p.lead, p.measure)->predictions.at(0).verdict.empty());
  CHECK(settle_due(p.at.context()) == 0);
  REQUIRE(redo_import(p.at.context(), p.lead, stored.import));
  auto answers = p.view(made.id).answers;
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].answer.lapsed);
  CHECK_FALSE(answers[1].answer.lapsed);
  CHECK(answers[1].answer.verdict == Verdict::worse);
  REQUIRE(withdraw(p.at.context(), p.lead, p.measure, date("2026-04-01"), "counted twice"));
  CHECK(p.view(made.id).answers[1].answer.lapsed);
  p.observed("2026-04-01", 25);
  answers = p.view(made.id).answers;
  REQUIRE(answers.size() == 3);
  CHECK(answers[2].answer.verdict == Verdict::as_expected);
}

TEST_CASE("a test whose prediction is locked isn't removed, before its answer or after, so that none leaves the record") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  CHECK(test_page(p.at.context(), p.lead, p.planned.id)->may.remove);
  p.start();
  CHECK_FALSE(test_page(p.at.context(), p.lead, p.planned.id)->may.remove);
  CHECK(delete_test(p.at.context(), p.lead, p.planned.id, p.planned.version).error().code == "test-predicted");
  p.planned = take_back_start(p.at.context(), p.lead, p.planned.id, p.planned.version).value();
  CHECK(delete_test(p.at.context(), p.lead, p.planned.id, p.planned.version).error().code == "test-predicted");
  p.at.clock.set(instant("2026-04-05T09:00:00Z"));
  p.observed("2026-04-01", 21);
  REQUIRE(withdraw(p.at.context(), p.lead, p.measure, date("2026-04-01"), "counted twice"));
  CHECK(delete_test(p.at.context(), p.lead, p.planned.id, p.planned.version).error().code == "test-predicted");
  REQUIRE(act_on_test(p.at.context(), p.lead, p.planned.id, p.planned.version, domain::Decision::abandon, {}, {}));
  CHECK(p.view(made.id).answers.size() == 1);
}

TEST_CASE("a start that was taken back by a slip is free until data come; then the test keeps its day, and its baseline stays") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  p.start(date("2025-03-02"));  // a slip
  p.planned = take_back_start(p.at.context(), p.lead, p.planned.id, p.planned.version).value();
  CHECK_FALSE(test_page(p.at.context(), p.lead, p.planned.id)->fixed_start);
  p.start(date("2026-03-02"));
  p.at.clock.set(instant("2026-04-05T09:00:00Z"));
  p.observed("2026-04-01", 24.5);
  const auto skill = p.view(made.id).answers.back().answer.skill;
  p.planned = take_back_start(p.at.context(), p.lead, p.planned.id, p.planned.version).value();
  CHECK(test_page(p.at.context(), p.lead, p.planned.id)->fixed_start == date("2026-03-02"));
  const auto moved = start_test(p.at.context(), p.lead, p.planned.id, p.planned.version, date("1900-01-01"));
  CHECK(moved.error().code == "start-fixed");
  CHECK(moved.error().field == "/started_on");
  p.start();  // on its own day, though today is another
  CHECK(p.planned.started_on == date("2026-03-02"));
  CHECK(p.view(made.id).answers.back().answer.skill == skill);
}

TEST_CASE("what an open prediction said before it was changed is kept, for team and mentor, with who said it and when") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-06-30"));
  p.at.clock.set(instant("2026-03-09T09:00:00Z"));
  REQUIRE(update_prediction(p.at.context(), p.lead, made.id, 1, p.value_on("2026-06-30")));
  CHECK_FALSE(p.view(made.id).prediction.edited);  // it says the same
  REQUIRE(update_prediction(p.at.context(), p.lead, made.id, 2, p.value_on("2026-06-30", 30)));
  p.at.clock.set(instant("2026-06-02T09:00:00Z"));
  CHECK_FALSE(p.view(made.id).said_when.period_had_begun);
  REQUIRE(update_prediction(p.at.context(), p.lead, made.id, 3, p.value_on("2026-06-30", 20)));
  auto view = p.view(made.id);
  CHECK(view.prediction.made == made.made);
  CHECK(view.prediction.edited == instant("2026-06-02T09:00:00Z"));
  CHECK(view.said_when.period_had_begun);  // by what it says now, in June
  REQUIRE(view.revisions.size() == 2);
  CHECK(view.revisions[0].revision.rows[0].median == 25);
  CHECK(view.revisions[0].revision.said == made.made);
  CHECK(view.revisions[1].revision.rows[0].median == 30);
  CHECK(view.revisions[1].said_by_name == p.lead.name);
  p.at.clock.set(instant("2026-07-02T09:00:00Z"));
  p.observed("2026-06-01", 20);
  const Actor executive = p.at.person(domain::Role::executive), mentor = p.at.person(domain::Role::mentor);
  CHECK(prediction_view(p.at.context(), executive, made.id)->revisions.empty());
  CHECK(prediction_view(p.at.context(), mentor, made.id)->revisions.size() == 2);
}

TEST_CASE("while it is typed a prediction says what will lock it at once, and what is locked says what did") {
  Predicting p;
  const auto locks = [&](const PredictionInput& input) { return preview_prediction(p.at.context(), p.lead, p.planned.id, input)->locks; };
  CHECK_FALSE(locks(p.value_on("2026-06-30")));
  CHECK(locks(p.value_on("2026-02-28")) == domain::LockEvent::after_data);
  p.start();
  CHECK(locks(p.value_on("2026-06-30")) == domain::LockEvent::test_started);
  p.at.clock.set(instant("2026-03-02T12:00:00Z"));
  const auto late = p.predict(p.value_on("2026-06-30"));
  CHECK(prediction_locked(late).detail.find("because the test was running") != std::string::npos);
}

TEST_CASE("where no direction is better, what lies outside is said to be outside, and never worse") {
  Predicting p;
  auto measure = find_measure(p.at.context(), p.lead, p.measure).value().measure;
  measure.direction = domain::Direction::neither;
  REQUIRE(update_measure(p.at.context(), p.lead, measure));
  p.predict(p.value_on("2026-04-01"));
  p.start();
  p.at.clock.set(instant("2026-04-05T09:00:00Z"));
  p.observed("2026-04-01", 40);
  CHECK(chart_of(p.at.context(), p.lead, p.measure)->predictions.at(0).verdict == "outside");
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
