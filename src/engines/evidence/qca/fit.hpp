// How well a set stands for sufficiency or necessity of an outcome.
//
// Method    x membership in the set, y in the outcome; sums over all cases
//           sufficient: consistency Σmin(x,y)/Σx; PRI (Σmin(x,y) − Σmin(x,y,1−y)) / (Σx − Σmin(x,y,1−y)), how much better it goes
//           with the outcome than with its absence; coverage Σmin(x,y)/Σy
//           necessary: consistency Σmin(x,y)/Σy; coverage Σmin(x,y)/Σx; relevance Σ(1−x)/Σ(1−min(x,y)), low where nearly every
//           case has x anyway
// Given     x and y in [0, 1], one each a case
// Promises  absent where its denominator is 0
// Source    Ragin 2006, Political Analysis 14; Schneider and Wagemann 2012, equations 5.1 to 9.2 (PRI: section 9.2; relevance: 9.3)
#pragma once

#include <optional>
#include <span>

namespace tributary::evidence::qca {

struct Sufficiency {
  std::optional<double> consistency, pri, coverage;
};
[[nodiscard]] Sufficiency sufficiency(std::span<const double> x, std::span<const double> y);

struct Necessity {
  std::optional<double> consistency, coverage, relevance;
};
[[nodiscard]] Necessity necessity(std::span<const double> x, std::span<const double> y);

}  // namespace tributary::evidence::qca
