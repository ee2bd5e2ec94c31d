#include "engines/measure/limits.hpp"

#include <cmath>

namespace tributary::measure {
namespace {

struct Sum {
  double total = 0;
  std::uint32_t count = 0;

  void add(double value) {
    total += value;
    ++count;
  }
  [[nodiscard]] double mean() const { return count == 0 ? 0 : total / count; }
};

// Calls seen(value, range) for each value that counts; range is null for the first one and the first after a gap.
template <class Seen>
void for_each_range(std::span<const Point> points, Seen seen) {
  bool neighbour = false;
  double before = 0;
  for (const Point& point : points) {
    if (point.ghosted) continue;
    if (!point.value) {
      neighbour = false;
      continue;
    }
    const double value = *point.value;
    const double range = std::abs(value - before);
    seen(value, neighbour ? &range : nullptr);
    before = value;
    neighbour = true;
  }
}

// Nelson 1982: ranges above 3.267 · their mean are left out, once. The published query also leaves the points that
// those ranges lead to out of the mean.
void screen(std::span<const Point> points, const Profile& profile, double origin, Phase& phase, double& centre) {
  const double most = profile.screen_factor * phase.mean_range;
  Sum ranges;
  Sum values;
  for_each_range(points, [&](double value, const double* range) {
    if (range && !stays(*range, most, profile)) return;
    if (range) ranges.add(*range);
    values.add(value - origin);
  });
  phase.screened = phase.made_from - values.count;
  if (phase.screened == 0) return;
  phase.limits_range = ranges.mean();
  if (profile.screen_recalculates_mean) centre = origin + values.mean();
}

}  // namespace

std::uint32_t count_values(std::span<const Point> points) {
  std::uint32_t count = 0;
  for (const Point& point : points) count += point.counts() ? 1 : 0;
  return count;
}

Limits phase_limits(std::span<const Point> points, const Profile& profile, Phase& phase) {
  // Sums are of differences from the first value: equal values have exactly that mean, and a million keep their digits.
  double origin = 0;
  bool first = true;
  Sum values;
  Sum ranges;
  for_each_range(points, [&](double value, const double* range) {
    if (first) origin = value;
    first = false;
    values.add(value - origin);
    if (range) ranges.add(*range);
  });
  phase.counted = phase.made_from = values.count;
  phase.ranges = ranges.count;
  phase.mean_range = phase.limits_range = ranges.mean();
  phase.screened = 0;
  if (values.count == 0) return {};

  double centre = origin + values.mean();
  if (profile.screen && ranges.count > 0) screen(points, profile, origin, phase, centre);

  // limits = centre ± 2.66 · mean moving range; two and one sigma lie at two thirds and one third of the way.
  const double width = profile.factor * phase.limits_range;
  return {.lower = centre - width,
          .lower_two_sigma = centre - width * (2 / 3.0),
          .lower_one_sigma = centre - width * (1 / 3.0),
          .centre = centre,
          .upper_one_sigma = centre + width * (1 / 3.0),
          .upper_two_sigma = centre + width * (2 / 3.0),
          .upper = centre + width,
          .known = ranges.count > 0 ? Known::limits : Known::centre};
}

}  // namespace tributary::measure
