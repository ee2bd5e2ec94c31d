// Drawn series: what a measure's observations are to the engine's chart of its kind.
//
// Idea      the engine draws what is counted: a share of 1, a count, a rate. A measure speaks in its unit (%, "per 1,000"), so a
//           target is turned into what is drawn, and the lines that come back are turned into the unit again
// Given     observations, ghosted points and phases by date
// Promises  something is drawn whatever has become of the data: an observation that lacks what the chart needs is a gap, a phase
//           or baseline that no point carries gives way, and a caution says so
// Holds     what a measure::Series looks at
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/measure.hpp"
#include "engines/measure/cautions.hpp"
#include "engines/measure/profile.hpp"
#include "engines/measure/sentence.hpp"
#include "engines/measure/series.hpp"

namespace tributary::services {

struct DrawnSeries {
  measure::ChartType type = measure::ChartType::xmr;  // nP is drawn as P where its denominators differ
  std::vector<measure::Point> points;                 // one an observation
  std::vector<double> sizes;                          // their denominators; empty where the chart takes none
  measure::Direction better = measure::Direction::neither;
  std::vector<measure::Target> targets;  // no two cover one date
  std::optional<base::Date> baseline_end;
  std::vector<base::Date> starts;  // of phases
  double in_unit = 1;              // turns what is drawn into the measure's unit
  measure::Wording wording;        // in that unit; of an nP chart in counts, as it is plotted
  std::vector<std::optional<std::size_t>> phase_points;  // for each kept phase, the point at which it begins; none: unused
  std::vector<std::size_t> left_out;                     // observations with a value that the chart can't take
  std::vector<measure::Caution> cautions;  // "parts-missing", "values-below-nought", "denominators-differ", "phase-moved", "phase-unused", "baseline-unused"

  [[nodiscard]] measure::Series series() const;
};

[[nodiscard]] DrawnSeries drawn_series(const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                                       const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases);

// A measure's targets as the engine takes them, divided by `scale`: each from its first day to the last before the next; a way, and
// what holds when it has arrived, are two.
[[nodiscard]] std::vector<measure::Target> engine_targets(const std::vector<domain::Target>& targets, double scale);

// What every value is out of, as an nP chart wants it; none where that differs.
[[nodiscard]] std::optional<double> one_denominator(const std::vector<domain::Observation>& observations);

// Whether the chart of that kind can take what was observed on a date.
[[nodiscard]] bool can_be_charted(domain::ChartKind chart, const domain::Observation& observation);

// The engine's profile of that name, with the measure's own rule for points of both meanings.
[[nodiscard]] measure::Profile profile_of(const domain::Measure& measure);

}  // namespace tributary::services
