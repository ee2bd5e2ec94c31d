#include "engines/measure/shewhart_constants.hpp"

#include <algorithm>
#include <cmath>

#include "engines/statistics/distributions.hpp"

namespace tributary::measure {
namespace {

// The standard deviation of a sample's standard deviation, in units of its mean.
double relative_spread(double n) {
  const double c = c4(n);
  return std::sqrt(std::max(0.0, 1 - c * c)) / c;
}

}  // namespace

double c4(double n) {
  // The difference of log-gammas loses its digits for huge n; what is left of the series there is below 1e-12.
  if (n > 1e5) return 1 - 1 / (4 * n) - 7 / (32 * n * n);
  return std::sqrt(2 / (n - 1)) * std::exp(statistics::log_gamma(n / 2) - statistics::log_gamma((n - 1) / 2));
}

double a3(double n) { return 3 / (c4(n) * std::sqrt(n)); }
double b3(double n) { return std::max(0.0, 1 - 3 * relative_spread(n)); }
double b4(double n) { return 1 + 3 * relative_spread(n); }

}  // namespace tributary::measure
