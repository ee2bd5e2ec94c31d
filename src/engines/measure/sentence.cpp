#include "engines/measure/sentence.hpp"

#include "engines/measure/icons.hpp"
#include "engines/measure/sentence_words.hpp"

namespace tributary::measure {
namespace {

constexpr std::size_t recent_points = 12;  // an earlier signal is mentioned for so long
constexpr std::uint32_t enough_for_runs = 10;

class SentenceWriter {
 public:
  SentenceWriter(const Series& series, const Chart& chart, const Wording& wording)
      : series_(series), chart_(chart), words_(series, chart, wording), last_(*chart.last), reading_(chart.readings[last_]), asks_(wording.asks) {}

  [[nodiscard]] std::string write() const {
    const Standing standing = chart_.standing(chart_.phase_at(last_));
    if (chart_.type == ChartType::run) return about_runs();
    if (standing == Standing::run_chart) return too_few();
    std::string text = words_.all_alike() ? no_variation() : reading_.meaning == Meaning::common_cause ? common_cause() : special_cause();
    if (standing == Standing::trial) {
      text +=
          " The limits are on trial: they come from " + std::to_string(chart_.phase_at(last_).made_from) + " values.";
    }
    return text + coming_target();
  }

 private:
  [[nodiscard]] std::string asked(std::string_view what) const { return asks_ ? " " + std::string(what) : ""; }

  [[nodiscard]] std::string too_few() const {
    const auto made_from = chart_.phase_at(last_).made_from;
    if (screened_away(chart_.phase_at(last_))) {
      return "Screening left out every difference between neighbours, so there are no limits to show. Read it as a run chart, or switch "
             "screening off for this measure.";
    }
    if (made_from >= static_cast<std::uint32_t>(chart_.profile.least_points_for_limits)) {
      return "No two values stand side by side without a gap, so there are no limits. Fill the gaps or keep measuring.";
    }
    const std::string where = chart_.phases.size() > 1 ? " in this phase" : "";
    return std::to_string(made_from) + (made_from == 1 ? " value" : " values") + " so far" + where +
           ": too few for limits, which take " + std::to_string(chart_.profile.least_points_for_limits) +
           "." + asked("Keep measuring.");
  }

  // A run chart has a median and no limits: what speaks is how the values lie about it.
  [[nodiscard]] std::string about_runs() const {
    const double centre = chart_.limits_at(last_).centre;
    if (words_.all_alike()) return no_variation();
    if (reading_.meaning != Meaning::common_cause) return special_cause();
    const RunsFound* runs = chart_.runs.empty() ? nullptr : &chart_.runs.back();
    const std::string median = "the median of " + words_.number(centre);
    if (runs && runs->signal()) return "Change: " + runs_reason(*runs) + ". The values don't vary by chance alone." + asked("Find out what changed.");
    const std::uint32_t useful = runs ? runs->useful : chart_.phase_at(last_).counted;
    if (useful < enough_for_runs) {
      return std::to_string(useful) + (useful == 1 ? " value lies" : " values lie") + " off " + median +
             " so far: too few to tell a change from chance, which takes " + std::to_string(enough_for_runs) + "." + asked("Keep measuring.");
    }
    return "No sign of change: the values lie about " + median + " as chance would have them." + earlier_signal();
  }

  [[nodiscard]] std::string no_variation() const {
    return "No variation: every value is " + words_.as_given(chart_.limits_at(last_).centre) + target_without_variation() + ".";
  }

  [[nodiscard]] static std::string runs_reason(const RunsFound& runs) {
    const auto times = [](std::uint32_t count) { return count == 1 ? std::string("once") : std::to_string(count) + " times"; };
    std::string text;
    if (runs.too_long)
      text = "a run of " + std::to_string(runs.longest) + " values on one side, where chance gives " + std::to_string(runs.longest_allowed) + " at most";
    if (runs.too_few)
      text += (text.empty() ? "" : "; ") + ("the values cross the centre " + times(runs.crossings) + ", where chance gives " +
                                            std::to_string(runs.fewest_crossings) + " or more");
    if (runs.too_many)
      text += (text.empty() ? "" : "; ") + ("the values cross the centre " + times(runs.crossings) + ", where chance gives " +
                                            std::to_string(runs.most_crossings) + " at most");
    return text;
  }

  // What the test of runs adds where it speaks of no point.
  [[nodiscard]] std::string also_runs() const {
    if (chart_.runs.empty() || !chart_.runs.back().signal()) return "";
    return " But " + runs_reason(chart_.runs.back()) + ": the values don't vary by chance alone.";
  }

