// Estimate: where a phase's centre and limits come from, by chart type. An XmR's are in limits.hpp.
//
// Idea      what is estimated from the points of a phase (or its baseline) is kept apart from the limits at a point, which may
//           depend on how large that point is: a month of few patients varies more
// Method    y the values, d the sizes, of the points that count; three sigma to each side of the centre unless said otherwise
//
//   run              centre the median; no limits
//   moving_range     centre mean(y); upper range_factor · centre; lower 0
//   p, u             centre Σ y d / Σ d; sigma √(p (1 − p) / d), √(u / d)
//   np, c            centre mean(y); sigma √(n p (1 − p)), √c
//   p′, u′           sigma of p, u times σz: z = (y − centre) / sigma; σz = mean|z(i) − z(i−1)| / 1.128    [Laney 2002]
//   i′               centre as u; s = √(π/2) |y(i) − y(i−1)| / √(1/d(i) + 1/d(i−1)); sigma mean(s) / √d     [Taylor 2018]
//   xbar             centre Σ n y / Σ n; limits ± A3(n) S; S the mean of the spreads where all n are the same, else pooled
//   s                centre the same S; limits B3(n) S, B4(n) S                                             [Montgomery 6.3]
//   t                an XmR of y^(1/3.6), turned back                                                       [Nelson 1994]
//   g                upper m + 3 √(m (m + 1)), m the mean; lower 0; centre the median or 0.693 m, by profile
//
// Promises  nothing is joined across a gap; screening leaves out far ranges of p′, u′, i′ and t as the profile says; shares stay
//           within 0 and 1, and what can't be negative at 0 or above; no NaN
#pragma once

#include "engines/measure/chart.hpp"

namespace tributary::measure {

struct Estimate {
  Known known = Known::nothing;
  double centre = 0;
  double spread = 0;  // what sigma is made from: see the table; 0 where the centre alone says it
};

// From the points of a phase, and into `phase` what it comes from. `series` holds the phase's points alone.
[[nodiscard]] Estimate estimate(const Series& series, ChartType type, const Profile& profile, Phase& phase);

// The lines at a point of this size; where there are no sizes it is not looked at.
[[nodiscard]] Limits limits_from(const Estimate& estimate, ChartType type, const Profile& profile, double size);

}  // namespace tributary::measure
