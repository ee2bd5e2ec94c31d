#include "engines/evidence/meta/site_change.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tributary::evidence::meta {
namespace {

constexpr double most_correlated = 0.9;

struct Side {
  double n = 0, mean = 0;
  double squares = 0, products = 0;  // of the errors; of each with the next
};

Side side_of(std::span<const double> values) {
  Side side{.n = static_cast<double>(values.size())};
  side.mean = std::accumulate(values.begin(), values.end(), 0.0) / side.n;
  for (std::size_t i = 0; i < values.size(); ++i) {
    side.squares += (values[i] - side.mean) * (values[i] - side.mean);
    if (i > 0) side.products += (values[i] - side.mean) * (values[i - 1] - side.mean);
  }
  return side;
}

// How many times its own variance a mean of n such values has, that of n independent ones being 1.
double inflation(double n, double r) {
  double sum = 1, power = r;
  for (double k = 1; k < n && power > 1e-12; ++k, power *= r) sum += 2 * (1 - k / n) * power;
  return sum;
}

}  // namespace

std::optional<SiteChange> site_change(std::span<const double> before, std::span<const double> after) {
  if (before.size() < fewest_for_error || after.size() < fewest_for_error) return std::nullopt;
  const Side a = side_of(before), b = side_of(after);
  const double squares = a.squares + b.squares;
  const double size = std::max(std::fabs(a.mean), std::fabs(b.mean));
  if (!std::isfinite(squares) || !std::isfinite(b.mean - a.mean) || squares <= 1e-20 * size * size) return std::nullopt;
  const double r = std::clamp((a.products + b.products) / squares + 2 / (a.n + b.n), 0.0, most_correlated);
  const double of_a = inflation(a.n, r), of_b = inflation(b.n, r);
  const double variance = squares / (a.n - of_a + b.n - of_b) * (of_a / a.n + of_b / b.n);
  if (!(variance > 0) || !std::isfinite(variance)) return std::nullopt;
  return SiteChange{.value = b.mean - a.mean, .standard_error = std::sqrt(variance), .autocorrelation = r};
}

}  // namespace tributary::evidence::meta
