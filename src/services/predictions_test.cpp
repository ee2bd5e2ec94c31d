#include "services/predictions.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "services/charts.hpp"
#include "services/imports.hpp"
#include "services/measures.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/projects.hpp"
#include "services/test_page.hpp"
#include "services/tests.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using domain::LockEvent;
using domain::Role;
using domain::Verdict;
using test::Predicting;
using test::date;
using test::instant;

TEST_CASE("starting a test locks its predictions, and taking the start back unlocks none") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  CHECK_FALSE(made.lock);
  p.start();
  REQUIRE(p.view(made.id).prediction.lock);
  CHECK(p.view(made.id).prediction.lock->by == LockEvent::test_started);
  const auto refused = update_prediction(p.at.context(), p.lead, made.id, 2, p.value_on("2026-04-01", 30));
  CHECK(refused.error().code == "prediction-locked");
  CHECK(refused.error().kind == base::ProblemKind::conflict);
  CHECK(update_prediction(p.at.context(), p.lead, made.id, 1, p.value_on("2026-04-01", 30)).error().code == "prediction-locked");
  CHECK(delete_prediction(p.at.context(), p.lead, made.id, 2).error().code == "prediction-locked");
  p.planned = take_back_start(p.at.context(), p.lead, p.planned.id, p.planned.version).value();
  CHECK(p.view(made.id).prediction.lock);
  CHECK(p.view(made.id).prediction.rows[0].median == 25);
  CHECK(delete_test(p.at.context(), p.lead, p.planned.id, p.planned.version).error().code == "test-predicted");
}

TEST_CASE("the first observation dated after it was made locks a prediction in the transaction that stores it") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-06-01"));
  p.at.clock.set(instant("2026-03-20T09:00:00Z"));
  p.observed("2026-03-01", 22);  // of before it was made
  CHECK_FALSE(p.view(made.id).prediction.lock);
  p.at.clock.set(instant("2026-04-02T09:00:00Z"));
  p.observed("2026-04-01", 22);
  REQUIRE(p.view(made.id).prediction.lock);
  CHECK(p.view(made.id).prediction.lock->by == LockEvent::observation);
  CHECK_FALSE(p.view(made.id).prediction.after_data);
}

TEST_CASE("a late observation of the first predicted date locks, though it is dated before the prediction") {
  Predicting p;
  p.at.clock.set(instant("2026-03-15T09:00:00Z"));
  const auto made = p.predict(p.mean_of("2026-03-01", "2026-05-31"));
  CHECK_FALSE(made.lock);
  p.observed("2026-03-01", 22);
  CHECK(p.view(made.id).prediction.lock->by == LockEvent::observation);
}

TEST_CASE("one made after its data is allowed, locked at once, marked, and answered when due") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-02-01", 22));
  CHECK(made.after_data);
  CHECK(made.lock->by == LockEvent::after_data);
  const auto view = p.view(made.id);
  REQUIRE(view.answers.size() == 1);
  CHECK(view.answers[0].answer.verdict == Verdict::as_expected);
}

TEST_CASE("what was seen and then undone or withdrawn still counts as seen") {
  Predicting p;
  p.at.clock.set(instant("2026-05-10T09:00:00Z"));
  const auto seen = observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-04-01"), .value = 40}}).value();
  REQUIRE(undo_import(p.at.context(), p.lead, seen.import));
  const auto undone = p.predict(p.value_on("2026-04-01"));
  CHECK(undone.after_data);
  CHECK(undone.lock->by == LockEvent::after_data);

  p.observed("2026-05-01", 40);
  REQUIRE(withdraw(p.at.context(), p.lead, p.measure, date("2026-05-01"), "counted twice"));
  CHECK(p.predict(p.value_on("2026-05-01")).after_data);
}

TEST_CASE("who keeps a place's measure isn't told that somebody predicts on it") {
  Predicting p;
  const Actor keeper = p.at.person(domain::Role::analyst);
  auto measure = add_measure(p.at.context(), keeper, {.owner = {.place = p.at.place}, .name = "Everywhere", .direction = domain::Direction::up}).value().measure;
  measure = publish_measure(p.at.context(), p.at.person(domain::Role::locality_lead), measure.id, measure.version, true).value().measure;
  PredictionInput input = p.value_on("2026-06-01");
  input.measure = measure.id;
  p.predict(input);
  p.start();
  measure.direction = domain::Direction::down;
  for (const base::Problem& each : {update_measure(p.at.context(), keeper, measure).error(), delete_measure(p.at.context(), keeper, measure.id, measure.version).error()}) {
    CHECK(each.code == "measure-rested-on");
    CHECK((each.title + each.detail).find("redict") == std::string::npos);
    CHECK((each.title + each.detail).find("lock") == std::string::npos);
  }
}

