// What flow runs came to, as a table, as CSV or as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/table.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::cli {

namespace engine = tributary::flow;

struct ScenarioRun {
  std::string name, title;
  engine::RunResult result;
};

struct FlowReport {
  std::string model, title, hash, version;
  engine::TimeUnit unit = engine::TimeUnit::day;
  std::vector<ScenarioRun> runs;
  std::vector<engine::Evidence> evidence;
  std::vector<std::string> contradictions;
};

// A row a number: scenario, of (system, service or measure), name, number, period (empty: the whole run), mean, half_width (of
// the 95 % interval), sd, low90, low50, median, high50, high90 (of one replication), replications. The table says the seed, the
// hash of what was read and the version above it, and shows fewer digits.
[[nodiscard]] std::string report_in(const FlowReport& report, Format format);
// Each measure of each scenario after the first, less that of the first, paired replication by replication.
[[nodiscard]] std::string differences_in(const FlowReport& report, Format format);
[[nodiscard]] std::string report_as_json(const FlowReport& report);

}  // namespace tributary::cli
