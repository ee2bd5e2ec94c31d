#include "engines/measure/cautions.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engines/measure/false_alarm.hpp"
#include "engines/measure/limits.hpp"
#include "engines/measure/wording.hpp"

namespace tributary::measure {
namespace {

std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

// Distinct values that count, up to `enough`.
int distinct_values(std::span<const Point> points, int enough) {
  std::vector<double> seen;
  for (const Point& point : points) {
    if (!point.counts() || std::ranges::find(seen, *point.value) != seen.end()) continue;
    seen.push_back(*point.value);
    if (static_cast<int>(seen.size()) >= enough) break;
  }
  return static_cast<int>(seen.size());
}

std::string named(const Chart& chart, const Phase& phase) {
  if (chart.phases.size() == 1) return "";
  return phase.number == 0 ? "In the baseline: " : "In phase " + std::to_string(phase.number) + ": ";
}

class CautionList {
 public:
  CautionList(const Series& series, const Chart& chart, std::vector<Caution>& list)
      : series_(series), chart_(chart), list_(list) {}

  void about_chart() {
    const auto gaps = std::ranges::count_if(series_.points, [](const Point& p) { return !p.value && !p.ghosted; });
    if (gaps > 0) {
      add("gaps", counted(static_cast<std::size_t>(gaps), "date has", "dates have") +
                      " no value. A gap is shown, and what stands at its two sides is not compared.");
    }
    const auto twins = std::ranges::adjacent_find(series_.points, {}, &Point::date);
    if (twins != series_.points.end()) {
      add("duplicate-dates", "Several values have the date " + base::in_words(twins->date) +
                                 ". They are used one by one in the order given; add them up or average them first.");
    }
    if (!chart_.last) {
      add("no-values", "No point has a value that counts, so there is nothing to chart yet.");
    }
  }

  void about_counts(const std::optional<Dispersion>& dispersion) {
    if (const auto small = points_of_small_counts(series_, chart_); small > 0) {
      const bool share = is_share(chart_.type) || chart_.type == ChartType::np;
      add("small-counts", "At " + std::to_string(small) + " of " + counted(chart_.counted, "point", "points") + " fewer than 5 events" +
                              (share ? ", or fewer than 5 others," : "") +
                              " are expected, so the limits are rough. Add up longer periods, or chart what lies between events (t, g).");
    }
    if (chart_.type == ChartType::t && std::ranges::any_of(series_.points, [](const Point& point) { return point.counts() && *point.value == 0; })) {
      add("no-time-between", "Two events have no time between them. Give times to the hour, or count the cases between (g).");
    }
    if (!dispersion) return;
    const std::string ratio = written_number(dispersion->ratio, 1);
    const bool by_size = chart_.type == ChartType::p || chart_.type == ChartType::u;
    const std::string other = by_size ? "a " + std::string(name_of(chart_.type)) + "-prime chart" : "an xmr chart";
    if (dispersion->over) {
      add("overdispersed", "The values vary " + ratio + " times as much as counts of this size do by chance, so the limits are too narrow. Use " + other + ".");
    }
    if (dispersion->under) {
      add("underdispersed", "The values vary only " + ratio + " times as much as counts of this size do by chance, so the limits are too wide. Use " + other + ", and ask how the counts come about.");
    }
  }

  void about_runs() {
    constexpr std::uint32_t enough = 10;
    for (const RunsFound& runs : chart_.runs) {
      if (runs.useful == 0 || runs.useful >= enough) continue;
      add("few-useful-values", "Only " + counted(runs.useful, "value lies", "values lie") + " off the centre: a test of runs takes " +
                                   std::to_string(enough) + " or more to find anything.");
      return;
    }
  }

  void about_phase(const Phase& phase) {
    if (phase.counted == 0) {
      if (chart_.phases.size() > 1) add("phase-without-values", named(chart_, phase) + "no value counts.", phase);
      return;
    }
    if (phase.inherits) return;  // its limits were appraised with the baseline
    if (chart_.type != ChartType::run) about_length(phase);
    about_variation(phase);
    if (phase.number == 0 && chart_.phases.size() > 1 && has_signal(phase)) {
      add("baseline-has-signals", "The baseline holds special cause itself, so its limits describe no steady process.",
          phase);
    }
  }

  void about_last_point() {
    if (!chart_.last || !chart_.readings[*chart_.last].conflict) return;
    const bool concern = chart_.profile.conflict == ConflictRule::concern;
    add("conflict-at-last-point",
        std::string("The latest point is part of an improving and of a worsening pattern. By this measure's rule it "
                    "counts as ") +
            (concern ? "a concern." : "an improvement."));
  }

