// Condition: one of the conditions that adopters record before results, as it is asked about: which combinations went with success?
//
// Idea      what adopters say is compared as membership in a set, from 0 (fully out) to 1 (fully in). A degree is one of four: not at all
//           0, rather not 1/3, rather 2/3, fully 1. Whether there is a dedicated boundary spanner is 0 or 1, and so is whether there is
//           one for as many days a week as who asks says
// See       adoption.hpp for what is recorded; services/combinations.hpp for the question
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/adoption.hpp"

namespace tributary::domain {

enum class Condition { dedicated_spanner, spanner_days, driven_locally, supported, partnered, starts_low, much_changes, complex };

// What the change meets: who does it, what is around it, how intricate it is.
enum class ConditionOf { people, context, complexity };

// What theory expects of it: the order in which a solution may assume what nobody has seen. Who asks may expect otherwise.
enum class Expected { helps, hinders, nothing };

struct ConditionKind {
  Condition condition = Condition::dedicated_spanner;
  ConditionOf of = ConditionOf::people;
  std::string_view name;    // in a sentence: "somebody on the spot who drives it"
  std::string_view absent;  // its absence: "nobody on the spot who drives it"
  Expected expected = Expected::nothing;
};

[[nodiscard]] std::span<const ConditionKind> condition_kinds();
[[nodiscard]] const ConditionKind& kind_of(Condition condition);

[[nodiscard]] double membership_of(Degree degree);

// Absent where the adopter didn't say. `days`: from how many days a week on a boundary spanner counts, of Condition::spanner_days alone.
[[nodiscard]] std::optional<double> membership_in(const Conditions& conditions, Condition condition, double days);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Condition> = tributary::base::word_list<tributary::domain::Condition>({
    {tributary::domain::Condition::dedicated_spanner, "dedicated_spanner"},
    {tributary::domain::Condition::spanner_days, "spanner_days"},
    {tributary::domain::Condition::driven_locally, "driven_locally"},
    {tributary::domain::Condition::supported, "supported"},
    {tributary::domain::Condition::partnered, "partnered"},
    {tributary::domain::Condition::starts_low, "starts_low"},
    {tributary::domain::Condition::much_changes, "much_changes"},
    {tributary::domain::Condition::complex, "complex"},
});
template <>
inline constexpr auto tributary::base::words<tributary::domain::ConditionOf> = tributary::base::word_list<tributary::domain::ConditionOf>({
    {tributary::domain::ConditionOf::people, "people"},
    {tributary::domain::ConditionOf::context, "context"},
    {tributary::domain::ConditionOf::complexity, "complexity"},
});
template <>
inline constexpr auto tributary::base::words<tributary::domain::Expected> = tributary::base::word_list<tributary::domain::Expected>({
    {tributary::domain::Expected::helps, "helps"},
    {tributary::domain::Expected::hinders, "hinders"},
    {tributary::domain::Expected::nothing, "nothing"},
});
