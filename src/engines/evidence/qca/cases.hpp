// The cases of a qualitative comparative analysis: each one's membership in some conditions and in an outcome.
//
// The folder in brief: calibrate ─► Cases ─truth_table─► TruthTable ─minimise─► Solution; necessity(Cases) stands beside it, and tell()
// puts it all in sentences.
//
// Idea      causes that combine, and more than one way to success: which combinations of conditions went with the outcome?
// Given     a crisp condition is 0 or 1; a fuzzy one a degree of membership from 0 to 1; a multi-value one a level 0, 1, 2 …
//           The outcome is crisp or fuzzy
// Promises  membership in a level: of a two-valued condition x and 1 − x; of a multi-value one 1 where the level is x's and else 0
// Fails     check_cases: "too-few-cases", "too-few-conditions", "too-many-conditions", "lengths-differ", "membership-out-of-range",
//           "level-wrong", "outcome-one-sided"; field "/conditions/2/values/5" or "/outcome/5"
// Source    Ragin 2008, Redesigning Social Inquiry; Cronqvist and Berg-Schlosser 2009 (multi-value)
// See       docs/guide/reference/evidence.md
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace tributary::evidence::qca {

inline constexpr std::size_t most_conditions = 40;
inline constexpr unsigned most_levels = 100;
inline constexpr std::int8_t any_level = -1;

struct Condition {
  std::string name;
  std::vector<double> values;  // one a case
  unsigned levels = 2;
  bool multi_value = false;    // values are levels, not degrees
  std::string absent{};        // what its absence is called in sentences: "no lead"; empty: "not NAME"
};

struct Cases {
  std::vector<std::string> names;
  std::vector<Condition> conditions;
  std::string outcome_name;
  std::vector<double> outcome;

  [[nodiscard]] std::size_t size() const { return outcome.size(); }
};

[[nodiscard]] base::Done check_cases(const Cases& cases);

[[nodiscard]] double membership(const Condition& condition, unsigned level, std::size_t of_case);

// A conjunction: of each condition a level, or any.
using Term = std::vector<std::int8_t>;

// The least of the memberships that it names; 1 where it names none.
[[nodiscard]] double membership(const Cases& cases, const Term& term, std::size_t of_case);
[[nodiscard]] std::vector<double> memberships(const Cases& cases, const Term& term);

// "DEV*~URB", or with levels "DEV[2]*IND[1]" where any condition is multi-value. The empty term is "1".
[[nodiscard]] std::string name_of(const Cases& cases, const Term& term);
[[nodiscard]] std::string name_of(const Cases& cases, std::size_t condition, unsigned level);

// The outcome's absence in its place: "~SURV", 1 − y.
[[nodiscard]] Cases negated(Cases cases);

}  // namespace tributary::evidence::qca
