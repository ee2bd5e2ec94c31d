// Heterogeneity: how much the studies' true effects differ from one another.
//
// Method    τ², the variance of true effects, by
//           DerSimonian–Laird  max(0, (Q − (k−1)) / (Σw − Σw²/Σw)), w = 1/variance            [DerSimonian and Laird 1986]
//           (restricted) maximum likelihood, over a grid and then exactly where the slope is 0  [Raudenbush 2009, section 16.3]
//           Paule–Mandel  the τ² at which Q is what chance alone makes of it, k − 1             [Paule and Mandel 1982]
//           its interval where Q at τ² is what chance alone hardly goes beyond (Q-profile)      [Viechtbauer 2007]
//           I² = τ²/(τ² + s²), H² = (τ² + s²)/s², s² = (k−1)/(Σw − Σw²/Σw), a typical study's variance  [Higgins, Thompson 2002];
//           with equal effects I² = max(0, (Q − (k−1))/Q), H² = Q/(k−1)
// Given     two studies or more, variances above 0
// Promises  τ² and its interval 0 or more, to 1e-12 relative
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tributary::evidence::meta {

enum class Method : std::uint8_t { equal_effects, dersimonian_laird, reml, ml, paule_mandel };

struct Study {
  std::string name;
  double effect = 0;
  double variance = 0;
};

struct Heterogeneity {
  double q = 0, q_degrees = 0, q_p = 1;  // Cochran's
  double tau2 = 0;
  std::optional<double> tau2_error;      // absent with equal effects
  std::optional<double> tau2_low, tau2_high;
  double i2 = 0;                         // a share
  double h2 = 1;
};

[[nodiscard]] Heterogeneity heterogeneity(std::span<const Study> studies, Method method, double level);

// Of weights 1/(variance + τ²): their sum, the weighted mean, and Σ w (effect − mean)².
struct Weighted {
  double sum = 0, mean = 0, q = 0;
};
[[nodiscard]] Weighted weighted(std::span<const Study> studies, double tau2);

}  // namespace tributary::evidence::meta
