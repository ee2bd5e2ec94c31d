// Latin hypercube: points that fill a cube evenly in each of its dimensions, however few they are.
//
// Method    each dimension is cut into as many cells as there are points; each cell has one point, at random within it, and the
//           dimensions' orders are shuffled independently  [McKay, Beckman, Conover 1979, doi 10.2307/1268522]
// Promises  same points, dimensions and seed: the same cube, on any machine
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tributary::statistics {

// By point, then by dimension: numbers in (0, 1).
[[nodiscard]] std::vector<std::vector<double>> latin_hypercube(std::size_t points, std::size_t dimensions, std::uint64_t seed);

}  // namespace tributary::statistics
