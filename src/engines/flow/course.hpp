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

// The slots that somebody takes, missed visits among them, each as likely as the share says: T with E[T] = E[N] / (1 − m) and
// Var[T] = (Var[N] + m E[N]) / (1 − m)²; and the time from the first to the last where each comes when it is due: T − 1 gaps, drawn apart.
struct CourseMoments { double visits = 1; Moments time; };
[[nodiscard]] CourseMoments moments_of_course(const Distribution& needs, const Distribution& gap, double missed = 0);

// How many visits somebody has before them who is found between two slots of theirs in the steady state: a course is found as often as
// it has gaps, and in each of them alike, so that P(r) is as P(N > r) where none are missed. Of missed ones there is a gap after each:
// 1 / (1 − m) with r < N left, and m / (1 − m) before the first is had. 1 where nobody has a gap.
[[nodiscard]] Distribution rest_of_needs(const Distribution& needs, double missed = 0);

}  // namespace tributary::flow
