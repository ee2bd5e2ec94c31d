// Risk adjustment: how many events would each unit have had, if only who its cases are counted?
//
// Idea      a model of all units together says each case's chance from what it brought with it; their sum is what a unit was to expect,
//           and observed over expected compares units whose cases differ
// Method    logistic regression (general_linear.hpp), its odds ratios with Wald intervals; expected = Σ chance; the ratio's limits are
//           exact for a Poisson count, expected taken as known: χ²(.025; 2O) / 2E and χ²(.975; 2O + 2) / 2E
//           c statistic: the chance that a case with the event had the larger predicted chance, ties half
//           Hosmer and Lemeshow: ten groups by predicted chance, Σ (O − E)² / (E (1 − E/n)), χ² with groups − 2 degrees of freedom
//           [Hosmer and Lemeshow 1980, doi 10.1080/03610928008827941]; equal chances stay in one group
// Given     rows of cases, or of groups of cases alike: events out of trials
// Promises  observed and expected add up to the same over all units (without Firth's remedy); no NaN
// Fails     "no-rows", "events-out-of-range", "value-not-finite", "values-too-large", "no-events", "only-events", "separation" (names the terms; Firth's
//           remedy answers it), "too-many-terms", "fit-not-found"
// See       docs/guide/reference/evidence.md, "Risk adjustment"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/evidence/finding.hpp"

namespace tributary::evidence {

struct RiskRow {
  std::uint32_t unit = 0;  // place in unit_names
  std::optional<double> events;
  double trials = 1;
  std::vector<std::optional<double>> terms;  // as many as there are names
};

struct RiskTable {
  std::vector<std::string> unit_names, term_names;
  std::vector<RiskRow> rows;
};

struct RiskOptions {
  bool firth = false;
  std::string outcome = "events";
};

struct UnitRisk {
  std::string unit;
  double cases = 0, observed = 0, expected = 0;
  double ratio = 0, low = 0, high = 0;  // 95 %
};

struct RiskGroup {
  double cases = 0, observed = 0, expected = 0;
};

struct RiskAdjustment {
  std::vector<Estimate> terms;      // log odds ratios, the intercept first
  std::vector<std::string> dropped; // terms that others explain
  std::vector<UnitRisk> units;
  std::optional<double> c_statistic;
  std::vector<RiskGroup> groups;    // by predicted chance, from low to high
  std::optional<double> hosmer_lemeshow, hosmer_lemeshow_p;
  double cases = 0, events = 0;
  std::size_t left_out = 0;
  Told told;
};

[[nodiscard]] base::Result<RiskAdjustment> adjust_risk(const RiskTable& table, const RiskOptions& options);

// Exact limits of a Poisson count's mean.
struct Limits95 {
  double low = 0, high = 0;
};
[[nodiscard]] Limits95 poisson_limits(double observed);

}  // namespace tributary::evidence
