// Dispersion: do shares, rates and counts vary as much as counting alone makes them vary?
//
// Idea      the limits of p, np, u and c charts suppose that each case has the same chance. Where days, wards or case mix differ,
//           values vary more, and with large denominators nearly every point lies outside; where cases are rationed, less
// Method    ratio = mean|z(i) − z(i−1)| / 1.128, z = (value − centre) / sigma at the point, neighbours within a phase only: Laney's
//           σz, unscreened. It matters when it is further from 1 than 2 · 0.91 / √n, twice its standard error where nothing but
//           counting is at work [average moving range of normal values: Cryer, Ryan 1990], and there are 12 values or more
// Note      shifts of level are in single differences only, and so seldom mistaken for it
#pragma once

#include <optional>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

struct Dispersion {
  double ratio = 1;  // 2: the values vary twice as much
  bool over = false, under = false;
};

// Of a p, np, u or c chart; none of others, without neighbours, or where counting makes no variation.
[[nodiscard]] std::optional<Dispersion> dispersion_of(const Series& series, const Chart& chart);

// Points at which fewer than 5 events, or of a share fewer than 5 others, are expected: normal limits are rough there.
[[nodiscard]] std::uint32_t points_of_small_counts(const Series& series, const Chart& chart);

}  // namespace tributary::measure