TEST_CASE("a measure keeps its direction and its interval once a prediction of it has locked") {
  Predicting p;
  auto measure = find_measure(p.at.context(), p.lead, p.measure).value().measure;
  p.predict(p.value_on("2026-06-01"));
  measure.direction = domain::Direction::down;
  measure = update_measure(p.at.context(), p.lead, measure).value().measure;
  p.start();
  measure.direction = domain::Direction::up;
  const auto turned = update_measure(p.at.context(), p.lead, measure);
  REQUIRE_FALSE(turned);
  CHECK(turned.error().code == "measure-predicted");
  CHECK(turned.error().field == "/direction");
  measure.direction = domain::Direction::down;
  measure.unit = "per cent";
  CHECK(update_measure(p.at.context(), p.lead, measure));
}

TEST_CASE("a chart is drawn without what a deleted project predicted of it") {
  Predicting p;
  const auto analyst = p.at.person(Role::analyst);
  const auto shared = add_measure(p.at.context(), analyst, {.owner = {.place = p.at.place}, .name = "Waits"}).value().measure;
  REQUIRE(publish_measure(p.at.context(), analyst, shared.id, shared.version, true));
  auto input = p.value_on("2026-06-01");
  input.measure = shared.id;
  p.predict(input);
  REQUIRE(delete_project(p.at.context(), p.lead, p.at.project, 1));
  CHECK(chart_of(p.at.context(), analyst, shared.id).value().predictions.empty());
}

TEST_CASE("a test that runs locks what is predicted later, and a deleted prediction comes back locked") {
  Predicting p;
  const auto early = p.predict(p.value_on("2026-06-01"));
  REQUIRE(delete_prediction(p.at.context(), p.lead, early.id, 1));
  p.start();
  CHECK_FALSE(p.view(early.id).prediction.lock);
  const auto restored = restore_prediction(p.at.context(), p.lead, early.id).value();
  CHECK(restored.lock->by == LockEvent::test_started);
  CHECK(p.predict(p.value_on("2026-07-01")).lock->by == LockEvent::test_started);
}

TEST_CASE("a value is answered by the observation of its date once that has come, with scores and skill") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-30"));
  p.start();
  p.at.clock.set(instant("2026-04-29T22:59:00Z"));
  p.observed("2026-04-01", 24.5);
  CHECK(settle_due(p.at.context()) == 0);
  CHECK(p.view(made.id).answers.empty());  // the date hasn't come yet: it is a minute before midnight
  p.at.clock.set(instant("2026-04-29T23:00:00Z"));
  CHECK(settle_due(p.at.context()) == 1);
  CHECK(settle_due(p.at.context()) == 0);
  const auto view = p.view(made.id);
  REQUIRE(view.answers.size() == 1);
  const domain::Answer& answer = view.answers[0].answer;
  CHECK(answer.verdict == Verdict::as_expected);
  CHECK(answer.rows[0].observed == 24.5);
  CHECK(answer.rows[0].hit50);
  CHECK(answer.rows[0].direction_right == std::optional(true));
  REQUIRE(answer.baseline);
  CHECK(answer.baseline->points == 15);
  CHECK(answer.baseline->centre == doctest::Approx(21));
  REQUIRE(answer.skill);
  CHECK(*answer.skill > 0);
}

TEST_CASE("outside the 90 % interval is better or worse by the measure's direction") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  p.start();
  p.at.clock.set(instant("2026-04-05T09:00:00Z"));
  SUBCASE("better") {
    p.observed("2026-04-01", 29);
    CHECK(p.view(made.id).answers.at(0).answer.verdict == Verdict::better);
  }
  SUBCASE("worse") {
    p.observed("2026-04-01", 21);
    CHECK(p.view(made.id).answers.at(0).answer.verdict == Verdict::worse);
  }
  SUBCASE("where the date has none, the next within an interval stands in; a later one doesn't") {
    p.at.clock.set(instant("2026-05-20T09:00:00Z"));
    p.observed("2026-05-02", 21);
    CHECK(p.view(made.id).answers.empty());
    CHECK(p.view(made.id).standing.rows[0].missing == 1);
    p.observed("2026-04-20", 25);
    CHECK(p.view(made.id).answers.at(0).answer.rows[0].observed == 25);
  }
}

