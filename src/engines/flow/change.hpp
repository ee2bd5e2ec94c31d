// Change at a date: how far a change that goes live has come at a time.
//
// Idea      a change reaches more and more people while it ramps up, and fewer as it decays. Each person has a draw of their own
//           for it, the same throughout their life and in every scenario, that says how soon it reaches them; so with a larger
//           uptake it reaches the same people and others besides
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

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

// The share of decisions for which a version holds: it has a bit for each change.
[[nodiscard]] inline double share_of(const std::vector<Curve>& changes, std::uint32_t version, double time) {
  double out = 1;
  for (std::uint32_t i = 0; i < changes.size(); ++i) {
    const double done = changes[i].done(time);
    out *= (version >> i & 1U) != 0 ? done : 1 - done;
  }
  return out;
}

// Beds between those of the versions, by how far the changes have come; whole ones. `beds` says those of a version.
template <class Beds>
[[nodiscard]] int beds_between(const std::vector<Curve>& changes, double time, Beds beds) {
  double sum = 0;
  for (std::uint32_t version = 0; version < 1U << changes.size(); ++version) {
    const double part = share_of(changes, version, time);
    if (part > 0) sum += part * beds(version);
  }
  return static_cast<int>(std::floor(sum + 0.5));
}

// The next time after this at which a change begins, or has ramped up.
[[nodiscard]] inline double next_turn(const std::vector<Curve>& changes, double time) {
  double next = HUGE_VAL;
  for (const Curve& each : changes) {
    if (each.at > time) next = std::min(next, each.at);
    if (each.at + each.ramp > time) next = std::min(next, each.at + each.ramp);
  }
  return next;
}

// When beds are next set by them: at a turn and, while one ramps up or decays, each midnight.
[[nodiscard]] inline double next_setting(const std::vector<Curve>& changes, double time, double day) {
  double next = next_turn(changes, time);
  for (const Curve& each : changes) {
    if (each.moves(time)) next = std::min(next, (std::floor(time / day + 1e-9) + 1) * day);
  }
  return next;
}

// More parts of one scenario than these are refused: each set of them is a version of the model.
inline constexpr std::size_t most_changes = 5;

}  // namespace tributary::flow
