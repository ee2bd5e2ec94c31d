#include "engines/measure/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "engines/measure/limits.hpp"
#include "engines/measure/shewhart_constants.hpp"

namespace tributary::measure {
namespace {

constexpr double weibull_power = 3.6;  // makes times between rare events about normal

double mean(const std::vector<double>& values) {
  if (values.empty()) return 0;
  double total = 0;
  for (const double value : values) total += value - values.front();
  return values.front() + total / static_cast<double>(values.size());
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1) return *middle;
  const double below = *std::max_element(values.begin(), middle);
  return below + (*middle - below) / 2;
}

std::vector<double> values_of(const Series& series) {
  std::vector<double> values;
  for (const Point& point : series.points)
    if (point.counts()) values.push_back(*point.value);
  return values;
}

// Σ y d / Σ d.
double weighted_mean(const Series& series) {
  double total = 0;
  double weight = 0;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (!series.points[i].counts()) continue;
    total += *series.points[i].value * series.sizes[i];
    weight += series.sizes[i];
  }
  return weight > 0 ? total / weight : 0;
}

// What `difference` says of each two neighbours that count, by their places.
template <class Difference>
std::vector<double> between_neighbours(std::span<const Point> points, Difference difference) {
  std::vector<double> found;
  std::optional<std::size_t> before;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].ghosted) continue;
    if (!points[i].value) {
      before.reset();
      continue;
    }
    if (before) found.push_back(difference(*before, i));
    before = i;
  }
  return found;
}

// The mean of the ranges, screened as the profile says; into the phase what it comes from.
double mean_of_ranges(const std::vector<double>& ranges, const Profile& profile, double screen_factor, Phase& phase) {
  phase.ranges = static_cast<std::uint32_t>(ranges.size());
  phase.mean_range = phase.limits_range = mean(ranges);
  if (!profile.screen || ranges.empty()) return phase.limits_range;
  std::vector<double> kept;
  for (const double range : ranges)
    if (stays(range, screen_factor * phase.mean_range, profile)) kept.push_back(range);
  phase.screened = static_cast<std::uint32_t>(ranges.size() - kept.size());
  phase.limits_range = mean(kept);
  return phase.limits_range;
}

double sigma_of_counts(ChartType type, double centre, double size) {
  const bool share = type == ChartType::p || type == ChartType::p_prime;
  const double variance = share ? centre * (1 - centre) : centre;
  return std::sqrt(std::max(0.0, variance) / size);
}

// How much more the values vary than counts of their size would.
double overdispersion(const Series& series, ChartType type, double centre, const Profile& profile, Phase& phase) {
  const auto z = [&](std::size_t i) {
    const double sigma = sigma_of_counts(type, centre, series.sizes[i]);
    return sigma > 0 ? (*series.points[i].value - centre) / sigma : 0;
  };
  const auto ranges = between_neighbours(series.points, [&](std::size_t a, std::size_t b) { return std::abs(z(b) - z(a)); });
  return mean_of_ranges(ranges, profile, profile.screen_factor, phase) / d2_of_two;
}

double taylor_spread(const Series& series, const Profile& profile, Phase& phase) {
  const auto ranges = between_neighbours(series.points, [&](std::size_t a, std::size_t b) {
    return std::sqrt(std::numbers::pi / 2) * std::abs(*series.points[b].value - *series.points[a].value) /
           std::sqrt(1 / series.sizes[a] + 1 / series.sizes[b]);
  });
  constexpr double screen_factor = 3.2665;  // D4 to four decimals, as Taylor's implementations have it
  return mean_of_ranges(ranges, profile, screen_factor, phase);
}

// S: subgroups of one value have no spread and are passed over; 0 where there is none.
double subgroup_spread(const Series& series, ChartType type, const Profile& profile) {
  double plain = 0, pooled = 0, degrees = 0, groups = 0, size = 0;
  bool same_size = true;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const double n = series.points[i].counts() ? series.sizes[i] : 0;
    if (n < 2) continue;
    const double s = type == ChartType::s ? *series.points[i].value : series.spreads[i];
    same_size = same_size && (groups == 0 || n == size);
    size = n;
    plain += s;
    pooled += (n - 1) * s * s;
    degrees += n - 1;
    ++groups;
  }
  if (groups == 0) return 0;
  return same_size && !profile.pool_spreads ? plain / groups : std::sqrt(pooled / degrees);
}

double transformed(double value) { return std::pow(value, 1 / weibull_power); }
double turned_back(double value) { return value <= 0 ? 0 : std::pow(value, weibull_power); }

