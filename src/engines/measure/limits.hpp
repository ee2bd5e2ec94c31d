// The limits of one phase of an XmR chart, from its moving ranges.
#pragma once

#include <span>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

// The limits of a phase's points, and into `phase` what they come from.
[[nodiscard]] Limits phase_limits(std::span<const Point> points, const Profile& profile, Phase& phase);

// How many values count.
[[nodiscard]] std::uint32_t count_values(std::span<const Point> points);

// Comparisons take a value that is this near to a line, relative to the size of the numbers, to lie on it: a mean of
// decimals is seldom exact in binary.
inline constexpr double nearness = 1e-12;

// Whether screening keeps a moving range: one that equals the most there may be stays, or doesn't, as the profile says.
[[nodiscard]] inline bool stays(double range, double most, const Profile& profile) {
  return profile.screen_keeps_equal ? range <= most * (1 + nearness) : range < most * (1 - nearness);
}

}  // namespace tributary::measure
