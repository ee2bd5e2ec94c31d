#include "cli/chart_report.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "engines/measure/icons.hpp"
#include "engines/measure/wording.hpp"

namespace tributary::cli {
namespace {

using measure::Known;
using measure::Limits;
using measure::Reading;
using measure::Rule;
using nlohmann::ordered_json;

std::string column_of(Rule rule) {
  switch (rule) {
    case Rule::point_high: return "point_high";
    case Rule::point_low: return "point_low";
    case Rule::shift_high: return "shift_high";
    case Rule::shift_low: return "shift_low";
    case Rule::trend_up: return "trend_up";
    case Rule::trend_down: return "trend_down";
    case Rule::two_of_three_high: return "two_of_three_high";
    case Rule::two_of_three_low: return "two_of_three_low";
  }
  return "";
}

std::string word(measure::Meaning meaning) {
  switch (meaning) {
    case measure::Meaning::common_cause: return "common_cause";
    case measure::Meaning::improvement: return "improvement";
    case measure::Meaning::concern: return "concern";
    case measure::Meaning::neither: return "neither";
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

std::string digits(const std::optional<double>& value) { return value ? base::to_text(*value) : ""; }

std::optional<double> centre_of(const Limits& limits) {
  if (limits.known == Known::nothing) return std::nullopt;
  return limits.centre;
}

std::optional<double> line_of(const Limits& limits, double line) {
  if (limits.known != Known::limits) return std::nullopt;
  return line;
}

Table as_rows(const ChartReport& report) {
  std::vector<std::string> columns = {"date", "value", "phase", "centre", "lower", "upper"};
  for (const Rule rule : measure::every_rule) columns.push_back(column_of(rule));
  columns.emplace_back("limits_shown");
  if (report.full) {
    for (const char* more : {"lower_two_sigma", "lower_one_sigma", "upper_one_sigma", "upper_two_sigma", "mean_range",
                             "target", "ghosted", "meaning", "conflict", "variation_icon", "assurance_icon"}) {
      columns.emplace_back(more);
    }
  }
  Table table(columns);
  for (std::size_t i = 0; i < report.series.points.size(); ++i) {
    const measure::Point& point = report.series.points[i];
    const Limits& limits = report.chart.limits_at(i);
    const Reading& reading = report.chart.readings[i];
    std::vector<std::string> cells = {base::to_iso(point.date),
                                      digits(point.value),
                                      std::to_string(report.chart.phase_at(i).number),
                                      digits(centre_of(limits)),
                                      digits(line_of(limits, limits.lower)),
                                      digits(line_of(limits, limits.upper))};
    for (const Rule rule : measure::every_rule) cells.emplace_back(reading.signals.has(rule) ? "1" : "0");
    cells.emplace_back(report.chart.show_limits(i) ? "1" : "0");
    if (report.full) {
      const bool last = report.chart.last == i;
      cells.insert(
          cells.end(),
          {digits(line_of(limits, limits.lower_two_sigma)), digits(line_of(limits, limits.lower_one_sigma)),
           digits(line_of(limits, limits.upper_one_sigma)), digits(line_of(limits, limits.upper_two_sigma)),
           digits(line_of(limits, report.chart.phase_at(i).mean_range)),
           digits(measure::target_on(report.series, point.date)), point.ghosted ? "1" : "0", word(reading.meaning),
           reading.conflict ? "1" : "0", last ? std::string(measure::label(report.chart.variation)) : "",
           last ? std::string(measure::label(report.chart.assurance)) : ""});
    }
    table.add(std::move(cells));
  }
  return table;
}

ordered_json number(const std::optional<double>& value) {
  if (!value) return nullptr;
  return *value;
}

ordered_json profile_json(const measure::Profile& profile) {
  return {{"name", profile.name},
          {"factor", profile.factor},
          {"screen", profile.screen},
          {"screen_factor", profile.screen_factor},
          {"screen_recalculates_mean", profile.screen_recalculates_mean},
          {"shift_points", profile.shift_points},
          {"trend_points", profile.trend_points},
          {"trend_crosses_phases", profile.trend_crosses_phases},
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
    if (reading.signals.has(rule)) signals.push_back(column_of(rule));
  }
  return {{"date", base::to_iso(point.date)},
          {"value", number(point.value)},
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

std::string as_json(const ChartReport& report) {
  const auto appraisal = measure::appraise(report.series, report.chart);
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
  const ordered_json whole = {{"chart", "xmr"},
                              {"source", report.source},
                              {"value", report.value_name},
                              {"better", word(report.series.better)},
                              {"profile", profile_json(report.chart.profile)},
                              {"sentence", measure::sentence(report.series, report.chart, report.wording)},
                              {"variation_icon", icon_json(report.chart.show_limits() ? measure::label(report.chart.variation) : "")},
                              {"assurance_icon", icon_json(report.chart.show_limits() ? measure::label(report.chart.assurance) : "")},
                              {"show_limits", report.chart.show_limits()},
                              {"false_alarm_chance", number(appraisal.false_alarm)},
                              {"autocorrelation", std::move(autocorrelation)},
                              {"cautions", std::move(cautions)},
                              {"notes", report.notes},
                              {"phases", phases_json(report)},
                              {"points", std::move(points)}};
  return whole.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

// Numbers as the chart's axis would have them, and what a page would show: no limits, nor what rests on them, where too
// few values stand behind them. Counts stay whole.
Table rounded_rows(const ChartReport& report) {
  Table table({"date", "value", "phase", "centre", "lower", "upper", "signals"});
  const bool counts = std::ranges::all_of(report.series.points, [&](const measure::Point& point) {
    return !point.value || (report.wording.scale == 1 && *point.value == std::floor(*point.value));
  });
  for (std::size_t i = 0; i < report.series.points.size(); ++i) {
    const measure::Point& point = report.series.points[i];
    const Limits& limits = report.chart.limits_at(i);
    const int decimals = 1 + measure::decimals_for((limits.upper - limits.lower) * report.wording.scale,
                                                   limits.centre * report.wording.scale);
    const auto rounded = [&](const std::optional<double>& value, std::optional<int> places = {}) {
      return value ? measure::written_number(*value * report.wording.scale, places.value_or(decimals)) : "";
    };
    std::string signals;
    const bool shown = report.chart.show_limits(i);
    for (const Rule rule : measure::every_rule) {
      if (!shown || !report.chart.readings[i].signals.has(rule)) continue;
      signals += (signals.empty() ? "" : "; ") + std::string(measure::plain_name(rule));
    }
    if (signals.empty() && point.ghosted) signals = "(ghosted)";
    if (signals.empty() && !point.value) signals = "(no value)";
    table.add({base::to_iso(point.date), counts ? rounded(point.value, 0) : rounded(point.value), std::to_string(report.chart.phase_at(i).number),
               rounded(centre_of(limits)), shown ? rounded(limits.lower) : "", shown ? rounded(limits.upper) : "",
               signals});
  }
  return table;
}

std::string for_people(const ChartReport& report) {
  const auto appraisal = measure::appraise(report.series, report.chart);
  std::string text = rounded_rows(report).in(Format::table);
  text += "\n" + measure::sentence(report.series, report.chart, report.wording) + "\n";
  const auto line = [&](const std::string& name, std::string_view value) {
    if (!value.empty()) text += name + ": " + std::string(value) + "\n";
  };
  text += "\n";
  if (report.chart.show_limits()) {
    line("Variation", measure::label(report.chart.variation));
    line("Assurance", measure::label(report.chart.assurance));
  }
  if (appraisal.false_alarm && report.chart.show_limits()) {
    line("False alarms", "if nothing changed, " + measure::written_number(100 * *appraisal.false_alarm, *appraisal.false_alarm < 0.01 ? 1 : 0) +
                             " of 100 charts of this length would show a signal by chance");
  }
  for (const measure::Caution& caution : appraisal.cautions) line("Caution", caution.text);
  for (const std::string& note : report.notes) line("Note", note);
  const measure::Profile& profile = report.chart.profile;
  line("Profile", std::string(profile.name) + (profile.screen ? ", screened" : "") + ", shift " +
                      std::to_string(profile.shift_points) + ", trend " + std::to_string(profile.trend_points) +
                      ", factor " + base::to_text(profile.factor));
  return text;
}

}  // namespace

std::string written(const ChartReport& report, Format format) {
  switch (format) {
    case Format::table: return for_people(report);
    case Format::csv: return as_rows(report).in(Format::csv);
    case Format::json: return as_json(report);
  }
  return {};
}

}  // namespace tributary::cli
