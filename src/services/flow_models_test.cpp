#include "services/flow_models.hpp"

#include <doctest/doctest.h>

#include "exchange/flow/run_question.hpp"
#include "services/flow_asked.hpp"
#include "services/flow_runs.hpp"
#include "services/ports/flow_store.hpp"
#include "services/ports/job_store.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using test::MeasuredPlace;

namespace {

constexpr const char* ward = R"(
schema = "tributary.flow/1"
name = "ward"
title = "A ward"
time_unit = "day"
[arrivals.all]
rate = 4
to = "ward"
[services.ward]
beds = 5
stay = { distribution = "exponential", mean = 1 }
next = "out"
[measures.wait]
quantity = "wait"
of = "ward"
unit = "days"
[factors.beds]
title = "Beds"
set = "services.ward.beds"
from = 5
to = 20
step = 1
[run]
warm_up = 30
length = 365
replications = 20
)";

std::string code(const base::Problem& problem) { return problem.code; }

struct WardAt : MeasuredPlace {
  FlowModels models;
  domain::FlowModelId model;
  domain::FlowQuestion question{.scenarios = {{}, {.scenario = "base", .levels = {{"beds", 6}}}}, .replications = {}, .seed = {}, .length = {}, .by = {}};

  WardAt() {
    context.flow_models = &models;
    const auto made = add_flow_model(context, analyst, place, {.shipped = {}, .text = ward, .tables = {}, .note = {}});
    REQUIRE_MESSAGE(made, (made ? "" : made.error().detail));
    model = made->model.id;
  }

  // All of it in the caller's thread. Its result's hash.
  std::string run_whole() {
    Jobs jobs(context, {{"flow_run", flow_run_work(Lane::computing)}, {"flow_run_long", flow_run_work(Lane::computing_long)}}, code);
    context.jobs = &jobs;
    const auto begun = start_flow_run(context, lead, model, {}, question, true);
    REQUIRE(begun);
    REQUIRE(jobs.run_next());
    const auto run = find_flow_run(context, lead, begun->run.id);
    context.jobs = nullptr;
    REQUIRE(run);
    CHECK(run->state == domain::JobState::done);
    return run->run.hash;
  }
};

}  // namespace

TEST_CASE("every model that ships can be taken into a place") {
  MeasuredPlace at;
  const auto list = list_flow_models(at.context, at.analyst, at.place);
  REQUIRE(list);
  CHECK(list->shipped.size() >= 10);
  for (const auto& each : list->shipped) {
    const auto made = add_flow_model(at.context, at.analyst, at.place, {.shipped = each.name, .text = {}, .tables = {}, .note = {}});
    CHECK_MESSAGE(made, each.name << ": " << (made ? "" : made.error().detail));
  }
  CHECK(list_flow_models(at.context, at.analyst, at.place)->shipped.empty());
}

TEST_CASE("a run that the server's end cut short goes on from what is kept, to the same bytes") {
  WardAt at;
  at.question.by = domain::Interval::month;
  at.question.replications = 200;
  const std::string whole = at.run_whole();

  // The same again, ended as by the server once it has told of a few replications; and then begun again.
  Jobs jobs(at.context, {{"flow_run", flow_run_work(Lane::computing)}, {"flow_run_long", flow_run_work(Lane::computing_long)}}, code);
  at.context.jobs = &jobs;
  const auto begun = start_flow_run(at.context, at.lead, at.model, {}, at.question, true);
  REQUIRE(begun);
  std::atomic<bool> stop = false;
  const Watch cut{.tell = [&](double progress, std::string) { if (progress > 0.1) stop = true; }, .stop = stop, .is_cancelled = [] { return false; }};
  domain::Job job = begun->job;
  job.input = std::to_string(begun->run.id.value);
  const auto ended = flow_run_work(Lane::computing).compute(at.context, at.lead, job, cut);
  REQUIRE_FALSE(ended);
  CHECK(ended.error().code == "cancelled");
  const auto kept = at.database->read()->flows().kept(begun->run.id).size();
  CHECK(kept > 0);
  CHECK(kept < 400);
  REQUIRE(jobs.run_next());
  CHECK(find_flow_run(at.context, at.lead, begun->run.id)->run.hash == whole);
  at.context.jobs = nullptr;
}

