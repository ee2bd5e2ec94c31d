// Linear equations, a few hundred at most.
#pragma once

#include <vector>

namespace tributary::flow {

// x with x[i] − Σ_j onto[j][i] · x[j] = right[i]: visits of a network whose chances of going from j to i are onto[j][i], and from which
// everybody leaves in the end. Gaussian elimination with the largest pivot of each column.
[[nodiscard]] std::vector<double> visits(const std::vector<std::vector<double>>& onto, std::vector<double> right);

}  // namespace tributary::flow
