#include "engines/evidence/meta/meta_analysis.hpp"

#include <algorithm>
#include <cmath>

#include "engines/statistics/distributions.hpp"

namespace tributary::evidence::meta {
namespace {

base::Done check_studies(const std::vector<Study>& studies, const Choices& choices) {
  if (studies.size() < 2)
    return base::fail({.code = "too-few-studies", .title = "There are too few studies", .detail = "Two or more are needed before they can be put together.", .field = "/studies"});
  constexpr double largest = 1e100, smallest_error = 1e-100;  // beyond these squares and weights leave what a number can hold
  double least = HUGE_VAL, most = 0;
  for (std::size_t i = 0; i < studies.size(); ++i) {
    const Study& study = studies[i];
    const std::string field = "/studies/" + std::to_string(i);
    if (!std::isfinite(study.effect) || !(study.variance > 0))
      return base::fail({.code = "study-unusable", .title = "A study can't be used", .detail = study.name + " needs an effect, and a standard error above 0.", .field = field});
    if (!(std::fabs(study.effect) < largest && study.variance > smallest_error * smallest_error && study.variance < largest * largest))
      return base::fail({.code = "study-out-of-range", .title = "A study's numbers are out of range", .detail = study.name + " has an effect beyond 10^100, or a standard error that isn't between 10^−100 and 10^100. Write them in other units.", .field = field});
    least = std::min(least, study.variance), most = std::max(most, study.variance);
  }
  if (most > least * 1e16)
    return base::fail({.code = "studies-too-uneven", .title = "The studies' errors can't be compared", .detail = "One standard error is more than a hundred million times another: one of them is in other units, or no error.", .field = "/studies"});
  if (!(choices.level > 0.5 && choices.level < 1))
    return base::fail({.code = "level-out-of-range", .title = "The level is out of range", .detail = "An interval covers more than half of the chances and less than all: give a level such as 0.95.", .field = "/level"});
  return {};
}

Estimate by_normal(const Weighted& at, double level) {
  const double error = 1 / std::sqrt(at.sum), reach = statistics::normal_quantile((1 + level) / 2) * error;
  return {.name = "average", .value = at.mean, .standard_error = error, .low = at.mean - reach, .high = at.mean + reach, .p = 2 * statistics::normal_cumulative(-std::fabs(at.mean / error))};
}

Estimate by_hartung_knapp(const Weighted& at, double level, std::size_t studies) {
  const double degrees = static_cast<double>(studies) - 1;
  const double error = std::sqrt(at.q / degrees / at.sum), reach = statistics::student_quantile((1 + level) / 2, degrees) * error;
  Estimate estimate{.name = "average", .value = at.mean, .standard_error = error, .low = at.mean - reach, .high = at.mean + reach, .degrees_of_freedom = degrees};
  // Studies that agree to the last digit leave no error to judge by.
  if (error > 0) estimate.p = statistics::student_two_sided(at.mean / error, degrees);
  return estimate;
}

double width(const Estimate& estimate) { return *estimate.high - *estimate.low; }

void predict(MetaAnalysis& found, std::size_t studies) {
  if (found.choices.method == Method::equal_effects || studies < 3) return;
  const double mean = found.average.value, error = *found.average.standard_error;
  const double spread = std::sqrt(found.heterogeneity.tau2 + error * error), p = (1 + found.choices.level) / 2;
  const auto add = [&](double quantile, std::optional<double> degrees) {
    found.predictions.push_back({.low = mean - quantile * spread, .high = mean + quantile * spread, .degrees_of_freedom = degrees});
  };
  const auto k = static_cast<double>(studies);
  add(statistics::normal_quantile(p), {});
  for (const double degrees : {k - 1, k - 2}) add(statistics::student_quantile(p, degrees), degrees);
  found.prediction = found.predictions.back();
  if (spread <= 0) return;
  const double beyond = statistics::student_two_sided(mean / spread, k - 2) / 2;
  found.chance_below = mean > 0 ? beyond : 1 - beyond;
}

MetaAnalysis together(std::span<const Study> studies, const Choices& choices) {
  MetaAnalysis found{.choices = choices};
  found.heterogeneity = heterogeneity(studies, choices.method, choices.level);
  const Weighted at = weighted(studies, found.heterogeneity.tau2);
  found.by_normal = by_normal(at, choices.level);
  found.by_hartung_knapp = by_hartung_knapp(at, choices.level, studies.size());
  // Studies that happen to agree make Hartung and Knapp's error smaller than chance alone: then the wider one is believed.
  const bool narrower = *found.by_hartung_knapp.standard_error < *found.by_normal.standard_error;
  found.average = choices.hartung_knapp && !narrower ? found.by_hartung_knapp : found.by_normal;
  const bool few = studies.size() <= few_for_normal && choices.method != Method::equal_effects;
  found.told = few && !found.average.degrees_of_freedom && width(found.by_hartung_knapp) > width(found.by_normal) ? found.by_hartung_knapp : found.average;
  const double reach = statistics::normal_quantile((1 + choices.level) / 2);
  for (const Study& study : studies) {
    const double error = std::sqrt(study.variance);
    found.forest.push_back({.study = study, .low = study.effect - reach * error, .high = study.effect + reach * error, .weight = 1 / (study.variance + found.heterogeneity.tau2) / at.sum});
  }
  predict(found, studies.size());
  return found;
}

}  // namespace

base::Result<MetaAnalysis> meta_analysis(const std::vector<Study>& studies, const Choices& choices) {
  if (auto fine = check_studies(studies, choices); !fine) return base::fail(fine.error());
  MetaAnalysis found = together(studies, choices);
  if (studies.size() < 3 || studies.size() > most_left_out) return found;
  for (std::size_t i = 0; i < studies.size(); ++i) {
    std::vector<Study> others = studies;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    MetaAnalysis without = together(others, choices);
    found.left_out.push_back({.name = studies[i].name, .average = std::move(without.average), .told = std::move(without.told), .heterogeneity = without.heterogeneity});
  }
  return found;
}

}  // namespace tributary::evidence::meta
