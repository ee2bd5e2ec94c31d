// Threshold: from which level on does an answer meet what is wanted?
//
// Idea      the answer at a level has an interval; so the threshold has one: the levels between which the interval of the answer leaves it
//           open whether what is wanted is met. Common random numbers make the answer go as smoothly as the thing itself
// Method    bisection, of the mean and of either end of its interval, over levels that are remembered [Burden and Faires, Numerical
//           Analysis, section 2.1]. Needs an answer that goes one way: where it turns, that is told, and another threshold may exist
// Promises  at most 3 · log2(levels) + 2 answers
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>

#include "base/result.hpp"

namespace tributary::statistics {

// How far an answer lies above what is wanted: met where it is at most 0.
struct Excess {
  double mean = 0;
  double half_width = 0;  // of its 95 % interval; 0 where it is exact
};

struct Threshold {
  // Positions 0 … last. Of the levels that meet what is wanted the one next to those that don't: by the mean; by the whole interval;
  // and by any part of it. None where no level does.
  std::optional<std::size_t> mean, surely, perhaps;
  bool rising = false;                   // met at low positions and not at high ones
  bool everywhere = false;               // met at both ends
  bool turns = false;                    // the answers don't go one way
  std::map<std::size_t, Excess> asked;   // all that were
};

// Fails with what an answer fails with.
[[nodiscard]] base::Result<Threshold> threshold(std::size_t last, const std::function<base::Result<Excess>(std::size_t)>& answer);

}  // namespace tributary::statistics
