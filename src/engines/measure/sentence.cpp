#include "engines/measure/sentence.hpp"

#include <algorithm>
#include <cmath>

#include "engines/measure/limits.hpp"
#include "engines/measure/wording.hpp"

namespace tributary::measure {
namespace {

constexpr std::size_t recent_points = 12;  // an earlier signal is mentioned for so long

class SentenceWriter {
 public:
  SentenceWriter(const Series& series, const Chart& chart, const Wording& wording)
      : series_(series),
        chart_(chart),
        wording_(wording),
        last_(*chart.last),
        limits_(chart.limits_at(last_)),
        period_(period_of(series.points)),
        decimals_(decimals_for((limits_.upper - limits_.lower) * wording.scale, limits_.centre * wording.scale)) {}

  [[nodiscard]] std::string write() const {
    const Standing standing = chart_.standing(chart_.phase_at(last_));
    if (standing == Standing::run_chart) return too_few();
    std::string text = chart_.readings[last_].meaning == Meaning::common_cause ? common_cause() : special_cause();
    if (standing == Standing::trial) {
      text +=
          " The limits are on trial: they come from " + std::to_string(chart_.phase_at(last_).made_from) + " values.";
    }
    return text;
  }

 private:
  [[nodiscard]] std::string too_few() const {
    const auto made_from = chart_.phase_at(last_).made_from;
    if (made_from >= static_cast<std::uint32_t>(chart_.profile.least_points_for_limits)) {
      return "No two values stand side by side without a gap, so there are no limits. Fill the gaps or keep measuring.";
    }
    const std::string where = chart_.phases.size() > 1 ? " in this phase" : "";
    return std::to_string(made_from) + (made_from == 1 ? " value" : " values") + " so far" + where +
           ": too few for limits, which take " + std::to_string(chart_.profile.least_points_for_limits) +
           ". Keep measuring.";
  }

  [[nodiscard]] std::string common_cause() const {
    if (all_alike()) {
      return "No variation: every value is " + as_given(limits_.centre) + target_without_variation() + ".";
    }
    std::string text = "Common cause: the process gives " + range();
    const auto target = target_on(series_, series_.points[last_].date);
    const std::string period(period_.one);
    if (chart_.assurance == AssuranceIcon::pass) {
      return text + ", which meets the target of " + as_given(*target) + " every " + period +
             " unless the system changes." + earlier_signal();
    }
    if (chart_.assurance == AssuranceIcon::hit_or_miss) {
      text += ", so the target of " + as_given(*target) + " is met in some " + std::string(period_.many) +
              " and missed in others by chance";
    }
    if (chart_.assurance == AssuranceIcon::fail) text += ", out of reach of the target of " + as_given(*target);
    text += "; one more " + period + " will not tell you";
    if (series_.better != Direction::neither) text += "; change the system";
    return text + "." + earlier_signal();
  }

  [[nodiscard]] bool all_alike() const {
    const Phase& phase = chart_.phase_at(last_);
    return std::ranges::all_of(series_.points.subspan(phase.first, phase.points),
                               [&](const Point& point) { return !point.counts() || *point.value == limits_.centre; });
  }

  [[nodiscard]] std::string target_without_variation() const {
    const auto target = target_on(series_, series_.points[last_].date);
    if (!target) return "";
    return (chart_.assurance == AssuranceIcon::pass ? ", which meets the target of " : ", short of the target of ") +
           as_given(*target);
  }

  [[nodiscard]] std::string earlier_signal() const {
    std::size_t seen = 0;
    for (std::size_t i = last_; i > chart_.phase_at(last_).first && seen < recent_points; --i) {
      const std::size_t before = i - 1;
      if (!series_.points[before].counts()) continue;
      ++seen;
      const Reading& reading = chart_.readings[before];
      if (!reading.signals.any()) continue;
      const char* what = reading.meaning == Meaning::improvement ? "an improvement"
                         : reading.meaning == Meaning::concern   ? "a concern"
                                                                 : "a change";
      return std::string(" The last special cause was ") + what + ", " + on(before) + ".";
    }
    return "";
  }

  [[nodiscard]] std::string special_cause() const {
    const Reading& reading = chart_.readings[last_];
    std::string text;
    std::string ask;
    bool high = reading.signals.high();
    bool low = reading.signals.low();
    switch (reading.meaning) {
      case Meaning::improvement:
        text = "Improvement: ";
        ask = " Find out what changed, and keep it.";
        break;
      case Meaning::concern:
        text = "Concern: ";
        ask = " Find out what changed, and act on it.";
        break;
      default:
        text = "Change: ";
        ask = " Find out what changed.";
        break;
    }
    if (reading.conflict) high = !(low = (reading.meaning == Meaning::concern) == (series_.better == Direction::up));

    std::string reasons;
    for (const Rule rule : every_rule) {
      const bool of_high = static_cast<unsigned>(rule) % 2 == 0;
      if (!reading.signals.has(rule) || !(of_high ? high : low)) continue;
      reasons += (reasons.empty() ? "" : "; ") + reason(rule);
    }
    text += reasons + ".";
    if (reading.conflict) {
      text += reading.meaning == Meaning::concern ? " It is also part of an improving pattern."
                                                  : " It is also part of a worsening pattern.";
    }
    text += ask;
    if (chart_.assurance == AssuranceIcon::fail) {
      text += " The target of " + as_given(*target_on(series_, series_.points[last_].date)) +
              " stays out of reach of these limits.";
    }
    return text;
  }

