#include "services/flow_asked.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::services {

namespace engine = flow_file::engine;

namespace {

constexpr double pilot_seconds = 0.1, longest_pilot_seconds = 1;
constexpr int warm_up_pilots = 10;  // replications that finding a warm-up takes

base::Problem out_of_range(const std::string& detail, const char* field) { return {.code = "out-of-range", .title = "The number is out of range", .detail = detail, .field = field}; }

base::Done check_question(const domain::FlowQuestion& question) {
  const std::size_t scenarios = question.scenarios.size();
  if (scenarios == 0 || scenarios > domain::most_flow_scenarios)
    return base::fail({.code = "scenarios-missing", .title = "Say which scenarios to run", .detail = "Name 1 to " + std::to_string(domain::most_flow_scenarios) + " of them; base is the model as it stands.", .field = "/scenarios"});
  if (question.replications && (*question.replications < 1 || *question.replications > domain::most_flow_replications))
    return base::fail(out_of_range("A run has 1 to " + std::to_string(domain::most_flow_replications) + " replications.", "/replications"));
  if (question.seed && *question.seed > engine::greatest_seed) return base::fail(out_of_range("A seed is at most 9,000,000,000,000,000.", "/seed"));
  if (question.length && !(std::isfinite(*question.length) && *question.length > 0)) return base::fail(out_of_range("A run's length is above 0.", "/length"));
  if (question.by && (*question.by == domain::Interval::day || *question.by == domain::Interval::irregular))
    return base::fail({.code = "period-unknown", .title = "No such period", .detail = "Measures are told by week, month, quarter or year.", .field = "/by"});
  return {};
}

// Also of what it becomes at a date, and of what a replication draws of it.
void tell_by(engine::Model& model, double period) {
  for (engine::Measure& each : model.measures) each.period = period;
  for (engine::Model& each : model.versions) tell_by(each, period);
  if (!model.drawn) return;
  model.drawn = [drawn = std::move(model.drawn), period](std::uint64_t seed, std::uint64_t replication) {
    auto out = drawn(seed, replication);
    if (out) tell_by(*out, period);
    return out;
  };
}

void set_run(engine::Model& model, const domain::FlowQuestion& question) {
  if (question.replications) model.run.replications = *question.replications, model.run.precision.reset();
  if (question.seed) model.run.seed = *question.seed;
  if (question.length) model.run.length = *question.length;
  if (question.by) tell_by(model, length_of(*question.by, model.unit));
}

// One replication, ended after a second. Its seconds, and whether it came to its end.
std::pair<double, bool> timed(const engine::Model& model) {
  std::atomic<bool> cancel = false;
  std::mutex mutex;
  std::condition_variable_any over;
  std::jthread guard([&](const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    over.wait_for(lock, stop, std::chrono::duration<double>(longest_pilot_seconds), [] { return false; });
    if (!stop.stop_requested()) cancel = true;
  });
  engine::Control control;
  control.threads = 1;
  control.cancel = &cancel;
  const auto began = std::chrono::steady_clock::now();
  const auto result = engine::run_model(model, control);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return {seconds, !result || !result->cancelled};
}

// Of one scenario, from a pilot that takes about so long.
double seconds_of(const engine::Model& first, double long_enough) {
  const double whole = first.run.length + first.run.warm_up.value_or(first.run.length / 2);
  engine::Model pilot = first;
  pilot.run.replications = 1;
  pilot.run.precision.reset();
  pilot.run.warm_up = 0;
  double each = 0;
  for (double share = 1.0 / 256; ; share = std::min(1.0, share * 4)) {
    pilot.run.length = whole * share;
    const auto [seconds, ended] = timed(pilot);
    each = seconds / share;
    if (!ended || share >= 1 || seconds > long_enough) break;
  }
  const int replications = first.run.precision ? first.run.precision->at_most : first.run.replications;
  const double threads = std::min<double>(replications, std::max(1U, std::thread::hardware_concurrency()));
  return each * (replications / threads + (first.run.warm_up ? 0 : warm_up_pilots));
}

}  // namespace

double length_of(domain::Interval interval, engine::TimeUnit unit) {
  const auto days = [&] {
    switch (interval) {
      case domain::Interval::week: return 7.0;
      case domain::Interval::quarter: return 365.0 / 4;
      case domain::Interval::year: return 365.0;
      default: return 365.0 / 12;
    }
  }();
  return days * 24 / engine::hours_in(unit);
}

base::Result<std::vector<flow_file::Asked>> asked_of(const ReadFlowModel& model, const domain::FlowQuestion& question) {
  if (const auto good = check_question(question); !good) return base::fail(good.error());
  std::vector<flow_file::Asked> out;
  for (const domain::FlowScenario& each : question.scenarios) {
    const auto kept = model.at(each);
    if (!kept) return base::fail(kept.error());
    const ReadFlowModel::Made* made = kept->get();
    if (std::ranges::find(out, made->name, &flow_file::Asked::name) != out.end())
      return base::fail({.code = "scenario-twice", .title = "A scenario is named twice", .detail = "\"" + made->title + "\": name each once, or at other levels.", .field = "/scenarios"});
    flow_file::Asked asked{made->made.model, made->name, made->title};
    set_run(asked.model, question);
    if (const auto good = engine::check_model(asked.model); !good) return base::fail(made->made.placed(good.error()));
    out.push_back(std::move(asked));
  }
  flow_file::run_one_way(out);
  return out;
}

double seconds_of(const std::vector<flow_file::Asked>& asked) {
  double out = 0;
  for (const flow_file::Asked& each : asked) {
    out += seconds_of(each.model, pilot_seconds / static_cast<double>(asked.size()));
    if (out > 3600) break;  // hours, whatever the others take
  }
  return out;
}

}  // namespace tributary::services
