// Small numbers: what of one measure's figures the public is given, so that nobody behind them can be made out.
//
// Idea      a count of people from 1 to 7 is suppressed (shown as *), any other is rounded to the nearest 5, and 0 stays 0. A
//           share is worked out of its rounded parts alone. Whoever draws limits, signals and sentences for the public draws them
//           from these figures too, so that nothing else is left to work backwards from
// Shares    of n among d people the rest, d − n, is a count of people as n is: where either is from 1 to 7 the whole row is
//           suppressed, d as well, because who remembers the one could work out the other
// Revised   a share is revised in two numbers. One that was shown once stays known, so a later row is shown only where, with any
//           row that was shown of that date before, it leaves no rest from 1 to 7
// Why       NHS Digital's rule for Hospital Episode Statistics below national level; that it can't be undone is ours
//           (docs/decisions/0013)
// See       release.hpp for measures of which one counts what the others do, in part
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "domain/measure.hpp"

namespace tributary::domain {

// What was said of a date, with when.
struct Said {
  Observation observation;
  base::Instant made;
};

// A figure as the public is given it: rounded where it counts people, without a note, a gap where it is suppressed.
struct Released {
  Observation observation;
  bool suppressed = false;  // shown as *: there is a figure, and it isn't told

  friend bool operator==(const Released&, const Released&) = default;
};

// As somebody said; else by what it counts: shares and rates are of people until it is said that they aren't, and so are numbers whose
// unit isn't one of time, money, beds or the like.
[[nodiscard]] SmallNumbers small_numbers_of(const Measure& measure);

// Few people: from 1 to 7. (Or what rounds into that, where it isn't whole.)
[[nodiscard]] bool is_few(double count);
// To the nearest 5, halves away from 0.
[[nodiscard]] double to_nearest_five(double count);

// Why none of a measure's figures of people can be told, whatever they are: "parts" (a share or rate whose numerator and denominator
// aren't kept) of one figure; "events" (each point of a T or G chart is a single event) of all. Empty where they may be.
[[nodiscard]] std::string_view never_told(const Measure& measure, const Observation& figure);

// The current figures by date, as the public is given them where the measure stands alone; all of them suppressed where it is
// withheld. `ever` is all that was said, by date, what came first first.
[[nodiscard]] std::vector<Released> released(const Measure& measure, SmallNumbers small, std::span<const Observation> current,
                                             std::span<const Said> ever);

}  // namespace tributary::domain
