#include "engines/statistics/fit_law.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "engines/statistics/distributions.hpp"
#include "engines/statistics/maximise.hpp"

namespace tributary::statistics {

namespace {

double mean_of(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }
double mean_log_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0, [](double sum, double each) { return sum + std::log(each); }) / static_cast<double>(values.size());
}

LifeLaw likeliest_lognormal(const std::vector<double>& x) {
  const double mu = mean_log_of(x);
  const double squares = std::accumulate(x.begin(), x.end(), 0.0, [&](double sum, double each) { return sum + (std::log(each) - mu) * (std::log(each) - mu); });
  return {Family::lognormal, {mu, std::max(1e-9, std::sqrt(squares / static_cast<double>(x.size())))}};
}

// log(shape) − digamma(shape) = log(mean) − mean(log), by Newton on 1 / shape. [Minka 2002]
LifeLaw likeliest_gamma(const std::vector<double>& x) {
  const double mean = mean_of(x), gap = std::max(1e-12, std::log(mean) - mean_log_of(x));
  double shape = (3 - gap + std::sqrt((gap - 3) * (gap - 3) + 24 * gap)) / (12 * gap);
  for (int i = 0; i < 50; ++i) {
    const double inverse = 1 / shape + (-gap + std::log(shape) - digamma(shape)) / (shape * shape * (1 / shape - trigamma(shape)));
    const double next = inverse > 0 ? 1 / inverse : shape / 2;
    const bool there = std::fabs(next - shape) < 1e-12 * shape;
    shape = next;
    if (there) break;
  }
  return {Family::gamma, {shape, mean}};
}

// Σ xᵏ log x / Σ xᵏ − 1 / k = mean(log x), by Newton on the shape k; times over the largest, so that no power overflows.
LifeLaw likeliest_weibull(const std::vector<double>& x) {
  const double largest = *std::max_element(x.begin(), x.end());
  std::vector<double> logs(x.size());
  std::transform(x.begin(), x.end(), logs.begin(), [&](double each) { return std::log(each / largest); });
  const double mean = mean_of(logs);
  const double squares = std::accumulate(logs.begin(), logs.end(), 0.0, [&](double sum, double each) { return sum + (each - mean) * (each - mean); });
  double shape = 1.2825 / std::max(1e-6, std::sqrt(squares / static_cast<double>(x.size()))), powers = 1;
  for (int i = 0; i < 100; ++i) {
    double first = 0, second = 0;
    powers = 0;
    for (const double each : logs) {
      const double power = std::exp(shape * each);
      powers += power, first += power * each, second += power * each * each;
    }
    const double f = first / powers - 1 / shape - mean, slope = second / powers - (first / powers) * (first / powers) + 1 / (shape * shape);
    const double next = std::clamp(shape - f / slope, shape / 3, shape * 3);
    const bool there = std::fabs(next - shape) < 1e-12 * shape;
    shape = next;
    if (there) break;
  }
  return {Family::weibull, {shape, largest * std::pow(powers / static_cast<double>(x.size()), 1 / shape)}};
}

// What each stay stands for: exactly it, or the half of a grid's step on either side.
struct Cell {
  double low = 0, high = 0, count = 1;
};

std::vector<Cell> cells_of(const Sample& sample) {
  std::vector<Cell> out;
  if (sample.grid == 0) {
    for (const double each : sample.ended) out.push_back({each, each});
  } else {
    std::map<long long, double> counts;
    for (const double each : sample.ended) ++counts[std::llround(each / sample.grid)];
    for (const auto& [at, count] : counts) out.push_back({std::max(0.0, static_cast<double>(at) - .5) * sample.grid, (static_cast<double>(at) + .5) * sample.grid, count});
  }
  for (const double each : sample.going_on) out.push_back({each, HUGE_VAL});
  return out;
}

double log_likelihood_of(const LifeLaw& law, const std::vector<Cell>& cells) {
  double sum = 0;
  for (const Cell& each : cells) {
    if (each.low == each.high) sum += each.count * law.log_density(each.low);
    else if (std::isinf(each.high)) sum += each.count * law.log_beyond(each.low);
    else sum += each.count * std::log(std::max(1e-300, std::exp(law.log_beyond(each.low)) - std::exp(law.log_beyond(each.high))));
  }
  return std::isfinite(sum) ? sum : -1e300;
}

LifeLaw climbed(const LifeLaw& start, const std::vector<Cell>& cells) {
  const Family family = start.family();
  return LifeLaw::free(family, maximise([&](const Vector& at) { return log_likelihood_of(LifeLaw::free(family, at), cells); }, start.freed()).at);
}

// Some turns of EM, each of which gives every stay to the branches as likely as it is of them.
LifeLaw by_turns(LifeLaw law, const std::vector<double>& x) {
  for (int turn = 0; turn < 50; ++turn) {
    const auto& p = law.parameters();
    double first = 0, sum = 0, all = 0;
    for (const double each : x) {
      const double a = p[0] / p[1] * std::exp(-each / p[1]), b = (1 - p[0]) / p[2] * std::exp(-each / p[2]);
      const double share = a + b > 0 ? a / (a + b) : 0;
      first += share, sum += share * each, all += each;
    }
    const double n = static_cast<double>(x.size());
    if (first < 1e-9 * n || first > (1 - 1e-9) * n || sum <= 0 || sum >= all) return law;
    law = {Family::hyperexponential, {first / n, sum / first, (all - sum) / (n - first)}};
  }
  return law;
}

