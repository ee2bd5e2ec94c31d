// What two-way effects see of the rows of one cluster: few numbers from which their projection's blocks between clusters follow.
//
// Method    with P the projection onto the effects and a, b scaled vectors on the rows of two clusters: a'Pb = f(a) · (I, S⁻) · f(b),
//           where f holds each unit's weighted sum over the root of its weight, and the times' sums less what the units explain
// Limits    where every unit lies within one cluster and vectors have unit sums of 0 the units' part is 0 and is left out
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "engines/statistics/two_way_effects.hpp"

namespace tributary::statistics {

// Rows by cluster, and whether each unit lies within one cluster.
struct Clustering {
  Clustering(const TwoWayEffects& effects, std::span<const std::uint32_t> cluster);

  [[nodiscard]] std::size_t count() const { return starts.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> rows(std::size_t of) const {
    return std::span(order).subspan(starts[of], starts[of + 1] - starts[of]);
  }

  std::vector<std::uint32_t> order, starts;
  bool nested = true;
};

[[nodiscard]] inline std::size_t footprint_size(const TwoWayEffects& effects, bool nested) {
  return (nested ? 0 : effects.units()) + effects.times();
}

// `value(i)` is the vector's value at rows[i]; `out` has footprint_size places, all 0.
template <class Value>
void add_footprint(const TwoWayEffects& effects, std::span<const std::uint32_t> rows, bool nested, Value value, std::span<double> out) {
  const std::size_t times = nested ? 0 : effects.units();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double a = effects.root_weight(rows[i]) * value(i);
    out[times + effects.time(rows[i])] += a;
    if (!nested) out[effects.unit(rows[i])] += a;
  }
  if (nested) return;
  for (std::size_t u = 0; u < effects.units(); ++u) {
    if (out[u] == 0) continue;
    for (const auto row : effects.rows_of(u)) {
      const double root = effects.root_weight(row);
      out[times + effects.time(row)] -= out[u] * root * root / effects.unit_weight(u);
    }
  }
  for (std::size_t u = 0; u < effects.units(); ++u)
    if (out[u] != 0) out[u] /= std::sqrt(effects.unit_weight(u));
}

}  // namespace tributary::statistics
