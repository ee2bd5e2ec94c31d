#include "services/voices.hpp"

#include <algorithm>

#include "services/parties.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::services {

using base::Date;
using domain::PlaceId;

namespace {

// How far a place has a lead: the best of them all.
enum class Stand { none, gone, invited, gone_lately, here };

struct Lead {
  Stand stand = Stand::none;
  std::optional<Date> until = {};  // of one who is gone lately: the first day on which it counts no more
};

Lead lead_of(Transaction& tx, PlaceId place, Date today) {
  Lead best;
  for (const domain::Grant& grant : tx.people().grants_at(place)) {
    if (!domain::leads_a_place(grant.role)) continue;
    const auto closed = tx.people().disabled_at(grant.person);
    const bool came = tx.people().password_hash(grant.person).has_value();
    const Date until = closed ? base::london_date(*closed) + domain::closed_before_succession : today;
    const Stand stand = !closed ? (came ? Stand::here : Stand::invited) : came && until > today ? Stand::gone_lately : Stand::gone;
    if (stand == Stand::gone_lately) best.until = std::max(best.until, std::optional(until));
    best.stand = std::max(best.stand, stand);
  }
  return best;
}

std::string name_of(Transaction& tx, PlaceId place) {
  const auto found = tx.places().find(place);
  return found ? found->name : "";
}

std::string from_day(Date day) { return " from " + base::in_words(day) + ", 28 days after the account of who led was closed"; }

}  // namespace

std::vector<PlaceId> localities_of(Transaction& tx, PlaceId system) {
  std::vector<PlaceId> out;
  for (const domain::Place& each : tx.places().all())
    if (each.system == system) out.push_back(each.id);
  return out;
}

bool is_led(Transaction& tx, PlaceId place) { return lead_of(tx, place, {}).stand == Stand::here; }

bool has_lead(Transaction& tx, PlaceId place, Date today) { return lead_of(tx, place, today).stand >= Stand::gone_lately; }

bool system_has_lead(Transaction& tx, PlaceId place, Date today) {
  const PlaceId system = system_of(tx, place);
  return has_lead(tx, system, today) || std::ranges::any_of(localities_of(tx, system), [&](PlaceId each) { return has_lead(tx, each, today); });
}

std::string who_gives_voice(Transaction& tx, PlaceId place, Date today) {
  const PlaceId system = system_of(tx, place);
  const std::string name = name_of(tx, place), above = name_of(tx, system);
  const Lead there = lead_of(tx, place, today), over = lead_of(tx, system, today);
  if (place != system && there.stand == Stand::here)
    return "Who leads " + name + (over.stand == Stand::here ? " or " + above : "") + " gives that role, on the page of people.";
  if (over.stand == Stand::here) return "Who leads " + above + " gives that role, on the page of people.";
  std::optional<Date> until = over.until;
  int led = 0;
  for (const PlaceId each : localities_of(tx, system)) {
    const Lead below = lead_of(tx, each, today);
    if (below.stand == Stand::here) ++led;
    until = std::max(until, below.until);
  }
  if (led > 0)
    return above + " has no lead: who leads one of its localities names " + (led > 1 ? "the lead of another for it" : "who leads it") +
           (over.until ? from_day(*over.until) : "") + (place == system ? "." : ", and they give that role.");
  if (until) return "An administrator gives that role" + from_day(*until) + "; until then an administrator can open that account again.";
  return "Nobody leads any place of " + above + " yet, so an administrator gives that role, on the page of people.";
}

base::Problem nobody_leads(Transaction& tx, PlaceId place, Date today) {
  const std::string name = name_of(tx, place);
  const Stand stand = lead_of(tx, place, today).stand;
  std::string why = "Only who leads it speaks for it. ";
  if (stand == Stand::invited) why += "Who was given that role hasn't chosen a password yet. ";
  if (stand == Stand::gone || stand == Stand::gone_lately) why += "The account of who led it is closed; an administrator can open it again. ";
  return {.kind = base::ProblemKind::forbidden, .code = "nobody-leads", .title = "Nobody leads " + name + (stand == Stand::none || stand == Stand::invited ? " yet" : " now"),
          .detail = why + who_gives_voice(tx, place, today)};
}

}  // namespace tributary::services
