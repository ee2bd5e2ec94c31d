// Calibration: from a measurement to a degree of membership in a set.
//
// Idea      a number says how much; a membership says how far it counts as a case of something: fully out (0), as much in as out (.5),
//           fully in (1). The anchors are where knowledge of the subject, not the data, says so
// Method    direct: log odds of membership run linearly from −ln 19 at the exclusion anchor (membership .05) over 0 at the cross-over
//           to ln 19 at the inclusion anchor (.95), each side by its own distance [Ragin 2008, pages 87 to 94]. Exclusion above
//           inclusion: less of it is more membership. Of two sets of anchors (a middle range counts: "neither too small nor too
//           large") the lesser of the rising and the falling membership
//           indirect: values are sorted by thresholds into equal steps from 0 to 1, and membership is what a fractional logit of those
//           steps on log x, √x, x and x² makes likely [Ragin 2008, pages 94 to 97; Papke and Wooldridge 1996]
//           crisp: how many of the thresholds a value reaches; one gives 0 and 1, more give levels
// Given     finite values; indirect: above 0, more of them than five, in two steps at least
// Promises  memberships in [0, 1], in the values' order; never .5 by rounding but where the value is the cross-over
// Fails     "anchors-out-of-order", "too-few-values", "value-not-positive", "steps-without-values", "fit-diverges"
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/result.hpp"

namespace tributary::evidence::qca {

struct Anchors {
  double exclusion = 0, crossover = 0, inclusion = 0;
};

[[nodiscard]] base::Result<std::vector<double>> calibrate(std::span<const double> values, const Anchors& anchors);
// Membership in the middle: the first rises, the second falls (its exclusion lies above its inclusion).
[[nodiscard]] base::Result<std::vector<double>> calibrate_between(std::span<const double> values, const Anchors& rising, const Anchors& falling);
[[nodiscard]] base::Result<std::vector<double>> calibrate_indirect(std::span<const double> values, std::vector<double> thresholds);
[[nodiscard]] base::Result<std::vector<double>> calibrate_crisp(std::span<const double> values, std::vector<double> thresholds);

}  // namespace tributary::evidence::qca
