// Distribution: how long, how many or how much, when it varies.
//
// Idea      one plain value for every law that a model may name; how it was given (mean and SD, median, quantiles …) is
//           settled before by the functions of distribution_given.hpp, so that here each law has one set of parameters
// Given     nonnegative quantities, in the model's time unit where they are times
// See       distribution_given.hpp, distribution_sample.hpp, docs/guide/reference/flow-model.md
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace tributary::flow {

struct Fixed { double value = 0; };
struct Uniform { double least = 0, most = 1; };
struct Exponential { double mean = 1; };
struct Gamma { double shape = 1, scale = 1; };           // mean = shape · scale
struct Lognormal { double log_mean = 0, log_sd = 1; };   // of the natural logarithm
struct Weibull { double shape = 1, scale = 1; };         // P(X > x) = exp(−(x / scale)^shape)
struct Triangular { double least = 0, mode = 0, most = 1; };
struct Normal { double mean = 0, sd = 1; };              // only with a Truncation: times are never negative
// One of several exponentials: branch i with weight[i]; weights sum to 1.
struct Hyperexponential { std::vector<double> weights, means; };
// The time to leave the transient states of a Markov chain: begin[i] sums to 1; rate[i] > 0 out of state i, then
// next[i · n + j] to state j, and out for good with what is missing to 1.
struct PhaseType { std::vector<double> begin, rate, next; };
// A value of the list, each as often as its weight says; values ascend. With `between`, linear from one to the next.
struct Empirical { std::vector<double> values, weights; bool between = false; };
// Lognormal up to its `splice` quantile (0 < splice < 1) and a generalised Pareto tail beyond it: tail_shape < 1, so
// that there is a mean.
struct SplicedLognormalPareto { Lognormal body; double splice = 0.95, tail_shape = 0, tail_scale = 1; };

using Law = std::variant<Fixed, Uniform, Exponential, Gamma, Lognormal, Weibull, Triangular, Normal, Hyperexponential,
                         PhaseType, Empirical, SplicedLognormalPareto>;

// What becomes of a draw outside [least, most]. Tools differ here, so a model must say which.
enum class Outside : std::uint8_t {
  resample,  // drawn again until inside: the law given that it lies inside
  clip,      // moved to the nearer bound
  absolute,  // |x|, then clipped: simmer's way with negative draws
};

struct Truncation {
  double least = 0;
  std::optional<double> most;
  Outside rule = Outside::resample;

  friend bool operator==(const Truncation&, const Truncation&) = default;
};

// x = scale · draw, then moved by shift, or only where it is above shift_above; never below 0 (a stay of a person whom a change "shortens by
// a day" is not negative).
struct Distribution {
  Law law;
  std::optional<Truncation> truncation;  // of the draw, before shift and scale
  double shift = 0;
  double scale = 1;
  std::optional<double> shift_above = {};

  [[nodiscard]] double of(double draw) const {
    const double x = scale * draw;
    return std::max(0.0, shift_above && x <= *shift_above ? x : x + shift);
  }
};

// Of the distribution as it stands, truncation, shift and scale included; exact where a closed form is known and by adaptive
// quadrature (relative 1e-9) elsewhere. Infinite moments of a heavy tail are absent.
struct Moments {
  double mean = 0;
  std::optional<double> variance;
};
[[nodiscard]] Moments moments(const Distribution& distribution);

// P(X <= x).
[[nodiscard]] double cumulative(const Distribution& distribution, double x);

// Fails with "distribution-not-possible" where a parameter lies outside what the law allows; the field names it.
[[nodiscard]] base::Done check_distribution(const Distribution& distribution);

}  // namespace tributary::flow