TEST_CASE("restated data recompute the answer, and earlier answers stay on the record with what was said to them") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  p.start();
  p.at.clock.set(instant("2026-04-05T09:00:00Z"));
  p.observed("2026-04-01", 21);
  const auto first = p.view(made.id).answers.at(0).answer.id;
  REQUIRE(judge_answer(p.at.context(), p.lead, {.answer = first, .as_expected = false, .anything_changed = false}, 0,
                       TextDraft{.body = "Nobody rang", .audience = {}, .version = {}}));
  p.observed("2026-04-01", 21);
  CHECK(p.view(made.id).answers.size() == 1);  // the same data
  p.at.clock.set(instant("2026-04-09T09:00:00Z"));
  p.observed("2026-04-01", 25);
  const auto view = p.view(made.id);
  REQUIRE(view.answers.size() == 2);
  CHECK(view.answers[0].answer.verdict == Verdict::worse);
  CHECK(view.answers[0].learnt.at(0).text.body == "Nobody rang");
  CHECK(view.answers[0].judgements.at(0).version == 1);
  CHECK(view.answers[1].answer.verdict == Verdict::as_expected);
  CHECK(view.answers[1].judgements.empty());
  CHECK(judge_answer(p.at.context(), p.lead, {.answer = first}, 0, {}).error().code == "stale");
  CHECK(judge_answer(p.at.context(), p.lead, {.answer = first, .our_change = domain::OurChange::no}, 1, {})->version == 2);
}

TEST_CASE("a mean waits for every point that its interval lets expect, for gaps that are explained, or for what moved on") {
  Predicting p;
  const auto made = p.predict(p.mean_of("2026-04-01", "2026-06-30"));
  p.start();
  p.at.clock.set(instant("2026-07-03T09:00:00Z"));
  p.observed("2026-04-01", 24);
  p.observed("2026-05-01", 26);
  auto row = p.view(made.id).standing.rows[0];
  CHECK_FALSE(row.due);
  CHECK(row.points == 2);
  CHECK(row.missing == 1);
  CHECK(row.observed == std::optional(25.0));
  SUBCASE("the last one comes") {
    p.observed("2026-06-01", 28);
    CHECK(p.view(made.id).answers.at(0).answer.rows[0].observed == 26);
    CHECK(p.view(made.id).answers.at(0).answer.rows[0].missing == 0);
  }
  SUBCASE("a gap is explained") {
    REQUIRE(observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-06-01"), .note = "system down"}}));
    CHECK(p.view(made.id).answers.at(0).answer.rows[0].observed == 25);
  }
  SUBCASE("the data move on") {
    p.observed("2026-07-01", 28);
    CHECK(p.view(made.id).answers.at(0).answer.rows[0].observed == 25);
    CHECK(p.view(made.id).answers.at(0).answer.rows[0].missing == 1);
  }
}

TEST_CASE("before it locks, a prediction says whether it would also hold if nothing changed") {
  Predicting p;
  const auto tame = preview_prediction(p.at.context(), p.lead, p.planned.id, p.value_on("2026-04-01", 21)).value();
  REQUIRE(tame.anyway);
  CHECK(tame.anyway->would_hold);
  CHECK(tame.anyway->chance > 0.5);
  const auto bold = preview_prediction(p.at.context(), p.lead, p.planned.id, p.value_on("2026-04-01", 40)).value();
  CHECK_FALSE(bold.anyway->would_hold);
  CHECK(bold.anyway->chance < 0.01);
}

TEST_CASE("open predictions are the team's and its mentor's; answered ones are oversight's too; regulators see neither") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  const Actor mentor = p.at.person(Role::mentor), executive = p.at.person(Role::executive);
  const Actor regulator = p.at.person(Role::regulator), peer = p.at.person(Role::locality_lead);
  const auto sees = [&](const Actor& actor) { return prediction_view(p.at.context(), actor, made.id).has_value(); };
  CHECK(sees(mentor));
  CHECK_FALSE(sees(executive));
  CHECK_FALSE(sees(peer));
  CHECK(test_page(p.at.context(), executive, p.planned.id)->predictions.empty());
  CHECK(update_prediction(p.at.context(), mentor, made.id, 1, p.value_on("2026-04-01", 30)).error().code == "forbidden");
  CHECK(update_prediction(p.at.context(), executive, made.id, 1, p.value_on("2026-04-01", 30)).error().code == "not-found");
  p.start();
  CHECK_FALSE(sees(executive));
  p.at.clock.set(instant("2026-04-05T09:00:00Z"));
  p.observed("2026-04-01", 21);
  CHECK(sees(executive));
  CHECK(sees(peer));
  CHECK_FALSE(sees(regulator));
  CHECK(test_page(p.at.context(), regulator, p.planned.id).error().code == "not-found");
  CHECK(judge_answer(p.at.context(), executive, {.answer = p.view(made.id).answers[0].answer.id}, 0, {}).error().code == "forbidden");
}

