#include "engines/evidence/funnel/funnel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "engines/statistics/distributions.hpp"

namespace tributary::evidence::funnel {
namespace {

base::Problem funnel_problem(const char* code, const char* title, std::string detail, std::string field = {}) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = std::move(field)};
}

// The scale on which z is taken: there, and back.
double on_scale(const Choices& choices, double value) {
  if (choices.plain) return value;
  return choices.kind == Kind::proportion ? std::asin(std::sqrt(std::clamp(value, 0.0, 1.0))) : std::sqrt(value);
}

double from_scale(const Choices& choices, double scaled) {
  const double most = choices.kind == Kind::proportion ? 1 : std::numeric_limits<double>::max();
  if (choices.plain) return std::clamp(scaled, 0.0, most);
  if (choices.kind != Kind::proportion) return scaled <= 0 ? 0 : scaled * scaled;
  const double angle = std::clamp(scaled, 0.0, std::numbers::pi / 2);
  return std::sin(angle) * std::sin(angle);
}

double error_at(const Choices& choices, double target, double size) {
  if (!choices.plain) return 1 / (2 * std::sqrt(size));
  return std::sqrt((choices.kind == Kind::proportion ? target * (1 - target) : target) / size);
}

// Of `events` that were expected or seen, the value at the tails of chance alone.
Band exact_band(Kind kind, double events, double size, double tail) {
  if (kind == Kind::proportion) {
    const double others = size - events;
    return {.low = events > 0 ? statistics::beta_quantile(events, others + 1, tail) : 0, .high = others > 0 ? statistics::beta_quantile(events + 1, others, 1 - tail) : 1};
  }
  return {.low = events > 0 ? statistics::gamma_quantile(events, tail) / size : 0, .high = statistics::gamma_quantile(events + 1, 1 - tail) / size};
}

Band band_around(const Choices& choices, double target, double error, double tail) {
  const double middle = on_scale(choices, target), reach = statistics::normal_quantile(1 - tail) * error;
  return {.low = from_scale(choices, middle - reach), .high = from_scale(choices, middle + reach)};
}

Place place_of(double value, const std::array<Band, 2>& bands) {
  if (value < bands[1].low) return Place::below_998;
  if (value > bands[1].high) return Place::above_998;
  if (value < bands[0].low) return Place::below_95;
  return value > bands[0].high ? Place::above_95 : Place::within;
}

// Between the two values that it lies between: Hyndman and Fan's type 7.
double quantile(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double mean_square(const std::vector<double>& z) {
  double sum = 0;
  for (const double each : z) sum += each * each;
  return sum / static_cast<double>(z.size());
}

std::vector<double> winsorised(std::vector<double> z, double share) {
  std::vector<double> sorted = z;
  std::ranges::sort(sorted);
  const double low = quantile(sorted, share), high = quantile(sorted, 1 - share);
  for (double& each : z) each = std::clamp(each, low, high);
  return z;
}

constexpr double most_events = 1e9;      // whose exact limits are sure
constexpr double most_exposure = 1e15;

base::Done check_funnel(const std::vector<Site>& sites, const Choices& choices) {
  if (sites.size() < 2) return base::fail(funnel_problem("too-few-sites", "There are too few sites", "A funnel compares two sites or more.", "/sites"));
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const Site& site = sites[i];
    if (site.observed > most_events || site.size > (choices.kind == Kind::rate ? most_exposure : most_events))
      return base::fail(funnel_problem("site-too-large", "A site's numbers are too large",
                                       site.name + (choices.kind == Kind::rate ? " has more than a thousand million events, or an exposure beyond 10^15. Take a shorter time, or exposure in a larger unit."
                                                                               : " has more than a thousand million events, or as many that they are out of, and exact limits are not sure beyond. Take a shorter time."),
                                       "/sites/" + std::to_string(i)));
    const bool fine = site.observed >= 0 && site.size > 0 && (choices.kind != Kind::proportion || site.observed <= site.size);
    if (fine) continue;
    return base::fail(funnel_problem("site-unusable", "A site can't be used",
                                     site.name + (choices.kind == Kind::proportion ? " needs a number of events from 0 to how many there were, of whom there are some."
                                                                                   : " needs events from 0, and a number above 0 to compare them with."),
                                     "/sites/" + std::to_string(i)));
  }
  if (!(choices.winsorised >= 0 && choices.winsorised < 0.5)) return base::fail(funnel_problem("winsorising-out-of-range", "The share to winsorise is out of range", "Give a share of each tail from 0 to below 0.5.", "/winsorised"));
  return {};
}