  [[nodiscard]] std::string reason(Rule rule) const {
    switch (rule) {
      case Rule::point_high: return beyond(" is above the upper limit of ", limits_.upper);
      case Rule::point_low: return beyond(" is below the lower limit of ", limits_.lower);
      case Rule::shift_high: return run_of(rule, " in a row above the mean of " + number(limits_.centre));
      case Rule::shift_low: return run_of(rule, " in a row below the mean of " + number(limits_.centre));
      case Rule::trend_up: return run_of(rule, " in a row, each higher than the one before");
      case Rule::trend_down: return run_of(rule, " in a row, each lower than the one before");
      case Rule::two_of_three_high: return two_of_three(rule, "above " + number(limits_.upper_two_sigma));
      case Rule::two_of_three_low: return two_of_three(rule, "below " + number(limits_.lower_two_sigma));
    }
    return "";
  }

  // With enough decimals that the value and the limit are seen to differ.
  [[nodiscard]] std::string beyond(const char* what, double limit) const {
    const double value = *series_.points[last_].value;
    int decimals = decimals_;
    while (decimals < 9 && bare(value, decimals) == bare(limit, decimals)) ++decimals;
    return with_unit(bare(value, decimals)) + " " + on(last_) + what + with_unit(bare(limit, decimals));
  }

  [[nodiscard]] std::string run_of(Rule rule, const std::string& what) const {
    const auto [first, length] = run(rule);
    return std::to_string(length) + " values" + what + ", since " + date(first);
  }

  [[nodiscard]] std::string two_of_three(Rule rule, const std::string& where) const {
    return "at least 2 of 3 values in a row lie " + where + " (beyond two sigma), since " + date(run(rule).first);
  }

  struct Stretch {
    std::size_t first;
    std::size_t length;
  };

  // The points of one run that ends at the last point, walked backwards.
  [[nodiscard]] Stretch run(Rule rule) const {
    const bool trend = rule == Rule::trend_up || rule == Rule::trend_down;
    const bool two_of_three = rule == Rule::two_of_three_high || rule == Rule::two_of_three_low;
    const std::size_t bound = trend ? 0 : chart_.phase_at(last_).first;
    Stretch stretch{last_, 1};
    int unmarked = 0;  // the third of three may lie between two marked ones
    for (std::size_t i = last_; i > bound;) {
      --i;
      const Point& point = series_.points[i];
      if (point.ghosted) continue;
      if (!point.value) break;
      if (!chart_.readings[i].signals.has(rule)) {
        if (!two_of_three || ++unmarked > 1) break;
        continue;
      }
      if (trend && !steps_on(rule, *point.value, *series_.points[stretch.first].value)) break;
      unmarked = 0;
      stretch.first = i;
      ++stretch.length;
    }
    return stretch;
  }

  [[nodiscard]] static bool steps_on(Rule rule, double before, double after) {
    const double near = nearness * (std::abs(before) + std::abs(after));
    return rule == Rule::trend_up ? after - before > near : before - after > near;
  }

  [[nodiscard]] std::string range() const {
    const double low = wording_.least ? std::max(limits_.lower, *wording_.least) : limits_.lower;
    const double high = wording_.most ? std::min(limits_.upper, *wording_.most) : limits_.upper;
    return bare(low) + " to " + number(high);
  }

  [[nodiscard]] std::string bare(double value, int decimals) const {
    return written_number(value * wording_.scale, decimals);
  }
  [[nodiscard]] std::string bare(double value) const { return bare(value, decimals_); }
  [[nodiscard]] std::string with_unit(const std::string& number) const {
    return wording_.unit.empty() ? number : number + " " + std::string(wording_.unit);
  }
  // A target, or the only value there is, with no more decimals than it was given with.
  [[nodiscard]] std::string as_given(double value) const {
    int decimals = 0;
    const double scaled = value * wording_.scale;
    for (double unit = 1; decimals < 9; ++decimals, unit *= 10) {
      if (std::abs(std::round(scaled * unit) / unit - scaled) <= 1e-9 * std::abs(scaled)) break;
    }
    return with_unit(bare(value, decimals));
  }
  [[nodiscard]] std::string number(double value) const { return with_unit(bare(value)); }
  [[nodiscard]] std::string date(std::size_t point) const { return written_date(series_.points[point].date, period_); }
  [[nodiscard]] std::string on(std::size_t point) const { return (period_.whole_months ? "in " : "on ") + date(point); }

  const Series& series_;
  const Chart& chart_;
  const Wording& wording_;
  std::size_t last_;
  const Limits& limits_;
  Period period_;
  int decimals_;
};

}  // namespace

std::string sentence(const Series& series, const Chart& chart, const Wording& wording) {
  if (!chart.last) return "No values yet.";
  return SentenceWriter(series, chart, wording).write();
}

std::string_view plain_name(Meaning meaning) {
  switch (meaning) {
    case Meaning::common_cause: return "common cause";
    case Meaning::improvement: return "special cause: improvement";
    case Meaning::concern: return "special cause: concern";
    case Meaning::neither: return "special cause: change";
  }
  return "";
}

std::string_view plain_name(Rule rule) {
  switch (rule) {
    case Rule::point_high: return "above the upper limit";
    case Rule::point_low: return "below the lower limit";
    case Rule::shift_high: return "a shift above the centre";
    case Rule::shift_low: return "a shift below the centre";
    case Rule::trend_up: return "a rising trend";
    case Rule::trend_down: return "a falling trend";
    case Rule::two_of_three_high: return "two of three near the upper limit";
    case Rule::two_of_three_low: return "two of three near the lower limit";
  }
  return "";
}

}  // namespace tributary::measure
