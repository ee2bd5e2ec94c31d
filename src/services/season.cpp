#include "services/season.hpp"

#include <algorithm>

namespace tributary::services {

using domain::Measure;
using domain::Observation;
using measure::SeasonalMethod;

namespace {

std::optional<measure::Season> season_of(const Measure& of) {
  if (of.chart == domain::ChartKind::t || of.chart == domain::ChartKind::g) return std::nullopt;
  if (of.interval == domain::Interval::month) return measure::Season::month;
  if (of.interval == domain::Interval::quarter) return measure::Season::quarter;
  if (of.interval == domain::Interval::day) return measure::Season::weekday;
  return std::nullopt;
}

base::Problem not_for_measure(const Measure& of) {
  const bool between = of.chart == domain::ChartKind::t || of.chart == domain::ChartKind::g;
  return {.code = "season-not-for-measure", .title = "There is no season to take out",
          .detail = between ? "What lies between two rare events has no season." : "Seasons are taken out of monthly and quarterly measures, by the month or quarter, and of daily ones, by the weekday.",
          .field = "season"};
}

std::vector<measure::Point> points_of(const std::vector<Observation>& observations, const std::vector<domain::Ghost>& ghosts) {
  std::vector<measure::Point> out;
  for (const Observation& each : observations)
    out.push_back({.date = each.on, .value = each.value, .ghosted = std::ranges::find(ghosts, each.on, &domain::Ghost::on) != ghosts.end()});
  return out;
}

}  // namespace

SeasonOffer season_offer(const Measure& of, const std::vector<Observation>& observations, const std::vector<domain::Ghost>& ghosts) {
  SeasonOffer out{.season = season_of(of)};
  if (!out.season) {
    out.why_not = not_for_measure(of).detail;
    return out;
  }
  auto tried = measure::try_season(points_of(observations, ghosts), *out.season);
  out.methods = std::move(tried.methods);
  out.strength = tried.strength;
  out.why_not = std::move(tried.why_not);
  return out;
}

base::Result<WithoutSeason> without_season(const Measure& of, const std::vector<Observation>& observations, const std::vector<domain::Ghost>& ghosts,
                                           SeasonalMethod method) {
  const auto season = season_of(of);
  if (!season) return base::fail(not_for_measure(of));
  auto removed = measure::remove_seasonality(points_of(observations, ghosts), *season, method);
  if (!removed) {
    base::Problem problem = removed.error();
    problem.field = "season";
    return base::fail(std::move(problem));
  }
  WithoutSeason out{.measure = of, .observations = observations, .method = method, .season = *season, .indices = std::move(removed->indices),
                    .strength = removed->strength, .statement = std::move(removed->statement)};
  if (of.chart != domain::ChartKind::run) out.measure.chart = domain::ChartKind::xmr;
  if (domain::needs_parts(of.chart)) out.statement += " Adjusted values are no counts, so this is drawn as an XmR chart.";
  if (!of.targets.empty()) out.statement += " The target is left out: it asks for values as they are.";
  out.measure.targets.clear();
  for (std::size_t i = 0; i < observations.size(); ++i)
    out.observations[i] = {.on = observations[i].on, .value = removed->points[i].value, .numerator = {}, .denominator = {}, .note = observations[i].note};
  return out;
}

}  // namespace tributary::services
