// What flow models came to, run or solved, before it is written for people or programs.
//
// Idea      the command line and the server run and solve models alike, so that whoever has a model's file, its scenario and the seed has
//           the same numbers from either
// See       report_json.hpp; cli/flow_report.hpp for tables
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

struct ScenarioRun {
  std::string name, title;
  engine::RunResult result;
  engine::Solution theory;
  std::vector<std::string> overloads;  // a sentence each
  std::vector<double> goes_live;       // when its changes do, of those that do while counting; in order
};

struct ScenarioSolution {
  std::string name, title;
  engine::Solution theory;
};

// Which model that was, and what it says of its numbers.
struct ModelNote {
  std::string model, title, hash, version;
  engine::TimeUnit unit = engine::TimeUnit::day;
  std::optional<base::Date> begins_on;
  std::vector<engine::Evidence> evidence;
  std::vector<std::string> contradictions;
};

struct FlowReport : ModelNote {
  std::vector<ScenarioRun> runs;
  std::string stopped;  // how far each scenario came, where the run was ended early
};
struct TheoryReport : ModelNote { std::vector<ScenarioSolution> solutions; };

// A scenario that is to be run: the checked model under it.
struct Asked {
  engine::Model model;
  std::string name, title;
};

// What a model says of itself, apart from hash and version.
void note(ModelNote& note, const engine::Model& model);

// Of several scenarios all are run by events where one of them needs it: what is alike in two of them is then so to the last digit.
void run_one_way(std::vector<Asked>& asked);

// What a run came to, with what theory says of the same model after the run's warm-up.
[[nodiscard]] ScenarioRun beside_theory(const Asked& asked, engine::RunResult result);

// A time of the run as people know it: a date, with the hour where it isn't midnight, of a model that begins on one; else so many of its units.
// For columns and programs; the other in a sentence.
[[nodiscard]] std::string moment(const ModelNote& note, double time);
[[nodiscard]] std::string moment_in_words(const ModelNote& note, double time);

// The time of the first change that goes live while people are counted; none where all are before or after. And that of a scenario, as a sentence
// begins: its numbers are then of the time before as well.
[[nodiscard]] std::vector<double> live_while_counting(const std::vector<engine::Curve>& changes, double warm_up, double length);
[[nodiscard]] std::string changes_in_words(const ModelNote& note, const std::string& scenario, double changes_at, double warm_up);

[[nodiscard]] const char* unit_words(engine::TimeUnit unit);

// How the replications were run: "events", "recursion", or both where somebody came at the very moment at which another left.
[[nodiscard]] const char* engine_of(const engine::RunResult& result);

// Calls `each(name, estimate)` for the numbers of a service that a report tells; those that are nothing by their nature are left out.
template <class Each>
void each_of_service(const engine::ServiceEstimates& service, Each each) {
  each("occupied", service.occupied);
  each("queue", service.queue);
  each("wait", service.wait);
  each("wait_if_waited", service.wait_if_waited);
  each("share_delayed", service.share_delayed);
  each("stay", service.stay);
  each("active_stay", service.active_stay);
  each("arrivals", service.arrivals);
  const auto if_any = [&](const char* name, const std::optional<engine::Estimate>& value) {
    if (value && (value->mean != 0 || value->sd != 0)) each(name, value);
  };
  if_any("blocked", service.blocked);
  if_any("in_transition", service.in_transition);
  if_any("placed_out", service.placed_out);
  if_any("turned_away", service.turned_away);
  if_any("reneged", service.reneged);
  if (service.visits) each("visits", service.visits);
  if (service.slots_used) each("slots_used", service.slots_used);
  if (service.visit_delay) each("visit_delay", service.visit_delay);
}

}  // namespace tributary::exchange::flow
