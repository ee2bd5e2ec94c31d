// Circles: which of several things lead back to themselves or to one another.
//
// Given     `after[i]` holds what may follow at once on i, some perhaps twice
// Promises  O(n + ways): strongly connected components [Tarjan 1972, doi 10.1137/0201010]
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tributary::flow {

// Those that lead back to one another together, each of the others alone; each such set before those that it leads to.
[[nodiscard]] std::vector<std::vector<std::size_t>> along_the_way(const std::vector<std::vector<std::uint32_t>>& after);

// True for each i that some way leads back to.
[[nodiscard]] std::vector<bool> in_a_circle(const std::vector<std::vector<std::uint32_t>>& after);

}  // namespace tributary::flow