base::Result<double> target_of(const std::vector<Site>& sites, const Choices& choices) {
  double events = 0, size = 0;
  for (const Site& site : sites) events += site.observed, size += site.size;
  const double target = choices.target.value_or(choices.kind == Kind::ratio ? 1 : events / size);
  const bool fine = target > 0 && std::isfinite(target) && (choices.kind != Kind::proportion || target < 1);
  if (fine) return target;
  return base::fail(funnel_problem("target-out-of-range", "There is no target to compare with",
                                   choices.target ? "A target lies above 0, and of proportions below 1." : "Nobody, or everybody, had the event, so that nobody differs. With a target of its own it can be asked.", "/target"));
}

}  // namespace

std::array<Band, 2> Funnel::exact_at(double size) const {
  return {exact_band(choices.kind, target * size, size, tails[0]), exact_band(choices.kind, target * size, size, tails[1])};
}

std::array<Band, 2> Funnel::multiplicative_at(double size) const {
  const double error = error_at(choices, target, size) * std::sqrt(std::max(1.0, phi));
  return {band_around(choices, target, error, tails[0]), band_around(choices, target, error, tails[1])};
}

std::array<Band, 2> Funnel::additive_at(double size) const {
  const double chance = error_at(choices, target, size), error = std::sqrt(chance * chance + tau2);
  return {band_around(choices, target, error, tails[0]), band_around(choices, target, error, tails[1])};
}

base::Result<Funnel> funnel(const std::vector<Site>& sites, const Choices& choices) {
  if (auto fine = check_funnel(sites, choices); !fine) return base::fail(fine.error());
  const auto target = target_of(sites, choices);
  if (!target) return base::fail(target.error());
  for (const Site& site : sites)
    if (*target * site.size > most_events)
      return base::fail(funnel_problem("target-out-of-range", "The target is too large", "At " + site.name + " it would come to more than a thousand million events, and exact limits are not sure beyond.", "/target"));
  Funnel found{.choices = choices, .target = *target};
  std::vector<double> z;
  double w = 0, w2 = 0;
  for (const Site& site : sites) {
    const double error = error_at(choices, *target, site.size), weight = 1 / (error * error);
    z.push_back((on_scale(choices, site.observed / site.size) - on_scale(choices, *target)) / error);
    w += weight;
    w2 += weight * weight;
  }
  const auto n = static_cast<double>(sites.size());
  found.phi_raw = mean_square(z);
  found.phi = mean_square(winsorised(z, choices.winsorised));
  for (const double each : z) found.mean_z += each / n;
  found.spread_p = statistics::chi_square_beyond(std::max(0.0, found.phi_raw - found.mean_z * found.mean_z) * n, n - 1);
  found.overdispersion_p = statistics::chi_square_beyond(found.phi_raw * n, n - 1);
  found.tau2 = std::max(0.0, (n * found.phi - (n - 1)) / (w - w2 / w));
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const Site& site = sites[i];
    const double error = error_at(choices, *target, site.size);
    Point point{.value = site.observed / site.size, .own = exact_band(choices.kind, site.observed, site.size, tails[0]), .z = z[i]};
    point.exact = found.exact_at(site.size);
    point.multiplicative = found.multiplicative_at(site.size);
    point.additive = found.additive_at(site.size);
    point.z_multiplicative = z[i] / std::sqrt(std::max(1.0, found.phi));
    point.z_additive = z[i] * error / std::sqrt(error * error + found.tau2);
    point.by_exact = place_of(point.value, point.exact);
    point.by_multiplicative = place_of(point.value, point.multiplicative);
    point.by_additive = place_of(point.value, point.additive);
    found.points.push_back(point);
  }
  return found;
}

}  // namespace tributary::evidence::funnel
