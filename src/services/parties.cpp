#include "services/parties.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/places.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/problems.hpp"
#include "services/voices.hpp"

namespace tributary::services {

using domain::Party;
using domain::PlaceId;

std::vector<PlaceId> places_served(const domain::Organisation& organisation, base::Date day) {
  std::vector<PlaceId> now, ever;
  for (const domain::Service& each : organisation.serves) {
    ever.push_back(each.place);
    if ((!each.from || *each.from <= day) && (!each.to || *each.to >= day)) now.push_back(each.place);
  }
  return now.empty() ? ever : now;
}

bool is_member_on(const domain::Group& group, domain::PersonId person, base::Date day) {
  return std::ranges::any_of(group.members, [&](const domain::GroupMember& each) {
    return each.person == person && (!each.from || *each.from <= day) && (!each.to || *each.to >= day);
  });
}

bool has_people_from(const domain::Group& group, base::Date day) {
  return std::ranges::any_of(group.members, [&](const domain::GroupMember& each) { return each.person && (!each.to || *each.to >= day); });
}

NamedParty name_party(Transaction& tx, const Party& party) {
  if (party.place) {
    const auto place = tx.places().find(*party.place);
    return {.party = party, .name = place ? place->name : ""};
  }
  if (party.group) {
    const auto group = tx.organisations().find_group(*party.group);
    return {.party = party, .name = group ? group->name : "A group that was removed", .illustrative = group && group->illustrative};
  }
  const auto organisation = party.organisation ? tx.organisations().find(*party.organisation) : std::nullopt;
  return {.party = party, .name = organisation ? organisation->name : "An organisation that was removed",
          .illustrative = organisation && organisation->illustrative};
}

base::Result<NamedParty> find_party(Transaction& tx, const Party& party, std::string_view field) {
  if (const auto clear = domain::check_party(party, field); !clear) return base::fail(clear.error());
  const std::string at(field);
  if (party.place && !tx.places().find(*party.place)) return base::fail(unknown_reference("place", at + "/place_id"));
  if (party.group && !tx.organisations().find_group(*party.group)) return base::fail(unknown_reference("group", at + "/group_id"));
  if (party.organisation && !tx.organisations().find(*party.organisation))
    return base::fail(unknown_reference("organisation", at + "/organisation_id"));
  return name_party(tx, party);
}

Scope scope_of_party(Transaction& tx, const Actor& actor, const Party& party, base::Date today) {
  if (party.place) return scope_of_place(tx, *party.place);
  if (!party.group) return {};
  const auto group = tx.organisations().find_group(*party.group);
  if (!group) return {};
  Scope scope = scope_of_place(tx, group->place);
  scope.in_group = is_member_on(*group, actor.person, today);
  return scope;
}

base::Done check_spoken_for(Transaction& tx, const Party& party, base::Date today) {
  if (party.place && !is_led(tx, *party.place)) return base::fail(nobody_leads(tx, *party.place, today));
  const auto group = party.group ? tx.organisations().find_group(*party.group) : std::nullopt;
  if (!group || is_led(tx, group->place) || has_people_from(*group, today)) return {};
  base::Problem none = nobody_leads(tx, group->place, today);
  return base::fail({.kind = none.kind, .code = "nobody-speaks", .title = "Nobody speaks for " + group->name + " yet",
                     .detail = "It has no people of its own, whom who leads its place or its system can name. " + none.title + ". " + who_gives_voice(tx, group->place, today)});
}

base::Done require_party(Transaction& tx, const Actor& actor, Thing thing, const Party& party, base::Date today) {
  const Scope scope = scope_of_party(tx, actor, party, today);
  if (may_write(thing, relations_of(actor, scope))) return {};
  if (const auto none = check_spoken_for(tx, party, today); !none) return none;
  return require_write(thing, actor, scope);
}

std::vector<NamedParty> voices_of(Transaction& tx, const Actor& actor, Thing thing, PlaceId place, base::Date today) {
  std::vector<NamedParty> out;
  const PlaceId system = system_of(tx, place);
  const auto keep = [&](const Party& party, const std::string& name, bool illustrative) {
    if (may_write(thing, relations_of(actor, scope_of_party(tx, actor, party, today))))
      out.push_back({.party = party, .name = name, .illustrative = illustrative});
  };
  for (const domain::Place& each : tx.places().all()) {
    if (each.id != system && each.system != system) continue;
    keep({.place = each.id, .organisation = {}, .group = {}}, each.name, false);
    for (const domain::Group& group : tx.organisations().groups_of(each.id))
      keep({.place = {}, .organisation = {}, .group = group.id}, group.name, group.illustrative);
  }
  return out;
}

base::Done check_party_of_system(Transaction& tx, const Party& party, PlaceId place, std::string_view field) {
  std::optional<PlaceId> home = party.place;
  if (party.group)
    if (const auto group = tx.organisations().find_group(*party.group)) home = group->place;
  if (home && system_of(tx, *home) == system_of(tx, place)) return {};
  return base::fail({.code = "party-elsewhere", .title = "They are not of this system",
                     .detail = "A place or group of this system can speak here. Choose one of those.", .field = std::string(field)});
}

PlaceId system_of(Transaction& tx, PlaceId id) {
  const auto place = tx.places().find(id);
  base::check(place.has_value(), "a stored thing stands in a stored place");
  return place->system.value_or(place->id);
}

}  // namespace tributary::services
