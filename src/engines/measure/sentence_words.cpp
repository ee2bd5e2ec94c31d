#include "engines/measure/sentence_words.hpp"

#include <algorithm>
#include <cmath>

#include "engines/measure/limits.hpp"

namespace tributary::measure {
namespace {

// How far apart numbers of the sentence lie: the limits; of a run chart, which has none, the values.
double spread_of(const Series& series, const Chart& chart) {
  if (chart.type != ChartType::run) return chart.limits_at(*chart.last).upper - chart.limits_at(*chart.last).lower;
  double least = *series.points[*chart.last].value, most = least;
  for (const Point& point : series.points) {
    if (!point.counts()) continue;
    least = std::min(least, *point.value);
    most = std::max(most, *point.value);
  }
  return most - least;
}

}  // namespace

SentenceWords::SentenceWords(const Series& series, const Chart& chart, const Wording& wording)
    : series_(series),
      chart_(chart),
      wording_(wording),
      last_(*chart.last),
      limits_(chart.limits_at(last_)),
      period_(period_of(series.points)),
      decimals_(decimals_for(spread_of(series, chart) * wording.scale, limits_.centre * wording.scale)) {}

std::string SentenceWords::reason(Rule rule) const {
  const std::string one_sigma_up = number(limits_.upper_one_sigma), one_sigma_down = number(limits_.lower_one_sigma);
  const auto half = [](double a, double b) { return (a + b) / 2; };
  switch (rule) {
    case Rule::point_high: return beyond(" is above the upper limit of ", limits_.upper);
    case Rule::point_low: return beyond(" is below the lower limit of ", limits_.lower);
    case Rule::shift_high: return run_text(shift_run(), " in a row above the " + std::string(centre()) + " of " + number(limits_.centre));
    case Rule::shift_low: return run_text(shift_run(), " in a row below the " + std::string(centre()) + " of " + number(limits_.centre));
    case Rule::trend_up: return run_text(trend_run(rule), " in a row, each higher than the one before");
    case Rule::trend_down: return run_text(trend_run(rule), " in a row, each lower than the one before");
    case Rule::two_of_three_high: return some_of("2 of 3", "above " + number(limits_.upper_two_sigma) + " (beyond two sigma)", rule);
    case Rule::two_of_three_low: return some_of("2 of 3", "below " + number(limits_.lower_two_sigma) + " (beyond two sigma)", rule);
    case Rule::four_of_five_high: return some_of("4 of 5", "above " + one_sigma_up + " (beyond one sigma)", rule);
    case Rule::four_of_five_low: return some_of("4 of 5", "below " + one_sigma_down + " (beyond one sigma)", rule);
    case Rule::three_of_four_high:
      return some_of("3 of 4", "above " + number(half(limits_.upper_one_sigma, limits_.upper_two_sigma)) + " (nearer the limit than the centre)", rule);
    case Rule::three_of_four_low:
      return some_of("3 of 4", "below " + number(half(limits_.lower_one_sigma, limits_.lower_two_sigma)) + " (nearer the limit than the centre)", rule);
    case Rule::alternating:
      return "at least " + std::to_string(chart_.profile.alternating_points) + " values in a row go up and down by turns, as two processes would";
    case Rule::within_one_sigma:
      return "at least " + std::to_string(chart_.profile.within_one_sigma_points) + " values in a row lie between " + one_sigma_down +
             " and " + one_sigma_up + ", nearer the centre than chance has them";
    case Rule::outside_one_sigma:
      return "at least " + std::to_string(chart_.profile.outside_one_sigma_points) + " values in a row avoid what lies between " +
             one_sigma_down + " and " + one_sigma_up + ", as two processes would";
  }
  return "";
}

std::string SentenceWords::range() const {
  const double low = wording_.least ? std::max(limits_.lower, *wording_.least) : limits_.lower;
  const double high = wording_.most ? std::min(limits_.upper, *wording_.most) : limits_.upper;
  return bare(low, decimals_) + " to " + number(high);
}

std::string_view SentenceWords::centre() const {
  if (chart_.type == ChartType::run) return "median";
  if (chart_.type == ChartType::g) return chart_.profile.g_centre > 0 ? "centre" : "median";
  return chart_.type == ChartType::t ? "centre" : "mean";
}

bool SentenceWords::all_alike() const {
  const Phase& phase = chart_.phase_at(last_);
  return std::ranges::all_of(series_.points.subspan(phase.first, phase.points),
                             [&](const Point& point) { return !point.counts() || *point.value == limits_.centre; });
}

// With enough decimals that the value and the limit are seen to differ.
std::string SentenceWords::beyond(const char* what, double limit) const {
  const double value = *series_.points[last_].value;
  int decimals = decimals_;
  while (decimals < 9 && bare(value, decimals) == bare(limit, decimals)) ++decimals;
  return with_unit(bare(value, decimals)) + " " + on(last_) + what + with_unit(bare(limit, decimals));
}

std::string SentenceWords::run_text(Stretch stretch, const std::string& what) const {
  return std::to_string(stretch.length) + " values" + what + ", since " + date(stretch.first);
}

std::string SentenceWords::some_of(const char* counts, const std::string& where, Rule rule) const {
  return "at least " + std::string(counts) + " values in a row lie " + where + ", since " + date(first_marked(rule));
}

int SentenceWords::side(std::size_t point) const {
  const Limits& lines = chart_.limits_at(point);
  const double near = nearness * (std::abs(lines.centre) + (lines.upper - lines.centre));
  return (*series_.points[point].value > lines.centre + near) - (*series_.points[point].value < lines.centre - near);
}

bool SentenceWords::ends_walk(std::size_t point) const { return !series_.points[point].value && chart_.profile.gap_ends_runs; }

// Where the rules that stay within a phase begin to look.
std::size_t SentenceWords::phase_start() const {
  const Phase& phase = chart_.phase_at(last_);
  return phase.inherits && !chart_.profile.baseline_ends_runs ? chart_.phases.front().first : phase.first;
}

// The values on the last one's side of the centre, walked backwards.
SentenceWords::Stretch SentenceWords::shift_run() const {
  const bool skips_ties = chart_.profile.shift_tie == Tie::is_skipped || chart_.profile.runs == RunsTest::anhoej;
  Stretch stretch{last_, 1};
  for (std::size_t i = last_; i > phase_start();) {
    --i;
    if (series_.points[i].ghosted) continue;
    if (ends_walk(i)) break;
    if (!series_.points[i].value || (skips_ties && side(i) == 0)) continue;
    if (side(i) != side(last_)) break;
    stretch.first = i;
    ++stretch.length;
  }
  return stretch;
}

SentenceWords::Stretch SentenceWords::trend_run(Rule rule) const {
  const int way = rule == Rule::trend_up ? 1 : -1;
  Stretch stretch{last_, 1};
  for (std::size_t i = last_; i > (chart_.profile.trend_crosses_phases ? 0 : phase_start());) {
    --i;
    if (series_.points[i].ghosted) continue;
    if (ends_walk(i)) break;
    if (!series_.points[i].value) continue;
    const double before = *series_.points[i].value, after = *series_.points[stretch.first].value;
    const double step = way * (after - before);
    const double near = nearness * (std::abs(before) + std::abs(after));
    if (std::abs(step) <= near && chart_.profile.trend_tie == Tie::is_skipped) continue;
    if (step <= near) break;
    stretch.first = i;
    ++stretch.length;
  }
  return stretch;
}

// The first of the points that a rule marks in a row up to the last one; others of its windows may lie between.
std::size_t SentenceWords::first_marked(Rule rule) const {
  std::size_t first = last_;
  int unmarked = 0;
  for (std::size_t i = last_; i > phase_start();) {
    --i;
    if (series_.points[i].ghosted) continue;
    if (ends_walk(i)) break;
    if (!series_.points[i].value) continue;
    if (!chart_.readings[i].signals.has(rule)) {
      if (++unmarked > 1) break;
      continue;
    }
    unmarked = 0;
    first = i;
  }
  return first;
}

std::string SentenceWords::bare(double value, int decimals) const { return written_number(value * wording_.scale, decimals); }

std::string SentenceWords::with_unit(const std::string& number) const {
  return wording_.unit.empty() ? number : number + " " + std::string(wording_.unit);
}

std::string SentenceWords::as_given(double value) const {
  int decimals = 0;
  const double scaled = value * wording_.scale;
  for (double unit = 1; decimals < 9; ++decimals, unit *= 10) {
    if (std::abs(std::round(scaled * unit) / unit - scaled) <= 1e-9 * std::abs(scaled)) break;
  }
  return with_unit(bare(value, decimals));
}

std::string SentenceWords::number(double value) const { return with_unit(bare(value, decimals_)); }
std::string SentenceWords::date(std::size_t point) const { return written_date(series_.points[point].date, period_); }
std::string SentenceWords::on(std::size_t point) const { return (period_.whole_months ? "in " : "on ") + date(point); }

}  // namespace tributary::measure
