#include "domain/condition.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"

namespace tributary::domain {

namespace {

constexpr auto kinds = std::to_array<ConditionKind>({
    {Condition::dedicated_spanner, ConditionOf::people, "a dedicated boundary spanner", "no dedicated boundary spanner", Expected::helps},
    {Condition::spanner_days, ConditionOf::people, "a boundary spanner with enough days", "no boundary spanner with enough days", Expected::helps},
    {Condition::driven_locally, ConditionOf::people, "somebody on the spot who drives it", "nobody on the spot who drives it", Expected::helps},
    {Condition::supported, ConditionOf::context, "the support it needs", "less support than it needs", Expected::helps},
    {Condition::partnered, ConditionOf::context, "the partners it needs", "fewer partners than it needs", Expected::helps},
    {Condition::starts_low, ConditionOf::context, "a low start", "a start that is not low", Expected::nothing},
    {Condition::much_changes, ConditionOf::complexity, "much else changing", "little else changing", Expected::hinders},
    {Condition::complex, ConditionOf::complexity, "high complexity", "low complexity", Expected::hinders},
});

std::optional<double> degree(std::optional<Degree> said) { return said ? std::optional(membership_of(*said)) : std::nullopt; }

std::optional<double> of_days(const Conditions& said, double days) {
  if (said.dedicated_spanner == false) return 0;
  if (!said.spanner_days) return std::nullopt;
  return *said.spanner_days >= days ? 1.0 : 0.0;
}

}  // namespace

std::span<const ConditionKind> condition_kinds() { return kinds; }

const ConditionKind& kind_of(Condition condition) {
  const auto found = std::ranges::find(kinds, condition, &ConditionKind::condition);
  base::check(found != kinds.end(), "every condition has a kind");
  return *found;
}

double membership_of(Degree degree) { return static_cast<double>(degree) / 3; }

std::optional<double> membership_in(const Conditions& said, Condition condition, double days) {
  switch (condition) {
    case Condition::dedicated_spanner: return said.dedicated_spanner ? std::optional(*said.dedicated_spanner ? 1.0 : 0.0) : std::nullopt;
    case Condition::spanner_days: return of_days(said, days);
    case Condition::driven_locally: return degree(said.driven_locally);
    case Condition::supported: return degree(said.supported);
    case Condition::partnered: return degree(said.partnered);
    case Condition::starts_low: return degree(said.starts_low);
    case Condition::much_changes: return degree(said.much_changes);
    case Condition::complex: return degree(said.complex);
  }
  return std::nullopt;
}

}  // namespace tributary::domain
