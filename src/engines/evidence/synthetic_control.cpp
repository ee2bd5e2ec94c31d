#include "engines/evidence/synthetic_control.hpp"

#include <algorithm>
#include <cmath>

#include "engines/evidence/figures.hpp"
#include "engines/statistics/simplex_fit.hpp"

namespace tributary::evidence {
namespace {

using Series = std::vector<double>;

// What a unit's mixture is to come near: its outcomes before, and its predictors.
struct Matched {
  Series target;
  std::vector<Series> columns;
};

// `predictors` by unit, the changed one first, then donors. Rows count alike once each is divided by its spread over units.
Matched matched(const Series& changed, const std::vector<Series>& donors, std::size_t before, const std::vector<Series>& predictors) {
  Matched out{.target = Series(changed.begin(), changed.begin() + static_cast<std::ptrdiff_t>(before))};
  for (const Series& each : donors) out.columns.emplace_back(each.begin(), each.begin() + static_cast<std::ptrdiff_t>(before));
  if (predictors.empty() || predictors.front().empty()) return out;
  out.target.insert(out.target.end(), predictors[0].begin(), predictors[0].end());
  for (std::size_t j = 0; j < donors.size(); ++j) out.columns[j].insert(out.columns[j].end(), predictors[j + 1].begin(), predictors[j + 1].end());
  for (std::size_t row = 0; row < out.target.size(); ++row) {
    double mean = out.target[row], square = 0;
    for (const Series& each : out.columns) mean += each[row];
    mean /= static_cast<double>(donors.size() + 1);
    square = std::pow(out.target[row] - mean, 2);
    for (const Series& each : out.columns) square += std::pow(each[row] - mean, 2);
    const double spread = std::sqrt(square / static_cast<double>(donors.size()));
    if (!(spread > 0)) continue;  // the same everywhere: any mixture has it
    out.target[row] /= spread;
    for (Series& each : out.columns) each[row] /= spread;
  }
  return out;
}

struct Mixed {
  Series weights, synthetic;
  SyntheticGap gap;
};

Mixed mix(const std::string& name, const Series& changed, const std::vector<Series>& donors, std::size_t before, const std::vector<Series>& predictors) {
  const Matched rows = matched(changed, donors, before, predictors);
  Mixed out{.weights = statistics::simplex_fit(rows.columns, rows.target), .synthetic = Series(changed.size()), .gap = {.unit = name}};
  double size = 0;
  for (std::size_t t = 0; t < changed.size(); ++t) {
    for (std::size_t j = 0; j < donors.size(); ++j) out.synthetic[t] += out.weights[j] * donors[j][t];
    const double gap = changed[t] - out.synthetic[t];
    (t < before ? out.gap.before : out.gap.after) += gap * gap;
    if (t >= before) out.gap.effect += gap;
    size += changed[t] * changed[t];
  }
  const auto after = static_cast<double>(changed.size() - before);
  out.gap.effect /= after;
  out.gap.after = std::sqrt(out.gap.after / after);
  out.gap.before = std::sqrt(out.gap.before / static_cast<double>(before));
  if (out.gap.before > 1e-9 * std::sqrt(size / static_cast<double>(changed.size()))) out.gap.ratio = out.gap.after / out.gap.before;
  return out;
}

Series mean_of(const std::vector<Series>& some) {
  Series out(some.front().size());
  for (const Series& each : some)
    for (std::size_t t = 0; t < out.size(); ++t) out[t] += each[t] / static_cast<double>(some.size());
  return out;
}

// Predictors' means over the times before: those of the changed first, then each donor's.
std::vector<Series> predictors_of(const CheckedPanel& panel, const Block& block) {
  const std::size_t count = panel.covariates.size();
  std::vector<Series> by_unit(panel.units(), Series(count));
  for (std::size_t i = 0; i < panel.unit.size(); ++i)
    if (panel.time[i] < block.start)
      for (std::size_t j = 0; j < count; ++j) by_unit[panel.unit[i]][j] += panel.covariates[j][i] / static_cast<double>(block.start);
  std::vector<Series> changed, out(1);
  for (const auto u : block.changed_units) changed.push_back(by_unit[u]);
  out[0] = mean_of(changed);
  for (const auto u : block.donor_units) out.push_back(by_unit[u]);
  return out;
}

Told tell_synthetic(const SyntheticControl& s, const CheckedPanel& panel, const Block& block, const SyntheticOptions& options) {
  Told told;
  const bool one = block.changed_units.size() == 1;
  const std::string who = one ? panel.unit_names[block.changed_units.front()] : "the mean of those that changed";
  const auto settled = [scale = panel.scale()](double found) { return beyond_rounding(found, scale); };
  const double value = settled(s.effect.value);
  std::string judged;
  if (options.better != Better::neither && value != 0) judged = (value > 0) == (options.better == Better::up) ? ", a benefit" : ", harm";
  const std::string apart = (value == 0 ? std::string("neither above nor below") : figure(std::abs(value)) + (value < 0 ? " below" : " above")) + " its synthetic control";
  const std::size_t all = s.placebos.size() + 1;
  const std::string rank = std::to_string(s.rank) + " of " + std::to_string(all);
  const bool fits = value != 0 && s.gap.before < s.gap.after;
  const double smallest = 1 / static_cast<double>(all);  // p of the first rank
  if (smallest > .05) {
    told.answer.push_back("With " + std::to_string(all - 1) + " units that didn't change this can't show an effect, nor that there is none: ranked first of " + std::to_string(all) + ", p would still be " + figure(smallest) + ".");
    told.answer.push_back("After the change " + who + " stood " + apart + " on average; by how far it parted it ranks " + rank + ".");
  } else if (*s.effect.p <= .05 && fits) told.answer.push_back("After the change " + who + " stood " + apart + " on average" + judged + "; by how far it parted it ranks " + rank + " (" + chance(*s.effect.p) + ").");
  else
    told.answer.push_back("The data don't show that the change made a difference: after it " + who + " stood " + apart + " on average, " + (value == 0 ? "and" : "but") + " it ranks " + rank +
                          (one ? " among units none of which changed but one (" : " among itself and the units that didn't change (") + chance(*s.effect.p) + ").");
  std::string mixture;
  for (const Donor& each : s.donors)
    if (each.weight >= .005) mixture += (mixture.empty() ? "" : ", ") + each.unit + " " + figure(100 * each.weight) + " %";
  told.answer.push_back("The synthetic control is made of " + mixture + ".");
  double spread = 0, mean = 0;
  const auto before = static_cast<double>(s.start);
  for (std::uint32_t t = 0; t < s.start; ++t) mean += s.path[t].changed / before;
  for (std::uint32_t t = 0; t < s.start; ++t) spread += std::pow(s.path[t].changed - mean, 2) / before;
  spread = settled(std::sqrt(spread));
  const double apart_before = settled(s.gap.before);
  std::size_t better_fit = 0;
  for (const SyntheticGap& each : s.placebos) better_fit += each.before < s.gap.before;
  const bool poor = apart_before > spread;
  told.assumptions.push_back({.code = "fits-before", .holds = poor ? Holds::no : 2 * better_fit > 1 + s.placebos.size() && apart_before > .5 * spread ? Holds::doubtful : Holds::yes,
                              .found = "Before the change the two were " + figure(apart_before) + " apart (root mean square), where the series itself varied by " + figure(spread) + ".",
                              .would_make_wrong = "A mixture that didn't follow it before says nothing of what would have been."});
  const double earlier = s.earlier ? settled(s.earlier->effect) : 0;
  if (s.earlier)
    told.assumptions.push_back({.code = "placebo-in-time", .holds = !s.earlier->ratio ? Holds::cannot_tell : std::abs(earlier) > std::abs(value) / 2 ? Holds::doubtful : Holds::yes,
                                .found = "As if the change had come at " + panel.time_names[*s.earlier_at] + ", the effect before it came would be " + figure(earlier) + ".",
                                .would_make_wrong = "An effect where nothing happened says that the mixture doesn't follow."});
  if (!s.without.empty()) {
    const auto [low, high] = std::ranges::minmax_element(s.without, {}, &LeftOut::effect);
    const double least = settled(low->effect), most = settled(high->effect);
    const bool turns = least * most < 0 || least * value < 0;
    told.assumptions.push_back({.code = "no-one-donor", .holds = turns ? Holds::no : Holds::yes,
                                .found = "Without one of its donors the effect lies between " + figure(least) + " (without " + low->donor + ") and " + figure(most) + " (without " + high->donor + ").",
                                .would_make_wrong = "An effect that hangs on one donor may be that donor's own story."});
  }
  told.assumptions.push_back({.code = "no-spillover", .holds = Holds::cannot_tell, .found = "Donors were not touched by the change, and nothing of their own happened to them then.",
                              .would_make_wrong = "What touched a donor with weight is subtracted from the effect."});
  if (s.start < 8) told.warnings.push_back("Only " + std::to_string(s.start) + " times lie before the change; a mixture can follow so few by chance.");
  if (block.changed_units.size() > 1) told.warnings.push_back("The mean of several units varies less than the single donors it is ranked among.");
  if (panel.weighted) told.warnings.push_back("Weights of rows are not used here.");
  return told;
}

}  // namespace

base::Result<Block> block_of(const CheckedPanel& panel) {
  if (panel.staggered)
    return base::fail({.code = "adoption-staggered", .title = "Units changed at different times", .detail = "This method takes one date. Use did, or leave all out but those of one date.", .field = "/treated"});
  const auto means = panel.cell_means();
  for (std::size_t cell = 0; cell < means.size(); ++cell)
    if (!means[cell])
      return base::fail({.code = "panel-incomplete", .title = "A value is missing",
                         .detail = panel.unit_names[cell / panel.times()] + " has no value at " + panel.time_names[cell % panel.times()] + ". Every unit needs one at every time: leave out the unit, or the time.", .field = "/outcome"});
  Block out;
  for (std::uint32_t u = 0; u < panel.units(); ++u) {
    Series series;
    for (std::size_t t = 0; t < panel.times(); ++t) series.push_back(*means[u * panel.times() + t]);
    if (panel.adopted[u]) {
      out.start = *panel.adopted[u];
      out.changed_units.push_back(u);
      out.changed.push_back(std::move(series));
    } else {
      out.donor_units.push_back(u);
      out.donor_names.push_back(panel.unit_names[u]);
      out.donors.push_back(std::move(series));
    }
  }
  if (out.donors.size() < 2)
    return base::fail({.code = "too-few-donors", .title = "There are too few units to mix", .detail = "A mixture takes 2 units at least that never change.", .field = "/unit"});
  if (out.start < 2)
    return base::fail({.code = "too-few-before", .title = "There are too few times before the change", .detail = "A mixture is fitted to 2 times before at least, and convinces from 8 on.", .field = "/treated"});
  return out;
}

base::Result<SyntheticControl> synthetic_control(const CheckedPanel& panel, const SyntheticOptions& options) {
  const auto block = block_of(panel);
  if (!block) return base::fail(block.error());
  const std::size_t before = block->start;
  const Series changed = mean_of(block->changed);
  const auto predictors = predictors_of(panel, *block);
  const Mixed own = mix("changed", changed, block->donors, before, predictors);
  SyntheticControl out{.effect = {.name = "effect, mean after", .value = own.gap.effect}, .gap = own.gap, .start = block->start};
  for (std::size_t j = 0; j < block->donors.size(); ++j) out.donors.push_back({block->donor_names[j], own.weights[j]});
  std::ranges::stable_sort(out.donors, std::ranges::greater{}, &Donor::weight);
  for (std::uint32_t t = 0; t < changed.size(); ++t) out.path.push_back({t, changed[t], own.synthetic[t]});

  const auto without = [&](std::size_t left) {
    std::pair<std::vector<Series>, std::vector<Series>> rest{{}, {predictors[0]}};
    for (std::size_t j = 0; j < block->donors.size(); ++j)
      if (j != left) rest.first.push_back(block->donors[j]), rest.second.push_back(predictors[j + 1]);
    return rest;
  };
  // A perfect fit before makes any gap after beyond compare.
  const auto size = [](const SyntheticGap& gap) { return gap.ratio.value_or(gap.after > 0 ? 1e300 : 0); };
  out.rank = 1;
  for (std::size_t j = 0; j < block->donors.size(); ++j) {
    auto [donors, own_predictors] = without(j);
    own_predictors[0] = predictors[j + 1];
    out.placebos.push_back(mix(block->donor_names[j], block->donors[j], donors, before, own_predictors).gap);
    out.rank += size(out.placebos.back()) >= size(out.gap);
  }
  out.effect.p = static_cast<double>(out.rank) / static_cast<double>(out.placebos.size() + 1);
  for (std::size_t j = 0; j < block->donors.size(); ++j) {
    if (own.weights[j] <= .01) continue;
    const auto [donors, rest] = without(j);
    out.without.push_back({block->donor_names[j], mix("", changed, donors, before, rest).gap.effect});
  }
  if (before >= 4) {
    out.earlier_at = block->start / 2;
    const auto cut = [&](const Series& series) { return Series(series.begin(), series.begin() + static_cast<std::ptrdiff_t>(before)); };
    std::vector<Series> donors;
    for (const Series& each : block->donors) donors.push_back(cut(each));
    out.earlier = mix("changed, earlier", cut(changed), donors, *out.earlier_at, predictors).gap;
  }
  out.told = tell_synthetic(out, panel, *block, options);
  return out;
}

}  // namespace tributary::evidence
