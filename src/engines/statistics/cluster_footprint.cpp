#include "engines/statistics/cluster_footprint.hpp"

#include <algorithm>
#include <numeric>

namespace tributary::statistics {

Clustering::Clustering(const TwoWayEffects& effects, std::span<const std::uint32_t> cluster) {
  const std::size_t groups = *std::ranges::max_element(cluster) + std::size_t{1};
  starts.assign(groups + 1, 0);
  for (const auto each : cluster) ++starts[each + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  order.resize(cluster.size());
  auto next = starts;
  for (std::size_t row = 0; row < cluster.size(); ++row) order[next[cluster[row]]++] = static_cast<std::uint32_t>(row);
  for (std::size_t u = 0; nested && u < effects.units(); ++u)
    for (const auto row : effects.rows_of(u)) nested = nested && cluster[row] == cluster[effects.rows_of(u).front()];
}

}  // namespace tributary::statistics
