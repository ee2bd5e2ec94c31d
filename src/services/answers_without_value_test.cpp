// A prediction whose value was withdrawn before it could answer is answered all the same: that there is none.
#include "services/answers.hpp"

#include <doctest/doctest.h>

#include "services/imports.hpp"
#include "services/measures.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using domain::Verdict;
using test::date;
using test::instant;
using test::Predicting;

namespace {

// A daily measure, as in October; of November the mean of ten days is predicted as 90, and the value of the last of them; the test runs.
struct Withdrawing : Predicting {
  domain::Prediction mean, single;

  Withdrawing() {
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
    mean = predict(input);
    input.statistic = domain::Statistic::value;
    row.from.reset();
    single = predict(input);
    start();
    at.clock.set(instant("2026-11-25T09:00:00Z"));
  }
  void day(int of_november, double value) { REQUIRE(observe(at.context(), lead, measure, {{.on = date("2026-11-01") + std::chrono::days{of_november - 1}, .value = value}})); }
  void take_out(int of_november) { REQUIRE(withdraw(at.context(), lead, measure, date("2026-11-01") + std::chrono::days{of_november - 1}, "agency shift")); }
  // What was answered on the day itself, and withdrawn on it, stands no more.
  bool stands(domain::PredictionId id) {
    const auto answers = view(id).answers;
    return !answers.empty() && !answers.back().answer.lapsed;
  }
  void on(const char* now) {
    at.clock.set(instant(now));
    settle_due(at.context());
  }
};

}  // namespace

TEST_CASE("a single value that is withdrawn before its day is over is answered 28 days after the last that could have answered it: there is none") {
  Withdrawing p;
  p.day(25, 41);
  p.take_out(25);
  p.on("2026-12-24T09:00:00Z");
  CHECK_FALSE(p.stands(p.single.id));
  p.on("2026-12-25T09:00:00Z");
  REQUIRE(p.stands(p.single.id));
  const domain::Answer answer = p.view(p.single.id).answers.back().answer;
  CHECK(answer.verdict == Verdict::no_value);
  CHECK_FALSE(answer.rows[0].observed);
  CHECK(answer.rows[0].verdict == Verdict::no_value);
  CHECK_FALSE(answer.skill);
  REQUIRE(answer.as_locked);
  CHECK(answer.as_locked->withdrawn == 1);
  CHECK(answer.as_locked->verdict == Verdict::worse);  // and what it would have been
  CHECK(p.view(p.single.id).standing.rows[0].verdict == Verdict::no_value);
  CHECK(judge_answer(p.at.context(), p.lead, {.answer = answer.id, .as_expected = true}, 0, {}).error().code == "no-value-to-judge");
  CHECK(settle_due(p.at.context()) == 0);

  p.day(25, 90);  // one comes after all
  REQUIRE(p.view(p.single.id).answers.size() == 3);
  CHECK(p.view(p.single.id).answers.back().answer.verdict == Verdict::as_expected);
}

TEST_CASE("a single value that was withdrawn is waited for no longer once its test is decided") {
  Withdrawing p;
  p.day(25, 41);
  p.take_out(25);
  p.on("2026-11-26T09:00:00Z");
  CHECK_FALSE(p.stands(p.single.id));
  REQUIRE(act_on_test(p.at.context(), p.lead, p.planned.id, p.planned.version, domain::Decision::abandon, {}, {}));
  CHECK_FALSE(p.stands(p.single.id));  // a value of the next day could answer it still
  p.on("2026-11-27T09:00:00Z");
  REQUIRE(p.stands(p.single.id));
  CHECK(p.view(p.single.id).answers.back().answer.verdict == Verdict::no_value);
}

TEST_CASE("a mean whose every value was withdrawn is answered: there is none") {
  Withdrawing p;
  for (int day = 16; day <= 25; ++day) p.day(day, 41);
  for (int day = 16; day <= 25; ++day) p.take_out(day);
  p.on("2026-12-24T09:00:00Z");
  REQUIRE(p.stands(p.mean.id));
  CHECK(p.view(p.mean.id).answers.back().answer.verdict == Verdict::no_value);
}

