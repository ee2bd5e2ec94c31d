// Interrupted time series: did a series change its level or its slope when something happened?
//
// Idea      a line through the time before, carried on, says what would have been; what came is set against it
// Method    segmented regression [Wagner et al. 2002, doi 10.1046/j.1365-2710.2002.00430.x; Bernal et al. 2017, doi 10.1093/ije/dyw098]:
//           outcome ~ level + slope · t + for each interruption a step and a further slope from it on, + season. A value, by least
//           squares with Newey–West errors (Bartlett, `lag`, factor n / (n − k); t with n − k) or by Prais–Winsten (first-order errors,
//           ρ iterated from the residuals); a count, by Poisson regression with a log link and the log of those at risk as offset,
//           errors by Newey–West of the scores; quasi-Poisson: dispersion by Pearson's χ² / (n − k)
//           With a control series the difference of the two is analysed: steps and slopes are what the control didn't have
// Units     time in periods, one row each, in order; steps in the outcome's unit, or as log rate ratios for counts
// Promises  no NaN; the counterfactual is the fitted line without steps and further slopes, its interval by the delta method from
//           the covariance of those
// Fails     "too-few-values", "interruption-outside", "interruptions-out-of-order", "time-out-of-order", "value-not-finite",
//           "count-negative", "offset-not-positive", "effect-not-identified", "no-variation", "values-too-large", "values-too-small", "control-of-counts",
//           "fit-not-found", "lag-too-long"
// See       docs/guide/reference/evidence.md, "Interrupted time series"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/evidence/finding.hpp"
#include "engines/evidence/prediction_score.hpp"

namespace tributary::evidence {

enum class SeriesErrors : std::uint8_t { newey_west, prais_winsten };
enum class SeriesFamily : std::uint8_t { value, poisson, quasi_poisson };
enum class Season : std::uint8_t { none, harmonics, months };  // months: a level for each place in the cycle

struct SeriesPoint {
  double time = 0;  // in periods: 0, 1, 2, …; gaps are allowed
  std::string name; // "February 1983"
  std::optional<double> outcome;
  std::optional<double> control;  // of the control series
  double at_risk = 1;             // counts only
  bool aside = false;             // doesn't count, for a reason that whoever asks tells
};

struct Interruption {
  double time = 0;     // from this period on
  double phase_in = 0; // so many periods from there are left out, while the change comes in
  std::string name;
};

struct SeriesOptions {
  SeriesFamily family = SeriesFamily::value;
  SeriesErrors errors = SeriesErrors::newey_west;
  std::optional<std::size_t> lag;  // absent: the whole part of 4 (n / 100)^(2/9), and 1 at least
  Season season = Season::none;
  double cycle = 12;        // periods; whole where each place in it has a level, else as it is: 52.18 weeks in a year
  unsigned harmonics = 2;   // pairs of sine and cosine
  bool slopes = true;       // whether an interruption may change the slope
  Better better = Better::neither;
  std::string outcome = "the outcome";
  std::string period = "period";
};

struct FittedPoint {
  double time = 0, observed = 0;    // the outcome, less the control's where there is one
  double fitted = 0, without = 0;   // with the interruptions, and had there been none
};

struct InterruptedSeries {
  std::vector<Estimate> terms;       // level, slope, step and further slope of each interruption, season
  Estimate at_end;                   // what the interruptions together make at the last period; a ratio for counts
  double with = 0, without = 0;      // the fitted values there
  std::optional<Estimate> in_total;  // over all periods since the first interruption; counts: events that there were more
  std::vector<FittedPoint> line;
  std::size_t lag = 0;               // Newey–West's
  std::optional<double> rho;         // Prais–Winsten's
  std::optional<double> durbin_watson, autocorrelation;  // of the residuals; of transformed ones under Prais–Winsten
  std::optional<double> dispersion;  // counts
  std::size_t used = 0, left_out = 0;
  Told told;
};

[[nodiscard]] base::Result<InterruptedSeries> interrupted_series(const std::vector<SeriesPoint>& points, const std::vector<Interruption>& interruptions,
                                                                 const SeriesOptions& options);

}  // namespace tributary::evidence
