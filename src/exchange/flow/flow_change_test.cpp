// Scenarios of a model file against what they must not touch, and what theory says of them.
#include <doctest/doctest.h>

#include <cmath>

#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

base::Result<std::string> no_tables(const std::string& name) {
  base::Problem problem;
  problem.code = "file-unreadable", problem.title = "No table", problem.detail = name;
  return base::fail(std::move(problem));
}

base::Result<FlowModel> read(const std::string& text, const char* scenario = nullptr) {
  const auto file = ModelFile::read(text, "model.toml");
  if (!file) return base::fail(file.error());
  const ScenarioText* found = nullptr;
  for (const auto& each : file->scenarios()) {
    if (scenario != nullptr && each.name == scenario) found = &each;
  }
  REQUIRE((scenario == nullptr || found != nullptr));
  return file->model(found, no_tables);
}

engine::RunResult ran(const std::string& text, const char* scenario = nullptr) {
  const auto made = read(text, scenario);
  REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
  const auto checked = engine::check_model(made->model);
  REQUIRE_MESSAGE(checked, (checked ? "" : base::one_line(checked.error())));
  return *engine::run_model(made->model);
}

}  // namespace

TEST_CASE("what a scenario adds elsewhere changes nobody else's draws") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "day"
classes = ["a", "b"]
exits = ["home", "other"]
[attributes.onset]
distribution = "exponential"
mean = 4
[arrivals.clinic]
class = "a"
rate = 2
to = "clinic"
[arrivals.ward]
class = { a = 0.4, b = 0.6 }
rate = 1.5
to = "urgent"
[rules.urgent]
when = "onset <= 4"
compliance = 0.6
then = "ward"
else = { ward = 0.5, other = 0.5 }
[services.clinic]
beds = 3
stay = { distribution = "exponential", mean = 1 }
next = "home"
[services.ward]
beds = 6
stay = [{ next = "other", distribution = "gamma", mean = 4, sd = 2 }, { distribution = "lognormal", mean = 3, sd = 2 }]
next = { home = 0.7, other = 0.3 }
when_full = { patience = { distribution = "exponential", mean = 2 }, give_up = "other" }
start = { occupied = 3, queue = 0 }
[outcomes.well]
base = 0.5
[measures.waits]
quantity = "wait"
of = "ward"
[measures.given_up]
quantity = "reneged"
of = "ward"
[measures.stays]
quantity = "length_of_stay"
of = "ward"
[measures.beds]
quantity = "occupancy"
of = "ward"
[measures.clinic]
quantity = "departures"
of = "clinic"
[run]
length = 200
replications = 4
[scenarios.more.set]
"attributes.aaa" = { distribution = "exponential", mean = 1 }
"services.annexe" = { beds = 2, stay = 3, next = { clinic = 0.2, home = 0.8 } }
"services.clinic.next" = { annexe = 0.5, home = 0.5 }
"arrivals.annexe" = { class = "b", rate = 0.1, to = "annexe" }
)";
  const auto base = ran(text);
  const auto more = ran(text, "more");
  REQUIRE(base.replications.size() == more.replications.size());
  bool elsewhere = false;
  for (std::size_t i = 0; i < base.replications.size(); ++i) {
    for (std::size_t measure = 0; measure < 4; ++measure) CHECK(*base.replications[i].measures[measure][0] == *more.replications[i].measures[measure][0]);
    elsewhere = elsewhere || *base.replications[i].measures[4][0] != *more.replications[i].measures[4][0];
  }
  CHECK(elsewhere);
}

}  // namespace tributary::exchange::flow
