#include "engines/evidence/group_time.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engines/statistics/clustered_fit.hpp"
#include "engines/statistics/distributions.hpp"

namespace tributary::evidence {
namespace {

constexpr std::size_t few_treated = 10;
constexpr std::size_t most_tested = 200;  // effects before adoption
constexpr double rounding = 1e-12;        // of the largest value: errors below it are none

using Adopted = std::vector<std::optional<std::uint32_t>>;

struct Means {
  const std::vector<std::optional<double>>& cells;
  std::size_t times;
  const Adopted& adopted;
  const std::vector<double>& weight;

  [[nodiscard]] std::optional<double> change(std::size_t unit, std::uint32_t from, std::uint32_t to) const {
    const auto& before = cells[unit * times + from];
    const auto& after = cells[unit * times + to];
    if (!before || !after) return {};
    return *after - *before;
  }
  [[nodiscard]] bool compares(std::size_t unit, std::uint32_t group, std::uint32_t time, Compare compare) const {
    if (!adopted[unit]) return true;
    return compare == Compare::not_yet_treated && *adopted[unit] > std::max(time, group);
  }
};

// One side of a comparison: its weighted mean, and each unit's share in it.
struct Side {
  double mean = 0, weight = 0;
  std::size_t units = 0;

  void add(double change, double of) {
    mean += of * change;
    weight += of;
    ++units;
  }
  void close() { mean /= weight; }
};

struct Compared {
  Side treated, others;
};

std::optional<Compared> compare_cell(const Means& means, std::uint32_t group, std::uint32_t time, Compare compare) {
  Compared out;
  for (std::size_t u = 0; u < means.adopted.size(); ++u) {
    const bool own = means.adopted[u] == group;
    if (!own && !means.compares(u, group, time, compare)) continue;
    if (const auto change = means.change(u, group - 1, time)) (own ? out.treated : out.others).add(*change, means.weight[u]);
  }
  if (out.treated.units == 0 || out.others.units == 0) return {};
  out.treated.close();
  out.others.close();
  return out;
}

// A mean of cells: what it is, each unit's influence on it, and each cell's weight in it.
struct Aggregate {
  double sum = 0, weight = 0;
  std::map<std::uint32_t, double> group_sum, group_weight;  // of the cells of each group, where the groups' sizes are estimated
  std::vector<double> influence;
  std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, double>>> cells;  // by group: times and their weights
};

void add_influence(const Means& means, const Compared& cell, std::uint32_t group, std::uint32_t time, Compare compare, double weight, std::vector<double>& out) {
  for (std::size_t u = 0; u < means.adopted.size(); ++u) {
    const bool own = means.adopted[u] == group;
    if (!own && !means.compares(u, group, time, compare)) continue;
    const auto change = means.change(u, group - 1, time);
    if (!change) continue;
    const Side& side = own ? cell.treated : cell.others;
    out[u] += (own ? 1 : -1) * weight * means.weight[u] / side.weight * (*change - side.mean);
  }
}

double clustered_square(const std::vector<double>& influence, const std::vector<std::uint32_t>& cluster_of) {
  std::map<std::uint32_t, double> sums;
  for (std::size_t u = 0; u < influence.size(); ++u) sums[cluster_of[u]] += influence[u];
  double square = 0;
  for (const auto& [cluster, sum] : sums) square += sum * sum;
  return square;
}

// The variance of an aggregate where treated units vary as never-treated ones do. Cells' weights are within their group.
std::optional<double> control_variance(const Means& means, const Aggregate& of, double scale) {
  std::vector<std::size_t> controls;
  for (std::size_t u = 0; u < means.adopted.size(); ++u)
    if (!means.adopted[u]) controls.push_back(u);
  std::vector<double> together(controls.size());
  const auto variance = [](const std::vector<double>& values) {
    double mean = 0, square = 0;
    for (const double each : values) mean += each / static_cast<double>(values.size());
    for (const double each : values) square += (each - mean) * (each - mean);
    return square / static_cast<double>(values.size() - 1);
  };
  if (controls.size() < 2) return {};
  double treated = 0;
  for (const auto& [group, cells] : of.cells) {
    std::vector<double> own(controls.size());
    for (const auto& [time, weight] : cells)
      for (std::size_t i = 0; i < controls.size(); ++i) {
        const auto change = means.change(controls[i], group - 1, time);
        if (!change) return {};
        own[i] += weight * *change / scale;
      }
    double units = 0, squares = 0;
    for (std::size_t u = 0; u < means.adopted.size(); ++u)
      if (means.adopted[u] == group) {
        units += means.weight[u];
        squares += means.weight[u] * means.weight[u];
      }
    treated += variance(own) * squares / (units * units);
    for (std::size_t i = 0; i < controls.size(); ++i) together[i] += own[i];
  }
  double weights = 0, squares = 0;
  for (const auto u : controls) {
    weights += means.weight[u];
    squares += means.weight[u] * means.weight[u];
  }
  return treated + variance(together) * squares / (weights * weights);
}

void finish(Estimate& out, std::optional<double> variance, double least, std::optional<double> degrees) {
  if (!variance || !(*variance > least)) return;
  const double se = std::sqrt(*variance), df = degrees.value_or(1e300);
  const double width = degrees ? statistics::student_quantile(.975, *degrees) : statistics::normal_95;
  out.standard_error = se;
  out.degrees_of_freedom = degrees;
  out.low = out.value - width * se;
  out.high = out.value + width * se;
  out.p = statistics::student_two_sided(out.value / se, df);
}

std::set<std::uint32_t> groups_of(const Adopted& adopted) {
  std::set<std::uint32_t> out;
  for (const auto& each : adopted)
    if (each && *each > 0) out.insert(*each);
  return out;
}

}  // namespace

std::vector<double> unit_weights(const CheckedPanel& panel) {
  std::vector<double> out(panel.units()), rows(panel.units());
  for (std::size_t i = 0; i < panel.unit.size(); ++i) {
    out[panel.unit[i]] += panel.weight[i];
    rows[panel.unit[i]] += 1;
  }
  for (std::size_t u = 0; u < out.size(); ++u) out[u] /= rows[u];
  return out;
}

std::optional<double> overall_effect(const std::vector<std::optional<double>>& cell_means, std::size_t times, const Adopted& adopted,
                                     const std::vector<double>& unit_weight, Compare compare) {
  const Means means{cell_means, times, adopted, unit_weight};
  double sum = 0, all = 0;
  for (const auto group : groups_of(adopted)) {
    double effects = 0, count = 0, units = 0;
    for (std::uint32_t time = group; time < times; ++time)
      if (const auto cell = compare_cell(means, group, time, compare)) {
        effects += cell->treated.mean - cell->others.mean;
        ++count;
      }
    if (count == 0) continue;
    for (std::size_t u = 0; u < adopted.size(); ++u)
      if (adopted[u] == group) units += unit_weight[u];
    sum += units * effects / count;
    all += units;
  }
  if (all == 0) return {};
  return sum / all;
}

std::optional<double> size_before(const std::vector<std::optional<double>>& cell_means, std::size_t times, const Adopted& adopted,
                                  const std::vector<double>& unit_weight, Compare compare) {
  const Means means{cell_means, times, adopted, unit_weight};
  double sum = 0;
  bool any = false;
  for (const auto group : groups_of(adopted))
    for (std::uint32_t time = 0; time + 1 < group; ++time)
      if (const auto cell = compare_cell(means, group, time, compare)) {
        sum += cell->treated.weight * std::pow(cell->treated.mean - cell->others.mean, 2);
        any = true;
      }
  if (!any) return {};
  return std::sqrt(sum);
}

base::Result<GroupTimeEffects> group_time_effects(const CheckedPanel& panel, Compare compare) {
  const auto cells = panel.cell_means();
  const auto weight = unit_weights(panel);
  const Means means{cells, panel.times(), panel.adopted, weight};
  std::vector<std::uint32_t> cluster_of(panel.units());
  for (std::size_t i = 0; i < panel.unit.size(); ++i) cluster_of[panel.unit[i]] = panel.cluster[i];
  GroupTimeEffects out;
  for (const auto& each : panel.adopted) out.always_treated += each && *each == 0;

  const auto groups = groups_of(panel.adopted);
  std::map<std::uint32_t, double> size;
  std::map<std::uint32_t, std::set<std::uint32_t>> clusters_in;
  std::set<std::uint32_t> treated_clusters, control_clusters;
  for (std::size_t u = 0; u < panel.units(); ++u) {
    if (!panel.adopted[u]) control_clusters.insert(cluster_of[u]);
    if (!panel.adopted[u] || *panel.adopted[u] == 0) continue;
    size[*panel.adopted[u]] += weight[u];
    clusters_in[*panel.adopted[u]].insert(cluster_of[u]);
    treated_clusters.insert(cluster_of[u]);
  }

  const double least = std::pow(rounding * panel.scale(), 2);
  const bool others_seen = control_clusters.size() > 1 || compare == Compare::not_yet_treated;

  Aggregate overall, every;
  overall.influence.assign(panel.units(), 0);
  every.influence = overall.influence;
  std::map<std::int64_t, Aggregate> events;
  std::map<std::int64_t, std::size_t> event_units;
  for (const auto group : groups) {
    std::vector<std::pair<std::uint32_t, Compared>> after;
    for (std::uint32_t time = 0; time < panel.times(); ++time) {
      if (time + 1 == group) continue;
      const auto cell = compare_cell(means, group, time, compare);
      if (!cell) continue;
      const double effect = cell->treated.mean - cell->others.mean;
      std::vector<double> own(panel.units());
      add_influence(means, *cell, group, time, compare, 1, own);
      GroupTime each{.group = group, .time = time, .effect = effect, .treated = cell->treated.units, .compared = cell->others.units};
      if (const double square = clustered_square(own, cluster_of); square > least && clusters_in[group].size() > 1 && others_seen) each.standard_error = std::sqrt(square);
      out.cells.push_back(each);
      const std::int64_t event = static_cast<std::int64_t>(time) - static_cast<std::int64_t>(group);
      Aggregate& by_event = events[event];
      if (by_event.influence.empty()) by_event.influence.assign(panel.units(), 0);
      event_units[event] += cell->treated.units;
      const auto put = [&](Aggregate& to) {
        to.sum += size[group] * effect;
        to.weight += size[group];
        to.group_sum[group] += effect;
        to.group_weight[group] += 1;
        to.cells[group].emplace_back(time, size[group]);
        for (std::size_t u = 0; u < own.size(); ++u) to.influence[u] += size[group] * own[u];
      };
      put(by_event);
      if (event >= 0) {
        put(every);
        after.emplace_back(time, *cell);
      }
    }
    // The group's mean over its times with the change, weighted by the group's size.
    const double share = size[group] / static_cast<double>(std::max<std::size_t>(after.size(), 1));
    for (const auto& [time, cell] : after) {
      const double effect = cell.treated.mean - cell.others.mean;
      overall.sum += share * effect;
      overall.weight += share;
      overall.group_sum[group] += effect / static_cast<double>(after.size());
      overall.cells[group].emplace_back(time, share);
      add_influence(means, cell, group, time, compare, share, overall.influence);
    }
    if (!after.empty()) overall.group_weight[group] = 1;
  }
  if (overall.weight == 0)
    return base::fail({.code = "no-comparison", .title = "There is nothing to compare with",
                       .detail = std::string("No unit with the change has ") + (compare == Compare::never_treated ? "one that never had it" : "one still without it") +
                                 " that was measured at the same times, and just before. Try the other comparison, or measure more.",
                       .field = "/compare"});

  const bool lone = std::ranges::any_of(clusters_in, [](const auto& each) { return each.second.size() < 2; });
  const bool by_unit = panel.nested && panel.clusters() == panel.units();
  out.noise_of_controls = by_unit && control_clusters.size() >= 2 && (lone || treated_clusters.size() < few_treated);
  const bool own_scatter = !out.noise_of_controls && !lone && treated_clusters.size() > 1 && others_seen;
  const auto estimate = [&](Aggregate& of, std::string name) {
    Estimate e{.name = std::move(name), .value = of.sum / of.weight};
    for (double& each : of.influence) each /= of.weight;
    for (std::size_t u = 0; u < panel.units(); ++u)  // that the groups' sizes are a sample's too
      if (const auto& g = panel.adopted[u]; g && of.group_weight.contains(*g))
        of.influence[u] += weight[u] / of.weight * (of.group_sum[*g] - e.value * of.group_weight[*g]);
    if (out.noise_of_controls) finish(e, control_variance(means, of, of.weight), least, static_cast<double>(control_clusters.size() - 1));
    else if (own_scatter) finish(e, clustered_square(of.influence, cluster_of), least, std::nullopt);
    return e;
  };
  out.overall = estimate(overall, "effect");
  out.every_cell = estimate(every, "effect, each unit and time alike");
  std::vector<double> before;
  std::vector<const std::vector<double>*> influence;
  for (auto& [event, each] : events) {
    out.events.push_back({.event = event, .effect = estimate(each, event < 0 ? std::to_string(-event) + " before" : std::to_string(event) + " after"), .units = event_units[event]});
    if (event >= -1) continue;
    before.push_back(out.events.back().effect.value);
    influence.push_back(&each.influence);
  }
  // Wald's test of all of them, where there are enough clusters for their covariances.
  if (!before.empty() && before.size() <= most_tested && own_scatter && panel.clusters() > 3 * before.size()) {
    statistics::Matrix covariance(before.size(), before.size());
    std::vector<std::vector<double>> sums(before.size(), std::vector<double>(panel.clusters()));
    for (std::size_t i = 0; i < before.size(); ++i)
      for (std::size_t u = 0; u < panel.units(); ++u) sums[i][cluster_of[u]] += (*influence[i])[u];
    for (std::size_t i = 0; i < before.size(); ++i)
      for (std::size_t j = 0; j < before.size(); ++j)
        for (std::size_t c = 0; c < panel.clusters(); ++c) covariance.at(i, j) += sums[i][c] * sums[j][c];
    if (std::ranges::any_of(covariance.values, [least](double v) { return v > least; })) {
      const auto test = statistics::inverse_quadratic(before, covariance);
      out.before = JointTest{.statistic = test.value, .p = statistics::chi_square_beyond(test.value, static_cast<double>(test.rank)), .coefficients = test.rank};
    }
  }
  return out;
}

}  // namespace tributary::evidence
