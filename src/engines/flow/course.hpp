// Course: the visits that somebody needs of a team, one after the other.
//
// Idea      how many is drawn from any distribution. What isn't whole is rounded up as often as its fraction says, so that the mean
//           is kept; below 1 it is 1, because whoever comes has a first visit
// Method    P(N > n) = ∫ P(X > x) dx from n to n + 1, for n of 1 or more; E[N] = Σ P(N > n)
#pragma once

#include <cstdint>

#include "engines/flow/distribution.hpp"

namespace tributary::flow {

// More than these are a typing error.
inline constexpr double most_visits = 100'000;

// Of a drawn number, and u uniform in (0, 1).
[[nodiscard]] std::uint32_t whole_visits(double drawn, double u);

// P(N > n), n >= 0.
[[nodiscard]] double more_visits_than(const Distribution& needs, int n);

// E[N], and the time from the first visit to the last where each comes when it is due: N − 1 gaps, drawn apart.
struct CourseMoments { double visits = 1; Moments time; };
[[nodiscard]] CourseMoments moments_of_course(const Distribution& needs, const Distribution& gap);

// How many visits somebody has before them who is found between two of them in the steady state: P(r) = P(N > r) / E[N − 1], since a
// course is found as often as it has gaps, and in each of them alike. 1 where nobody needs more than one.
[[nodiscard]] Distribution rest_of_needs(const Distribution& needs);

}  // namespace tributary::flow
