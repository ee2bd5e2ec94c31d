// fit_law: the law of a family that makes the stays that were seen likeliest.
//
// Idea      a stay is known exactly; or rounded to whole days, and then lies within half a day of what is written; or is still going
//           on, and then lasts so long at least. Each contributes to the likelihood what is known of it
// Method    of exact stays that ended: in closed form (exponential, lognormal); by Newton's method on the shape (gamma [Minka 2002,
//           Estimating a Gamma distribution]; Weibull [Johnson, Kotz, Balakrishnan 1994, ch. 21]); of two exponentials by EM [Dempster,
//           Laird, Rubin 1977] and then Newton. Of rounded or censored ones by damped Newton (maximise.hpp). Standard errors by the
//           observed information, intervals on the scale without bounds
// Given     stays of 0 or more; exact ones above 0. At least two that differ have ended
// Promises  same sample, same fit; finite parameters
// Fails     with none where a family has no maximum of its own: two exponentials that are one
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engines/statistics/life_law.hpp"

namespace tributary::statistics {

struct Sample {
  std::vector<double> ended;
  std::vector<double> going_on;  // so long at least: right-censored
  double grid = 0;               // above 0: stays are rounded to multiples of it
  std::vector<double> limits;    // how long each stay could have been seen at most, for tests by simulation; empty: without limit

  [[nodiscard]] std::size_t size() const { return ended.size() + going_on.size(); }
  [[nodiscard]] bool exact() const { return grid == 0 && going_on.empty(); }
};

struct Interval {
  double error = 0, low = 0, high = 0;  // the standard error, and the 95 % interval
};

struct FittedLaw {
  LifeLaw law;
  double log_likelihood = 0, aic = 0, bic = 0;
  std::vector<Interval> intervals;  // one a parameter; none where the data can't tell the parameters apart
  Interval mean;                    // of the law's mean; all 0 where there are none
};

[[nodiscard]] double log_likelihood(const LifeLaw& law, const Sample& sample);

// `near`: where to begin, for samples that were drawn from that law.
[[nodiscard]] std::optional<LifeLaw> likeliest(Family family, const Sample& sample, const LifeLaw* near = nullptr);

[[nodiscard]] std::optional<FittedLaw> fit_law(Family family, const Sample& sample);

}  // namespace tributary::statistics
