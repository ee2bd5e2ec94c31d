#include "engines/evidence/synthetic_did.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engines/evidence/did_told.hpp"
#include "engines/evidence/figures.hpp"
#include "engines/random/draws.hpp"
#include "engines/statistics/distributions.hpp"
#include "engines/statistics/simplex_fit.hpp"

namespace tributary::evidence {
namespace {

constexpr std::size_t placebo_draws = 200;
using Rows = std::vector<std::vector<double>>;  // by unit, then time

double mean(const std::vector<double>& values, std::size_t from, std::size_t to) {
  return std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(from), values.begin() + static_cast<std::ptrdiff_t>(to), 0.) / static_cast<double>(to - from);
}

void centre(std::vector<double>& column) {
  const double level = mean(column, 0, column.size());
  for (double& each : column) each -= level;
}

double noise_before(const Rows& donors, std::size_t before) {
  std::vector<double> steps;
  for (const auto& each : donors)
    for (std::size_t t = 1; t < before; ++t) steps.push_back(each[t] - each[t - 1]);
  if (steps.size() < 2) return 0;
  centre(steps);
  return std::sqrt(std::inner_product(steps.begin(), steps.end(), steps.begin(), 0.) / static_cast<double>(steps.size() - 1));
}

struct Weights {
  std::vector<double> unit, time;
};

Weights weigh(const Rows& changed, const Rows& donors, std::size_t before, double noise, double zeta) {
  const std::size_t times = donors.front().size();
  std::vector<double> target(before);
  for (const auto& each : changed)
    for (std::size_t t = 0; t < before; ++t) target[t] += each[t] / static_cast<double>(changed.size());
  centre(target);
  statistics::Columns columns;
  for (const auto& each : donors) {
    columns.emplace_back(each.begin(), each.begin() + static_cast<std::ptrdiff_t>(before));
    centre(columns.back());
  }
  Weights out{.unit = statistics::simplex_fit(columns, target, static_cast<double>(before) * zeta * zeta)};
  std::vector<double> after;
  statistics::Columns earlier(before);
  for (const auto& each : donors) {
    after.push_back(mean(each, before, times));
    for (std::size_t t = 0; t < before; ++t) earlier[t].push_back(each[t]);
  }
  centre(after);
  for (auto& each : earlier) centre(each);
  out.time = statistics::simplex_fit(earlier, after, static_cast<double>(donors.size()) * 1e-12 * noise * noise);
  return out;
}

// How far a unit's mean after lies above its weighted times before.
double rise(const std::vector<double>& series, std::size_t before, const Weights& weights) {
  double earlier = 0;
  for (std::size_t t = 0; t < before; ++t) earlier += weights.time[t] * series[t];
  return mean(series, before, series.size()) - earlier;
}

double effect_of(const Rows& changed, const Rows& donors, std::size_t before, const Weights& weights) {
  double out = 0;
  for (const auto& each : changed) out += rise(each, before, weights) / static_cast<double>(changed.size());
  for (std::size_t j = 0; j < donors.size(); ++j) out -= weights.unit[j] * rise(donors[j], before, weights);
  return out;
}

std::vector<double> placebos_of(const Block& block, double noise, double zeta, std::uint64_t seed) {
  const std::size_t count = block.donors.size(), some = block.changed.size();
  std::vector<double> out;
  if (count <= some || count - some < 2) return out;
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  random::Stream stream(random::replication_key(seed, 0), random::name_key("synthetic placebo"));
  for (std::size_t draw = 0; draw < (some == 1 ? count : placebo_draws); ++draw) {
    if (some == 1) std::ranges::rotate(order, order.begin() + (draw == 0 ? 0 : 1));
    else
      for (std::size_t i = 0; i < some; ++i) std::swap(order[i], order[i + static_cast<std::size_t>(stream.unit() * static_cast<double>(count - i))]);
    Rows changed, donors;
    for (std::size_t i = 0; i < count; ++i) (i < some ? changed : donors).push_back(block.donors[order[i]]);
    out.push_back(effect_of(changed, donors, block.start, weigh(changed, donors, block.start, noise, zeta)));
  }
  return out;
}

// The effect without each unit in turn, weights as they are but for their sum.
std::optional<double> jackknife_of(const Block& block, const Weights& weights) {
  if (block.changed.size() < 2 || std::ranges::any_of(weights.unit, [](double each) { return each > 1 - 1e-9; })) return {};
  std::vector<double> effects;
  for (std::size_t left = 0; left < block.changed.size(); ++left) {
    Rows changed = block.changed;
    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(left));
    effects.push_back(effect_of(changed, block.donors, block.start, weights));
  }
  for (std::size_t left = 0; left < block.donors.size(); ++left) {
    Rows donors = block.donors;
    Weights rest = weights;
    donors.erase(donors.begin() + static_cast<std::ptrdiff_t>(left));
    rest.unit.erase(rest.unit.begin() + static_cast<std::ptrdiff_t>(left));
    const double sum = std::accumulate(rest.unit.begin(), rest.unit.end(), 0.);
    for (double& each : rest.unit) each /= sum;
    effects.push_back(effect_of(block.changed, donors, block.start, rest));
  }
  const auto n = static_cast<double>(effects.size());
  centre(effects);
  return std::sqrt(std::inner_product(effects.begin(), effects.end(), effects.begin(), 0.) * (n - 1) / n);
}