  [[nodiscard]] std::string common_cause() const {
    std::string text = "Common cause: the process gives " + words_.range();
    const std::string period(words_.period().one);
    if (chart_.assurance == AssuranceIcon::pass) {
      return text + ", which meets the target of " + aimed_at() + " every " + period +
             " unless the system changes." + also_runs() + earlier_signal();
    }
    if (chart_.assurance == AssuranceIcon::hit_or_miss) {
      text += ", so the target of " + aimed_at() + " is met in some " + std::string(words_.period().many) +
              " and missed in others by chance";
    }
    if (chart_.assurance == AssuranceIcon::fail) text += ", out of reach of the target of " + aimed_at();
    if (asks_) text += "; one more " + period + " will not tell you";
    if (asks_ && series_.better != Direction::neither) text += "; change the system";
    return text + "." + also_runs() + earlier_signal();
  }

  [[nodiscard]] std::string target_without_variation() const {
    if (chart_.assurance == AssuranceIcon::none) return "";
    return (chart_.assurance == AssuranceIcon::pass ? ", which meets the target of " : ", short of the target of ") +
           aimed_at();
  }

  // The target that the icon is judged by; one on its way is somewhere between two round numbers.
  [[nodiscard]] std::string aimed_at() const {
    const base::Date on = series_.points[last_].date;
    const auto next = next_target(series_, on);
    return next && next->moving ? words_.number(*target_on(series_, on)) : words_.as_given(*target_on(series_, on));
  }

  // A target that moves, or will be another, is more than its icon can say: limits stand still.
  [[nodiscard]] std::string coming_target() const {
    const base::Date on = series_.points[last_].date;
    const auto next = next_target(series_, on);
    const Limits& limits = chart_.limits_at(last_);
    if (!next || is_between_events(chart_.type) || limits.known != Known::limits) return "";
    const std::string asked = words_.as_given(next->value);
    const std::string when = written_date(next->on, words_.period());
    std::string text = next->moving ? " The target is on its way to " + asked + " by " + when + ", and is judged here as it stands at the last value, " + aimed_at() +
                                          ": limits stand still, so as it moves on the process as it is "
                                    : " From " + when + " the target is " + asked + ", which the process as it is ";
    const std::string it = next->moving ? " it" : "";
    switch (assurance_of(series_.better, next->value, limits, chart_.profile.target_on_limit)) {
      case AssuranceIcon::pass: return text + "will still meet" + it + ".";
      case AssuranceIcon::hit_or_miss: return text + "will meet" + it + " or miss" + it + " by chance.";
      case AssuranceIcon::fail: return text + "will miss" + it + ".";
      case AssuranceIcon::none: break;
    }
    return "";
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
      return std::string(" The last special cause was ") + what + ", " + words_.on(before) + ".";
    }
    return "";
  }

  [[nodiscard]] std::string special_cause() const {
    std::string text;
    std::string_view ask;
    bool high = reading_.signals.high();
    bool low = reading_.signals.low();
    switch (reading_.meaning) {
      case Meaning::improvement:
        text = "Improvement: ";
        ask = "Find out what changed, and keep it.";
        break;
      case Meaning::concern:
        text = "Concern: ";
        ask = "Find out what changed, and act on it.";
        break;
      default:
        text = "Change: ";
        ask = "Find out what changed.";
        break;
    }
    if (reading_.conflict) high = !(low = (reading_.meaning == Meaning::concern) == (series_.better == Direction::up));

    std::string reasons;
    for (const Rule rule : every_rule) {
      if (!reading_.signals.has(rule) || (speaks_high(rule) && !high) || (speaks_low(rule) && !low)) continue;
      reasons += (reasons.empty() ? "" : "; ") + words_.reason(rule);
    }
    text += reasons + ".";
    if (reading_.conflict) {
      text += reading_.meaning == Meaning::concern ? " It is also part of an improving pattern."
                                                   : " It is also part of a worsening pattern.";
    }
    text += asked(ask);
    if (chart_.assurance == AssuranceIcon::fail) {
      text += " The target of " + aimed_at() +
              " stays out of reach of these limits.";
    }
    return text;
  }

  const Series& series_;
  const Chart& chart_;
  SentenceWords words_;
  std::size_t last_;
  const Reading& reading_;
  bool asks_;
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
    case Rule::four_of_five_high: return "four of five beyond one sigma above the centre";
    case Rule::four_of_five_low: return "four of five beyond one sigma below the centre";
    case Rule::three_of_four_high: return "three of four nearer the upper limit than the centre";
    case Rule::three_of_four_low: return "three of four nearer the lower limit than the centre";
    case Rule::alternating: return "up and down by turns";
    case Rule::within_one_sigma: return "many in a row near the centre";
    case Rule::outside_one_sigma: return "many in a row away from the centre, on both sides";
  }
  return "";
}

}  // namespace tributary::measure