TEST_CASE("a locked prediction is answered 28 days after its last day though nothing came, and of the rows that have values though others have none") {
  Predicting p;
  PredictionInput two = p.mean_of("2026-05-01", "2026-05-31");
  two.rows.push_back(p.mean_of("2026-06-01", "2026-06-30").rows[0]);
  const auto half = p.predict(two), none = p.predict(p.value_on("2026-06-30", 15));
  p.start();
  p.at.clock.set(instant("2026-07-01T09:00:00Z"));
  p.observed("2026-05-01", 5);
  settle_due(p.at.context());
  CHECK(p.view(half.id).answers.empty());
  CHECK(p.view(none.id).answers.empty());
  p.at.clock.set(instant("2026-07-29T09:00:00Z"));
  settle_due(p.at.context());
  REQUIRE(p.view(half.id).answers.size() == 1);
  const domain::Answer of_half = p.view(half.id).answers[0].answer;
  CHECK(of_half.verdict == of_half.rows[0].verdict);
  CHECK(of_half.verdict == Verdict::worse);
  CHECK(of_half.rows[1].verdict == Verdict::no_value);
  CHECK(of_half.rows[1].points == 0);
  CHECK(of_half.rows[1].missing == 1);
  REQUIRE(p.view(none.id).answers.size() == 1);
  CHECK(p.view(none.id).answers[0].answer.verdict == Verdict::no_value);
  CHECK_FALSE(p.view(none.id).answers[0].answer.as_locked);
  CHECK(settle_due(p.at.context()) == 0);
}

TEST_CASE("one that speaks of a month that has gone by waits 28 days from its lock for the value that is still to be typed") {
  Predicting p;
  p.at.clock.set(instant("2026-06-01T09:00:00Z"));
  const auto made = p.predict(p.value_on("2026-03-31", 15));
  p.start();
  settle_due(p.at.context());
  CHECK(p.view(made.id).answers.empty());
  p.at.clock.set(instant("2026-06-30T09:00:00Z"));
  settle_due(p.at.context());
  REQUIRE(p.view(made.id).answers.size() == 1);
  CHECK(p.view(made.id).answers[0].answer.verdict == Verdict::no_value);
}

TEST_CASE("nor does one that speaks of a month that has gone by wait longer than its test does") {
  Predicting p;
  p.at.clock.set(instant("2026-06-01T09:00:00Z"));
  const auto made = p.predict(p.value_on("2026-03-31", 15));
  p.start();
  REQUIRE(act_on_test(p.at.context(), p.lead, p.planned.id, p.planned.version, domain::Decision::abandon, {}, {}));
  REQUIRE(p.view(made.id).answers.size() == 1);
  CHECK(p.view(made.id).answers[0].answer.verdict == Verdict::no_value);
}

TEST_CASE("of bets on copies of a measure each is answered once its test is decided, whether its copy had data or not") {
  Predicting p;
  std::vector<domain::PredictionId> bets;
  std::vector<domain::Test> tests{p.planned};
  for (int i = 0; i < 2; ++i) tests.push_back(plan_test(p.at.context(), p.lead, {.project = p.at.project, .name = "A copy"}, {}).value());
  for (domain::Test& test : tests) {
    p.measure = add_measure(p.at.context(), p.lead, {.owner = {.project = p.at.project}, .name = "Door to scan", .direction = domain::Direction::down,
                                                     .interval = domain::Interval::month}).value().measure.id;
    p.planned = test;
    bets.push_back(p.predict(p.value_on("2026-03-31", 15)).id);
    p.start();
    test = p.planned;
  }
  p.at.clock.set(instant("2026-04-02T09:00:00Z"));
  p.observed("2026-03-01", 15);
  for (const domain::Test& test : tests) {
    const auto now = test_page(p.at.context(), p.lead, test.id).value().test;
    REQUIRE(act_on_test(p.at.context(), p.lead, now.id, now.version, domain::Decision::abandon, {}, {}));
  }
  const Actor executive = p.at.person(domain::Role::executive);
  for (std::size_t i = 0; i < bets.size(); ++i) {
    const auto seen = prediction_view(p.at.context(), executive, bets[i]);
    REQUIRE(seen);
    CHECK(seen->answers.back().answer.verdict == (i + 1 < bets.size() ? Verdict::no_value : Verdict::as_expected));
  }
}

}  // namespace tributary::services
