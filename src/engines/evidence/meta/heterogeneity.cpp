#include "engines/evidence/meta/heterogeneity.hpp"

#include <algorithm>
#include <cmath>

#include "engines/statistics/distributions.hpp"

namespace tributary::evidence::meta {
namespace {

// Sums of powers of the weights at a τ².
struct Sums {
  double w = 0, w2 = 0, w3 = 0;
  double squares = 0;  // Σ w² (effect − mean)²

  [[nodiscard]] double trace() const { return w - w2 / w; }  // of P = W − W 1 (1'W1)⁻¹ 1'W
  [[nodiscard]] double trace_of_square() const { return w2 - 2 * w3 / w + w2 * w2 / (w * w); }
};

Sums sums_at(std::span<const Study> studies, double tau2) {
  const double mean = weighted(studies, tau2).mean;
  Sums sums;
  for (const Study& study : studies) {
    const double w = 1 / (study.variance + tau2), off = study.effect - mean;
    sums.w += w;
    sums.w2 += w * w;
    sums.w3 += w * w * w;
    sums.squares += w * w * off * off;
  }
  return sums;
}

double widest(std::span<const Study> studies) {
  const auto [low, high] = std::ranges::minmax_element(studies, {}, &Study::effect);
  return high->effect - low->effect;
}

// Where a falling function crosses 0 between low and high.
template <class F>
double crossing(F&& f, double low, double high) {
  for (int i = 0; i < 200 && high - low > 1e-15 * high; ++i) {
    const double middle = low + (high - low) / 2;
    (f(middle) > 0 ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

// The τ² at which Q comes down to this; none where it lies below from the start.
std::optional<double> where_q_is(std::span<const Study> studies, double wanted) {
  const auto excess = [&](double tau2) { return weighted(studies, tau2).q - wanted; };
  if (excess(0) < 0) return std::nullopt;
  double high = std::max(1e-300, widest(studies) * widest(studies));
  while (excess(high) > 0) high *= 2;
  return crossing(excess, 0, high);
}

// The highest point of a likelihood of τ²: the best of a grid, then where its slope goes through 0 beside it.
double likeliest(std::span<const Study> studies, bool restricted) {
  const auto height = [&](double tau2) {
    const Weighted at = weighted(studies, tau2);
    double logs = 0;
    for (const Study& study : studies) logs += std::log(study.variance + tau2);
    return -0.5 * (logs + at.q + (restricted ? std::log(at.sum) : 0));
  };
  const auto slope = [&](double tau2) {
    const Sums at = sums_at(studies, tau2);
    return at.squares - (restricted ? at.trace() : at.w);
  };
  constexpr int steps = 200;
  const double most = widest(studies) * widest(studies);
  if (most <= 0) return 0;
  std::vector<double> grid{0};
  for (int i = 0; i <= steps; ++i) grid.push_back(most * std::pow(10, -10 * (1 - static_cast<double>(i) / steps)));
  std::size_t best = 0;
  for (std::size_t i = 1; i < grid.size(); ++i)
    if (height(grid[i]) > height(grid[best])) best = i;
  const double low = grid[best == 0 ? 0 : best - 1], high = grid[std::min(best + 1, grid.size() - 1)];
  if (slope(low) <= 0) return best == 0 ? 0 : grid[best];
  return crossing(slope, low, high);
}

double tau2_by(std::span<const Study> studies, Method method, double q) {
  const Sums fixed = sums_at(studies, 0);
  const double degrees = static_cast<double>(studies.size()) - 1;
  switch (method) {
    case Method::equal_effects: return 0;
    case Method::dersimonian_laird: return std::max(0.0, (q - degrees) / fixed.trace());
    case Method::reml: return likeliest(studies, true);
    case Method::ml: return likeliest(studies, false);
    case Method::paule_mandel: return where_q_is(studies, degrees).value_or(0);
  }
  return 0;
}

// By the curvature of each estimate's equation. [Viechtbauer 2005, Journal of Educational and Behavioral Statistics 30; for
// Paule–Mandel, Viechtbauer, López-López, Sánchez-Meca, Marín-Martínez 2015]
std::optional<double> error_of(std::span<const Study> studies, Method method, double tau2) {
  const double k = static_cast<double>(studies.size());
  const Sums fixed = sums_at(studies, 0), at = sums_at(studies, tau2);
  switch (method) {
    case Method::equal_effects: return std::nullopt;
    case Method::dersimonian_laird: return std::sqrt(2 * (k - 1) + 4 * tau2 * fixed.trace() + 2 * tau2 * tau2 * fixed.trace_of_square()) / fixed.trace();
    case Method::reml: return std::sqrt(2 / at.trace_of_square());
    case Method::ml: return std::sqrt(2 / at.w2);
    case Method::paule_mandel: return std::sqrt(2 * k * k / (k - 1)) / at.w;
  }
  return std::nullopt;
}

double chi_square_quantile(double p, double degrees) { return 2 * statistics::gamma_quantile(degrees / 2, p); }

}  // namespace

Weighted weighted(std::span<const Study> studies, double tau2) {
  Weighted at;
  for (const Study& study : studies) {
    const double w = 1 / (study.variance + tau2);
    at.sum += w;
    at.mean += w * study.effect;
  }
  at.mean /= at.sum;
  for (const Study& study : studies) at.q += (study.effect - at.mean) * (study.effect - at.mean) / (study.variance + tau2);
  return at;
}

Heterogeneity heterogeneity(std::span<const Study> studies, Method method, double level) {
  Heterogeneity found;
  found.q = weighted(studies, 0).q;
  found.q_degrees = static_cast<double>(studies.size()) - 1;
  found.q_p = statistics::chi_square_beyond(found.q, found.q_degrees);
  found.tau2 = tau2_by(studies, method, found.q);
  found.tau2_error = error_of(studies, method, found.tau2);
  if (method == Method::equal_effects) {
    found.i2 = found.q > 0 ? std::max(0.0, (found.q - found.q_degrees) / found.q) : 0;
    found.h2 = found.q / found.q_degrees;
    return found;
  }
  const double typical = found.q_degrees / sums_at(studies, 0).trace();
  found.i2 = found.tau2 / (found.tau2 + typical);
  found.h2 = (found.tau2 + typical) / typical;
  const double beyond = (1 - level) / 2;
  found.tau2_low = where_q_is(studies, chi_square_quantile(1 - beyond, found.q_degrees)).value_or(0);
  found.tau2_high = where_q_is(studies, chi_square_quantile(beyond, found.q_degrees)).value_or(0);
  return found;
}

}  // namespace tributary::evidence::meta
