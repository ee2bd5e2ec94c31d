#include "engines/evidence/qca/fit.hpp"

#include <algorithm>

namespace tributary::evidence::qca {
namespace {

std::optional<double> share(double part, double whole) {
  // Sums of memberships: below this a denominator is what rounding left.
  if (whole <= 1e-12) return std::nullopt;
  return part / whole;
}

}  // namespace

Sufficiency sufficiency(std::span<const double> x, std::span<const double> y) {
  double of_x = 0, of_y = 0, both = 0, torn = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    of_x += x[i];
    of_y += y[i];
    both += std::min(x[i], y[i]);
    torn += std::min({x[i], y[i], 1 - y[i]});
  }
  return {.consistency = share(both, of_x), .pri = share(both - torn, of_x - torn), .coverage = share(both, of_y)};
}

Necessity necessity(std::span<const double> x, std::span<const double> y) {
  double of_x = 0, of_y = 0, both = 0, beyond_x = 0, beyond_both = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    of_x += x[i];
    of_y += y[i];
    both += std::min(x[i], y[i]);
    beyond_x += 1 - x[i];
    beyond_both += 1 - std::min(x[i], y[i]);
  }
  return {.consistency = share(both, of_y), .coverage = share(both, of_x), .relevance = share(beyond_x, beyond_both)};
}

}  // namespace tributary::evidence::qca
