// Change at a date: how far a change that goes live has come at a time.
//
// Idea      a change reaches more and more people while it ramps up, and fewer as it decays. Each person has a draw of their own
//           for it, the same throughout their life and in every scenario, that says how soon it reaches them; so with a larger
//           uptake it reaches the same people and others besides
#pragma once

#include <cmath>
#include <limits>

namespace tributary::flow {

struct Curve {
  double at = 0;        // nobody before
  double ramp = 0;      // time over which it grows in a straight line
  double uptake = 1;    // share of people whom it reaches once it has grown
  double fidelity = 1;  // share of what is decided for those that is done as meant
  double half_life = std::numeric_limits<double>::infinity();  // after the ramp: the time in which the reach halves

  // The share of people reached.
  [[nodiscard]] double reach(double time) const {
    if (time < at) return 0;
    if (time < at + ramp) return uptake * (time - at) / ramp;
    return std::isinf(half_life) ? uptake : uptake * std::exp2(-(time - at - ramp) / half_life);
  }
  // The share of decisions that are as changed: what beds and rates move by.
  [[nodiscard]] double done(double time) const { return reach(time) * fidelity; }
  [[nodiscard]] bool moves(double time) const { return time >= at && (time < at + ramp || !std::isinf(half_life)); }
};

// More parts of one scenario than these are refused: each set of them is a version of the model.
inline constexpr std::size_t most_changes = 5;

}  // namespace tributary::flow
