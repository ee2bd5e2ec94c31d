#include "cli/chart_report.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "cli/chart_json.hpp"
#include "cli/chart_words.hpp"
#include "engines/measure/icons.hpp"
#include "engines/measure/seasonal_caution.hpp"
#include "engines/measure/wording.hpp"

namespace tributary::cli {

std::string word(measure::Meaning meaning) {
  switch (meaning) {
    case measure::Meaning::common_cause: return "common_cause";
    case measure::Meaning::improvement: return "improvement";
    case measure::Meaning::concern: return "concern";
    case measure::Meaning::neither: return "neither";
  }
  return "";
}

std::optional<double> centre_of(const measure::Limits& limits) {
  if (limits.known == measure::Known::nothing) return std::nullopt;
  return limits.centre;
}

std::optional<double> line_of(const measure::Limits& limits, double line) {
  if (limits.known != measure::Known::limits) return std::nullopt;
  return line;
}

bool shows_signals(const ChartReport& report, std::size_t point) {
  return report.chart.type == measure::ChartType::run || report.chart.show_limits(point);
}

bool shows_signals(const ChartReport& report) { return report.chart.last && shows_signals(report, *report.chart.last); }

measure::Appraisal appraisal_of(const ChartReport& report) {
  measure::Appraisal out = measure::appraise(report.series, report.chart);
  if (report.deseasoned || (report.chart.type != measure::ChartType::xmr && report.chart.type != measure::ChartType::run)) return out;
  for (const measure::Season season : measure::every_season) {  // of months no quarters can be told, nor the other way round
    const auto tried = measure::try_season(report.series.points, season);
    if (tried.methods.empty()) continue;
    measure::caution_of_season(season, tried.strength, "--season " + std::string(measure::name_of(season)), out);
    break;
  }
  return out;
}

namespace {

using measure::Known;
using measure::Limits;
using measure::Reading;
using measure::Rule;

std::string column_of(Rule rule) { return std::string(measure::name_of(rule)); }

std::string digits(const std::optional<double>& value) { return value ? base::to_text(*value) : ""; }

// A point of a phase whose values run as chance seldom makes them.
bool in_runs_signal(const measure::Chart& chart, std::size_t point) {
  return std::ranges::any_of(chart.runs, [&](const measure::RunsFound& runs) { return runs.signal() && point >= runs.first && point < runs.first + runs.points; });
}

Table as_rows(const ChartReport& report) {
  std::vector<std::string> columns = {"date", "value", "phase", "centre", "lower", "upper"};
  const auto rules = measure::rules_of(report.chart.profile, report.chart.type);
  for (const Rule rule : rules) columns.push_back(column_of(rule));
  columns.emplace_back("limits_shown");
  const bool runs = !report.chart.runs.empty();
  const bool made = report.deseasoned.has_value() || report.chart.type == measure::ChartType::moving_range;
  const bool sized = !report.series.sizes.empty();
  if (runs) columns.emplace_back("runs_signal");
  if (made) columns.emplace_back("observed");
  if (sized) columns.emplace_back("size");
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
    for (const Rule rule : rules) cells.emplace_back(reading.signals.has(rule) ? "1" : "0");
    cells.emplace_back(report.chart.show_limits(i) ? "1" : "0");
    if (runs) cells.emplace_back(in_runs_signal(report.chart, i) ? "1" : "0");
    if (made) cells.push_back(digits(report.observed[i].value));
    if (sized) cells.push_back(digits(point.value ? std::optional(report.series.sizes[i]) : std::nullopt));
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
      if (!shows_signals(report, i) || !report.chart.readings[i].signals.has(rule)) continue;
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

std::string runs_text(const measure::Profile& profile, const measure::RunsFound& runs) {
  const auto text = [](std::uint32_t number) { return std::to_string(number); };
  std::string out = text(runs.useful) + " useful values, longest run " + text(runs.longest);
  if (profile.runs == measure::RunsTest::anhoej && runs.useful > 0) out += " (at most " + text(runs.longest_allowed) + " by chance)";
  out += ", " + text(runs.crossings) + " crossings";
  if (runs.most_crossings > 0) out += " (" + text(runs.fewest_crossings) + " to " + text(runs.most_crossings) + " by chance)";
  else if (profile.runs == measure::RunsTest::anhoej && runs.useful > 0) out += " (at least " + text(runs.fewest_crossings) + " by chance)";
  return out + (runs.signal() ? ": a signal" : ": no signal");
}

// The settings that make signals and limits, in a line.
std::string settings_text(const measure::Profile& profile) {
  std::string text = std::string(profile.name) + (profile.screen ? ", screened" : "");
  const auto add = [&](const char* name, int value) {
    if (value > 0) text += std::string(", ") + name + " " + std::to_string(value);
  };
  add("shift", profile.shift_points);
  add("trend", profile.trend_points);
  add("alternating", profile.alternating_points);
  add("within one sigma", profile.within_one_sigma_points);
  add("outside one sigma", profile.outside_one_sigma_points);
  if (profile.four_of_five) text += ", four of five";
  if (profile.three_of_four) text += ", three of four";
  if (profile.runs == measure::RunsTest::anhoej) text += ", runs by Anhøj's test";
  if (profile.runs == measure::RunsTest::runs_table) text += ", runs by their table";
  add("limits fixed after", profile.fix_after_points);
  return text + ", factor " + base::to_text(profile.factor);
}

std::string for_people(const ChartReport& report) {
  const auto appraisal = appraisal_of(report);
  std::string text = rounded_rows(report).in(Format::table);
  text += "\n" + measure::sentence(report.series, report.chart, report.wording) + "\n";
  const auto line = [&](const std::string& name, std::string_view value) {
    if (!value.empty()) text += name + ": " + std::string(value) + "\n";
  };
  text += "\n";
  if (shows_signals(report)) {
    line("Variation", measure::label(report.chart.variation));
    line("Assurance", measure::label(report.chart.assurance));
  }
  for (const measure::RunsFound& runs : report.chart.runs) line("Runs", runs_text(report.chart.profile, runs));
  if (appraisal.false_alarm && shows_signals(report)) {
    line("False alarms", "if nothing changed, " + measure::written_number(100 * *appraisal.false_alarm, *appraisal.false_alarm < 0.01 ? 1 : 0) +
                             " of 100 charts " + (appraisal.false_alarm_simulated ? "like this" : "of this length") + " would show a signal by chance");
  }
  if (report.suggested) {
    for (const measure::SuggestedPhase& phase : report.suggested->phases) {
      const int decimals = measure::decimals_for((phase.mean_after - phase.mean_before) * report.wording.scale, 0);
      line("Suggested phase", "from " + base::in_words(phase.starts) + ", mean " + measure::written_number(phase.mean_before * report.wording.scale, decimals) +
                                  " before and " + measure::written_number(phase.mean_after * report.wording.scale, decimals) + " after");
    }
    line("Phases", report.suggested->statement);
  }
  if (report.recalculation) {
    line("Recalculation", report.recalculation->offered ? "all four conditions hold; start a phase with --phase if you decide to" : "not offered");
    for (const std::string& why : report.recalculation->why_not) line("Recalculation", why);
  }
  for (const measure::Caution& caution : appraisal.cautions) line("Caution", caution.text);
  for (const std::string& note : report.notes) line("Note", note);
  line("Profile", settings_text(report.chart.profile));
  return text;
}

}  // namespace

std::string written(const ChartReport& report, Format format) {
  switch (format) {
    case Format::table: return for_people(report);
    case Format::csv: return as_rows(report).in(Format::csv);
    case Format::json: return chart_json(report);
  }
  return {};
}

}  // namespace tributary::cli
