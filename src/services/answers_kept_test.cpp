// What nobody can take out of an answer, or put into its prediction, once the data are there.
#include "services/answers.hpp"

#include <doctest/doctest.h>

#include "services/imports.hpp"
#include "services/measures.hpp"
#include "services/ports/import_store.hpp"
#include "services/ports/measure_store.hpp"
#include "services/project_page.hpp"
#include "services/projects.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using domain::LockEvent;
using domain::Verdict;
using test::date;
using test::instant;
using test::Predicting;

namespace {

// A daily measure, as in October; the mean of ten days of November is predicted as 90, and its test runs.
struct TenDays : Predicting {
  domain::Prediction made;

  TenDays() {
    at.clock.set(instant("2026-11-15T09:00:00Z"));
    measure = add_measure(at.context(), lead, {.owner = {.project = at.project}, .name = "Seen the same day", .direction = domain::Direction::up,
                                               .interval = domain::Interval::day}).value().measure.id;
    std::vector<domain::Observation> october;
    for (int day = 0; day < 30; ++day) october.push_back({.on = date("2026-10-01") + std::chrono::days{day}, .value = 40.0 + (day % 3)});
    REQUIRE(observe(at.context(), lead, measure, october));
    PredictionInput input = mean_of("2026-11-16", "2026-11-25");
    auto& row = input.rows[0];
    row.median = 90;
    row.low50 = 89, row.high50 = 91, row.low90 = 88, row.high90 = 92;
    made = predict(input);
    start();
    at.clock.set(instant("2026-11-25T09:00:00Z"));
  }
  void day(int of_november, double value) { REQUIRE(observe(at.context(), lead, measure, {{.on = date("2026-11-01") + std::chrono::days{of_november - 1}, .value = value}})); }
  void take_out(int of_november) { REQUIRE(withdraw(at.context(), lead, measure, date("2026-11-01") + std::chrono::days{of_november - 1}, "agency shift")); }
};

}  // namespace

TEST_CASE("bad values that are withdrawn before the last one comes are missing and no explained gaps: it is too early, and the page counts them") {
  TenDays p;
  const double values[] = {90, 41, 42, 90, 41, 42, 90, 41, 41};
  for (int i = 0; i < 9; ++i) p.day(16 + i, values[i]);
  for (int i = 0; i < 9; ++i)
    if (values[i] < 80) p.take_out(16 + i);
  p.day(25, 90);
  p.at.clock.set(instant("2026-11-26T09:00:00Z"));
  settle_due(p.at.context());
  CHECK(p.view(p.made.id).answers.empty());
  const RowStanding row = p.view(p.made.id).standing.rows[0];
  CHECK(row.points == 4);
  CHECK(row.missing == 6);
  CHECK(row.withdrawn == 6);

  p.day(26, 60);  // the data moved on: an answer from what there is, which says what it would be with the others
  REQUIRE(p.view(p.made.id).answers.size() == 1);
  const domain::Answer answer = p.view(p.made.id).answers[0].answer;
  CHECK(answer.verdict == Verdict::as_expected);
  CHECK(answer.rows[0].missing == 6);
  REQUIRE(answer.as_locked);
  CHECK(answer.as_locked->withdrawn == 6);
  CHECK(answer.as_locked->revised == 0);
  CHECK(answer.as_locked->verdict == Verdict::worse);
  REQUIRE(answer.as_locked->observed.size() == 1);
  CHECK(*answer.as_locked->observed[0] == doctest::Approx(60.8));

  p.day(17, 41);  // put back
  CHECK(p.view(p.made.id).answers.back().answer.as_locked->withdrawn == 5);
}

