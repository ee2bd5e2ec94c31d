// Difference-in-differences: did those with a change move otherwise than those without it?
//
// Idea      what happened to the others meanwhile says what would have happened to those who changed
// Method    all units changed at once: regression with a level for every unit and time (two-way fixed effects), errors by cluster
//           (CR2 with Satterthwaite's degrees of freedom; CR1 beside it). Units changed at different times: group-time effects
//           (group_time.hpp), as the regression would then use units that already changed as the comparison, and can get even the
//           sign wrong where effects grow [Goodman-Bacon 2021, doi 10.1016/j.jeconom.2021.03.014; de Chaisemartin and D'Haultfœuille
//           2020, doi 10.1257/aer.20181169]; its number and its negative weights are shown beside
//           Few clusters: the wild cluster bootstrap and randomisation inference besides, and no claim that any of them denies
//           Trends before the change: a straight difference in trend is tested, and what would be left if it went on
// Given     a checked panel; units are what levels are given to (sites, or the two groups of a 2×2), clusters what errors are shared in
// Promises  deterministic (seeded); no NaN; what can't be judged is absent, and told
// Fails     "effect-not-identified", and as group_time_effects does
// See       docs/guide/reference/evidence.md, "Difference-in-differences"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/evidence/finding.hpp"
#include "engines/evidence/group_time.hpp"
#include "engines/evidence/panel.hpp"
#include "engines/evidence/prediction_score.hpp"
#include "engines/evidence/randomisation.hpp"
#include "engines/statistics/wild_cluster.hpp"

namespace tributary::evidence {

struct DidOptions {
  Better better = Better::neither;
  std::string outcome = "the outcome";
  std::optional<Compare> compare;  // with whom, where adoption is staggered; absent: the never treated where there are two or more
  std::uint64_t seed = 1;
};

// How the regression weighs each treated cell: those below 0 count an effect against itself.
struct NegativeWeights {
  std::size_t cells = 0, negative = 0;
  double sum_negative = 0;  // all weights add up to 1
};

struct CellOfFour {
  bool changed = false, after = false;  // the group that ever has the change; the times from its start
  double mean = 0;
  std::optional<double> standard_error;
  std::size_t rows = 0;
};

struct Did {
  Estimate effect;                 // the answer's
  bool by_group_time = false;      // how it was found
  std::optional<Estimate> plain, cr1, cr2;  // the regression's effect, with each kind of error
  std::vector<Estimate> covariates;
  std::optional<GroupTimeEffects> group_time;
  std::optional<NegativeWeights> negative_weights;
  std::vector<CellOfFour> four;    // where all changed at once
  std::optional<statistics::WildBootstrap> wild;
  std::optional<RandomisationTest> randomisation;
  std::optional<Estimate> trend_before;   // by how much more a time those who changed moved, before
  std::optional<double> if_trend_went_on; // the effect, were that difference to last
  std::optional<double> unweighted;       // the effect with all rows alike, where they are weighted
  double largest_p = 1;            // of all that were asked; the claim rests on it
  bool few_clusters = false;
  bool errors_unknown = false;     // rows vary, but how far clusters do by chance can't be seen: one is all there is on a side
  bool sure = false;               // that there is an effect: no method denies it, and trends before don't explain it
  Told told;
};

[[nodiscard]] base::Result<Did> difference_in_differences(const CheckedPanel& panel, const DidOptions& options);

}  // namespace tributary::evidence
