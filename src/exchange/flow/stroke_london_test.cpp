// models/stroke-london.toml against what was published of its original, and what a program written for this comparison finds.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

std::filesystem::path tree() {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  REQUIRE(root != nullptr);
  return root;
}

std::string bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// As it ships: areas are catchments.
TableLoader catchments() {
  return [](const std::string& name) -> base::Result<std::string> { return bytes(tree() / "models/stroke-london" / (name + ".csv")); };
}

std::filesystem::path published() { return tree() / "../shared/data/london-stroke"; }

bool absent() {
  if (std::filesystem::exists(published() / "admissions.csv")) return false;
  MESSAGE("skipped: ../shared/data/london-stroke is absent");
  return true;
}

// With the published tables: areas are lower super output areas.
TableLoader small_areas() {
  static const std::map<std::string, std::string> files{{"areas", "admissions.csv"}, {"preferred", "pref_unit.csv"}, {"travel", "time.csv"}};
  return [](const std::string& name) -> base::Result<std::string> { return bytes(published() / files.at(name)); };
}

engine::Model made(const TableLoader& tables, const std::string& scenario) {
  const auto file = ModelFile::read(bytes(tree() / "models/stroke-london.toml"), "stroke-london.toml");
  REQUIRE(file);
  const ScenarioText* found = nullptr;
  for (const auto& each : file->scenarios()) {
    if (each.name == scenario) found = &each;
  }
  REQUIRE((found != nullptr || scenario == "base"));
  auto model = file->model(found, tables);
  REQUIRE(model);
  REQUIRE(engine::check_model(model->model));
  return std::move(model->model);
}

engine::RunResult ran(engine::Model model, int replications) {
  model.run.replications = replications;
  return *engine::run_model(model);
}

const engine::Estimate& measured(const engine::RunResult& result, const std::string& name) {
  for (const auto& each : result.measures) {
    if (each.name == name) return *each.whole;
  }
  FAIL("no measure ", name);
  return *result.present;
}

// Within four standard errors of both together, and of half the last digit in print.
void near(const engine::Estimate& ours, double theirs, double standard_error, double rounding = 0) {
  CAPTURE(ours.mean);
  CAPTURE(ours.standard_error());
  CAPTURE(theirs);
  CHECK(std::fabs(ours.mean - theirs) < 4 * std::hypot(ours.standard_error(), standard_error) + rounding);
}

// Where theirs is told without a standard error it is that of as many replications as theirs of our own.
void near_of(const engine::Estimate& ours, double theirs, double their_replications) {
  near(ours, theirs, ours.standard_error() * std::sqrt(static_cast<double>(ours.count) / their_replications));
}

int beds(const engine::Model& model) {
  int out = 0;
  for (const auto& each : model.services) out += each.capacity.beds;
  return out;
}

constexpr int replications = 25;

// Two hundred replications of the other program each.
void demand(const TableLoader& tables) {
  struct Row { const char* scenario; double waiting, standard_error, waited, delay; };
  for (const Row& row : {Row{"demand_80", 1.837, .050, 188.2, 3.50}, Row{"demand_90", 6.501, .123, 563.5, 4.16}, Row{"base", 21.94, .37, 1429.7, 5.47}}) {
    CAPTURE(row.scenario);
    const auto result = ran(made(tables, row.scenario), replications);
    near(measured(result, "waiting"), row.waiting, row.standard_error);
    near_of(measured(result, "waited"), row.waited, 200);
    near_of(measured(result, "wait_if_waited"), row.delay, 200);
    CHECK(measured(result, "displaced").mean == 0);
  }
}

engine::RunResult pooled(const TableLoader& tables) {
  auto result = ran(made(tables, "pool_any"), replications);
  CHECK(measured(result, "waiting").mean < .001);
  near_of(measured(result, "displaced"), 732.8, 200);
  return result;
}

}  // namespace

// Who waits depends on who prefers which unit, and not on where in its catchment they live.
TEST_CASE("London's stroke units, as they ship, wait as published by demand, and share beds so that nobody waits") {
  const auto model = made(catchments(), "base");
  CHECK(model.services.size() == 22 + 8);  // the hyper-acute units are closed as it stands
  CHECK(model.areas.size() == 22);
  CHECK(beds(model) == 501);
  demand(catchments());
  const auto anywhere = pooled(catchments()), within = ran(made(catchments(), "pool_region"), replications);
  CHECK(measured(within, "waiting").mean > 0);  // in one's region only a little is left, and one goes further
  CHECK(measured(within, "waiting").mean < 2);
  CHECK(measured(within, "minutes").mean > measured(anywhere, "minutes").mean);
}

TEST_CASE("with the published areas London's stroke units wait as published by demand") {
  if (absent()) return;
  const auto tables = small_areas();
  CHECK(made(tables, "base").areas.size() == 4835);
  demand(tables);
}

TEST_CASE("with the published areas London's stroke units share beds as published") {
  if (absent()) return;
  pooled(small_areas());
}

// The published figures of fewer units rest on areas that were given the unit of other areas. These are of another program with each
// area to its nearest, three hundred replications; ties are broken by chance there and here, which moves a unit's beds by one.
TEST_CASE("everybody to the nearest of fewer, larger units: further to go, and less to wait") {
  if (absent()) return;
  const auto tables = small_areas();
  struct Row { const char* scenario; int beds; double minutes, within_30, waiting, standard_error, waited, delay; };
  for (const Row& row : {Row{"units_5", 493, 30.20, .4989, 1.144, .047, 251.4, 1.53}, Row{"units_15", 499, 20.87, .8939, 11.057, .195, 1050.3, 3.77},
                         Row{"units_22", 502, 18.61, .9363, 19.926, .251, 1362.7, 5.25}}) {
    CAPTURE(row.scenario);
    const auto model = made(tables, row.scenario);
    CHECK(beds(model) == row.beds);
    const auto result = ran(model, replications);
    near(measured(result, "minutes"), row.minutes, 0, .005);
    near(measured(result, "within_30"), row.within_30, 0, .00005);
    near(measured(result, "waiting"), row.waiting, row.standard_error);
    near_of(measured(result, "waited"), row.waited, 300);
    near_of(measured(result, "wait_if_waited"), row.delay, 300);
  }
}

}  // namespace tributary::exchange::flow
