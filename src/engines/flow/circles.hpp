// Circles: which of several things can be come to again from itself.
#pragma once

#include <cstdint>
#include <vector>

namespace tributary::flow {

// `after[i]` holds what may follow at once on i, some perhaps twice. True for each i that some way leads back to. O(n + ways):
// strongly connected components [Tarjan 1972, doi 10.1137/0201010].
[[nodiscard]] std::vector<bool> in_a_circle(const std::vector<std::vector<std::uint32_t>>& after);

}  // namespace tributary::flow
