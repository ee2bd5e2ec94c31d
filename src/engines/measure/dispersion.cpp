#include "engines/measure/dispersion.hpp"

#include <cmath>

#include "engines/measure/shewhart_constants.hpp"

namespace tributary::measure {
namespace {

constexpr double enough_events = 5;

bool is_of_counts(ChartType type) {
  return type == ChartType::p || type == ChartType::np || type == ChartType::u || type == ChartType::c;
}

double size_at(const Series& series, std::size_t i) { return i < series.sizes.size() ? series.sizes[i] : 1; }

double sigma_at(const Series& series, const Chart& chart, std::size_t i) {
  const double centre = chart.limits_at(i).centre;
  const double size = size_at(series, i);
  switch (chart.type) {
    case ChartType::p: return std::sqrt(centre * (1 - centre) / size);
    case ChartType::np: return std::sqrt(centre * (1 - centre / size));
    case ChartType::u: return std::sqrt(centre / size);
    default: return std::sqrt(centre);
  }
}

}  // namespace

std::optional<Dispersion> dispersion_of(const Series& series, const Chart& chart) {
  if (!is_of_counts(chart.type)) return std::nullopt;
  double total = 0;
  std::uint32_t count = 0;
  for (const Phase& phase : chart.phases) {
    std::optional<double> before;
    for (std::size_t i = phase.first; i < phase.first + phase.points; ++i) {
      const Point& point = series.points[i];
      if (point.ghosted) continue;
      if (!point.value) {
        before.reset();
        continue;
      }
      const double sigma = sigma_at(series, chart, i);
      if (!(sigma > 0)) return std::nullopt;
      const double z = (*point.value - chart.limits_at(i).centre) / sigma;
      if (before) {
        total += std::abs(z - *before);
        ++count;
      }
      before = z;
    }
  }
  if (count == 0) return std::nullopt;
  const double ratio = total / count / d2_of_two;
  const double room = 2 * 0.91 / std::sqrt(count);
  const bool enough = chart.counted >= 12;
  return Dispersion{.ratio = ratio, .over = enough && ratio > 1 + room, .under = enough && ratio < 1 - room};
}

std::uint32_t points_of_small_counts(const Series& series, const Chart& chart) {
  const bool primed = chart.type == ChartType::p_prime || chart.type == ChartType::u_prime;
  if (!is_of_counts(chart.type) && !primed) return 0;
  std::uint32_t small = 0;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (!series.points[i].counts()) continue;
    const double size = size_at(series, i);
    const double events = chart.limits_at(i).centre * (chart.type == ChartType::np || chart.type == ChartType::c ? 1 : size);
    const bool few_others = (is_share(chart.type) || chart.type == ChartType::np) && size - events < enough_events;
    small += events < enough_events || few_others ? 1 : 0;
  }
  return small;
}

}  // namespace tributary::measure
