#include "engines/statistics/life_law.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.hpp"
#include "engines/random/samplers.hpp"
#include "engines/statistics/distributions.hpp"
#include "engines/statistics/integrate.hpp"

namespace tributary::statistics {

namespace {

constexpr double tiny = 1e-300;

double log_sum(double a, double b) {
  const double more = std::max(a, b), less = std::min(a, b);
  return more + std::log1p(std::exp(less - more));
}

}  // namespace

std::string_view name_of(Family family) {
  static constexpr std::array<std::string_view, 5> names{"exponential", "gamma", "weibull", "lognormal", "hyperexponential"};
  return names[static_cast<std::size_t>(family)];
}

const std::vector<std::string_view>& parameters_of(Family family) {
  static const std::array<std::vector<std::string_view>, 5> names{{{"mean"}, {"shape", "mean"}, {"shape", "scale"}, {"mu", "sigma"}, {"weight", "mean of the first", "mean of the other"}}};
  return names[static_cast<std::size_t>(family)];
}

LifeLaw::LifeLaw(Family family, const std::vector<double>& parameters) : family_(family), parameters_(parameters) {
  base::check(parameters.size() == parameters_of(family).size(), "a law has its number of parameters");
  const auto& p = parameters_;
  switch (family) {
    case Family::exponential: constant_ = -std::log(p[0]); break;
    case Family::gamma:
      scale_ = p[1] / p[0];
      constant_ = -std::lgamma(p[0]) - p[0] * std::log(scale_);
      break;
    case Family::weibull: constant_ = std::log(p[0]) - p[0] * std::log(p[1]); break;
    case Family::lognormal: constant_ = -std::log(p[1]) - 0.5 * std::log(2 * std::numbers::pi); break;
    case Family::hyperexponential: break;
  }
}

LifeLaw LifeLaw::free(Family family, const std::vector<double>& freed) {
  std::vector<double> p(freed);
  // Between bounds that no data reach, so that a step too far of a search is a bad fit and not an infinity.
  const auto positive = [](double x) { return std::exp(std::clamp(x, -50.0, 50.0)); };
  switch (family) {
    case Family::lognormal: p[1] = positive(p[1]); break;
    case Family::hyperexponential:
      p[0] = std::clamp(1 / (1 + std::exp(-freed[0])), 1e-12, 1 - 1e-12);
      p[1] = positive(p[1]), p[2] = positive(p[2]);
      break;
    default:
      for (double& each : p) each = positive(each);
  }
  return {family, p};
}

std::vector<double> LifeLaw::freed() const {
  std::vector<double> out = parameters_;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (family_ == Family::lognormal && i == 0) continue;
    out[i] = family_ == Family::hyperexponential && i == 0 ? std::log(out[0] / (1 - out[0])) : std::log(out[i]);
  }
  return out;
}

double LifeLaw::log_density(double x) const {
  const auto& p = parameters_;
  switch (family_) {
    case Family::exponential: return constant_ - x / p[0];
    case Family::gamma: return constant_ + (p[0] - 1) * std::log(x) - x / scale_;
    case Family::weibull: return constant_ + (p[0] - 1) * std::log(x) - std::pow(x / p[1], p[0]);
    case Family::lognormal: {
      const double log_x = std::log(x), z = (log_x - p[0]) / p[1];
      return constant_ - log_x - z * z / 2;
    }
    case Family::hyperexponential: return log_sum(std::log(p[0] / p[1]) - x / p[1], std::log((1 - p[0]) / p[2]) - x / p[2]);
  }
  return 0;
}

double LifeLaw::cumulative(double x) const {
  if (x <= 0) return 0;
  const auto& p = parameters_;
  switch (family_) {
    case Family::exponential: return -std::expm1(-x / p[0]);
    case Family::gamma: return gamma_cumulative(p[0], x / scale_);
    case Family::weibull: return -std::expm1(-std::pow(x / p[1], p[0]));
    case Family::lognormal: return 0.5 * std::erfc(-(std::log(x) - p[0]) / p[1] / std::numbers::sqrt2);
    case Family::hyperexponential: return -p[0] * std::expm1(-x / p[1]) - (1 - p[0]) * std::expm1(-x / p[2]);
  }
  return 0;
}

