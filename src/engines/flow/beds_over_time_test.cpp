// The beds that are told of each time of a run are those that the simulation has.
#include "engines/flow/beds_over_time.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::flow {

namespace {

// A ward to which hardly anybody comes: its beds are what is looked at.
Model ward(const Capacity& capacity) {
  Model out;
  out.classes = {"person"};
  out.exits = {"out"};
  Service service;
  service.name = "ward";
  service.capacity = capacity;
  service.stays = {{{}, {.law = Fixed{1}, .truncation = {}}}};
  service.next = {1};
  out.services = {service};
  out.choices.emplace_back(Enter{{0}});
  out.choices.emplace_back(Leave{{0}});
  Source source;
  source.name = "all";
  source.classes = {{0}};
  source.process = PoissonArrivals{0.1};
  source.to = {0};
  out.sources = {source};
  out.run.replications = 1;
  return out;
}

// Hours and beds.
using Steps = std::vector<std::pair<long long, int>>;
Steps told(const Model& model, double from, double to) {
  Steps out;
  for (const BedStep& each : bed_steps(model, {0}, from, to)) out.emplace_back(std::llround(each.from * 24), each.beds);
  return out;
}

double mean_of(const std::vector<BedStep>& steps, double to) {
  double sum = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) sum += steps[i].beds * ((i + 1 < steps.size() ? steps[i + 1].from : to) - steps[i].from);
  return sum / (to - steps.front().from);
}

// In windows of a run, of which the simulation tells the mean of the beds it had.
void as_simulated(Model model, double until) {
  for (double from = 0; from < until; from += 0.7) {
    model.run.warm_up = from;
    model.run.length = 0.7;
    REQUIRE(check_model(model));
    CHECK(mean_of(bed_steps(model, {0}, from, from + 0.7), from + 0.7) == doctest::Approx(run_model(model)->services[0].beds).epsilon(1e-9));
  }
}

}  // namespace

TEST_CASE("beds are told by the hours of the week and the steps of the run") {
  Model model = ward({.beds = 2, .steps = {{4, 5}}, .hours = {{.weekdays = 0x1f, .from = 8, .to = 20, .beds = 7}}});
  CHECK(told(ward({.beds = 2, .steps = {}, .hours = {}}), 3, 30) == Steps{{72, 2}});
  CHECK(told(model, 3.5, 7.5) == Steps{{84, 7}, {92, 2}, {96, 5}, {104, 7}, {116, 5}, {176, 7}});
  as_simulated(model, 9);
}

TEST_CASE("beds are told by how far a change has come, at its turns and each midnight of its ramp") {
  Model model = ward({.beds = 10, .steps = {}, .hours = {{.weekdays = 0x7f, .from = 8, .to = 20, .beds = 20}}});
  model.versions = {model};
  model.versions[0].services[0].capacity.beds = 2;
  model.versions[0].services[0].capacity.hours[0].beds = 40;
  model.changes = {{.at = 2.25}};
  CHECK(told(model, 1.5, 3) == Steps{{36, 20}, {44, 10}, {54, 2}, {56, 40}, {68, 2}});
  as_simulated(model, 5);
  model.changes = {{.at = 2.25, .ramp = 6, .uptake = 0.9, .fidelity = 0.8, .half_life = 4}};
  as_simulated(model, 16);
}

}  // namespace tributary::flow
