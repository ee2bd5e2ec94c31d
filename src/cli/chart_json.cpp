#include "cli/chart_json.hpp"

#include <nlohmann/json.hpp>

#include "cli/chart_words.hpp"
#include "engines/measure/cautions.hpp"
#include "engines/measure/icons.hpp"

namespace tributary::cli {
namespace {

using measure::Known;
using measure::Limits;
using measure::Reading;
using measure::Rule;
using nlohmann::ordered_json;
using cli::word;

std::string word(measure::Tie tie) { return tie == measure::Tie::ends_run ? "ends_run" : "is_skipped"; }

std::string word(measure::TwoOfThree rule) {
  switch (rule) {
    case measure::TwoOfThree::off: return "off";
    case measure::TwoOfThree::in_band: return "in_band";
    case measure::TwoOfThree::beyond_two_sigma: return "beyond_two_sigma";
  }
  return "";
}

std::string word(measure::RunsTest test) {
  switch (test) {
    case measure::RunsTest::none: return "none";
    case measure::RunsTest::anhoej: return "anhoej";
    case measure::RunsTest::runs_table: return "runs_table";
  }
  return "";
}

std::string word(measure::Direction direction) {
  switch (direction) {
    case measure::Direction::up: return "up";
    case measure::Direction::down: return "down";
    case measure::Direction::neither: return "neither";
  }
  return "";
}

std::string word(measure::Standing standing) {
  switch (standing) {
    case measure::Standing::run_chart: return "run_chart";
    case measure::Standing::trial: return "trial";
    case measure::Standing::settled: return "settled";
  }
  return "";
}

ordered_json number(const std::optional<double>& value) {
  if (!value) return nullptr;
  return *value;
}

ordered_json profile_json(const measure::Profile& profile) {
  return {{"name", profile.name},
          {"factor", profile.factor},
          {"range_factor", profile.range_factor},
          {"screen", profile.screen},
          {"screen_factor", profile.screen_factor},
          {"screen_keeps_equal", profile.screen_keeps_equal},
          {"screen_recalculates_mean", profile.screen_recalculates_mean},
          {"pool_spreads", profile.pool_spreads},
          {"fix_after_points", profile.fix_after_points},
          {"g_centre", profile.g_centre},
          {"point_beyond_limit", profile.point_beyond_limit},
          {"shift_points", profile.shift_points},
          {"shift_tie", word(profile.shift_tie)},
          {"trend_points", profile.trend_points},
          {"trend_tie", word(profile.trend_tie)},
          {"trend_crosses_phases", profile.trend_crosses_phases},
          {"baseline_ends_runs", profile.baseline_ends_runs},
          {"gap_ends_runs", profile.gap_ends_runs},
          {"two_of_three", word(profile.two_of_three)},
          {"two_of_three_one_side", profile.two_of_three_one_side},
          {"four_of_five", profile.four_of_five},
          {"three_of_four", profile.three_of_four},
          {"alternating_points", profile.alternating_points},
          {"within_one_sigma_points", profile.within_one_sigma_points},
          {"outside_one_sigma_points", profile.outside_one_sigma_points},
          {"runs", word(profile.runs)},
          {"marking", profile.marking == measure::Marking::whole_pattern ? "whole_pattern" : "from_completion"},
          {"target_on_limit", profile.target_on_limit == measure::TargetOnLimit::decides ? "decides" : "is_hit_or_miss"},
          {"conflict", profile.conflict == measure::ConflictRule::concern ? "concern" : "improvement"},
          {"duplicate_dates", profile.duplicate_dates == measure::DuplicateDates::refuse ? "refuse" : "keep"},
          {"least_points_for_limits", profile.least_points_for_limits},
          {"settled_points", profile.settled_points},
          {"least_distinct_values", profile.least_distinct_values}};
}

ordered_json phases_json(const ChartReport& report) {
  ordered_json phases = ordered_json::array();
  for (const measure::Phase& phase : report.chart.phases) {
    const bool empty = phase.points == 0;
    phases.push_back(
        {{"phase", phase.number},
         {"from", empty ? ordered_json() : ordered_json(base::to_iso(report.series.points[phase.first].date))},
         {"points", phase.points},
         {"counted", phase.counted},
         {"inherits", phase.inherits},
         {"made_from", phase.made_from},
         {"mean_range", phase.mean_range},
         {"limits_range", phase.limits_range},
         {"range_upper", report.chart.type == measure::ChartType::xmr ? ordered_json(report.chart.profile.range_factor * phase.mean_range) : ordered_json()},
         {"spread", phase.spread},
         {"screened", phase.screened},
         {"standing", word(report.chart.standing(phase))}});
  }
  return phases;
}

ordered_json point_json(const ChartReport& report, std::size_t i) {
  const measure::Point& point = report.series.points[i];
  const Limits& limits = report.chart.limits_at(i);
  const Reading& reading = report.chart.readings[i];
  ordered_json signals = ordered_json::array();
  for (const Rule rule : measure::every_rule) {
    if (reading.signals.has(rule)) signals.push_back(measure::name_of(rule));
  }
  return {{"date", base::to_iso(point.date)},
          {"value", number(point.value)},
          {"observed", number(report.observed[i].value)},
          {"size", i < report.series.sizes.size() ? ordered_json(report.series.sizes[i]) : ordered_json()},
          {"ghosted", point.ghosted},
          {"phase", report.chart.phase_at(i).number},
          {"centre", number(centre_of(limits))},
          {"lower", number(line_of(limits, limits.lower))},
          {"lower_two_sigma", number(line_of(limits, limits.lower_two_sigma))},
          {"lower_one_sigma", number(line_of(limits, limits.lower_one_sigma))},
          {"upper_one_sigma", number(line_of(limits, limits.upper_one_sigma))},
          {"upper_two_sigma", number(line_of(limits, limits.upper_two_sigma))},
          {"upper", number(line_of(limits, limits.upper))},
          {"show_limits", report.chart.show_limits(i)},
          {"target", number(measure::target_on(report.series, point.date))},
          {"signals", std::move(signals)},
          {"meaning", word(reading.meaning)},
          {"conflict", reading.conflict}};
}

ordered_json icon_json(std::string_view label) {
  if (label.empty()) return nullptr;
  return std::string(label);
}

ordered_json runs_json(const measure::Chart& chart) {
  ordered_json runs = ordered_json::array();
  for (const measure::RunsFound& found : chart.runs) {
    const bool by_length = chart.profile.runs == measure::RunsTest::anhoej && found.useful > 0;
    const bool by_table = chart.profile.runs == measure::RunsTest::runs_table && found.most_crossings > 0;
    runs.push_back({{"useful", found.useful},
                    {"longest_run", found.longest},
                    {"longest_run_allowed", by_length ? ordered_json(found.longest_allowed) : ordered_json()},
                    {"crossings", found.crossings},
                    {"fewest_crossings", by_length || by_table ? ordered_json(found.fewest_crossings) : ordered_json()},
                    {"most_crossings", by_table ? ordered_json(found.most_crossings) : ordered_json()},
                    {"signal", found.signal()}});
  }
  return runs;
}

ordered_json dispersion_json(const std::optional<measure::Dispersion>& dispersion) {
  if (!dispersion) return nullptr;
  return {{"ratio", dispersion->ratio}, {"over", dispersion->over}, {"under", dispersion->under}};
}

ordered_json seasonality_json(const ChartReport& report) {
  if (!report.deseasoned) return nullptr;
  return {{"statement", report.deseasoned->statement},
          {"indices", report.deseasoned->indices},
          {"strength", number(report.deseasoned->strength)}};
}

ordered_json suggested_json(const ChartReport& report) {
  if (!report.suggested) return nullptr;
  ordered_json phases = ordered_json::array();
  for (const measure::SuggestedPhase& phase : report.suggested->phases)
    phases.push_back({{"from", base::to_iso(phase.starts)}, {"mean_before", phase.mean_before}, {"mean_after", phase.mean_after}});
  return {{"statement", report.suggested->statement}, {"phases", std::move(phases)}};
}

ordered_json shift_json(const ChartReport& report) {
  const auto shift = measure::sustained_shift(report.series, report.chart);
  if (!shift) return nullptr;
  return {{"from", base::to_iso(report.series.points[shift->first].date)},
          {"values", shift->values},
          {"side", shift->high ? "high" : "low"},
          {"mean", shift->mean}};
}

ordered_json recalculation_json(const ChartReport& report) {
  if (!report.recalculation) return nullptr;
  return {{"offered", report.recalculation->offered}, {"why_not", report.recalculation->why_not}};
}

}  // namespace

std::string chart_json(const ChartReport& report) {
  const auto appraisal = appraisal_of(report);
  ordered_json points = ordered_json::array();
  for (std::size_t i = 0; i < report.series.points.size(); ++i) points.push_back(point_json(report, i));
  ordered_json cautions = ordered_json::array();
  for (const measure::Caution& caution : appraisal.cautions) {
    cautions.push_back({{"code", caution.code},
                        {"text", caution.text},
                        {"phase", caution.phase ? ordered_json(*caution.phase) : ordered_json()}});
  }
  ordered_json autocorrelation;
  if (appraisal.autocorrelation) {
    autocorrelation = {{"lag_one", appraisal.autocorrelation->lag_one},
                       {"matters", appraisal.autocorrelation->matters}};
  }
  const ordered_json whole = {{"chart", measure::name_of(report.chart.type)},
                              {"source", report.source},
                              {"value", report.value_name},
                              {"better", word(report.series.better)},
                              {"profile", profile_json(report.chart.profile)},
                              {"sentence", measure::sentence(report.series, report.chart, report.wording)},
                              {"variation_icon", icon_json(shows_signals(report) ? measure::label(report.chart.variation) : "")},
                              {"assurance_icon", icon_json(report.chart.show_limits() ? measure::label(report.chart.assurance) : "")},
                              {"show_limits", report.chart.show_limits()},
                              {"false_alarm_chance", number(appraisal.false_alarm)},
                              {"false_alarm_basis", !appraisal.false_alarm ? ordered_json() : appraisal.false_alarm_simulated ? ordered_json("simulation") : ordered_json("table")},
                              {"autocorrelation", std::move(autocorrelation)},
                              {"dispersion", dispersion_json(appraisal.dispersion)},
                              {"runs", runs_json(report.chart)},
                              {"seasonality", seasonality_json(report)},
                              {"suggested_phases", suggested_json(report)},
                              {"sustained_shift", shift_json(report)},
                              {"recalculation", recalculation_json(report)},
                              {"cautions", std::move(cautions)},
                              {"notes", report.notes},
                              {"phases", phases_json(report)},
                              {"points", std::move(points)}};
  return whole.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace tributary::cli
