// A team that gives visits, for tests: made, run, and its log.
#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engines/flow/check.hpp"
#include "engines/flow/engine/simulation.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::flow::visiting {

inline Distribution fixed(double value) { return {.law = Fixed{value}, .truncation = {}}; }

// A team to which people come at random, in days from a Monday; they leave after their last visit.
inline Model team(int visits_a_day, double people_a_day, const Distribution& needs, const Distribution& every) {
  Model out;
  out.unit = TimeUnit::day;
  out.classes = {"person"};
  out.exits = {"out", "gave up"};
  out.choices = {Enter{{0}}, Leave{{0}}, Leave{{1}}};
  Service service;
  service.name = "team";
  service.kind = Service::Kind::team;
  service.visits = Visits{};
  service.visits->slots.beds = visits_a_day;
  service.visits->needs = {{{}, needs}};
  service.visits->gaps = {{{}, every}};
  service.next = {1};
  out.services = {service};
  Source source;
  source.name = "referrals";
  source.classes = {{0}};
  source.process = PoissonArrivals{people_a_day};
  source.to = {0};
  out.sources = {source};
  out.run.warm_up = 364;
  out.run.length = 5 * 364;
  out.run.replications = 15;
  out.run.seed = 7;
  return out;
}

inline RunResult ran(const Model& model) {
  REQUIRE(check_model(model));
  return *run_model(model);
}

// Within four and a half standard errors: once in 150,000 tries by chance, and the seed is fixed.
inline void near(const std::optional<Estimate>& value, double theory) {
  REQUIRE(value);
  CAPTURE(value->mean);
  CAPTURE(theory);
  CHECK(std::fabs(value->mean - theory) < 4.5 * value->standard_error() + 1e-9);
  CHECK(value->standard_error() < 0.05 * std::fabs(theory) + 1e-9);  // or the test would say nothing
}

inline std::vector<Happening> traced(const Model& model, double length, bool until_empty = false) {
  REQUIRE(check_model(model));
  const Tables tables = compile(model);
  Simulation simulation(tables);
  std::vector<Happening> out;
  simulation.trace([&](const Happening& each) { out.push_back(each); });
  simulation.run(model.run.seed, 0, {.warm_up = 0, .length = length, .daily_snapshots = false, .until_empty = until_empty});
  return out;
}

// When each person had their visits.
inline std::map<std::uint64_t, std::vector<double>> visits_in(const std::vector<Happening>& log) {
  std::map<std::uint64_t, std::vector<double>> out;
  for (const Happening& each : log) {
    if (each.what == Happening::What::visited) out[each.person].push_back(each.time);
  }
  return out;
}

}  // namespace tributary::flow::visiting
