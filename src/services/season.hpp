// The season taken out of a measure: its chart drawn on what the time of year, or the day of the week, leaves of its values.
//
// Idea      asked for by who looks, and shown to nobody else: nothing is stored, kept signals and boards speak of values as they are
// Method    engines/measure/seasonality.hpp: months of monthly measures, weekdays of daily ones; divided by the season's index or, where
//           values may be 0 or below, less it
// Promises  what was observed stays beside what is drawn. Adjusted values are no counts, so a chart of counts is drawn as an XmR; and no
//           target is drawn or judged, nor a prediction: both speak of values as they are
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/measure.hpp"
#include "engines/measure/seasonality.hpp"

namespace tributary::services {

// Whether it can be taken out, and by which methods; or why not.
struct SeasonOffer {
  std::optional<measure::Season> season;          // none: of no measure of this interval or chart
  std::vector<measure::SeasonalMethod> methods;   // the usual one first; empty where it can't be
  std::optional<double> strength;                 // by the usual one: the share of variation that the season explains, 0 to 1
  std::string why_not;                            // a sentence on what is missing; empty where it can be
};

[[nodiscard]] SeasonOffer season_offer(const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                                       const std::vector<domain::Ghost>& ghosts);

// What is then drawn, in place of the measure and its observations.
struct WithoutSeason {
  domain::Measure measure;
  std::vector<domain::Observation> observations;  // of the same dates, values alone
  measure::SeasonalMethod method = measure::SeasonalMethod::multiplicative;
  measure::Season season = measure::Season::month;
  std::vector<double> indices;      // January first, or Monday
  std::optional<double> strength;   // the share of variation that the season explains, 0 to 1
  std::string statement;
};

// Fails with "season-not-for-measure", or as remove_seasonality; the field is "season".
[[nodiscard]] base::Result<WithoutSeason> without_season(const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                                                         const std::vector<domain::Ghost>& ghosts, measure::SeasonalMethod method);

}  // namespace tributary::services
