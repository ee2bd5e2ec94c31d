// Parties: places, organisations and groups by their names, and in whose name a person may speak.
//
// Rule      a place is spoken for by its leads (a locality's, or its system's); a group by the people who are members of it now,
//           or by the leads of its place. Both say who its people are
#pragma once

#include <string>
#include <vector>

#include "domain/party.hpp"
#include "domain/place.hpp"
#include "services/context.hpp"
#include "services/policy.hpp"

namespace tributary::services {

struct NamedParty {
  domain::Party party;
  std::string name;
  bool illustrative = false;
};

// Of a stored party.
[[nodiscard]] NamedParty name_party(Transaction& tx, const domain::Party& party);
// Fails with "party-unclear", or with "reference-unknown" where it isn't stored.
[[nodiscard]] base::Result<NamedParty> find_party(Transaction& tx, const domain::Party& party, std::string_view field);

// Where a party's voice stands, for the policy.
[[nodiscard]] Scope scope_of_party(Transaction& tx, const Actor& actor, const domain::Party& party, base::Date today);
// The parties of a system (the place itself, its localities, their groups) in whose name the actor may write that thing.
[[nodiscard]] std::vector<NamedParty> voices_of(Transaction& tx, const Actor& actor, Thing thing, domain::PlaceId place, base::Date today);
// Whether anybody can speak for that place or group: fails with "nobody-leads" or "nobody-speaks", which say who can change that.
[[nodiscard]] base::Done check_spoken_for(Transaction& tx, const domain::Party& party, base::Date today);
// Fails with "forbidden", or as check_spoken_for does, unless the actor may write that thing in the party's name.
[[nodiscard]] base::Done require_party(Transaction& tx, const Actor& actor, Thing thing, const domain::Party& party, base::Date today);
// Fails with "party-elsewhere" where the party is not of that place's system.
[[nodiscard]] base::Done check_party_of_system(Transaction& tx, const domain::Party& party, domain::PlaceId place, std::string_view field);

// The places that an organisation serves on that day; of one that serves none any more, those that it served.
[[nodiscard]] std::vector<domain::PlaceId> places_served(const domain::Organisation& organisation, base::Date day);
// Of its people: on that day, and then or later.
[[nodiscard]] bool is_member_on(const domain::Group& group, domain::PersonId person, base::Date day);
[[nodiscard]] bool has_people_from(const domain::Group& group, base::Date day);

[[nodiscard]] domain::PlaceId system_of(Transaction& tx, domain::PlaceId place);

}  // namespace tributary::services
