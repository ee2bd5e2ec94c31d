#include "engines/evidence/panel.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/check.hpp"

namespace tributary::evidence {
namespace {

constexpr double largest = 1e15;
constexpr std::size_t most_times = 3'000;

base::Problem problem(const char* code, const char* title, std::string detail, std::string field = {}) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = std::move(field)};
}

// Only the names that occur, in their order, and what each row's becomes.
std::vector<std::string> renumber(std::vector<std::uint32_t>& of_rows, const std::vector<std::string>& names) {
  std::vector<std::uint32_t> place(names.size());
  std::vector<bool> occurs(names.size());
  for (const auto each : of_rows) occurs[each] = true;
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < names.size(); ++i) {
    place[i] = static_cast<std::uint32_t>(kept.size());
    if (occurs[i]) kept.push_back(names[i]);
  }
  for (auto& each : of_rows) each = place[each];
  return kept;
}

base::Done take_rows(const Panel& panel, CheckedPanel& out) {
  out.covariates.resize(panel.covariate_names.size());
  for (std::size_t i = 0; i < panel.rows.size(); ++i) {
    const PanelRow& row = panel.rows[i];
    base::check(row.unit < panel.unit_names.size() && row.time < panel.time_names.size() && row.cluster < panel.cluster_names.size() &&
                    row.covariates.size() == panel.covariate_names.size(),
                "a row's places are among the names");
    const std::string field = "/rows/" + std::to_string(i);
    if (!std::isfinite(row.weight) || row.weight < 0) return base::fail(problem("weight-not-positive", "A weight is no weight", "Weights are numbers above 0.", field + "/weight"));
    bool whole = row.outcome.has_value() && row.weight > 0;
    std::vector<double> numbers;
    if (row.outcome) numbers.push_back(*row.outcome);
    for (const auto& each : row.covariates) {
      whole = whole && each.has_value();
      if (each) numbers.push_back(*each);
    }
    for (const double each : numbers) {
      if (!std::isfinite(each)) return base::fail(problem("value-not-finite", "A value is no number", "Leave out what was not measured.", field));
      if (std::abs(each) > largest) return base::fail(problem("values-too-large", "A value is too large", "Values may go up to 10^15 in size. Use a larger unit.", field));
    }
    if (!whole) {
      ++out.left_out;
      continue;
    }
    out.unit.push_back(row.unit);
    out.time.push_back(row.time);
    out.cluster.push_back(row.cluster);
    out.outcome.push_back(*row.outcome);
    out.treated.push_back(row.treated ? 1 : 0);
    out.weight.push_back(row.weight);
    for (std::size_t j = 0; j < row.covariates.size(); ++j) out.covariates[j].push_back(*row.covariates[j]);
  }
  if (out.unit.empty()) return base::fail(problem("no-rows", "There is nothing to compare", panel.rows.empty() ? "The table has no rows." : "No row has an outcome and all that it needs."));
  return {};
}

// When each unit adopted the change, and whether it kept to it.
base::Done find_adoption(CheckedPanel& out) {
  out.adopted.assign(out.units(), std::nullopt);
  std::vector<std::optional<std::uint32_t>> last_without(out.units());
  for (std::size_t i = 0; i < out.unit.size(); ++i) {
    auto& first = out.adopted[out.unit[i]];
    auto& last = last_without[out.unit[i]];
    if (out.treated[i] != 0) first = first ? std::min(*first, out.time[i]) : out.time[i];
    else last = last ? std::max(*last, out.time[i]) : out.time[i];
  }
  std::set<std::uint32_t> starts;
  for (std::size_t u = 0; u < out.units(); ++u) {
    if (!out.adopted[u]) continue;
    starts.insert(*out.adopted[u]);
    if (last_without[u] && *last_without[u] >= *out.adopted[u])
      return base::fail(problem("treatment-ends", "A change ends again",
                                out.unit_names[u] + " has the change from " + out.time_names[*out.adopted[u]] + " and is without it at " + out.time_names[*last_without[u]] +
                                    ". These methods compare before with after: leave out what came after its end, or the unit.",
                                "/treated"));
  }
  out.staggered = starts.size() > 1;
  const std::size_t ever = out.ever_treated();
  if (ever == 0) return base::fail(problem("nothing-treated", "The change is in force nowhere", "No row is marked as having the change. Mark them with 1, or say from when each unit has it.", "/treated"));
  // Without units that stay as they were, those that change later can stand in until they do.
  if (ever == out.units() && !out.staggered)
    return base::fail(problem("everything-treated", "There is nothing to compare with", "Every unit has the change from " + out.time_names[*starts.begin()] + ". A comparison needs units without it, or with it later; for one series before and after, use its.", "/treated"));
  if (ever == out.units() && std::ranges::all_of(out.treated, [](double each) { return each != 0; }))
    return base::fail(problem("everything-treated", "There is nothing to compare with", "Every row has the change.", "/treated"));
  return {};
}

