// bench_flow MODELS: the flow engine on the models of that folder, beside the hand-written loops of reference.hpp, in one run.
//
// Method    each row is the median of rounds in which everything that it compares took its turn, in processor time; so what else
//           the machine does falls on both. Prints CSV: what, value, unit, reference, ratio, wanted
// See       docs/guide/reference/benchmarks.md
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "bench/flow/reference.hpp"
#include "bench/turns.hpp"
#include "engines/flow/allocation.hpp"
#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "engines/random/samplers.hpp"
#include "exchange/flow/flow_model.hpp"

namespace {

namespace flow = tributary::flow;
namespace bench = tributary::bench;
using tributary::exchange::flow::ModelFile;

using bench::row;
using bench::times;
using bench::wall_time;

constexpr int rounds = 7;

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "bench_flow: %s\n", why.c_str());
  std::exit(1);
}

std::string whole(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) stop("there is no " + file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// `tables` says in which file a table is.
flow::Model read(const std::string& folder, const std::string& name, const std::map<std::string, std::string>& tables = {}, const std::string& scenario = "base") {
  const auto file = ModelFile::read(whole(folder + "/" + name + ".toml"), name);
  if (!file) stop(file.error().detail);
  const auto& all = file->scenarios();
  const auto found = std::ranges::find(all, scenario, &tributary::exchange::flow::ScenarioText::name);
  if (found == all.end() && scenario != "base") stop(name + " has no scenario " + scenario);
  auto model = file->model(found == all.end() ? nullptr : &*found, [&](const std::string& table) -> tributary::base::Result<std::string> { return whole(tables.at(table)); });
  if (!model) stop(model.error().detail);
  return std::move(model->model);
}

flow::RunResult run(const flow::Model& model, unsigned threads = 1) {
  if (const auto done = flow::check_model(model); !done) stop(done.error().detail);
  flow::Control control;
  control.threads = threads;
  auto result = flow::run_model(model, control);
  if (!result) stop(result.error().detail);
  return std::move(*result);
}

flow::Model by_events(flow::Model model) {
  model.run.engine = flow::RunSettings::Engine::events;
  return model;
}

constexpr double ns = 1e9;

void one_queue(const std::string& name, const flow::Model& model, int servers, double rate, const char* wanted) {
  constexpr long people = 1'000'000;
  const auto events = by_events(model);
  if (run(model).by_recursion != 1) stop(name + " is not run by the recursion");
  const auto took = times({[&] { bench::queue_on_heap(people, servers, rate, 1); }, [&] { bench::queue_by_recursion(people, servers, rate, 1); }, [&] { run(events); }, [&] { run(model); }}, rounds);
  row(name + ": heap loop", took[0] / people * ns, "ns a person");
  row(name + ": recursion", took[1] / people * ns, "ns a person", name + ": heap loop", took[1] / took[0]);
  row(name + ": engine, by events", took[2] / people * ns, "ns a person", name + ": heap loop", took[2] / took[0], wanted);
  row(name + ": engine, by recursion", took[3] / people * ns, "ns a person", name + ": recursion", took[3] / took[1], "2");
}

void hospital(const flow::Model& model) {
  constexpr long people = 200'000;
  const std::vector<bench::Stage> stages{{5, 4}, {28, 48}, {92, 168}, {180, 336}, {265, 504}};
  const auto took = times({[&] { bench::row_on_heap(people, stages, .5); }, [&] { bench::row_on_winner_tree(people, stages, .5); }, [&] { run(model); }}, rounds);
  row("hospital: heap loop", took[0] / people * ns, "ns a person");
  row("hospital: winner tree", took[1] / people * ns, "ns a person", "hospital: heap loop", took[1] / took[0]);
  row("hospital: engine", took[2] / people * ns, "ns a person", "hospital: heap loop", took[2] / took[0], "0.49");
  row("hospital: engine", took[2] / people * ns, "ns a person", "hospital: winner tree", took[2] / took[1], "1.25");
}

flow::Model with_people(flow::Model model, std::int64_t people, int replications = 1) {
  model.sources[0].at_most = people;
  model.run.replications = replications;
  return model;
}

void many_short(const flow::Model& mm1) {
  for (const auto& [model, how] : {std::pair(by_events(mm1), ", by events"), std::pair(mm1, ", by recursion")}) {
    const auto short_ones = with_people(model, 1'000, 1'000), long_one = with_people(model, 1'000'000);
    const auto took = times({[&] { run(long_one); }, [&] { run(short_ones); }}, rounds);
    row(std::string("mm1: 1,000 replications of 1,000 people") + how, took[1], "s", "one run of 1,000,000", took[1] / took[0], "1");
  }
}

void two_threads(const flow::Model& model) {
  const auto took = times({[&] { run(model, 1); }, [&] { run(model, 2); }}, rounds, wall_time);
  row("stroke-capacity: two threads", took[1], "s", "one thread", took[0] / took[1], "1.9");
}

// Reading the tables and the model, and the run, on two threads. With the published areas where they are beside the tree.
void london(const std::string& folder) {
  const std::string small = folder + "/../../shared/data/london-stroke/", own = folder + "/stroke-london/";
  const bool published = std::filesystem::exists(small);
  const std::map<std::string, std::string> tables{{"areas", published ? small + "admissions.csv" : own + "areas.csv"},
                                                  {"preferred", published ? small + "pref_unit.csv" : own + "preferred.csv"},
                                                  {"travel", published ? small + "time.csv" : own + "travel.csv"}};
  const auto all = [&] { run(read(folder, "stroke-london", tables), 2); };
  const std::string name = std::string("stroke-london: ") + (published ? "4,835 areas" : "22 areas") + ", 22 units, 100 replications";
  row(name + ", processor time", times({all}, 3)[0], "s");
  row(name + ", two threads", times({all}, 3, wall_time)[0], "s", "", 0, "1");
}

// A comparison as a page asks for it: both scenarios read, solved and run, on two threads. By small area where these are beside the tree.
void greater_manchester(const std::string& folder) {
  const std::string small = folder + "/../../shared/data/greater-manchester/areas.csv";
  const bool published = std::filesystem::exists(small);
  const std::map<std::string, std::string> tables{{"areas", published ? small : folder + "/stroke-greater-manchester/areas.csv"}};
  const auto both = [&] {
    for (const char* scenario : {"within_4_hours_2010", "everyone_2015"}) {
      const auto model = read(folder, "stroke-greater-manchester", tables, scenario);
      if (!flow::solve(model)) stop("theory can't solve stroke-greater-manchester");
      run(model, 2);
    }
  };
  row(std::string("stroke-greater-manchester: ") + (published ? "1,673 areas" : "10 areas") + ", two scenarios, 100 replications, two threads", times({both}, 3, wall_time)[0], "s", "", 0, "10");
}

void growth(const flow::Model& mm1) {
  double before = 0;
  for (const std::int64_t people : {1'000L, 10'000L, 100'000L, 1'000'000L, 10'000'000L}) {
    const int replications = people < 1'000'000 ? static_cast<int>(1'000'000 / people) : 1;
    const auto model = with_people(mm1, people, replications);
    const double each = times({[&] { run(model); }}, 3)[0] / static_cast<double>(people * replications) * ns;
    row("mm1: " + std::to_string(people) + " people", each, "ns a person", before > 0 ? "a tenth as many" : "", before > 0 ? each / before : 0);
    before = each;
  }
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  row("memory at its most, after all runs so far", static_cast<double>(use.ru_maxrss) / 1024, "MB");
}

// Services in a row of ten beds each, at a load of nine tenths.
flow::Model row_of(std::uint32_t services, std::int64_t people) {
  flow::Model out;
  out.classes = {"person"};
  out.exits = {"out"};
  for (std::uint32_t i = 0; i < services; ++i) {
    flow::Service service;
    service.name = "service " + std::to_string(i);
    service.capacity.beds = 10;
    service.stays = {{{}, {flow::Exponential{1}}}};
    service.next = {i + 1};
    out.choices.emplace_back(flow::Enter{{i}});
    out.services.push_back(std::move(service));
  }
  out.choices.emplace_back(flow::Leave{{0}});
  flow::Source source;
  source.classes = {{0}};
  source.process = flow::PoissonArrivals{9};
  source.at_most = people;
  source.to = {0};
  out.sources = {std::move(source)};
  out.run.warm_up = 0;
  out.run.length = 1e9;
  out.run.until_empty = true;
  out.run.replications = 1;
  return out;
}

void services() {
  double before = 0;
  for (const std::uint32_t count : {5U, 50U, 500U, 5'000U}) {
    const std::int64_t people = 2'000'000 / count;
    const auto model = row_of(count, people);
    const double each = times({[&] { run(model); }}, 3)[0] / static_cast<double>(people * count) * ns;
    row(std::to_string(count) + " services in a row", each, "ns a stay", before > 0 ? "a tenth as many" : "", before > 0 ? each / before : 0);
    before = each;
  }
}

// All of England's small areas to a hundred and one units, with every figure that the command tells.
void all_of_england() {
  constexpr std::size_t areas = 32'843, sites = 101;
  std::vector<float> minutes(areas * sites);
  std::vector<double> people(areas);
  tributary::random::Stream draws(1, 1);
  for (float& each : minutes) each = static_cast<float>(200 * draws.unit());
  for (double& each : people) each = 5 * draws.unit();
  const auto took = times({[&] {
    const auto all = flow::allocate(minutes, sites, people);
    for (const int percent : {50, 95}) static_cast<void>(flow::travel_percentile(all, people, percent));
    for (const int within : {30, 45, 60}) static_cast<void>(flow::share_within(all, people, within));
  }}, rounds);
  row("allocate: 32,843 areas to 101 sites", took[0] * 1e3, "ms", "", 0, "20");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) stop("say where the models are: bench_flow MODELS");
  const std::string folder = argv[1];
  const auto mm1 = read(folder, "mm1");
  bench::heading();
  one_queue("mm1", mm1, 1, .9, "1.5");
  one_queue("mmc", read(folder, "mmc"), 10, 9, "1.1");
  hospital(read(folder, "hospital"));
  many_short(mm1);
  growth(by_events(mm1));
  services();
  all_of_england();
  const auto stroke = read(folder, "stroke-capacity");
  row("stroke-capacity: base case", times({[&] { run(stroke); }}, 3)[0], "s", "", 0, "0.3");
  two_threads(stroke);
  london(folder);
  greater_manchester(folder);
}
