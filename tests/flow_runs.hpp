// Models written in a test, run, and compared with theory.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow::tested {

inline base::Result<std::string> no_tables(const std::string& name) {
  base::Problem problem;
  problem.code = "file-unreadable", problem.title = "No table", problem.detail = name;
  return base::fail(std::move(problem));
}

inline base::Result<FlowModel> read(const std::string& text, const char* scenario = nullptr) {
  const auto file = ModelFile::read(text, "model.toml");
  if (!file) return base::fail(file.error());
  const ScenarioText* found = nullptr;
  for (const auto& each : file->scenarios()) {
    if (scenario != nullptr && each.name == scenario) found = &each;
  }
  REQUIRE((scenario == nullptr || found != nullptr));
  return file->model(found, no_tables);
}

inline engine::RunResult ran(const std::string& text, const char* scenario = nullptr) {
  const auto made = read(text, scenario);
  REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
  const auto checked = engine::check_model(made->model);
  REQUIRE_MESSAGE(checked, (checked ? "" : base::one_line(checked.error())));
  return *engine::run_model(made->model);
}

// A model that reads no tables and has passed its check.
inline engine::Model typed(const std::string& text) {
  const auto made = read(text);
  REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
  const auto checked = engine::check_model(made->model);
  REQUIRE_MESSAGE(checked, (checked ? "" : base::one_line(checked.error())));
  return made->model;
}

inline const engine::MeasureEstimates& measure(const engine::RunResult& result, const std::string& name) {
  const auto found = std::find_if(result.measures.begin(), result.measures.end(), [&](const auto& each) { return each.name == name; });
  REQUIRE(found != result.measures.end());
  return *found;
}
inline const engine::Estimate& whole(const engine::RunResult& result, const std::string& name) { return *measure(result, name).whole; }

// A measure in one of its periods (0 is the whole run), over the replications.
inline engine::Estimate in_period(const engine::RunResult& result, std::size_t measure, std::size_t period) {
  std::vector<engine::Observed> values;
  for (const auto& each : result.replications) values.push_back(each.measures[measure].at(period));
  const auto out = engine::estimate(values);
  REQUIRE(out);
  return *out;
}

// Within four and a half standard errors, which are small enough to say something.
inline void near(const engine::Estimate& value, double theory, double at_most = .05) {
  CAPTURE(value.mean);
  CAPTURE(theory);
  CAPTURE(value.standard_error());
  CHECK(std::fabs(value.mean - theory) < 4.5 * value.standard_error() + 1e-12);
  CHECK(value.standard_error() < at_most * std::fabs(theory) + 1e-9);
}

template <class Of>
double mean_over(double from, double to, Of of) {
  constexpr int steps = 2000;
  double sum = 0;
  for (int i = 0; i < steps; ++i) sum += of(from + (to - from) * (i + .5) / steps);
  return sum / steps;
}

inline const std::string free_ward = R"(schema = "tributary.flow/1"
time_unit = "day"
exits = ["home", "away"]
[arrivals.people]
rate = 2
to = "ward"
[services.ward]
kind = "unlimited"
stay = { distribution = "lognormal", mean = 4, sd = 3 }
next = "rehab"
[services.rehab]
kind = "unlimited"
stay = 0.000001
next = "home"
[measures.in_ward]
quantity = "occupancy"
of = "ward"
period = 5
[measures.come]
quantity = "arrivals"
of = "ward"
period = 5
[measures.through_rehab]
quantity = "share_through"
of = "rehab"
period = 5
[run]
length = 100
replications = 800
seed = 7
)";

}  // namespace tributary::exchange::flow::tested
