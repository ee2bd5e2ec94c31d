// LifeLaw: a law of how long something lasts, with the functions that fitting it and testing the fit need.
//
// Idea      five families that stays are fitted by in practice, each with the parameters in which its estimates are least tangled
//           (of a gamma shape and mean: their estimates are uncorrelated), and each parameter on a scale without bounds besides
// Given     times above 0, in any unit; p in [0, 1]
// Promises  finite logarithms where a density is above 0; quantiles and cumulative are inverse to each other to 1e-9
// Source    Johnson, Kotz, Balakrishnan 1994, Continuous Univariate Distributions 1: chapters 14 (lognormal), 17 (gamma), 19 (exponential),
//           21 (Weibull)
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engines/random/draws.hpp"

namespace tributary::statistics {

enum class Family : std::uint8_t { exponential, gamma, weibull, lognormal, hyperexponential };

inline constexpr std::array<Family, 5> families{Family::exponential, Family::gamma, Family::weibull, Family::lognormal, Family::hyperexponential};

class LifeLaw {
 public:
  // exponential: mean · gamma: shape, mean · weibull: shape, scale · lognormal: mu, sigma (of the natural logarithm) ·
  // hyperexponential: weight of the first branch, its mean, the mean of the other
  LifeLaw(Family family, const std::vector<double>& parameters);
  // From parameters on the scale without bounds: logarithms; of a weight its logit; mu as it is.
  [[nodiscard]] static LifeLaw free(Family family, const std::vector<double>& freed);

  [[nodiscard]] Family family() const { return family_; }
  [[nodiscard]] const std::vector<double>& parameters() const { return parameters_; }
  [[nodiscard]] std::vector<double> freed() const;

  [[nodiscard]] double log_density(double x) const;   // x > 0
  [[nodiscard]] double cumulative(double x) const;    // P(X <= x)
  [[nodiscard]] double log_beyond(double x) const;    // log P(X > x)
  [[nodiscard]] double quantile(double p) const;      // 0 < p < 1
  [[nodiscard]] double mean() const;
  [[nodiscard]] double sd() const;
  [[nodiscard]] double mean_beyond(double x) const;   // E max(0, X − x): by quadrature
  [[nodiscard]] double draw(random::Stream& stream) const;

 private:
  Family family_;
  std::vector<double> parameters_;
  double constant_ = 0;  // of the log density
  double scale_ = 1;
};

[[nodiscard]] std::string_view name_of(Family family);                              // as a model file writes it
[[nodiscard]] const std::vector<std::string_view>& parameters_of(Family family);   // in the order above

}  // namespace tributary::statistics
