// Condition: which people a rule, a length of stay or an effect is for.
//
// Idea      comparisons of what is known of a person at that moment, joined by and, or, not; written in a model file as
//           `class == "stroke" and onset_hours <= 4`
// Method    postfix: each step pushes or joins truths, so that asking takes no recursion and no allocation
#pragma once

#include <cstdint>
#include <vector>

#include "engines/flow/ids.hpp"

namespace tributary::flow {

// What can be asked of a person.
enum class Known : std::uint8_t {
  person_class,  // compared with a ClassId
  segment,
  area,
  locality,      // the locality of their area, by its number among the areas' localities
  region,
  service,       // where they are, or are about to be
  next,          // where they go next
  attribute,     // categorical: the number of its level; numeric: its value
  waited,        // for the service they are in, in the model's time unit
  waited_in_all,
  visits,        // how often they have been in this service, this time included
  hour,          // of the day, 0 to 24
  weekday,       // Monday is 0
  been,          // in the service that it is compared with, one of the model's first 64, since they came
};

enum class Comparison : std::uint8_t { equal, not_equal, less, at_most, more, at_least };

[[nodiscard]] constexpr bool compares(double x, Comparison comparison, double value) {
  switch (comparison) {
    case Comparison::equal: return x == value;
    case Comparison::not_equal: return x != value;
    case Comparison::less: return x < value;
    case Comparison::at_most: return x <= value;
    case Comparison::more: return x > value;
    case Comparison::at_least: return x >= value;
  }
  return false;
}

struct Step {
  enum class Kind : std::uint8_t { compare, truth, both, either, negated } kind = Kind::compare;
  Known known = Known::person_class;
  AttributeId attribute;  // for Known::attribute
  Comparison comparison = Comparison::equal;
  double value = 0;       // an id's position, or a number; for truth: 0 or 1
};

// No steps: everybody.
struct Condition {
  std::vector<Step> steps;

  [[nodiscard]] bool everybody() const { return steps.empty(); }
};

// Those for whom both hold.
[[nodiscard]] inline Condition both(Condition a, const Condition& b) {
  if (a.everybody()) return b;
  if (b.everybody()) return a;
  a.steps.insert(a.steps.end(), b.steps.begin(), b.steps.end());
  a.steps.push_back({.kind = Step::Kind::both, .known = {}, .attribute = {}});
  return a;
}

// How an exit is compared with Known::next: services by their position, exits below zero.
[[nodiscard]] constexpr double next_exit(ExitId exit) { return -1.0 - static_cast<double>(exit.value); }

// At most so many truths wait to be joined: a condition that needs more is refused when it is read.
inline constexpr int deepest_condition = 16;

}  // namespace tributary::flow
