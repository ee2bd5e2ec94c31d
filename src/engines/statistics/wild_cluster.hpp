// Wild cluster bootstrap: is a coefficient beyond what chance does, where there are too few clusters for large-sample errors?
//
// Idea      if the effect were none, each cluster's errors could as well have had the other sign; all ways of turning them say how large
//           a t-ratio chance makes
// Method    restricted residuals (fitted without the term tested), one Rademacher sign a cluster, the CR1 t-ratio of each draw
//           [Cameron, Gelbach, Miller 2008; the exact form for few clusters as in Canay, Santos, Shaikh 2021]. Every draw's t-ratio
//           follows from one matrix of clusters × clusters, as both it and the draw's scores are linear in the signs
// Given     at least 2 clusters; all 2^G sign patterns where G ≤ 14, else seeded draws
// Promises  same seed, same answer. Conservative where few clusters are treated
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engines/statistics/two_way_effects.hpp"

namespace tributary::statistics {

inline constexpr std::size_t most_signs_enumerated = 14;  // clusters

struct WildBootstrap {
  double p = 1;           // two-sided, of no effect: the share of draws whose t-ratio is at least as large
  std::size_t draws = 0;  // 2^G where exact: the smallest p that there can be is 2 / draws
  bool exact = false;
  std::optional<double> low, high;  // effects that are not rejected at 5 %; a side is absent where it has no end
};

// None where the term can't be told from the rest, or nothing is left to turn.
[[nodiscard]] std::optional<WildBootstrap> wild_bootstrap(const TwoWayEffects& effects, std::span<const double> outcome,
                                                          const std::vector<double>& tested, const Columns& others,
                                                          std::span<const std::uint32_t> cluster, std::uint64_t seed,
                                                          std::size_t draws = 9'999);

}  // namespace tributary::statistics
