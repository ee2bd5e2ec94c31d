#include "engines/evidence/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.hpp"
#include "engines/statistics/distributions.hpp"

namespace tributary::evidence {
namespace {

constexpr double seldom = 0.05;

// P(exactly k of n), each with that chance.
double exactly(std::uint32_t k, std::uint32_t n, double chance) {
  const double a = k, b = n - k;
  const double log_ways = statistics::log_gamma(a + b + 1) - statistics::log_gamma(a + 1) - statistics::log_gamma(b + 1);
  return std::exp(log_ways + a * std::log(chance) + b * std::log1p(-chance));
}

}  // namespace

IntervalCalibration calibrate_intervals(std::uint32_t held, std::uint32_t of, double meant) {
  base::check(held <= of && meant > 0 && meant < 1, "intervals hold at most as often as there are any");
  IntervalCalibration out{.held = held, .of = of, .meant = meant};
  double few = 0, many = 0;
  for (std::uint32_t k = 0; k <= of; ++k) {
    const double chance = exactly(k, of, meant);
    if (k <= held) few += chance;
    if (k >= held) many += chance;
  }
  out.chance_of_so_few = std::min(1.0, few);
  out.chance_of_so_many = std::min(1.0, many);
  if (of < fewest_to_judge) return out;
  out.width = out.chance_of_so_few < seldom ? Width::too_narrow : out.chance_of_so_many < seldom ? Width::too_wide : Width::as_meant;
  return out;
}

std::optional<double> sample_score(std::span<const double> ascending, double observed) {
  if (ascending.empty()) return std::nullopt;
  const auto m = static_cast<double>(ascending.size());
  double off = 0, apart = 0;  // Σ|x − y|; of a sorted sample ΣΣ|x − x'| = 2 Σ (2i − m + 1) x(i), i from 0
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    off += std::fabs(ascending[i] - observed);
    apart += 2 * (2 * static_cast<double>(i) - m + 1) * (ascending[i] - ascending.front());
  }
  const double score = off / m - apart / (2 * m * m);
  return std::isfinite(score) ? std::optional(std::max(0.0, score)) : std::nullopt;
}

std::optional<double> no_change_sample_score(const NoChange& no_change, double observed) {
  const double sigma = (no_change.upper - no_change.lower) / 6 / std::sqrt(std::max(1, no_change.averaged));
  if (!(sigma > 0)) return std::nullopt;
  const double z = (observed - no_change.centre) / sigma;
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
  const double score = sigma * (z * (2 * statistics::normal_cumulative(z) - 1) + 2 * density - std::numbers::inv_sqrtpi);
  return std::isfinite(score) ? std::optional(std::max(0.0, score)) : std::nullopt;
}

}  // namespace tributary::evidence