TEST_CASE("a run that fails keeps its reason and its version") {
  WardAt at;
  at.question.scenarios = {{.scenario = "nothing", .levels = {}}};
  Jobs jobs(at.context, {{"flow_run", flow_run_work(Lane::computing)}, {"flow_run_long", flow_run_work(Lane::computing_long)}}, code);
  at.context.jobs = &jobs;
  CHECK(start_flow_run(at.context, at.lead, at.model, {}, at.question, true).error().code == "scenario-unknown");
  at.question.scenarios = {{}};
  const auto begun = start_flow_run(at.context, at.lead, at.model, {}, at.question, true);
  REQUIRE(begun);
  at.raw().run("UPDATE flow_run SET question = 'not what was written' WHERE id = :id", begun->run.id);
  REQUIRE(jobs.run_next());
  const auto run = find_flow_run(at.context, at.lead, begun->run.id);
  CHECK(run->state == domain::JobState::failed);
  CHECK(run->problem == "question-unreadable");
  CHECK(run->run.version == 1);
  at.context.jobs = nullptr;
}

constexpr const char* with_tables = R"(
schema = "tributary.flow/1"
name = "areas"
time_unit = "day"
[areas]
table = "one"
[arrivals.all]
from_areas = "n"
to = "ward"
[services.ward]
kind = "unlimited"
stay = 1
next = "out"
[measures.there]
quantity = "occupancy"
[scenarios.other.set]
"areas.table" = "two"
[run]
length = 100
replications = 2
)";

TEST_CASE("a table that only a scenario reads is part of what the hash is of") {
  MeasuredPlace at;
  FlowModels models;
  at.context.flow_models = &models;
  const std::vector<domain::FlowTable> tables{{"one", "area,n\na,365\n"}, {"two", "area,n\na,3650\n"}};
  auto more = tables;
  more[1].text = "area,n\na,36500\n";
  const auto made = add_flow_model(at.context, at.analyst, at.place, {.shipped = {}, .text = with_tables, .tables = tables, .note = {}});
  REQUIRE_MESSAGE(made, (made ? "" : made.error().detail));
  const auto next = add_flow_version(at.context, at.analyst, made->model.id, 1, {.shipped = {}, .text = with_tables, .tables = more, .note = {}});
  REQUIRE_MESSAGE(next, (next ? "" : next.error().detail));
  const auto there = [&](int version) {
    const auto theory = solve_flow_model(at.context, at.analyst, made->model.id, version, {.scenario = "other", .levels = {}});
    REQUIRE(theory);
    return theory->solutions[0].theory.measures[0].whole->value;
  };
  CHECK(there(1) == doctest::Approx(10).epsilon(.01));
  CHECK(there(2) == doctest::Approx(100).epsilon(.01));
}

TEST_CASE("a table that is given twice, and one of single people, are refused") {
  MeasuredPlace at;
  const auto refused = [&](const std::vector<domain::FlowTable>& tables) {
    return add_flow_model(at.context, at.analyst, at.place, {.shipped = {}, .text = with_tables, .tables = tables, .note = {}}).error().code;
  };
  const domain::FlowTable one{"one", "area,n\na,365\n"}, two{"two", "area,n\na,3650\n"};
  CHECK(refused({one, two, {"one.csv", "area,n\na,1\n"}}) == "table-twice");
  CHECK(refused({one, {"two", "area,n,nhs_number\na,1,943 476 5919\n"}}) == "patient-level-data");
}

