#include "services/progress.hpp"

#include <doctest/doctest.h>

#include "services/imports.hpp"
#include "services/ports/signal_store.hpp"
#include "services/project_page.hpp"
#include "services/tests.hpp"
#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Observation;
using domain::Role;

namespace {

std::vector<Observation> monthly_values(const std::vector<double>& values) {
  std::vector<Observation> out;
  base::Date on = test::date("2024-01-01");
  for (const double value : values) {
    out.push_back({.on = on, .value = value, .numerator = {}, .denominator = {}, .note = ""});
    on = base::add_months(on, 1);
  }
  return out;
}

domain::ChartFacts read(const std::vector<double>& values, domain::Direction better) {
  domain::Measure measure;
  measure.direction = better;
  const auto observations = monthly_values(values);
  return chart_facts(&draw(measure, observations, {}, {})->chart, observations, better);
}

const std::vector<double> shift_up{10, 11, 10, 9, 10, 11, 9, 10, 10, 11, 10, 9, 20, 21, 20, 22, 21, 20, 21};

}  // namespace

TEST_CASE("an improvement on a chart is its signal for the better, and the points that follow are counted") {
  const auto up = read(shift_up, domain::Direction::up);
  CHECK(up.improved);
  CHECK(up.points_since == 6);
  CHECK_FALSE(read(shift_up, domain::Direction::down).improved);
  CHECK_FALSE(read(shift_up, domain::Direction::neither).improved);
  CHECK_FALSE(read({10, 11, 10, 9, 10, 11, 9, 10}, domain::Direction::up).improved);
}

TEST_CASE("the gap is closed by the mean of the last three values, on the way from start to goal") {
  const domain::Aim aim{.measure = "x", .measured = {}, .unit = "", .from = 20, .from_on = {}, .to = 40, .by = {}};
  const auto recent = [](const std::vector<double>& values) { return chart_facts(nullptr, monthly_values(values), domain::Direction::up).recent; };
  CHECK(gap_closed(aim, recent({20, 20, 29, 30, 31})) == doctest::Approx(0.5));
  CHECK(gap_closed(aim, recent({10})) == doctest::Approx(-0.5));
  CHECK_FALSE(gap_closed(aim, recent({})));
  CHECK_FALSE(gap_closed({}, 10.0));
}

TEST_CASE("the team answers what no record can tell, and takes it back") {
  test::SmallPlace at;
  const auto met = [&](std::string_view code) {
    const auto page = project_page(at.context(), at.lead(), at.project).value();
    for (const auto& level : page.progress.levels)
      for (const auto& each : level.evidence)
        if (each.evidence->code == code) return each.met;
    return false;
  };
  CHECK_FALSE(met("implementing"));
  REQUIRE(answer_question(at.context(), at.person(Role::patient_partner), at.project, "implementing", true, 0));
  CHECK(met("implementing"));
  CHECK(answer_question(at.context(), at.lead(), at.project, "implementing", false, 0).error().code == "stale");
  REQUIRE(answer_question(at.context(), at.lead(), at.project, "implementing", false, 1));
  CHECK_FALSE(met("implementing"));
  CHECK(answer_question(at.context(), at.lead(), at.project, "signal", true, 0).error().code == "question-unknown");
  CHECK(answer_question(at.context(), at.person(Role::mentor), at.project, "implementing", true, 2).error().code == "forbidden");
}