double LifeLaw::log_beyond(double x) const {
  if (x <= 0) return 0;
  const auto& p = parameters_;
  switch (family_) {
    case Family::exponential: return -x / p[0];
    case Family::gamma: return std::log(std::max(tiny, 1 - cumulative(x)));
    case Family::weibull: return -std::pow(x / p[1], p[0]);
    case Family::lognormal: return std::log(std::max(tiny, 0.5 * std::erfc((std::log(x) - p[0]) / p[1] / std::numbers::sqrt2)));
    case Family::hyperexponential: return log_sum(std::log(p[0]) - x / p[1], std::log1p(-p[0]) - x / p[2]);
  }
  return 0;
}

double LifeLaw::quantile(double p) const {
  const auto& own = parameters_;
  switch (family_) {
    case Family::exponential: return -own[0] * std::log1p(-p);
    case Family::gamma: return scale_ * gamma_quantile(own[0], p);
    case Family::weibull: return own[1] * std::pow(-std::log1p(-p), 1 / own[0]);
    case Family::lognormal: return std::exp(own[0] + own[1] * normal_quantile(p));
    case Family::hyperexponential: {
      // It lies between the quantiles of its branches.
      double low = -std::min(own[1], own[2]) * std::log1p(-p), high = -std::max(own[1], own[2]) * std::log1p(-p);
      for (int i = 0; i < 200 && high - low > 1e-14 * high; ++i) (cumulative((low + high) / 2) < p ? low : high) = (low + high) / 2;
      return (low + high) / 2;
    }
  }
  return 0;
}

double LifeLaw::mean() const {
  const auto& p = parameters_;
  switch (family_) {
    case Family::exponential: return p[0];
    case Family::gamma: return p[1];
    case Family::weibull: return p[1] * std::exp(std::lgamma(1 + 1 / p[0]));
    case Family::lognormal: return std::exp(p[0] + p[1] * p[1] / 2);
    case Family::hyperexponential: return p[0] * p[1] + (1 - p[0]) * p[2];
  }
  return 0;
}

double LifeLaw::sd() const {
  const auto& p = parameters_;
  switch (family_) {
    case Family::exponential: return p[0];
    case Family::gamma: return p[1] / std::sqrt(p[0]);
    case Family::weibull: return mean() * std::sqrt(std::expm1(std::lgamma(1 + 2 / p[0]) - 2 * std::lgamma(1 + 1 / p[0])));
    case Family::lognormal: return mean() * std::sqrt(std::expm1(p[1] * p[1]));
    case Family::hyperexponential: return std::sqrt(2 * (p[0] * p[1] * p[1] + (1 - p[0]) * p[2] * p[2]) - mean() * mean());
  }
  return 0;
}

double LifeLaw::mean_beyond(double x) const {
  const double far = std::max(x, quantile(1 - 1e-13));
  // Over the logarithm of time: a tail may reach a thousand means.
  const double low = std::log(std::max(x, 1e-9 * mean())), high = std::log(far);
  return integrate([&](double log_at) { return std::exp(log_beyond(std::exp(log_at)) + log_at); }, low, high);
}

double LifeLaw::draw(random::Stream& stream) const {
  const auto& p = parameters_;
  switch (family_) {
    case Family::exponential: return p[0] * random::exponential(stream);
    case Family::gamma: return scale_ * random::gamma(stream, p[0]);
    case Family::weibull: return p[1] * std::pow(random::exponential(stream), 1 / p[0]);
    case Family::lognormal: return std::exp(p[0] + p[1] * random::normal(stream));
    case Family::hyperexponential: {
      const double mean = stream.unit() < p[0] ? p[1] : p[2];
      return mean * random::exponential(stream);
    }
  }
  return 0;
}

}  // namespace tributary::statistics