void look_at_shape(CheckedPanel& out) {
  const std::size_t cells = out.units() * out.times();
  std::vector<bool> seen(cells);
  std::size_t filled = 0;
  for (std::size_t i = 0; i < out.unit.size(); ++i) {
    const std::size_t cell = out.unit[i] * out.times() + out.time[i];
    filled += !seen[cell];
    seen[cell] = true;
  }
  out.complete = filled == cells && out.unit.size() == cells;
  std::vector<std::optional<std::uint32_t>> cluster_of(out.units());
  out.nested = true;
  for (std::size_t i = 0; i < out.unit.size(); ++i) {
    auto& known = cluster_of[out.unit[i]];
    out.nested = out.nested && (!known || *known == out.cluster[i]);
    known = out.cluster[i];
  }
}

}  // namespace

std::size_t CheckedPanel::ever_treated() const {
  return static_cast<std::size_t>(std::ranges::count_if(adopted, [](const auto& each) { return each.has_value(); }));
}

std::size_t CheckedPanel::treated_clusters() const {
  std::vector<bool> has(clusters());
  for (std::size_t i = 0; i < cluster.size(); ++i)
    if (treated[i] != 0) has[cluster[i]] = true;
  return static_cast<std::size_t>(std::ranges::count(has, true));
}

double CheckedPanel::scale() const {
  double out = 0;
  for (const double each : outcome) out = std::max(out, std::abs(each));
  return out;
}

std::vector<std::optional<double>> CheckedPanel::cell_means() const {
  std::vector<double> sum(units() * times()), of(units() * times());
  for (std::size_t i = 0; i < unit.size(); ++i) {
    sum[unit[i] * times() + time[i]] += weight[i] * outcome[i];
    of[unit[i] * times() + time[i]] += weight[i];
  }
  std::vector<std::optional<double>> out(sum.size());
  for (std::size_t i = 0; i < sum.size(); ++i)
    if (of[i] > 0) out[i] = sum[i] / of[i];
  return out;
}

base::Result<CheckedPanel> check_panel(const Panel& panel) {
  CheckedPanel out{.covariate_names = panel.covariate_names};
  if (auto done = take_rows(panel, out); !done) return base::fail(done.error());
  out.unit_names = renumber(out.unit, panel.unit_names);
  out.time_names = renumber(out.time, panel.time_names);
  out.cluster_names = renumber(out.cluster, panel.cluster_names);
  if (out.units() < 2) return base::fail(problem("one-unit", "There is one unit only", "A comparison needs units with the change and without. For one series before and after, use its.", "/unit"));
  if (out.times() < 2) return base::fail(problem("one-time", "There is one time only", "A comparison of changes needs at least one time before and one after.", "/time"));
  if (out.times() > most_times) return base::fail(problem("panel-too-wide", "There are too many times", std::to_string(out.times()) + " times are more than 3,000. Add them up to weeks or months.", "/time"));
  // Only the weights' proportions count; those that are all alike are none.
  out.weighted = std::ranges::any_of(out.weight, [&](double each) { return each != out.weight.front(); });
  if (!out.weighted) std::ranges::fill(out.weight, 1);
  if (auto done = find_adoption(out); !done) return base::fail(done.error());
  look_at_shape(out);
  return out;
}

}  // namespace tributary::evidence
