// Funnel plot: which sites differ from the target by more than their size explains, and more than sites do anyway?
//
// Idea      a small site varies more, so its limits are wider; and where most sites lie outside, the limits are wrong and not the sites:
//           they differ for reasons that nobody adjusted for (overdispersion), and limits must allow for it
// Method    exact limits around the target θ at a site's size n, upper and lower tail p each:
//           proportions  beta quantiles (nθ, n − nθ + 1) and (nθ + 1, n − nθ)             [Clopper and Pearson 1934]
//           ratios and rates  gamma quantiles of nθ and nθ + 1, over n; n expected events or exposure  [Garwood 1936]
//           z on the scale where variance doesn't depend on the value: of proportions 2√n (asin √y − asin √θ), with `plain` √n (y − θ) /
//           √(θ(1−θ)); of ratios and rates 2√n (√y − √θ), plain √n (y − θ)/√θ
//           overdispersion [Spiegelhalter 2005, Statistics in Medicine 24; Spiegelhalter et al. 2012, JRSS A 175]: z winsorised at
//           10 % (type-7 quantiles), φ = Σz²/I; multiplicative: standard errors × √φ; additive: τ² = max(0, (Iφ − (I−1)) /
//           (Σw − Σw²/Σw)), w = 1/se², standard errors √(se² + τ²). φ below 1 narrows nothing
// Given     two sites or more; n above 0; observed from 0, of proportions to n; no more than 10^9 events, expected or seen, or people
// Promises  finite limits within what the measure can be; the same sites, the same funnel
// Fails     "too-few-sites", "site-unusable", "site-too-large", "target-out-of-range", "winsorising-out-of-range"; field "/sites/4"
// See       docs/guide/reference/evidence.md
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace tributary::evidence::funnel {

enum class Kind : std::uint8_t { proportion, ratio, rate };

// Tails of 95 % and 99.8 % limits.
inline constexpr std::array<double, 2> tails = {0.025, 0.001};

struct Site {
  std::string name;
  double observed = 0;  // events
  double size = 0;      // of how many; expected events; or exposure
};

struct Choices {
  Kind kind = Kind::proportion;
  std::optional<double> target;  // the overall value where none is told; of ratios 1
  double winsorised = 0.1;       // of each tail; 0: not at all
  bool plain = false;            // z of the value itself, not of the scale of steady variance
};

struct Band {
  double low = 0, high = 0;
};

// Where a value lies in nested limits.
enum class Place : std::uint8_t { within, below_95, above_95, below_998, above_998 };

struct Point {
  double value = 0;
  Band own;                            // its own exact 95 % interval
  double z = 0;                        // of chance alone
  std::array<Band, 2> exact;           // in the order of `tails`
  std::array<Band, 2> multiplicative;  // with overdispersion
  std::array<Band, 2> additive;
  double z_additive = 0, z_multiplicative = 0;
  Place by_exact = Place::within, by_multiplicative = Place::within, by_additive = Place::within;
};

struct Funnel {
  Choices choices;
  double target = 0;
  double phi = 1;             // winsorised
  double phi_raw = 1;         // as the sites are
  double overdispersion_p = 1;  // of Iφ, without winsorising, by chance alone
  double spread_p = 1;          // of how far they lie from their own mean instead of the target
  double mean_z = 0;            // on which side of the target they lie together, and how far
  double tau2 = 0;            // on the scale of z
  std::vector<Point> points;  // in the order of the sites

  // The limits at any size, for a drawing.
  [[nodiscard]] std::array<Band, 2> exact_at(double size) const;
  [[nodiscard]] std::array<Band, 2> multiplicative_at(double size) const;
  [[nodiscard]] std::array<Band, 2> additive_at(double size) const;
};

[[nodiscard]] base::Result<Funnel> funnel(const std::vector<Site>& sites, const Choices& choices);

}  // namespace tributary::evidence::funnel
