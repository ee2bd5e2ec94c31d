// Visits: how often somebody is at each node of a network, on the average, before they leave it.
#pragma once

#include <optional>
#include <vector>

namespace tributary::flow {

struct Onto { std::size_t node = 0; double chance = 0; };

// v with v[i] = entry[i] + Σ_j v[j] · (chance of going from j to i). Absent where somebody goes round for ever.
// Method: node after node along the way; where a circle leads back, its nodes together by Gaussian elimination (circles.hpp).
[[nodiscard]] std::optional<std::vector<double>> visits(const std::vector<std::vector<Onto>>& onto, const std::vector<double>& entry);

}  // namespace tributary::flow