std::optional<LifeLaw> likeliest_mixture(const Sample& sample, const std::vector<Cell>& cells, const std::vector<double>& about, const LifeLaw* near) {
  const double mean = mean_of(about);
  std::vector<LifeLaw> starts;
  if (near != nullptr) starts.push_back(*near);
  else starts = {{Family::hyperexponential, {.5, mean / 4, mean * 7 / 4}}, {Family::hyperexponential, {.9, mean * .7, mean * 3.7}}, {Family::hyperexponential, {.1, mean * .05, mean * 1.1}}};
  std::optional<LifeLaw> best;
  double most = -HUGE_VAL;
  for (const LifeLaw& start : starts) {
    const LifeLaw law = climbed(near == nullptr && sample.exact() ? by_turns(start, about) : start, cells);
    const double value = log_likelihood_of(law, cells);
    if (value > most) most = value, best = law;
  }
  auto p = best->parameters();
  if (p[1] > p[2]) p = {1 - p[0], p[2], p[1]};
  return LifeLaw(Family::hyperexponential, p);
}

// Two branches that are one, or of which one hardly takes anybody, are no other law than the exponential.
bool is_one(const LifeLaw& law, const std::vector<Cell>& cells, const LifeLaw& exponential) {
  const auto& p = law.parameters();
  return p[0] < 1e-3 || p[0] > 1 - 1e-3 || p[2] < 1.02 * p[1] || log_likelihood_of(law, cells) < log_likelihood_of(exponential, cells) + .01;
}

// Stays as single numbers, to begin from: what is rounded to 0 is a quarter of a step.
std::vector<double> about(const Sample& sample) {
  std::vector<double> out(sample.ended);
  for (double& each : out) each = std::max(each, sample.grid / 4);
  out.insert(out.end(), sample.going_on.begin(), sample.going_on.end());
  std::erase_if(out, [](double each) { return each <= 0; });
  return out;
}

// The derivative of a law's number (mean, or a parameter) by each parameter without bounds.
template <class Number>
Vector slopes(Family family, const Vector& at, Number number) {
  Vector out(at.size());
  for (std::size_t i = 0; i < at.size(); ++i) {
    Vector up = at, down = at;
    up[i] += 1e-5, down[i] -= 1e-5;
    out[i] = (number(LifeLaw::free(family, up)) - number(LifeLaw::free(family, down))) / 2e-5;
  }
  return out;
}

double variance_along(const Vector& slope, const Vector& covariance) {
  double out = 0;
  for (std::size_t i = 0; i < slope.size(); ++i) {
    for (std::size_t j = 0; j < slope.size(); ++j) out += slope[i] * slope[j] * covariance[i * slope.size() + j];
  }
  return out;
}

}  // namespace

double log_likelihood(const LifeLaw& law, const Sample& sample) { return log_likelihood_of(law, cells_of(sample)); }

std::optional<LifeLaw> likeliest(Family family, const Sample& sample, const LifeLaw* near) {
  const std::vector<double> stays = sample.exact() ? sample.ended : about(sample);
  if (stays.empty()) return {};
  const LifeLaw exponential(Family::exponential, {mean_of(stays)});
  const auto start = [&]() -> LifeLaw {
    switch (family) {
      case Family::gamma: return likeliest_gamma(stays);
      case Family::weibull: return likeliest_weibull(stays);
      case Family::lognormal: return likeliest_lognormal(stays);
      default: return exponential;
    }
  };
  if (family != Family::hyperexponential) return sample.exact() ? start() : climbed(near == nullptr ? start() : *near, cells_of(sample));
  const auto cells = cells_of(sample);
  const auto law = likeliest_mixture(sample, cells, stays, near);
  if (near == nullptr && is_one(*law, cells, sample.exact() ? exponential : climbed(exponential, cells))) return {};
  return law;
}

std::optional<FittedLaw> fit_law(Family family, const Sample& sample) {
  const auto law = likeliest(family, sample);
  if (!law) return {};
  FittedLaw out{.law = *law, .intervals = {}, .mean = {}};
  const auto cells = cells_of(sample);
  const auto parameters = static_cast<double>(law->parameters().size());
  out.log_likelihood = log_likelihood_of(*law, cells);
  out.aic = 2 * parameters - 2 * out.log_likelihood;
  out.bic = parameters * std::log(static_cast<double>(sample.size())) - 2 * out.log_likelihood;
  const Vector at = law->freed();
  const auto covariance = covariances([&](const Vector& to) { return log_likelihood_of(LifeLaw::free(family, to), cells); }, at);
  if (!covariance) return out;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double error = std::sqrt((*covariance)[i * at.size() + i]);
    Vector low = at, high = at;
    low[i] -= normal_95 * error, high[i] += normal_95 * error;
    const auto number = [&](const LifeLaw& of) { return of.parameters()[i]; };
    out.intervals.push_back({std::sqrt(variance_along(slopes(family, at, number), *covariance)), number(LifeLaw::free(family, low)), number(LifeLaw::free(family, high))});
  }
  const double mean = law->mean(), error = std::sqrt(variance_along(slopes(family, at, [](const LifeLaw& of) { return of.mean(); }), *covariance));
  out.mean = {error, mean * std::exp(-normal_95 * error / mean), mean * std::exp(normal_95 * error / mean)};
  return out;
}

}  // namespace tributary::statistics
