// Randomisation inference: how often would an effect as large come out if others had had the change, at the same times?
//
// Method    every way of handing the same dates of adoption (and the same "never") to the clusters gives an effect; p is the share of
//           ways with one at least as far from 0 [Fisher 1935; for differences in differences, MacKinnon and Webb 2020,
//           doi 10.1016/j.jeconom.2020.04.024]. All ways where there are at most 5,000, else 1,999 seeded ones
// Limits    exact where who had the change, and when, was as good as drawn by lot; with few ways p can't be small: 8 sites of which one
//           changed have 8, and no p below .125
// Promises  same seed, same answer
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace tributary::evidence {

struct RandomisationTest {
  double p = 1, smallest_p = 1;
  std::size_t ways = 0;
  bool exact = false;
};

using Adoption = std::vector<std::optional<std::uint32_t>>;  // by cluster: when; absent: never

// `effect` says what comes out where the clusters adopted so; none: nothing can be said, and the way is passed over.
[[nodiscard]] std::optional<RandomisationTest> randomisation_test(const Adoption& adopted, const std::function<std::optional<double>(const Adoption&)>& effect,
                                                                  std::uint64_t seed, std::size_t most_ways = 5'000, std::size_t draws = 1'999);

}  // namespace tributary::evidence
