#include "engines/flow/estimate.hpp"

#include <algorithm>
#include <boost/sort/pdqsort/pdqsort.hpp>
#include <cmath>
#include <vector>

#include "engines/statistics/distributions.hpp"

namespace tributary::flow {

namespace {

constexpr double rounding = 1e-13;  // of the mean: a number that is the same in every replication, but for how it is added up

// Spread and quantiles of single replications, and their plain mean.
Estimate described(std::vector<double> known) {
  Estimate out;
  out.count = known.size();
  // Two passes: the sum of squares of large, nearly equal values would lose the spread.
  for (const double each : known) out.mean += each;
  out.mean /= static_cast<double>(out.count);
  double squares = 0;
  for (const double each : known) squares += (each - out.mean) * (each - out.mean);
  if (out.count > 1) {
    out.sd = std::sqrt(squares / static_cast<double>(out.count - 1));
    out.error = out.sd / std::sqrt(static_cast<double>(out.count));
  }
  boost::sort::pdqsort(known.begin(), known.end());  // profile: std::sort took a twentieth of a thousand short runs; this takes half of that
  const auto quantile = [&](double p) {  // linear between order statistics [Hyndman, Fan 1996, type 7]
    const double at = p * static_cast<double>(out.count - 1);
    const auto below = static_cast<std::size_t>(at);
    const double share = at - static_cast<double>(below);
    return below + 1 < out.count ? known[below] + share * (known[below + 1] - known[below]) : known[below];
  };
  out.low90 = quantile(0.05), out.low50 = quantile(0.25), out.median = quantile(0.5), out.high50 = quantile(0.75), out.high90 = quantile(0.95);
  return out;
}

// A mean over people of all replications.
struct Ratio {
  double value = 0;
  double people = 0;

  explicit Ratio(std::span<const Observed> values) {
    for (const Observed& each : values) people += each ? each.weight : 0;
    for (const Observed& each : values) value += each ? each.weight / people * *each : 0;
  }
  // By how much a replication moves it.
  [[nodiscard]] double moved_by(const Observed& one) const { return one ? one.weight / people * (*one - value) : 0; }
};

double error_of(double squares, std::size_t count) { return count < 2 ? 0 : std::sqrt(squares * static_cast<double>(count) / static_cast<double>(count - 1)); }

bool over_people(std::span<const Observed> values) {
  return std::any_of(values.begin(), values.end(), [](const Observed& each) { return each && each.weight > 0; });
}

// Half of the 95 % interval of a mean, by Student's t, whose quantile is the same for most numbers of a run.
double half_interval(double standard_error, std::size_t count) {
  static thread_local std::size_t known = 0;
  static thread_local double quantile = 0;
  if (known != count) known = count, quantile = statistics::student_quantile(0.975, static_cast<double>(count - 1));
  return quantile * standard_error;
}

void widen(Estimate& out, double off) {
  out.half_width = off;
  if (out.count > 1 && out.error >= rounding * std::fabs(out.mean)) out.half_width += half_interval(out.error, out.count);
}

}  // namespace

void RunningMean::add(const Observed& value) {
  const double off = *value - mean_;
  mean_ += off / static_cast<double>(++count_);
  squares_ += off * (*value - mean_);
  off_ += value.off;
  if (!(value.weight > 0)) return;
  if (people_ == 0) first_ = *value;
  const double sum = value.weight * (*value - first_);
  people_ += value.weight, sum_ += sum;
  sums_squared_ += sum * sum, products_ += sum * value.weight, people_squared_ += value.weight * value.weight;
}

std::optional<double> RunningMean::half_width() const {
  if (count_ < 2) return {};
  const auto count = static_cast<double>(count_);
  double error = std::sqrt(squares_ / (count - 1) / count);
  if (people_ > 0) {
    const double beyond = sum_ / people_;
    error = error_of(std::max(0.0, sums_squared_ - 2 * beyond * products_ + beyond * beyond * people_squared_), count_) / people_;
  }
  return half_interval(error, count_) + off_ / count;
}

std::optional<Estimate> estimate(std::span<const Observed> values) {
  std::vector<double> known;
  known.reserve(values.size());
  double off = 0;
  for (const Observed& each : values) {
    if (each) known.push_back(*each), off += each.off;
  }
  if (known.empty()) return {};
  Estimate out = described(std::move(known));
  if (over_people(values)) {
    const Ratio all(values);
    double squares = 0;
    for (const Observed& each : values) squares += all.moved_by(each) * all.moved_by(each);
    out.mean = all.value;
    out.error = error_of(squares, out.count);
  }
  widen(out, off / static_cast<double>(out.count));
  return out;
}

std::optional<Estimate> paired_difference(std::span<const Observed> a, std::span<const Observed> b) {
  const std::size_t pairs = std::min(a.size(), b.size());
  a = a.first(pairs), b = b.first(pairs);
  std::vector<double> known;
  double off = 0;
  bool alike = true;  // but for the last digits of a sum that was added up in another order
  for (std::size_t i = 0; i < pairs; ++i) {
    if (!a[i] || !b[i]) continue;
    const bool same = std::fabs(*b[i] - *a[i]) <= 1e-12 * std::max(std::fabs(*a[i]), std::fabs(*b[i]));
    known.push_back(same ? 0 : *b[i] - *a[i]), off += a[i].off + b[i].off;
    alike = alike && same;
  }
  if (known.empty()) return {};
  Estimate out = described(std::move(known));
  if (!alike && over_people(a) && over_people(b)) {
    const Ratio before(a), after(b);
    double squares = 0;
    for (std::size_t i = 0; i < pairs; ++i) squares += std::pow(after.moved_by(b[i]) - before.moved_by(a[i]), 2);
    out.mean = after.value - before.value;
    out.error = error_of(squares, out.count);
  }
  widen(out, off / static_cast<double>(out.count));
  return out;
}

}  // namespace tributary::flow
