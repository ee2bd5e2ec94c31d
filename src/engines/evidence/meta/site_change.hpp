// The change at one site: the mean of its values after it changed, less that of those before, and how surely that is known.
//
// Idea      a site's values follow one another, so a run of good months is worth less than as many that are independent; a change
//           that is put together with others has to say honestly how little it rests on
// Method    errors around the two means by a first-order autoregression. Its correlation r from the errors' products at lag 1 within each
//           side over all their squares, plus 2/n, since two means were fitted [Huitema and McKean 2000, Educational and Psychological
//           Measurement 60]; held within 0 and .9. A mean of n values then has the variance σ² f/n, f = 1 + 2 Σ (1 − k/n) rᵏ over k < n
//           [Bayley and Hammersley 1946], and σ² is the sum of squares over Σ (n − f) of both sides, which is unbiased for that r
// Given     finite values in order of time, `fewest_for_error` or more on each side
// Promises  an error above 0; none with fewer values, or where no value differs from its side's mean
// Limits    it knows neither trend nor season: what was on its way anyway counts as change
#pragma once

#include <optional>
#include <span>

namespace tributary::evidence::meta {

inline constexpr std::size_t fewest_for_error = 6;  // on each side

struct SiteChange {
  double value = 0;           // in the measure's unit
  double standard_error = 0;
  double autocorrelation = 0; // that was allowed for
};

[[nodiscard]] std::optional<SiteChange> site_change(std::span<const double> before, std::span<const double> after);

}  // namespace tributary::evidence::meta