double ways_to_choose(std::size_t of, std::size_t some) {
  double out = 1;
  for (std::size_t i = 0; i < some && of >= some; ++i) out *= static_cast<double>(of - i) / static_cast<double>(i + 1);
  return out;
}

}  // namespace

base::Result<SyntheticDid> synthetic_did(const CheckedPanel& panel, const SyntheticOptions& options, std::uint64_t seed) {
  const auto block = block_of(panel);
  if (!block) return base::fail(block.error());
  const std::size_t after = panel.times() - block->start;
  const double noise = noise_before(block->donors, block->start);
  const double zeta = std::pow(static_cast<double>(block->changed.size() * after), .25) * noise;
  const Weights weights = weigh(block->changed, block->donors, block->start, noise, zeta);
  SyntheticDid out{.effect = {.name = "effect", .value = effect_of(block->changed, block->donors, block->start, weights)}, .time_weights = weights.time};
  for (std::size_t j = 0; j < block->donors.size(); ++j) out.donors.push_back({block->donor_names[j], weights.unit[j]});
  std::ranges::stable_sort(out.donors, std::ranges::greater{}, &Donor::weight);
  std::vector<double> placebos = placebos_of(*block, noise, zeta, seed);
  out.placebos = placebos.size();
  out.jackknife = jackknife_of(*block, weights);
  if (out.jackknife) out.jackknife = beyond_rounding(*out.jackknife, panel.scale());
  const std::size_t some = block->changed.size();
  if (placebos.size() > 1) {
    const auto beyond = static_cast<double>(std::ranges::count_if(placebos, [&](double each) { return std::abs(each) >= std::abs(out.effect.value) * (1 - 1e-9); }));
    out.rank_p = std::max((beyond + 1) / static_cast<double>(placebos.size() + 1), 1 / (ways_to_choose(block->donors.size(), some) + 1));
  }
  // Of several that changed their own scatter is seen: one of them that ran away is no effect of the change.
  if (some > 1) out.jackknife_p = out.jackknife && *out.jackknife > 0 ? statistics::student_two_sided(out.effect.value / *out.jackknife, static_cast<double>(some - 1)) : 1;
  centre(placebos);
  const double se = placebos.empty() ? 0 : beyond_rounding(std::sqrt(std::inner_product(placebos.begin(), placebos.end(), placebos.begin(), 0.) / static_cast<double>(placebos.size())), panel.scale());
  Estimate& e = out.effect;
  if (placebos.size() > 1 && se > 0) {
    e.standard_error = se;
    e.low = e.value - statistics::normal_95 * se;
    e.high = e.value + statistics::normal_95 * se;
    e.p = statistics::student_two_sided(e.value / se, 1e300);
  }
  const double largest = std::max({e.p.value_or(1), out.rank_p.value_or(1), out.jackknife_p.value_or(0)});
  std::string judged;
  if (options.better != Better::neither && e.value != 0) judged = (e.value > 0) == (options.better == Better::up) ? ": a benefit" : ": harm";
  const std::string how = higher_or_lower(beyond_rounding(e.value, panel.scale())) + " than it would have been" +
                          (e.low ? " (95 % interval " + range(*e.low, *e.high) + "; " + chance(*e.p) + (out.rank_p ? ", by rank " + chance(*out.rank_p) : "") + (out.jackknife_p ? ", leaving out each unit in turn " + chance(*out.jackknife_p) : "") + ")" : "");
  const double ways = ways_to_choose(block->donors.size(), some);
  const bool few = ways < 20;
  if (few) {
    out.told.answer.push_back("With " + std::to_string(block->donors.size()) + " units that didn't change this can't show an effect, nor that there is none: " +
                              (placebos.empty() ? std::string("there are not more of them than of those that changed") : "by rank p can't fall below " + figure(1 / (ways + 1))) + ".");
    out.told.answer.push_back("With the change, " + options.outcome + " was " + how + ".");
  } else out.told.answer.push_back(largest < .05 ? "With the change, " + options.outcome + " was " + how + judged + "." : "The data don't show that the change made a difference to " + options.outcome + ": it was " + how + ".");
  out.told.assumptions.push_back({.code = "weighted-trends-parallel", .holds = Holds::cannot_tell, .found = "Weighted, the units moved alike before, by how the weights are made; that they would have gone on so is assumed.",
                                  .would_make_wrong = "What happened to the changed units alone, when the change came, is counted as its effect."});
  out.told.assumptions.push_back({.code = "noise-alike", .holds = Holds::cannot_tell, .found = "The error is how far donors part by chance: the changed units are taken to vary as they do.",
                                  .would_make_wrong = "If they vary more (smaller sites do), the interval is too narrow."});
  if (largest >= .05 && e.p && *e.p < .05) {
    const bool by_rank = out.rank_p.value_or(1) >= .05;
    out.told.warnings.push_back(std::string("The normal interval alone is not believed here: ") +
                                (by_rank ? few ? "there are too few ways to choose as many of the units that didn't change for a rank below .05" : "units that didn't change part as far by chance"
                                         : "the units that changed differ too much from one another") + ".");
  }
  if (placebos.empty()) out.told.warnings.push_back("There are not more donors than changed units, so chance can't be judged by placebo.");
  return out;
}

}  // namespace tributary::evidence
