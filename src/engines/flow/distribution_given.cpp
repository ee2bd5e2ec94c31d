#include "engines/flow/distribution_given.hpp"

#include <cmath>
#include <string>

#include "engines/statistics/distributions.hpp"

namespace tributary::flow {

namespace {

base::Problem not_possible(std::string detail) {
  return {.code = "distribution-not-possible", .title = "That distribution can't be", .detail = std::move(detail)};
}

base::Done positive(double mean, double sd) {
  if (mean > 0 && sd > 0 && std::isfinite(mean) && std::isfinite(sd)) return {};
  return base::fail(not_possible("A mean and a standard deviation are above 0. For no spread at all use `fixed`."));
}

// The x in [low, high] where the increasing f reaches 0.
template <class F>
double root(double low, double high, F f) {
  for (int i = 0; i < 200 && high - low > 1e-14 * (std::fabs(low) + std::fabs(high)); ++i) {
    const double middle = 0.5 * (low + high);
    (f(middle) < 0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

base::Done ordered(double p1, double x1, double p2, double x2) {
  if (0 < p1 && p1 < p2 && p2 < 1 && 0 < x1 && x1 < x2 && std::isfinite(x2)) return {};
  return base::fail(not_possible("Two quantiles have shares between 0 and 1 and values above 0, the larger share with the larger value."));
}

}  // namespace

base::Result<Lognormal> lognormal_of_mean_sd(double mean, double sd) {
  if (auto done = positive(mean, sd); !done) return base::fail(done.error());
  const double variance = std::log1p((sd / mean) * (sd / mean));
  return Lognormal{std::log(mean) - variance / 2, std::sqrt(variance)};
}

base::Result<Lognormal> lognormal_of_mean_median(double mean, double median) {
  if (!(median > 0) || !(mean > median) || !std::isfinite(mean)) {
    return base::fail(not_possible("The mean of a lognormal lies above its median, and both above 0."));
  }
  return Lognormal{std::log(median), std::sqrt(2 * std::log(mean / median))};
}

base::Result<Lognormal> lognormal_of_quantiles(double p1, double x1, double p2, double x2) {
  if (auto done = ordered(p1, x1, p2, x2); !done) return base::fail(done.error());
  const double z1 = statistics::normal_quantile(p1), z2 = statistics::normal_quantile(p2);
  const double sd = (std::log(x2) - std::log(x1)) / (z2 - z1);
  return Lognormal{std::log(x1) - sd * z1, sd};
}

base::Result<Gamma> gamma_of_mean_sd(double mean, double sd) {
  if (auto done = positive(mean, sd); !done) return base::fail(done.error());
  return Gamma{(mean / sd) * (mean / sd), sd * sd / mean};
}

base::Result<Gamma> gamma_of_mean_median(double mean, double median) {
  if (!(median > 0) || !(mean > median) || !std::isfinite(mean)) {
    return base::fail(not_possible("The mean of a gamma lies above its median, and both above 0."));
  }
  const auto ratio = [](double log_shape) { return statistics::gamma_quantile(std::exp(log_shape), 0.5) / std::exp(log_shape); };
  constexpr double least = -6;  // shape .0025: medians below 1e-100 of the mean are a typing error
  if (median / mean < ratio(least)) return base::fail(not_possible("The median is too small beside the mean for a gamma."));
  const double shape = std::exp(root(least, 16, [&](double log_shape) { return ratio(log_shape) - median / mean; }));
  return Gamma{shape, mean / shape};
}

base::Result<Weibull> weibull_of_mean_sd(double mean, double sd) {
  if (auto done = positive(mean, sd); !done) return base::fail(done.error());
  const double squared_cv = (sd / mean) * (sd / mean);
  // Γ(1 + 2/k) / Γ(1 + 1/k)² falls as k grows.
  const auto excess = [&](double log_shape) {
    const double k = std::exp(log_shape);
    return std::log1p(squared_cv) - (std::lgamma(1 + 2 / k) - 2 * std::lgamma(1 + 1 / k));
  };
  if (excess(-3) > 0) return base::fail(not_possible("The spread is too large beside the mean for a Weibull."));
  const double shape = std::exp(root(-3, 7, excess));
  return Weibull{shape, mean / std::tgamma(1 + 1 / shape)};
}

base::Result<Weibull> weibull_of_quantiles(double p1, double x1, double p2, double x2) {
  if (auto done = ordered(p1, x1, p2, x2); !done) return base::fail(done.error());
  const double y1 = -std::log1p(-p1), y2 = -std::log1p(-p2);  // (x / scale)^shape
  const double shape = (std::log(y2) - std::log(y1)) / (std::log(x2) - std::log(x1));
  return Weibull{shape, x1 / std::pow(y1, 1 / shape)};
}

base::Result<Hyperexponential> hyperexponential_of_mean_sd(double mean, double sd) {
  if (auto done = positive(mean, sd); !done) return base::fail(done.error());
  const double squared_cv = (sd / mean) * (sd / mean);
  if (squared_cv < 1) return base::fail(not_possible("A hyperexponential has a standard deviation above its mean. Use a gamma."));
  const double p = 0.5 * (1 + std::sqrt((squared_cv - 1) / (squared_cv + 1)));
  if (p == 0.5) return Hyperexponential{{1}, {mean}};
  return Hyperexponential{{p, 1 - p}, {mean / (2 * p), mean / (2 * (1 - p))}};
}

base::Result<PhaseType> phase_type_of_mean_sd(double mean, double sd) {
  if (auto done = positive(mean, sd); !done) return base::fail(done.error());
  const double squared_cv = (sd / mean) * (sd / mean);
  if (squared_cv > 1 + 1e-12) return base::fail(not_possible("Phases in a row have a standard deviation of at most their mean. Use a hyperexponential."));
  constexpr double most = 1000;
  if (!(1 / squared_cv <= most)) return base::fail(not_possible("So small a spread takes over a thousand phases. Use a gamma."));
  const auto phases = static_cast<std::size_t>(std::ceil(1 / squared_cv - 1e-9));
  // With probability p one phase is left out: k − 1 or k phases of one rate.
  const double k = static_cast<double>(phases);
  const double p = phases == 1 ? 0 : (k * squared_cv - std::sqrt(std::max(0.0, k * (1 + squared_cv) - k * k * squared_cv))) / (1 + squared_cv);
  const double rate = (k - p) / mean;
  PhaseType law;
  law.begin.assign(phases, 0);
  law.begin[0] = 1 - p;
  if (phases > 1) law.begin[1] = p;
  law.rate.assign(phases, rate);
  law.next.assign(phases * phases, 0);
  for (std::size_t i = 0; i + 1 < phases; ++i) law.next[i * phases + i + 1] = 1;
  return law;
}

base::Result<Empirical> poisson_of_mean(double mean) {
  constexpr double most = 100'000;
  if (!(mean > 0 && mean <= most)) return base::fail(not_possible("A Poisson count has a mean above 0, and of 100,000 at most."));
  // Outwards from the likeliest count, so that nothing underflows.
  const auto mode = static_cast<std::size_t>(mean);
  std::vector<double> up{1}, down;
  for (std::size_t k = mode + 1; up.back() > 1e-17 || k < mode + 3; ++k) up.push_back(up.back() * mean / static_cast<double>(k));
  double weight = 1;
  for (std::size_t k = mode; k > 0 && weight > 1e-17; --k) down.push_back(weight *= static_cast<double>(k) / mean);
  Empirical out;
  const std::size_t first = mode - down.size();
  for (std::size_t i = 0; i < down.size() + up.size(); ++i) {
    out.values.push_back(static_cast<double>(first + i));
    out.weights.push_back(i < down.size() ? down[down.size() - 1 - i] : up[i - down.size()]);
  }
  return out;
}

}  // namespace tributary::flow
