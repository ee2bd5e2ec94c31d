// Cautions: what a reader should know before believing a chart. They change no number, flag or icon.
//
// Idea      published tools draw limits through almost anything; these say when the data don't carry them
// Given     a series and the chart drawn from it
// Promises  the same cautions in the same order; each code at most once a phase
// See       docs/guide/reference/spc.md lists the codes
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/measure/autocorrelation.hpp"
#include "engines/measure/chart.hpp"
#include "engines/measure/dispersion.hpp"
#include "engines/measure/false_alarm.hpp"

namespace tributary::measure {

struct Caution {
  std::string_view code;                    // stable: "few-distinct-values"
  std::string text;                         // plain English, one sentence or two
  std::optional<std::uint32_t> phase = {};  // the phase's number where it is about one
};

// What is known about a chart besides its lines.
struct Appraisal {
  std::vector<Caution> cautions;
  std::optional<double> false_alarm;  // the chance of one signal or more on a chart of this length if nothing changed
  bool false_alarm_simulated = false;  // for this chart; else from a table
  std::optional<Dispersion> dispersion;  // of shares, rates and counts
  std::optional<Autocorrelation> autocorrelation;
};

// What "autocorrelated" advises.
inline constexpr std::string_view neighbours_advice = " Chart what comes in or goes out, or longer periods.";

[[nodiscard]] Appraisal appraise(const Series& series, const Chart& chart);
// The same with a chance of a false alarm that is known already: where it is simulated, finding it takes longer than all else.
[[nodiscard]] Appraisal appraise(const Series& series, const Chart& chart, const std::optional<FalseAlarm>& alarm);

}  // namespace tributary::measure
