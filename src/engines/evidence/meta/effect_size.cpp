#include "engines/evidence/meta/effect_size.hpp"

#include <cmath>

namespace tributary::evidence::meta {

base::Result<std::optional<Effect>> effect_size(const Counts& counts, Measure measure) {
  auto [a, b, c, d] = counts;
  const auto fine = [](double n) { return n >= 0 && n < 1e15; };
  if (!fine(a) || !fine(b) || !fine(c) || !fine(d) || a + b <= 0 || c + d <= 0)
    return base::fail({.code = "counts-impossible", .title = "These counts can't be", .detail = "Of treated and controls give how many had the event and how many hadn't: 0 or more each, and somebody on both sides."});
  const bool silent = (a == 0 && c == 0) || (b == 0 && d == 0);
  if (silent && is_ratio(measure)) return std::optional<Effect>();
  Effect effect;
  if (a == 0 || b == 0 || c == 0 || d == 0) {
    effect.corrected = true;
    a += 0.5, b += 0.5, c += 0.5, d += 0.5;
  }
  const double treated = a + b, controls = c + d;
  switch (measure) {
    case Measure::risk_ratio:
      effect.value = std::log(a / treated) - std::log(c / controls);
      effect.variance = 1 / a - 1 / treated + 1 / c - 1 / controls;
      break;
    case Measure::odds_ratio:
      effect.value = std::log(a / b) - std::log(c / d);
      effect.variance = 1 / a + 1 / b + 1 / c + 1 / d;
      break;
    default:
      effect.value = a / treated - c / controls;
      effect.variance = a / treated * (b / treated) / treated + c / controls * (d / controls) / controls;
  }
  return std::optional(effect);
}

}  // namespace tributary::evidence::meta
