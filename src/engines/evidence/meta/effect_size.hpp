// Effect sizes: how much better or worse the treated of a study did than its controls, and how surely.
//
// Method    of counts a, b with and without the event among the treated and c, d among the controls:
//           risk ratio  log((a/(a+b))/(c/(c+d))), variance 1/a − 1/(a+b) + 1/c − 1/(c+d)
//           odds ratio  log(ad/bc), variance 1/a + 1/b + 1/c + 1/d
//           risk difference  a/(a+b) − c/(c+d), variance ab/(a+b)³ + cd/(c+d)³
//           [Borenstein, Hedges, Higgins, Rothstein 2009, Introduction to Meta-Analysis, chapter 5]
//           Continuity rule: where one of the four counts is 0, a half is added to all four of that study, and to no other's
// Given     counts that are finite and 0 or more; people on both sides
// Promises  a finite effect with a variance above 0; none where no side, or everybody on both, had the event and a ratio is asked for:
//           such a study says nothing of a ratio
// Fails     "counts-impossible"
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.hpp"

namespace tributary::evidence::meta {

enum class Measure : std::uint8_t { risk_ratio, odds_ratio, risk_difference, as_given };

struct Counts {
  double treated_with = 0, treated_without = 0;
  double control_with = 0, control_without = 0;
};

struct Effect {
  double value = 0;  // of a ratio its logarithm
  double variance = 0;
  bool corrected = false;  // by the continuity rule
};

[[nodiscard]] base::Result<std::optional<Effect>> effect_size(const Counts& counts, Measure measure);

[[nodiscard]] inline bool is_ratio(Measure measure) { return measure == Measure::risk_ratio || measure == Measure::odds_ratio; }

}  // namespace tributary::evidence::meta
