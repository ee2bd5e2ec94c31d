// Voices: who leads a place today, and who names those who speak for it.
//
// Rule      while nobody leads any place of a system, its administrators name who speaks there: leads, executives, a group's first
//           people. From then on those who speak do
// Counts    a lead who has chosen a password: an invitation that nobody took up speaks for nobody. A closed account leads nothing,
//           but keeps its place for 28 days against whoever would name another without leading anything themself
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/place.hpp"
#include "services/context.hpp"

namespace tributary::services {

// Somebody leads that very place, and can sign in.
[[nodiscard]] bool is_led(Transaction& tx, domain::PlaceId place);
// In a closed account too, for 28 days.
[[nodiscard]] bool has_lead(Transaction& tx, domain::PlaceId place, base::Date today);
// Any place of that one's system has: its administrators name nobody who speaks.
[[nodiscard]] bool system_has_lead(Transaction& tx, domain::PlaceId place, base::Date today);

// Who gives a role that speaks for that place, today: a sentence for refusals.
[[nodiscard]] std::string who_gives_voice(Transaction& tx, domain::PlaceId place, base::Date today);
// Problem "nobody-leads": why nobody speaks for the place, and who can change that.
[[nodiscard]] base::Problem nobody_leads(Transaction& tx, domain::PlaceId place, base::Date today);

// The localities of a system; none of a locality.
[[nodiscard]] std::vector<domain::PlaceId> localities_of(Transaction& tx, domain::PlaceId system);

}  // namespace tributary::services
