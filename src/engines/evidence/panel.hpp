// A panel: what was measured in each unit (site, ward, place) at each time, and where a change was in force.
//
// Given     one row for each thing measured; several rows of one unit and time are allowed, so are gaps
// Units     times are numbers in their order; only their order counts here
// Promises  a checked panel holds only rows that have everything, indices counted from 0 of which each occurs, and a change that
//           once it is in force stays so
// Fails     "no-rows", "one-unit", "one-time", "nothing-treated", "everything-treated", "treatment-ends", "value-not-finite",
//           "weight-not-positive", "values-too-large", "panel-too-wide"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace tributary::evidence {

struct PanelRow {
  std::uint32_t unit = 0, time = 0, cluster = 0;  // places in the names below
  std::optional<double> outcome;
  bool treated = false;  // the change is in force here and now
  double weight = 1;
  std::vector<std::optional<double>> covariates;  // as many as there are names
};

struct Panel {
  std::vector<std::string> unit_names, time_names, cluster_names, covariate_names;  // times in their order
  std::vector<PanelRow> rows;
};

struct CheckedPanel {
  std::vector<std::string> unit_names, time_names, cluster_names, covariate_names;  // of those that occur
  std::vector<std::uint32_t> unit, time, cluster;                                    // by row
  std::vector<double> outcome, treated, weight;
  std::vector<std::vector<double>> covariates;
  bool weighted = false;  // not all weights are alike

  std::vector<std::optional<std::uint32_t>> adopted;  // by unit: the first time with the change; absent: never
  bool staggered = false;                             // units adopted at different times
  bool complete = false;                              // one row in every cell
  bool nested = false;                                // every unit lies within one cluster
  std::size_t left_out = 0;                           // rows without an outcome, a covariate or a weight above 0

  [[nodiscard]] std::size_t units() const { return unit_names.size(); }
  [[nodiscard]] std::size_t times() const { return time_names.size(); }
  [[nodiscard]] std::size_t clusters() const { return cluster_names.size(); }
  [[nodiscard]] std::size_t ever_treated() const;
  [[nodiscard]] std::size_t treated_clusters() const;  // in which a row is treated
  [[nodiscard]] double scale() const;  // the largest outcome in size
  // The mean of each unit at each time, by unit and then time; absent where nothing was measured.
  [[nodiscard]] std::vector<std::optional<double>> cell_means() const;
};

[[nodiscard]] base::Result<CheckedPanel> check_panel(const Panel& panel);

}  // namespace tributary::evidence
