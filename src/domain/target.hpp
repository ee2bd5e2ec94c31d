// Targets: what a measure is to reach, from when on, and by which way.
//
// Idea      a list in order of date: each target holds from its first day until the next one begins. It is one value, or a straight
//           way from one value to another by a date, from which the second holds. The first may have no date: it has always held.
//           One without a value ends what was before: from then on nothing is aimed at
// Values    in the measure's unit
// See       services/targets.hpp for who may set them; engines/measure/icons.hpp for how they are judged
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/result.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

struct Measure;

struct Target {
  TargetId id;
  MeasureId measure;
  std::optional<base::Date> starts;   // none: it has always held
  std::optional<double> value;        // on that day; none: there is no target from then on
  std::optional<base::Date> ends;     // of a way: when it arrives
  std::optional<double> end_value;    // where, and what holds from then on
  std::string reason;                 // empty where it was set with the measure
  PersonId made_by;
  base::Instant made;

  [[nodiscard]] bool is_way() const { return ends.has_value(); }
  friend bool operator==(const Target&, const Target&) = default;
};

// What it asks on a day that it holds on; days before its start count as its start.
[[nodiscard]] std::optional<double> value_on(const Target& target, base::Date on);

// What holds on a date, of targets in order of date; none before the first, or where one without a value has ended it.
[[nodiscard]] std::optional<double> target_on(std::span<const Target> targets, base::Date on);

// Fails with "target-empty" (it says nothing), "target-way-unfinished" (a way needs both dates and both values),
// "target-way-backwards", "number-not-finite", "target-out-of-range"; the fields are the contract's.
[[nodiscard]] base::Done check_target(const Measure& measure, const Target& target);

}  // namespace tributary::domain
