#include "engines/evidence/qca/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "engines/statistics/fractional_logit.hpp"

namespace tributary::evidence::qca {
namespace {

const double ln_19 = std::log(19.0);

base::Problem calibration_problem(const char* code, const char* title, std::string detail) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = "/anchors"};
}

base::Done check_anchors(const Anchors& anchors) {
  const bool up = anchors.exclusion < anchors.crossover && anchors.crossover < anchors.inclusion;
  const bool down = anchors.exclusion > anchors.crossover && anchors.crossover > anchors.inclusion;
  const bool finite = std::isfinite(anchors.exclusion) && std::isfinite(anchors.inclusion);
  if ((up || down) && finite) return {};
  return base::fail(calibration_problem("anchors-out-of-order", "The anchors are out of order",
                                        "Give them from fully out over the cross-over to fully in, each beyond the one before, upwards or downwards."));
}

double degree(double x, const Anchors& anchors) {
  const double side = (x - anchors.crossover) * (anchors.inclusion - anchors.crossover) >= 0 ? anchors.inclusion - anchors.crossover : anchors.crossover - anchors.exclusion;
  return 1 / (1 + std::exp(-ln_19 * (x - anchors.crossover) / side));
}

base::Done check_thresholds(std::span<const double> values, std::vector<double>& thresholds) {
  std::ranges::sort(thresholds);
  const bool twice = std::ranges::adjacent_find(thresholds) != thresholds.end();
  if (thresholds.empty() || twice || !std::ranges::all_of(thresholds, [](double each) { return std::isfinite(each); }))
    return base::fail(calibration_problem("anchors-out-of-order", "The thresholds can't be used", "Give one or more finite numbers, none of them twice."));
  if (values.empty()) return base::fail(calibration_problem("too-few-values", "There is nothing to calibrate", "No case has a value."));
  return {};
}

std::size_t steps_reached(double x, const std::vector<double>& thresholds, bool at) {
  return static_cast<std::size_t>(std::ranges::count_if(thresholds, [&](double each) { return at ? x >= each : x > each; }));
}

}  // namespace

base::Result<std::vector<double>> calibrate(std::span<const double> values, const Anchors& anchors) {
  if (auto fine = check_anchors(anchors); !fine) return base::fail(fine.error());
  std::vector<double> degrees;
  for (const double x : values) degrees.push_back(degree(x, anchors));
  return degrees;
}

base::Result<std::vector<double>> calibrate_between(std::span<const double> values, const Anchors& rising, const Anchors& falling) {
  for (const Anchors& each : {rising, falling})
    if (auto fine = check_anchors(each); !fine) return base::fail(fine.error());
  const bool ordered = rising.exclusion < rising.inclusion && rising.inclusion <= falling.inclusion && falling.inclusion < falling.exclusion;
  if (!ordered)
    return base::fail(calibration_problem("anchors-out-of-order", "The anchors are out of order",
                                          "Membership in the middle rises from out over the cross-over to in, and beyond that falls from in over the other cross-over to out."));
  std::vector<double> degrees;
  for (const double x : values) degrees.push_back(std::min(degree(x, rising), degree(x, falling)));
  return degrees;
}

base::Result<std::vector<double>> calibrate_indirect(std::span<const double> values, std::vector<double> thresholds) {
  if (auto fine = check_thresholds(values, thresholds); !fine) return base::fail(fine.error());
  if (values.size() <= 5) return base::fail(calibration_problem("too-few-values", "There are too few values", "The indirect method fits five numbers: give it more than five values."));
  std::vector<double> shares;
  std::set<std::size_t> steps;
  std::vector<std::vector<double>> columns(4);
  for (const double x : values) {
    if (!(x > 0))
      return base::fail(calibration_problem("value-not-positive", "A value isn't above 0", "The indirect method takes logarithms: add a constant to every value, or calibrate directly."));
    const std::size_t step = steps_reached(x, thresholds, false);
    steps.insert(step);
    shares.push_back(static_cast<double>(step) / static_cast<double>(thresholds.size()));
    columns[0].push_back(std::log(x));
    columns[1].push_back(std::sqrt(x));
    columns[2].push_back(x);
    columns[3].push_back(x * x);
  }
  if (steps.size() < 2) return base::fail(calibration_problem("steps-without-values", "All values lie in one step", "Choose thresholds that part the values."));
  auto degrees = statistics::fractional_logit(columns, shares);
  if (!degrees)
    return base::fail(calibration_problem("fit-diverges", "The memberships can't be fitted", "The steps part the values so cleanly that no smooth curve settles. Use more thresholds, or calibrate directly."));
  return *degrees;
}

base::Result<std::vector<double>> calibrate_crisp(std::span<const double> values, std::vector<double> thresholds) {
  if (auto fine = check_thresholds(values, thresholds); !fine) return base::fail(fine.error());
  std::vector<double> levels;
  for (const double x : values) levels.push_back(static_cast<double>(steps_reached(x, thresholds, true)));
  return levels;
}

}  // namespace tributary::evidence::qca
