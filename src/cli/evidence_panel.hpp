// A panel from a file: which columns it is, and where the change was in force.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/evidence_report.hpp"
#include "cli/evidence_times.hpp"
#include "engines/evidence/panel.hpp"
#include "engines/evidence/prediction_score.hpp"

namespace CLI {
class App;
}

namespace tributary::cli {

struct PanelOptions {
  std::string file, outcome, unit, time, cluster, weight;
  std::string treated, after;                  // a column of marks, and one of times that goes with it
  std::string treated_from, from;              // or a column of times; or a time for those of --treated-unit
  std::vector<std::string> treated_units, covariates;
  std::string better = "neither";
  std::uint64_t seed = 1;
  bool json = false;
};

void add_panel_options(CLI::App& command, PanelOptions& options);

// --better, alike for every method.
void add_better_option(CLI::App& command, std::string& better);
[[nodiscard]] evidence::Better better_of(const std::string& word);

struct ReadPanel {
  exchange::DataTable table;
  EvidenceTimes times;
  evidence::CheckedPanel panel;
};

// Reads the file into the report, and checks it. Options are kept in the report as they were told.
[[nodiscard]] base::Result<ReadPanel> read_panel(const PanelOptions& options, EvidenceReport& report);

// An engine's problem, with the file's row or the option that it is of.
[[nodiscard]] base::Problem in_table(base::Problem problem, const exchange::DataTable& table, const std::vector<std::pair<std::string, std::string>>& fields = {});

}  // namespace tributary::cli