  void about_neighbours(const Autocorrelation& autocorrelation) {
    if (!autocorrelation.matters) return;
    const std::string r = base::to_text(static_cast<int>(autocorrelation.lag_one * 100) / 100.0);
    if (autocorrelation.lag_one > 0) {
      add("autocorrelated", "A high value tends to be followed by another, and a low one too (correlation between neighbours " + r +
                                "), so false alarms are more frequent than stated." + std::string(neighbours_advice) + " A real change of level looks the same.");
    } else {
      add("alternating", "High and low values take turns (correlation between neighbours " + r +
                             "), so the limits are wider than they should be. Two processes may be mixed.");
    }
  }

 private:
  void about_length(const Phase& phase) {
    const int least = chart_.profile.least_points_for_limits;
    switch (chart_.standing(phase)) {
      case Standing::run_chart:
        if (screened_away(phase)) return;  // about_variation says so
        if (phase.made_from >= static_cast<std::uint32_t>(least)) {
          add("no-neighbours",
              named(chart_, phase) +
                  "no two values stand side by side without a gap, so there is no "
                  "difference to draw limits from. Read it as a run chart.",
              phase);
          return;
        }
        add("run-chart-only",
            named(chart_, phase) + counted(phase.made_from, "value", "values") + ": too few for limits, which take " +
                std::to_string(least) + ". Read it as a run chart.",
            phase);
        return;
      case Standing::trial:
        add("trial-limits",
            named(chart_, phase) + "limits from " + counted(phase.made_from, "value", "values") +
                " are on trial until there are " + std::to_string(chart_.profile.settled_points) + ".",
            phase);
        return;
      case Standing::settled: return;
    }
  }

  void about_variation(const Phase& phase) {
    const auto own = series_.points.subspan(phase.first, phase.points);
    const int distinct = distinct_values(own, chart_.profile.least_distinct_values);
    if (phase.counted > 1 && distinct == 1) {
      add("no-variation", named(chart_, phase) + "all values are the same. There is no variation to chart.", phase);
      return;
    }
    if (screened_away(phase)) {
      add("screening-left-no-variation",
          named(chart_, phase) +
              "screening left out every difference between "
              "neighbours, so the limits have no width and are not shown. " +
              without_screening(phase) + "Switch screening off for this measure.",
          phase);
    }
    const bool from_values = chart_.type == ChartType::xmr || chart_.type == ChartType::i_prime;
    if (from_values && chart_.standing(phase) != Standing::run_chart && distinct < chart_.profile.least_distinct_values) {
      add("few-distinct-values",
          named(chart_, phase) + "limits are unreliable: only " +
              counted(static_cast<std::size_t>(distinct), "distinct value.", "distinct values."),
          phase);
    }
  }

  // What the limits would be had nothing been left out.
  [[nodiscard]] std::string without_screening(const Phase& phase) const {
    if (chart_.type != ChartType::xmr) return "";
    Profile profile = chart_.profile;
    profile.screen = false;
    Phase drawn;
    const Limits limits = phase_limits(series_.points.subspan(phase.first, phase.points), profile, drawn);
    const int decimals = decimals_for(limits.upper - limits.lower, limits.centre);
    return "Without screening they would be " + written_number(limits.lower, decimals) + " to " + written_number(limits.upper, decimals) + ". ";
  }

  [[nodiscard]] bool has_signal(const Phase& phase) const {
    const auto readings = std::span(chart_.readings).subspan(phase.first, phase.points);
    return std::ranges::any_of(readings, [](const Reading& reading) { return reading.signals.any(); });
  }

  void add(std::string_view code, std::string text) { list_.push_back({.code = code, .text = sentence_case(text)}); }
  void add(std::string_view code, std::string text, const Phase& phase) {
    list_.push_back({.code = code, .text = sentence_case(text), .phase = phase.number});
  }
  static std::string sentence_case(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }

  const Series& series_;
  const Chart& chart_;
  std::vector<Caution>& list_;
};

}  // namespace

Appraisal appraise(const Series& series, const Chart& chart) { return appraise(series, chart, false_alarm(series, chart)); }

Appraisal appraise(const Series& series, const Chart& chart, const std::optional<FalseAlarm>& alarm) {
  Appraisal appraisal;
  if (alarm) {
    appraisal.false_alarm = alarm->chance;
    appraisal.false_alarm_simulated = alarm->simulated;
  }
  appraisal.dispersion = dispersion_of(series, chart);
  appraisal.autocorrelation = lag_one_autocorrelation(series.points, chart);

  CautionList list(series, chart, appraisal.cautions);
  list.about_chart();
  for (const Phase& phase : chart.phases) list.about_phase(phase);
  list.about_counts(appraisal.dispersion);
  list.about_runs();
  list.about_last_point();
  if (appraisal.autocorrelation) list.about_neighbours(*appraisal.autocorrelation);
  return appraisal;
}

}  // namespace tributary::measure