TEST_CASE("a gap whose value never was there is explained by its note, as before") {
  TenDays p;
  for (int day = 16; day <= 24; ++day) p.day(day, 90);
  REQUIRE(observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-11-25"), .note = "closed"}}));
  p.at.clock.set(instant("2026-11-26T09:00:00Z"));
  settle_due(p.at.context());
  REQUIRE(p.view(p.made.id).answers.size() == 1);
  const domain::AnswerRow row = p.view(p.made.id).answers[0].answer.rows[0];
  CHECK(row.points == 9);
  CHECK(row.missing == 1);  // and says so
  CHECK(p.view(p.made.id).standing.rows[0].explained == 1);
  CHECK_FALSE(p.view(p.made.id).answers[0].answer.as_locked);
}

TEST_CASE("gaps that are typed instead of bad values are told with the answer: four of ten, six without a value") {
  TenDays p;
  for (int day = 16; day <= 25; ++day)
    if (day % 3 == 1) p.day(day, 90);
    else REQUIRE(observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-11-01") + std::chrono::days{day - 1}, .note = "agency shift"}}));
  p.at.clock.set(instant("2026-11-26T09:00:00Z"));
  settle_due(p.at.context());
  REQUIRE(p.view(p.made.id).answers.size() == 1);
  const RowStanding row = p.view(p.made.id).standing.rows[0];
  CHECK(row.points == 4);
  CHECK(row.expected == 10);
  CHECK(row.missing == 6);
  CHECK(row.explained == 6);
  CHECK(p.view(p.made.id).answers[0].answer.rows[0].missing == 6);
}

TEST_CASE("a value that is withdrawn before the period is complete keeps no answer away: once the test is decided it is given of what there is") {
  TenDays p;
  for (int day = 16; day <= 24; ++day) p.day(day, 41);
  p.take_out(20);
  p.day(25, 41);
  p.at.clock.set(instant("2026-11-26T09:00:00Z"));
  settle_due(p.at.context());
  CHECK(p.view(p.made.id).answers.empty());
  const auto decided = act_on_test(p.at.context(), p.lead, p.planned.id, p.planned.version, domain::Decision::abandon, {}, {}).value().test;
  REQUIRE(p.view(p.made.id).answers.size() == 1);
  const domain::Answer answer = p.view(p.made.id).answers[0].answer;
  CHECK(answer.verdict == Verdict::worse);
  CHECK(answer.rows[0].points == 9);
  CHECK(answer.rows[0].missing == 1);
  REQUIRE(answer.as_locked);
  CHECK(answer.as_locked->withdrawn == 1);
  CHECK(p.view(p.made.id).standing.rows[0].withdrawn == 1);

  // It stands when the decision is taken back, whatever else is typed.
  REQUIRE(take_back_decision(p.at.context(), p.lead, p.planned.id, decided.version));
  REQUIRE(observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-11-05"), .value = 41}}));
  CHECK(p.view(p.made.id).answers.size() == 1);
  CHECK_FALSE(p.view(p.made.id).answers[0].answer.lapsed);
}

TEST_CASE("where no test is decided a prediction is answered of what there is 28 days after its last day") {
  TenDays p;
  for (int day = 16; day <= 24; ++day) p.day(day, 41);
  p.take_out(20);
  p.day(25, 41);
  p.at.clock.set(instant("2026-12-23T09:00:00Z"));
  settle_due(p.at.context());
  CHECK(p.view(p.made.id).answers.empty());
  p.at.clock.set(instant("2026-12-24T09:00:00Z"));
  settle_due(p.at.context());
  REQUIRE(p.view(p.made.id).answers.size() == 1);
  CHECK(p.view(p.made.id).answers[0].answer.rows[0].points == 9);
}

TEST_CASE("values that are changed, or whose import is undone, after the lock are told with what the answer would have been, before the test too") {
  TenDays p;
  for (int day = 16; day <= 24; ++day) p.day(day, 90);
  const auto last = observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-11-25"), .value = 40}}).value();
  p.at.clock.set(instant("2026-11-26T09:00:00Z"));
  settle_due(p.at.context());
  REQUIRE(p.view(p.made.id).answers.size() == 1);
  CHECK(p.view(p.made.id).answers[0].answer.verdict == Verdict::worse);
  CHECK_FALSE(p.view(p.made.id).answers[0].answer.as_locked);
  p.day(25, 90);
  auto answer = p.view(p.made.id).answers.back().answer;
  CHECK(answer.verdict == Verdict::as_expected);
  REQUIRE(answer.as_locked);
  CHECK(answer.as_locked->revised == 1);
  CHECK(answer.as_locked->verdict == Verdict::worse);
  REQUIRE(undo_import(p.at.context(), p.lead, last.import));
  CHECK(p.view(p.made.id).answers.back().answer.as_locked->revised == 1);  // it was there, whoever took it back
  p.day(25, 40);
  CHECK_FALSE(p.view(p.made.id).answers.back().answer.as_locked);

  const auto skill = p.view(p.made.id).answers.back().answer.skill;
  REQUIRE(observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-10-03"), .value = 80}}));
  answer = p.view(p.made.id).answers.back().answer;
  REQUIRE(answer.as_locked);
  CHECK(answer.as_locked->revised == 1);
  CHECK(*answer.as_locked->skill == doctest::Approx(*skill));
  CHECK(*answer.skill != doctest::Approx(*skill));
}

TEST_CASE("values from before the test that are rewritten, or only come, after the lock are told with what the answer would have been") {
  TenDays p;
  for (int day = 16; day <= 25; ++day) p.day(day, 90);
  p.at.clock.set(instant("2026-11-26T09:00:00Z"));
  settle_due(p.at.context());
  const auto honest = p.view(p.made.id).answers.at(0).answer;
  CHECK_FALSE(honest.as_locked);
  p.day(14, 5);  // older than the test, and known only now
  const auto added = p.view(p.made.id).answers.back().answer;
  REQUIRE(added.as_locked);
  CHECK(added.as_locked->added == 1);
  CHECK(*added.as_locked->skill == doctest::Approx(*honest.skill));
  CHECK(added.as_locked->verdict == honest.verdict);
  p.take_out(14);
  CHECK_FALSE(p.view(p.made.id).answers.back().answer.as_locked);
  std::vector<domain::Observation> rewritten;
  for (int day = 0; day < 30; ++day) rewritten.push_back({.on = date("2026-10-01") + std::chrono::days{day}, .value = 20.0 + (day % 3)});
  REQUIRE(observe(p.at.context(), p.lead, p.measure, rewritten));
  const auto now = p.view(p.made.id).answers.back().answer;
  REQUIRE(now.as_locked);
  CHECK(now.as_locked->revised == 30);
  CHECK(now.as_locked->baseline->centre == doctest::Approx(honest.baseline->centre));
  CHECK(now.baseline->centre == doctest::Approx(21));
}

TEST_CASE("a month has one value: where two were stored before that was asked for, a mean takes the later and the answer says that the month was changed") {
  Predicting p;
  const auto value = p.predict(p.value_on("2026-09-30", 15)), mean = p.predict(p.mean_of("2026-07-01", "2026-09-30"));
  p.start();
  p.at.clock.set(instant("2026-10-02T09:00:00Z"));
  for (const char* on : {"2026-07-01", "2026-08-01", "2026-09-01"}) p.observed(on, 15);
  CHECK(p.view(value.id).answers.at(0).answer.verdict == Verdict::as_expected);
  CHECK(p.view(mean.id).answers.at(0).answer.rows[0].points == 3);
  p.at.clock.set(instant("2026-10-03T09:00:00Z"));
  CHECK(observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-09-15"), .value = 40.0}}).error().code == "period-has-value");
  {
    const auto tx = p.at.context().database.write();
    const auto import = tx->imports().add({.way = domain::EntryWay::typed, .rows_read = 1, .measures = 1, .observations = 1, .made_by = p.lead.person, .made = p.at.clock.now()});
    tx->measures().add_observation(p.measure, import, {.on = date("2026-09-15"), .value = 40.0});
    observations_changed(*tx, p.measure, p.at.clock.now());
    tx->commit();
  }
  const auto flipped = p.view(value.id).answers.back().answer;
  CHECK(flipped.rows[0].observed == 40);
  REQUIRE(flipped.as_locked);
  CHECK(flipped.as_locked->revised == 1);
  CHECK(flipped.as_locked->verdict == Verdict::as_expected);
  const auto of_three = p.view(mean.id).answers.back().answer;
  CHECK(of_three.rows[0].points == 3);
  CHECK(of_three.rows[0].observed == doctest::Approx(70.0 / 3));
  CHECK(of_three.as_locked->observed.at(0) == 15.0);
}

TEST_CASE("an open prediction whose data are there once the measure's interval is another locks as made after seeing them, and never as honest") {
  Predicting p;
  auto measure = find_measure(p.at.context(), p.lead, p.measure).value().measure;
  measure.interval = domain::Interval::day;
  measure = update_measure(p.at.context(), p.lead, measure).value().measure;
  p.at.clock.set(instant("2026-02-10T09:00:00Z"));  // February's value, dated by its first day, is known
  const auto made = p.predict(p.value_on("2026-02-28", 22));
  const auto removed = p.predict(p.value_on("2026-02-27", 22));
  const auto later = p.predict(p.value_on("2026-04-30", 22));
  CHECK_FALSE(made.lock);
  REQUIRE(delete_prediction(p.at.context(), p.lead, removed.id, removed.version));
  measure.interval = domain::Interval::month;
  REQUIRE(update_measure(p.at.context(), p.lead, measure));
  CHECK(p.view(made.id).prediction.after_data);
  CHECK(p.view(made.id).prediction.lock->by == LockEvent::after_data);
  REQUIRE(restore_prediction(p.at.context(), p.lead, removed.id));
  CHECK(p.view(removed.id).prediction.after_data);
  CHECK_FALSE(p.view(later.id).prediction.lock);
  p.start();
  CHECK(p.view(made.id).prediction.after_data);
  CHECK(p.view(later.id).prediction.lock->by == LockEvent::test_started);
  CHECK_FALSE(p.view(later.id).prediction.after_data);
}

TEST_CASE("a prediction of a removed test is asked again too, so that restoring the test brings no honest one back") {
  Predicting p;
  auto measure = find_measure(p.at.context(), p.lead, p.measure).value().measure;
  measure.interval = domain::Interval::day;
  measure = update_measure(p.at.context(), p.lead, measure).value().measure;
  p.at.clock.set(instant("2026-02-10T09:00:00Z"));
  const auto made = p.predict(p.value_on("2026-02-28", 22));
  REQUIRE(delete_test(p.at.context(), p.lead, p.planned.id, p.planned.version));
  measure.interval = domain::Interval::month;
  REQUIRE(update_measure(p.at.context(), p.lead, measure));
  REQUIRE(restore_test(p.at.context(), p.lead, p.planned.id));
  CHECK(p.view(made.id).prediction.after_data);
}

TEST_CASE("a start that is dated back leaves what was known when it was predicted in what no change would have been, and is said") {
  Predicting p;
  p.at.clock.set(instant("2026-10-20T09:00:00Z"));
  for (int month = 3; month <= 9; ++month) p.observed("2026-0" + std::to_string(month) + "-01", 80.0 + (month % 3));
  const auto made = p.predict(p.value_on("2026-10-31", 81));
  p.start(date("2026-03-01"));
  CHECK(p.view(made.id).said_when.days_after_start == 233);
  p.at.clock.set(instant("2026-11-01T09:00:00Z"));
  p.observed("2026-10-01", 81);
  const auto answer = p.view(made.id).answers.at(0).answer;
  REQUIRE(answer.baseline);
  CHECK(answer.baseline->points == 22);  // of the 15 months before the test, and the seven that were known
  CHECK(answer.baseline->centre > 35);
}

TEST_CASE("a prediction that is older than its test's start says nothing of days after it") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-06-30"));
  p.start();
  CHECK_FALSE(p.view(made.id).said_when.days_after_start);
  CHECK(p.view(made.id).standing.baseline->points == 15);
}

TEST_CASE("a project isn't removed once a prediction in it is locked, and is stopped instead") {
  Predicting p;
  p.predict(p.value_on("2026-04-30"));
  const auto may_remove = [&] { return project_page(p.at.context(), p.lead, p.at.project)->may.remove; };
  CHECK(may_remove());
  p.start();
  CHECK_FALSE(may_remove());
  CHECK(delete_project(p.at.context(), p.lead, p.at.project, 1).error().code == "project-predicted");
}

TEST_CASE("what was removed while its data came is back as made after seeing them, in a test and in a project: nobody bets on several") {
  for (const bool whole : {false, true}) {
    Predicting p;
    const auto made = p.predict(p.value_on("2026-04-30"));
    if (whole) REQUIRE(delete_project(p.at.context(), p.lead, p.at.project, 1));
    else REQUIRE(delete_test(p.at.context(), p.lead, p.planned.id, p.planned.version));
    p.at.clock.set(instant("2026-05-02T09:00:00Z"));
    {  // by somebody else, into the same measure
      const auto tx = p.at.context().database.write();
      const auto import = tx->imports().add({.way = domain::EntryWay::typed, .rows_read = 1, .measures = 1, .observations = 1, .made_by = p.lead.person, .made = p.at.clock.now()});
      tx->measures().add_observation(p.measure, import, {.on = date("2026-04-01"), .value = 25.0});
      observations_changed(*tx, p.measure, p.at.clock.now());
      tx->commit();
    }
    if (whole) REQUIRE(restore_project(p.at.context(), p.lead, p.at.project));
    else REQUIRE(restore_test(p.at.context(), p.lead, p.planned.id));
    CHECK(p.view(made.id).prediction.after_data);
    CHECK(p.view(made.id).prediction.lock->by == LockEvent::after_data);
  }
}

TEST_CASE("what was said of an answer before it was turned round stays readable, with who said it and when") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  p.start();
  p.at.clock.set(instant("2026-04-05T09:00:00Z"));
  p.observed("2026-04-01", 10);
  domain::Judgement said;
  said.answer = p.view(made.id).answers[0].answer.id;
  said.our_change = domain::OurChange::no;
  REQUIRE(judge_answer(p.at.context(), p.lead, said, 0, {}));
  p.at.clock.set(instant("2026-04-06T09:00:00Z"));
  said.as_expected = said.anything_changed = true;
  said.our_change = domain::OurChange::yes;
  REQUIRE(judge_answer(p.at.context(), p.lead, said, 1, {}));
  const auto read = prediction_view(p.at.context(), p.at.person(domain::Role::executive), made.id)->answers[0].judgements;
  REQUIRE(read.size() == 2);
  CHECK_FALSE(read[0].as_expected);
  CHECK(read[0].judged_by_name == p.lead.name);
  CHECK(read[0].judged == instant("2026-04-05T09:00:00Z"));
  CHECK(read[1].our_change == domain::OurChange::yes);
}

}  // namespace tributary::services