TEST_CASE("a chart shows tests that run and predictions as far as its reader may see them") {
  Predicting p;
  const auto made = p.predict(p.value_on("2026-04-01"));
  p.start();
  const Actor mentor = p.at.person(Role::mentor), executive = p.at.person(Role::executive);
  const auto shown = chart_of(p.at.context(), mentor, p.measure).value();
  REQUIRE(shown.predictions.size() == 1);
  CHECK(shown.predictions[0].verdict.empty());
  CHECK(shown.tests.at(0).name == "Ring the ward at eight");
  {
    const auto tx = p.at.context().database.write();
    const auto version = tx->measures().find(p.measure)->measure.version;
    REQUIRE(tx->measures().set_published(p.measure, version, p.at.clock.now(), p.lead.person));
    tx->commit();
  }
  CHECK(chart_of(p.at.context(), executive, p.measure)->predictions.empty());
  CHECK(chart_of(p.at.context(), executive, p.measure)->tests.size() == 1);
  p.at.clock.set(instant("2026-04-05T09:00:00Z"));
  p.observed("2026-04-01", 21);
  CHECK(chart_of(p.at.context(), executive, p.measure)->predictions.at(0).verdict == "worse");
  CHECK(made.id == chart_of(p.at.context(), mentor, p.measure)->predictions.at(0).id);
}

TEST_CASE("the reasoning of a locked prediction stands; its audience is its author's") {
  Predicting p;
  auto input = p.value_on("2026-04-01");
  input.reasoning = TextDraft{.body = "Ward C did it", .audience = {}, .version = {}};
  const auto made = p.predict(input);
  const auto text = p.view(made.id).reasoning.at(0).text;
  p.start();
  CHECK(update_text(p.at.context(), p.lead, text.id, {.body = "I knew", .audience = {}, .version = 1}).error().code == "prediction-locked");
  CHECK(delete_text(p.at.context(), p.lead, text.id, 1).error().code == "prediction-locked");
  CHECK(update_text(p.at.context(), p.lead, text.id, {.body = "Ward C did it", .audience = domain::Audience::network, .version = 1}));
}

TEST_CASE("a prediction that can't be read says which field and why, and stores nothing") {
  Predicting p;
  const auto problem = [&](PredictionInput input) { return add_prediction(p.at.context(), p.lead, p.planned.id, input).error(); };
  auto input = p.value_on("2026-04-01");
  input.rows[0].low50 = 26;
  CHECK(problem(input).code == "intervals-out-of-order");
  CHECK(problem(input).field == "/rows/0/median");
  input = p.value_on("2026-04-01");
  input.rows[0].high90 = std::numeric_limits<double>::infinity();
  CHECK(problem(input).code == "number-not-finite");
  input = p.value_on("2026-04-01");
  input.rows.push_back(input.rows[0]);
  CHECK(problem(input).code == "rows-out-of-order");
  input.rows.clear();
  CHECK(problem(input).code == "rows-missing");
  input = p.value_on("2026-04-01");
  input.statistic = domain::Statistic::mean;
  CHECK(problem(input).code == "period-missing");
  input = p.mean_of("2026-05-01", "2026-04-01");
  CHECK(problem(input).code == "ends-before-it-begins");
  input = p.value_on("2026-04-01");
  input.measure = {999};
  CHECK(problem(input).code == "reference-unknown");
  const auto mine = add_measure(p.at.context(), p.lead, {.owner = {.person = p.lead.person}, .name = "Mine"}).value().measure.id;
  input.measure = mine;
  CHECK(problem(input).code == "measure-in-sandbox");
  CHECK(test_page(p.at.context(), p.lead, p.planned.id)->predictions.empty());
}

}  // namespace tributary::services
