#include "engines/evidence/did.hpp"

#include <algorithm>
#include <cmath>

#include "engines/evidence/did_told.hpp"
#include "engines/evidence/permutable.hpp"
#include "engines/statistics/clustered_fit.hpp"
#include "engines/statistics/distributions.hpp"

namespace tributary::evidence {
namespace {

constexpr double most_permuted_work = 4e8;

statistics::TwoWayEffects effects_of(const CheckedPanel& panel, bool weighted = true) {
  return {panel.unit, panel.time, weighted && panel.weighted ? panel.weight : std::vector<double>{}};
}

Estimate with_error(std::string name, double value, double variance, std::optional<double> degrees) {
  Estimate e{.name = std::move(name), .value = value};
  if (!(variance > 0) || (degrees && !(*degrees > 0))) return e;
  const double se = std::sqrt(variance);
  const double width = degrees ? statistics::student_quantile(.975, std::max(*degrees, .1)) : statistics::normal_95;
  if (!std::isfinite(width * se)) return e;
  e.standard_error = se;
  e.degrees_of_freedom = degrees;
  e.low = value - width * se;
  e.high = value + width * se;
  e.p = statistics::student_two_sided(value / se, degrees.value_or(1e300));
  return e;
}

double diagonal(const statistics::Matrix& m, std::size_t i) { return m.empty() ? 0 : m.at(i, i); }

void take_regression(const CheckedPanel& panel, const statistics::ClusteredFit& fit, Did& out) {
  const double value = fit.coefficients.front();
  const double left = static_cast<double>(panel.unit.size()) - static_cast<double>(fit.parameters);
  if (!fit.perfect) out.plain = with_error("effect, every row a fact of its own", value, diagonal(fit.plain, 0), left);
  if (!fit.cr1.empty()) out.cr1 = with_error("effect, errors by cluster (CR1)", value, fit.cr1.at(0, 0), static_cast<double>(fit.clusters - 1));
  if (!fit.cr2.empty()) out.cr2 = with_error("effect, errors by cluster (CR2)", value, fit.cr2.at(0, 0), fit.degrees[0]);
  for (std::size_t j = 1; j < fit.kept.size(); ++j) {
    const bool adjusted = !fit.cr2.empty();
    if (fit.perfect || fit.cr1.empty()) break;
    out.covariates.push_back(with_error(panel.covariate_names[fit.kept[j] - 1], fit.coefficients[j], adjusted ? fit.cr2.at(j, j) : fit.cr1.at(j, j),
                                        adjusted ? fit.degrees[j] : static_cast<double>(fit.clusters - 1)));
  }
  NegativeWeights weights;
  double all = 0;
  for (const double each : fit.swept[0]) all += each * each;
  for (std::size_t i = 0; i < panel.unit.size(); ++i) {
    if (panel.treated[i] == 0) continue;
    const double share = fit.swept[0][i] * (panel.weighted ? std::sqrt(panel.weight[i]) : 1) / all;
    ++weights.cells;
    if (share >= -1e-12) continue;
    ++weights.negative;
    weights.sum_negative += share;
  }
  out.negative_weights = weights;
}

void take_four(const CheckedPanel& panel, Did& out) {
  const std::uint32_t start = **std::ranges::find_if(panel.adopted, [](const auto& each) { return each.has_value(); });
  for (const bool changed : {true, false})
    for (const bool after : {false, true}) {
      double sum = 0, weight = 0, squares = 0;
      CellOfFour cell{.changed = changed, .after = after};
      const auto in = [&](std::size_t i) { return panel.adopted[panel.unit[i]].has_value() == changed && (panel.time[i] >= start) == after; };
      for (std::size_t i = 0; i < panel.unit.size(); ++i) {
        if (!in(i)) continue;
        sum += panel.weight[i] * panel.outcome[i];
        weight += panel.weight[i];
        ++cell.rows;
      }
      if (cell.rows == 0) continue;
      cell.mean = sum / weight;
      for (std::size_t i = 0; i < panel.unit.size(); ++i)
        if (in(i)) squares += std::pow(panel.outcome[i] - cell.mean, 2);
      if (cell.rows > 1 && !panel.weighted) cell.standard_error = std::sqrt(squares / static_cast<double>(cell.rows - 1) / static_cast<double>(cell.rows));
      out.four.push_back(cell);
    }
}

std::optional<RandomisationTest> permute(const CheckedPanel& panel, const statistics::TwoWayEffects& effects, bool by_group_time, Compare compare, std::uint64_t seed) {
  const auto pattern = permutable(panel);
  const double work = static_cast<double>(panel.unit.size()) * 2000 * (by_group_time ? static_cast<double>(panel.units()) / 4 : 4);
  if (!pattern || work > most_permuted_work) return {};
  if (by_group_time) {
    const auto means = panel.cell_means();
    const auto weight = unit_weights(panel);
    return randomisation_test(pattern->adopted, [&](const Adoption& way) { return overall_effect(means, panel.times(), pattern->units(way), weight, compare); }, seed);
  }
  const auto y = effects.residual(panel.outcome);
  return randomisation_test(pattern->adopted, [&](const Adoption& way) -> std::optional<double> {
    const Adoption of = pattern->units(way);
    std::vector<double> treated(panel.unit.size());
    for (std::size_t i = 0; i < treated.size(); ++i) treated[i] = of[panel.unit[i]] && panel.time[i] >= *of[panel.unit[i]] ? 1 : 0;
    const auto d = effects.residual(treated);
    double along = 0, norm = 0;
    for (std::size_t i = 0; i < d.size(); ++i) along += d[i] * y[i], norm += d[i] * d[i];
    if (!(norm > 1e-12)) return {};
    return along / norm;
  }, seed);
}

// A straight difference in trend between those that ever change and the others, on rows without the change.
void look_before(const CheckedPanel& panel, Compare compare, Did& out) {
  CheckedPanel before;
  std::vector<double> trend;
  std::vector<std::int64_t> unit_place(panel.units(), -1), cluster_place(panel.clusters(), -1), time_place(panel.times(), -1);
  const auto placed = [](std::vector<std::int64_t>& places, std::uint32_t each, std::int64_t& next) {
    if (places[each] < 0) places[each] = next++;
    return static_cast<std::uint32_t>(places[each]);
  };
  std::int64_t units = 0, clusters = 0, times = 0;
  for (std::size_t i = 0; i < panel.unit.size(); ++i) {
    if (panel.treated[i] != 0) continue;
    before.unit.push_back(placed(unit_place, panel.unit[i], units));
    before.time.push_back(placed(time_place, panel.time[i], times));
    before.cluster.push_back(placed(cluster_place, panel.cluster[i], clusters));
    before.outcome.push_back(panel.outcome[i]);
    before.weight.push_back(panel.weight[i]);
    trend.push_back(panel.adopted[panel.unit[i]] ? static_cast<double>(panel.time[i]) : 0);
  }
  if (before.unit.size() < 3 || times < 2) return;
  const statistics::TwoWayEffects effects(before.unit, before.time, panel.weighted ? before.weight : std::vector<double>{});
  const auto fit = statistics::fit_clustered(effects, before.outcome, {trend}, before.cluster);
  if (fit.kept.empty()) return;
  const double slope = fit.coefficients[0];
  Estimate estimate{.name = "difference in trend before, a time", .value = slope};
  if (!fit.cr2.empty()) estimate = with_error(estimate.name, slope, fit.cr2.at(0, 0), fit.degrees[0]);
  else if (!fit.cr1.empty()) estimate = with_error(estimate.name, slope, fit.cr1.at(0, 0), static_cast<double>(fit.clusters - 1));
  // Few clusters say little: then what the rows say, each for itself, is heeded too, as this is a warning against a claim.
  if (out.few_clusters && !out.errors_unknown && !fit.perfect) {
    const Estimate rows = with_error(estimate.name, slope, fit.plain.at(0, 0), static_cast<double>(before.unit.size() - fit.parameters));
    if (rows.p && (!estimate.p || *rows.p < *estimate.p)) estimate = rows;
  }
  out.trend_before = estimate;
  CheckedPanel carried = panel;
  for (std::size_t i = 0; i < carried.unit.size(); ++i)
    if (panel.adopted[panel.unit[i]]) carried.outcome[i] -= slope * static_cast<double>(panel.time[i]);
  if (out.by_group_time) {
    out.if_trend_went_on = overall_effect(carried.cell_means(), panel.times(), panel.adopted, unit_weights(panel), compare);
  } else {
    std::vector<std::vector<double>> terms{panel.treated};
    terms.insert(terms.end(), panel.covariates.begin(), panel.covariates.end());
    const auto again = statistics::fit_clustered(effects_of(panel), carried.outcome, terms, panel.cluster, false);
    if (!again.kept.empty() && again.kept.front() == 0) out.if_trend_went_on = again.coefficients[0];
  }
}

bool denied_by_trend(const Did& did) {
  if (!did.trend_before || !did.if_trend_went_on || !did.trend_before->p) return false;
  const bool turns = *did.if_trend_went_on * did.effect.value <= 0;
  const double left = std::abs(*did.if_trend_went_on) / std::abs(did.effect.value);
  // The surer the groups moved apart, the less of the effect it may explain.
  return *did.trend_before->p < (turns ? .3 : left < .5 ? .1 : left < .75 ? .01 : 0);
}

}  // namespace

base::Result<Did> difference_in_differences(const CheckedPanel& panel, const DidOptions& options) {
  Did out;
  const auto effects = effects_of(panel);
  std::vector<std::vector<double>> terms{panel.treated};
  terms.insert(terms.end(), panel.covariates.begin(), panel.covariates.end());
  out.few_clusters = few_clusters(panel);
  const auto fit = statistics::fit_clustered(effects, panel.outcome, terms, panel.cluster);
  const bool told_apart = !fit.kept.empty() && fit.kept.front() == 0;
  if (told_apart) take_regression(panel, fit, out);

  const auto never = panel.units() - panel.ever_treated();
  const Compare compare = options.compare.value_or(never >= 2 ? Compare::never_treated : Compare::not_yet_treated);
  out.by_group_time = panel.staggered;
  if (panel.staggered) {
    auto by_group = group_time_effects(panel, compare);
    if (!by_group) return base::fail(by_group.error());
    out.group_time = std::move(*by_group);
    out.effect = out.group_time->overall;
  } else {
    if (!told_apart)
      return base::fail({.code = "effect-not-identified", .title = "The change can't be told from levels of units and times",
                         .detail = "No unit was measured both before and after, or no other was measured at the same times.", .field = "/treated"});
    take_four(panel, out);
    out.effect = out.cr2 && out.cr2->p ? *out.cr2 : out.cr1 && out.cr1->p ? *out.cr1 : Estimate{.value = fit.coefficients[0]};
    out.effect.name = "effect";
  }
  if (panel.weighted) {
    if (panel.staggered) out.unweighted = overall_effect(panel.cell_means(), panel.times(), panel.adopted, std::vector<double>(panel.units(), 1), compare);
    else if (const auto plain = statistics::fit_clustered(effects_of(panel, false), panel.outcome, terms, panel.cluster, false); !plain.kept.empty() && plain.kept.front() == 0)
      out.unweighted = plain.coefficients[0];
  }
  out.errors_unknown = !out.effect.p && out.plain && out.plain->p;
  if (out.few_clusters) {
    if (told_apart && !panel.staggered && panel.clusters() > 2 && !out.errors_unknown) out.wild = statistics::wild_bootstrap(effects, panel.outcome, panel.treated, panel.covariates, panel.cluster, options.seed);
    out.randomisation = permute(panel, effects, panel.staggered, compare, options.seed);
  }
  look_before(panel, compare, out);

  out.largest_p = out.effect.p.value_or(1);
  if (out.wild) out.largest_p = std::max(out.largest_p, out.wild->p);
  if (out.randomisation) out.largest_p = std::max(out.largest_p, out.randomisation->p);
  const bool weights_turn = out.unweighted && *out.unweighted * out.effect.value <= 0;
  out.sure = out.largest_p < .05 && !denied_by_trend(out) && !weights_turn;
  out.told = tell_did(out, panel, options);
  return out;
}

}  // namespace tributary::evidence
