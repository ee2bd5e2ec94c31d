// A panel from a table: which columns it is, and where the change was in force.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "exchange/evidence/method.hpp"
#include "exchange/evidence/times.hpp"
#include "engines/evidence/panel.hpp"
#include "engines/evidence/prediction_score.hpp"

namespace tributary::exchange {

struct PanelOptions {
  std::string outcome, unit, time, cluster, weight;
  std::string treated, after;                  // a column of marks, and one of times that goes with it
  std::string treated_from, from;              // or a column of times; or a time for those of treated_units
  std::vector<std::string> treated_units, covariates;
  std::string better = "neither";
  std::uint64_t seed = 1;
};

// What every method of panels takes, and what this one takes besides.
[[nodiscard]] std::vector<EvidenceOption> panel_options(std::vector<EvidenceOption> more);
[[nodiscard]] PanelOptions panel_of(const EvidenceSettings& settings, std::string_view covariates);

// --better, alike for every method.
[[nodiscard]] EvidenceOption better_option();
[[nodiscard]] evidence::Better better_of(const std::string& word);

struct ReadPanel {
  EvidenceTimes times;
  evidence::CheckedPanel panel;
};

// Options are kept in the report as they were told.
[[nodiscard]] base::Result<ReadPanel> read_panel(const DataTable& table, const PanelOptions& options, EvidenceReport& report);

// An engine's problem, with the file's row or the option that it is of.
[[nodiscard]] base::Problem in_table(base::Problem problem, const DataTable& table, const std::vector<std::pair<std::string, std::string>>& fields = {});

}  // namespace tributary::exchange