TEST_CASE("a model that was adapted can be asked about the levels around its own") {
  MeasuredPlace at;
  std::string fewer = ward;
  fewer.replace(fewer.find("beds = 5"), 8, "beds = 4"), fewer.replace(fewer.find("rate = 4"), 8, "rate = 2");
  const auto made = add_flow_model(at.context, at.analyst, at.place, {.shipped = {}, .text = fewer, .tables = {}, .note = {}});
  REQUIRE_MESSAGE(made, (made ? "" : made.error().detail));
  CHECK(made->factors[0].factor.from == 4);
  CHECK(solve_flow_model(at.context, at.analyst, made->model.id, {}, {.scenario = "base", .levels = {{"beds", 4}}}));
  CHECK(solve_flow_model(at.context, at.analyst, made->model.id, {}, {.scenario = "base", .levels = {{"beds", 3}}}).error().code == "level-out-of-range");
}

TEST_CASE("one's own runs are listed and can be forgotten, and no one else's") {
  WardAt at;
  at.run_whole();
  const auto own = own_flow_runs(at.context, at.lead, at.model);
  REQUIRE(own);
  REQUIRE(own->size() == 1);
  CHECK(own_flow_runs(at.context, at.analyst, at.model)->empty());
  const domain::FlowRunId id = own->front().run.id;
  CHECK(drop_flow_run(at.context, at.analyst, id).error().code == "not-found");
  CHECK(drop_flow_run(at.context, at.lead, id));
  CHECK(own_flow_runs(at.context, at.lead, at.model)->empty());
}

TEST_CASE("a run that was stopped is told as such, and predicts nothing") {
  WardAt at;
  at.question.by = domain::Interval::month;
  at.question.replications = 400;
  Jobs jobs(at.context, {{"flow_run", flow_run_work(Lane::computing)}, {"flow_run_long", flow_run_work(Lane::computing_long)}}, code);
  at.context.jobs = &jobs;
  const auto begun = start_flow_run(at.context, at.lead, at.model, {}, at.question, true);
  REQUIRE(begun);
  std::atomic<bool> stop = false;
  domain::Job job = begun->job;
  job.input = std::to_string(begun->run.id.value);
  const Watch cut{.tell = [&](double progress, std::string) { if (progress > 0.2) stop = true; }, .stop = stop, .is_cancelled = [] { return true; }};
  const auto ended = flow_run_work(Lane::computing).compute(at.context, at.lead, job, cut);
  REQUIRE(ended);
  CHECK(ended->stopped);
  const auto facts = flow_file::facts_of(find_flow_run(at.context, at.lead, begun->run.id)->run.result);
  REQUIRE(facts.replications.size() == 2);
  CHECK(facts.replications[1] * 2 >= facts.replications[0]);  // scenarios come about as far as one another
  const auto rows = rows_of_run(at.context, at.lead, {.run = begun->run.id, .scenario = 0, .measure = "wait", .times = 1}, domain::Statistic::value, {{.from = {}, .on = std::chrono::sys_days{std::chrono::year{2026} / 1 / 31}}});
  CHECK(rows.error().code == "run-stopped");
  at.context.jobs = nullptr;
}

TEST_CASE("the pilot looks at every scenario, not at the first alone") {
  const auto read = ReadFlowModel::read("ward", ward, {});
  REQUIRE(read);
  domain::FlowQuestion question{.scenarios = {{}}, .replications = 100, .seed = {}, .length = 1000, .by = {}};
  auto asked = asked_of(**read, question);
  REQUIRE(asked);
  const double alone = seconds_of(*asked);
  asked->push_back((*asked)[0]);
  asked->back().model.run.length *= 200;
  CHECK(seconds_of(*asked) > 20 * alone);
}

TEST_CASE("the pilot tells a long run from a short one") {
  WardAt at;
  const auto read = ReadFlowModel::read("ward", ward, {});
  REQUIRE(read);
  auto few = asked_of(**read, at.question);
  at.question.replications = 10'000, at.question.length = 10'000;
  auto many = asked_of(**read, at.question);
  REQUIRE(few);
  REQUIRE(many);
  CHECK(seconds_of(*many) > 100 * seconds_of(*few));
}

}  // namespace tributary::services
