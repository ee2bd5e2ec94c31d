#include "engines/measure/autocorrelation.hpp"

#include <algorithm>
#include <cmath>

namespace tributary::measure {
namespace {

struct Products {
  double squares = 0;
  double neighbours = 0;

  // Differences are taken in units of `scale`, so that neither tiny nor huge values lose their squares.
  void add_phase(std::span<const Point> points, double scale) {
    double total = 0;
    std::uint32_t count = 0;
    for (const Point& point : points) {
      if (!point.counts()) continue;
      total += *point.value / scale;
      ++count;
    }
    if (count == 0) return;
    const double mean = total / count;
    std::optional<double> before;
    for (const Point& point : points) {
      if (point.ghosted) continue;
      if (!point.value) {
        before.reset();
        continue;
      }
      const double difference = *point.value / scale - mean;
      squares += difference * difference;
      if (before) neighbours += *before * difference;
      before = difference;
    }
  }
};

}  // namespace

std::optional<Autocorrelation> lag_one_autocorrelation(std::span<const Point> points, const Chart& chart) {
  if (chart.counted < 3) return std::nullopt;
  double scale = 0;
  bool varies = false;
  std::optional<double> before;
  for (const Point& point : points) {
    if (!point.counts()) continue;
    scale = std::max(scale, std::abs(*point.value));
    varies = varies || (before && *before != *point.value);
    before = point.value;
  }
  if (!varies) return std::nullopt;

  Products products;
  for (const Phase& phase : chart.phases) products.add_phase(points.subspan(phase.first, phase.points), scale);
  // Nothing but rounding is left where values vary between phases only.
  if (!(products.squares > 1e-24 * chart.counted)) return std::nullopt;
  const double r = std::clamp(products.neighbours / products.squares, -1.0, 1.0);
  return Autocorrelation{.lag_one = r, .matters = chart.counted >= 12 && std::abs(r) > 2 / std::sqrt(chart.counted)};
}

}  // namespace tributary::measure