TEST_CASE("progress is counted from members, drivers, measures with their points, and tests") {
  test::SmallPlace at;
  at.person(Role::team_member);
  MeasureView measure = add_measure(at.context(), at.lead(), [&] {
    domain::Measure out;
    out.owner.project = at.project;
    out.name = "Home before noon";
    out.direction = domain::Direction::up;
    out.targets = {{.value = 40}};
    return out;
  }()).value();
  REQUIRE(observe(at.context(), at.lead(), measure.measure.id, monthly_values(shift_up)));
  const auto page = project_page(at.context(), at.lead(), at.project).value();
  const auto met = [&](std::string_view code) {
    for (const auto& level : page.progress.levels)
      for (const auto& each : level.evidence)
        if (each.evidence->code == code) return each.met;
    return false;
  };
  for (const auto code : {"team-of-two", "measure-defined", "measure-charted", "measures-with-targets", "signal"}) CHECK_MESSAGE(met(code), code);
  CHECK_FALSE(met("lasting"));
  CHECK_FALSE(met("aim-measurable"));
  CHECK(page.progress.at->score == 0.5);
  CHECK(page.measures.size() == 1);
  CHECK(project_page(at.context(), at.person(Role::executive), at.project).value().measures.empty());
}

TEST_CASE("what an unpublished measure shows tells nobody outside how far its project has come") {
  test::SmallPlace at;
  domain::Measure wanted;
  wanted.owner.project = at.project;
  wanted.name = "Home before noon";
  wanted.direction = domain::Direction::up;
  const auto measure = add_measure(at.context(), at.lead(), wanted).value().measure;
  REQUIRE(observe(at.context(), at.lead(), measure.id, monthly_values(shift_up)));
  const auto improves = [&](const Actor& reader) {
    const auto page = project_page(at.context(), reader, at.project).value();
    for (const auto& level : page.progress.levels)
      for (const auto& each : level.evidence)
        if (each.evidence->code == "signal") return each.met;
    return false;
  };
  CHECK(improves(at.lead()));
  CHECK_FALSE(improves(at.person(Role::executive)));
  REQUIRE(publish_measure(at.context(), at.lead(), measure.id, measure.version, true));
  CHECK(improves(at.person(Role::executive)));
}

TEST_CASE("a test that was abandoned before it started is no test that was finished") {
  test::SmallPlace at;
  const auto finished = [&] {
    const auto page = project_page(at.context(), at.lead(), at.project).value();
    for (const auto& level : page.progress.levels)
      for (const auto& each : level.evidence)
        if (each.evidence->code == "test-finished") return each.met;
    return false;
  };
  const auto plan = [&](std::string name) { return plan_test(at.context(), at.lead(), {.project = at.project, .name = std::move(name)}, {}).value(); };
  const auto never = plan("Never begun");
  REQUIRE(act_on_test(at.context(), at.lead(), never.id, never.version, domain::Decision::abandon, {}, {}));
  CHECK_FALSE(finished());
  auto tried = plan("Tried");
  tried = start_test(at.context(), at.lead(), tried.id, tried.version, {}).value();
  REQUIRE(act_on_test(at.context(), at.lead(), tried.id, tried.version, domain::Decision::abandon, {}, {}));
  CHECK(finished());
}

TEST_CASE("what a page says of charts is new after anything that changes them") {
  test::SmallPlace at;
  domain::Measure wanted;
  wanted.owner.project = at.project;
  wanted.name = "Home before noon";
  wanted.direction = domain::Direction::up;
  const auto measure = add_measure(at.context(), at.lead(), wanted).value().measure;
  const auto improves = [&] {
    CHECK(at.context().database.read()->signals().due(1).empty());
    const auto page = project_page(at.context(), at.lead(), at.project).value();
    for (const auto& level : page.progress.levels)
      for (const auto& each : level.evidence)
        if (each.evidence->code == "signal") return each.met;
    return false;
  };
  CHECK_FALSE(improves());
  const auto typed = observe(at.context(), at.lead(), measure.id, monthly_values(shift_up)).value();
  CHECK(improves());
  REQUIRE(undo_import(at.context(), at.lead(), typed.import));
  CHECK_FALSE(improves());
  REQUIRE(redo_import(at.context(), at.lead(), typed.import));
  CHECK(improves());
  auto worse = measure;
  worse.direction = domain::Direction::down;
  REQUIRE(update_measure(at.context(), at.lead(), worse));
  CHECK_FALSE(improves());
}

}  // namespace tributary::services