Limits around(double centre, double sigma, double least, double most) {
  // A mean of shares of 1 may be above 1 by a rounding: no line is on the wrong side of the centre for that.
  least = std::min(least, centre);
  most = std::max(most, centre);
  const auto at = [&](double sigmas) { return std::clamp(centre + sigmas * sigma, least, most); };
  return {.lower = at(-3), .lower_two_sigma = at(-2), .lower_one_sigma = at(-1), .centre = centre, .upper_one_sigma = at(1),
          .upper_two_sigma = at(2), .upper = at(3), .known = Known::limits};
}

Limits centre_alone(double centre) {
  return {.lower = centre, .lower_two_sigma = centre, .lower_one_sigma = centre, .centre = centre, .upper_one_sigma = centre,
          .upper_two_sigma = centre, .upper = centre, .known = Known::centre};
}

}  // namespace

Estimate estimate(const Series& series, ChartType type, const Profile& profile, Phase& phase) {
  const std::vector<double> values = values_of(series);
  phase.counted = phase.made_from = static_cast<std::uint32_t>(values.size());
  if (values.empty()) return {};

  Estimate found{.known = Known::limits};
  switch (type) {
    case ChartType::run:
      found.known = Known::centre;
      found.centre = median(values);
      break;
    case ChartType::xmr:
    case ChartType::moving_range:
    case ChartType::c:
      found.centre = mean(values);
      break;
    case ChartType::p:
    case ChartType::u: found.centre = weighted_mean(series); break;
    case ChartType::np:
      found.centre = mean(values);
      break;
    case ChartType::p_prime:
    case ChartType::u_prime:
      found.centre = weighted_mean(series);
      found.spread = overdispersion(series, type, found.centre, profile, phase);
      break;
    case ChartType::i_prime:
      found.centre = weighted_mean(series);
      found.spread = taylor_spread(series, profile, phase);
      break;
    case ChartType::xbar:
      found.centre = weighted_mean(series);
      found.spread = subgroup_spread(series, type, profile);
      break;
    case ChartType::s: found.centre = found.spread = subgroup_spread(series, type, profile); break;
    case ChartType::t: {
      std::vector<double> roots;
      for (const double value : values) roots.push_back(transformed(value));
      found.centre = mean(roots);  // of the transformed values, until limits are drawn
      found.spread = mean_of_ranges(between_neighbours(series.points,
                                                       [&](std::size_t a, std::size_t b) {
                                                         return std::abs(transformed(*series.points[b].value) - transformed(*series.points[a].value));
                                                       }),
                                    profile, profile.screen_factor, phase);
      break;
    }
    case ChartType::g:
      found.centre = profile.g_centre > 0 ? profile.g_centre * mean(values) : median(values);
      found.spread = mean(values);
      break;
  }
  if (uses_neighbours(type) && phase.ranges == 0) found.known = Known::centre;
  phase.spread = found.spread;
  return found;
}

Limits limits_from(const Estimate& from, ChartType type, const Profile& profile, double size) {
  if (from.known == Known::nothing) return {};
  const double least = never_negative(type) ? 0 : -std::numeric_limits<double>::infinity();
  const double most = is_share(type) ? 1 : type == ChartType::np ? size : std::numeric_limits<double>::infinity();
  const double centre = type == ChartType::t ? turned_back(from.centre) : from.centre;
  if (from.known == Known::centre || (needs_sizes(type) && !(size > 0))) return centre_alone(centre);
  switch (type) {
    case ChartType::run:
    case ChartType::xmr: break;
    case ChartType::moving_range: return around(centre, (profile.range_factor - 1) * centre / 3, least, most);
    case ChartType::p:
    case ChartType::u: return around(centre, sigma_of_counts(type, centre, size), least, most);
    case ChartType::c: return around(centre, std::sqrt(centre), least, most);
    case ChartType::np: return around(centre, std::sqrt(std::max(0.0, centre * (1 - centre / size))), least, most);
    case ChartType::p_prime:
    case ChartType::u_prime: return around(centre, sigma_of_counts(type, centre, size) * from.spread, least, most);
    case ChartType::i_prime: return around(centre, from.spread / std::sqrt(size), least, most);
    case ChartType::xbar:
      if (size < 2) break;
      return around(centre, a3(size) * from.spread / 3, least, most);
    case ChartType::s:
      if (size < 2) break;
      return around(centre, (b4(size) - 1) * from.spread / 3, least, most);
    case ChartType::t: {
      // Drawn where the values are about normal, and turned back.
      Limits lines = around(from.centre, profile.factor * from.spread / 3, 0, most);
      for (double* line : {&lines.lower, &lines.lower_two_sigma, &lines.lower_one_sigma, &lines.centre, &lines.upper_one_sigma,
                           &lines.upper_two_sigma, &lines.upper})
        *line = turned_back(*line);
      return lines;
    }
    case ChartType::g: {
      Limits lines = around(from.spread, std::sqrt(from.spread * (from.spread + 1)), least, most);
      lines.centre = centre;
      return lines;
    }
  }
  return centre_alone(centre);
}

}  // namespace tributary::measure
