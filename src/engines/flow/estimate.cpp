#include "engines/flow/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engines/statistics/distributions.hpp"

namespace tributary::flow {

double Estimate::standard_error() const { return count < 2 ? 0 : sd / std::sqrt(static_cast<double>(count)); }

namespace {

// Half of the 95 % interval of a mean, by Student's t.
double half_interval(double standard_error, std::size_t count) { return statistics::student_quantile(0.975, static_cast<double>(count - 1)) * standard_error; }

}  // namespace

std::optional<double> RunningMean::half_width() const {
  if (count_ < 2) return {};
  const auto count = static_cast<double>(count_);
  return half_interval(std::sqrt(squares_ / (count - 1) / count), count_);
}

std::optional<Estimate> estimate(std::span<const std::optional<double>> values) {
  std::vector<double> known;
  for (const auto& each : values) {
    if (each) known.push_back(*each);
  }
  if (known.empty()) return {};
  Estimate out;
  out.count = known.size();
  // Two passes: the sum of squares of large, nearly equal values would lose the spread.
  for (const double each : known) out.mean += each;
  out.mean /= static_cast<double>(out.count);
  double squares = 0;
  for (const double each : known) squares += (each - out.mean) * (each - out.mean);
  if (out.count > 1) {
    out.sd = std::sqrt(squares / static_cast<double>(out.count - 1));
    out.half_width = half_interval(out.standard_error(), out.count);
  }
  std::sort(known.begin(), known.end());
  const auto quantile = [&](double p) {  // linear between order statistics [Hyndman, Fan 1996, type 7]
    const double at = p * static_cast<double>(out.count - 1);
    const auto below = static_cast<std::size_t>(at);
    const double share = at - static_cast<double>(below);
    return below + 1 < out.count ? known[below] + share * (known[below + 1] - known[below]) : known[below];
  };
  out.low90 = quantile(0.05), out.low50 = quantile(0.25), out.median = quantile(0.5), out.high50 = quantile(0.75), out.high90 = quantile(0.95);
  return out;
}

}  // namespace tributary::flow
