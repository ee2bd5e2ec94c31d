#include "services/places.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"
#include "services/input_check.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::services {

namespace {

base::Problem code_taken(const domain::Code& code, std::string_view holder, std::string_view field) {
  return {.kind = base::ProblemKind::conflict, .code = "code-taken", .title = "Another " + std::string(holder) + " has that code",
          .detail = code.scheme + " " + code.value + " is already in use. A code names one place or organisation.",
          .field = std::string(field)};
}

// Tidies the codes; each names one place or organisation and stands once. `own_place` or `own_organisation` may hold it already.
void check_codes(Transaction& tx, InputCheck& check, std::vector<domain::Code>& codes, std::optional<domain::PlaceId> own_place,
                 std::optional<domain::OrganisationId> own_organisation) {
  std::set<std::pair<std::string, std::string>> seen;
  std::size_t i = 0;
  for (domain::Code& code : codes) {
    const std::string at = "/codes/" + std::to_string(i++);
    check.name(code.scheme, at + "/scheme", 40);
    check.name(code.value, at + "/value", 40);
    if (const auto holder = tx.organisations().find_by_code(code.scheme, code.value); holder && holder != own_organisation)
      check.note(code_taken(code, "organisation", at + "/value"));
    if (const auto holder = tx.places().find_by_code(code.scheme, code.value); holder && holder != own_place)
      check.note(code_taken(code, "place", at + "/value"));
    if (!seen.emplace(code.scheme, code.value).second)
      check.note({.code = "code-twice", .title = "The code stands here twice", .detail = "Remove one of the two.", .field = at + "/value"});
  }
}

base::Done check_place(Transaction& tx, domain::Place& place) {
  InputCheck check;
  check.name(place.name, "/name");
  check.words(place.about, "/about");
  check.words(place.source, "/source", 2000);
  check_codes(tx, check, place.codes, place.id, {});
  // A place that has had the name for long keeps it; no other gets it, in whatever letters.
  const auto before = place.id.stored() ? tx.places().find(place.id) : std::nullopt;
  const auto all = tx.places().all();
  const bool taken = std::ranges::any_of(all, [&](const domain::Place& each) { return each.id != place.id && base::lower(each.name) == base::lower(place.name); });
  if (taken && (!before || before->name != place.name))
    check.note({.kind = base::ProblemKind::conflict, .code = "name-taken", .title = "A place of that name exists",
                .detail = "Use that one, or give this one a name that tells them apart.", .field = "/name"});
  return check.done();
}

// Whether that one is succeeded by the other, at once or through others.
bool is_succeeded_by(Transaction& tx, domain::OrganisationId id, domain::OrganisationId by) {
  std::vector<domain::OrganisationId> ahead{id};
  std::set<domain::OrganisationId> seen;
  while (!ahead.empty()) {
    const auto next = ahead.back();
    ahead.pop_back();
    if (next == by) return true;
    if (!seen.insert(next).second) continue;
    if (const auto found = tx.organisations().find(next))
      for (const domain::Successor& each : found->successors) ahead.push_back(each.organisation);
  }
  return false;
}

// Words, codes, dates, places and successors of an organisation, before it is written.
base::Done check_organisation(Transaction& tx, domain::Organisation& organisation) {
  InputCheck check;
  check.name(organisation.name, "/name");
  check.words(organisation.source, "/source", 2000);
  if (organisation.serves.empty())
    check.note({.code = "place-missing", .title = "An organisation serves at least one place",
                .detail = "Name the place or places that it serves.", .field = "/serves"});
  std::set<domain::PlaceId> served;
  std::size_t i = 0;
  for (const domain::Service& service : organisation.serves) {
    const std::string at = "/serves/" + std::to_string(i++);
    if (!tx.places().find(service.place)) check.note(unknown_reference("place", at + "/place_id"));
    if (!served.insert(service.place).second)
      check.note({.code = "place-twice", .title = "The place stands here twice", .detail = "Remove one of the two.", .field = at + "/place_id"});
    check.that(domain::check_order(service.from, service.to, at + "/to_on"));
  }
  check.that(domain::check_order(organisation.opened, organisation.closed, "/closed_on"));
  std::set<domain::OrganisationId> after;
  i = 0;
  for (domain::Successor& successor : organisation.successors) {
    const std::string at = "/successors/" + std::to_string(i++);
    check.words(successor.note, at + "/note", 2000);
    if (successor.organisation == organisation.id || !tx.organisations().find(successor.organisation))
      check.note(unknown_reference("organisation", at + "/organisation_id"));
    else if (!after.insert(successor.organisation).second)
      check.note({.code = "successor-twice", .title = "The organisation stands here twice", .detail = "Remove one of the two.",
                  .field = at + "/organisation_id"});
    else if (organisation.id.stored() && is_succeeded_by(tx, successor.organisation, organisation.id))
      check.note({.code = "successors-in-a-circle", .title = "That one is succeeded by this one",
                  .detail = "Two organisations can't each have come after the other. Remove the successor that is wrong.", .field = at + "/organisation_id"});
  }
  check_codes(tx, check, organisation.codes, {}, organisation.id);
  return check.done();
}

// At each place that it comes to serve: an organisation acts, and is spoken for, wherever it serves.
base::Done require_each_place(Transaction& tx, const Actor& actor, const domain::Organisation& organisation, const std::vector<domain::Service>& before) {
  for (const domain::Service& each : organisation.serves)
    if (std::ranges::find(before, each.place, &domain::Service::place) == before.end())
      if (const auto may = require_write(Thing::organisation, actor, scope_of_place(tx, each.place)); !may) return may;
  return {};
}

}  // namespace

Scope scope_of_place(Transaction& tx, domain::PlaceId id) {
  const auto place = tx.places().find(id);
  base::check(place.has_value(), "a stored thing stands in a stored place");
  return {.project = {}, .place = id, .system = place->system, .author = {}};
}

std::vector<domain::Place> list_places(const Context& context) { return context.database.read()->places().all(); }

base::Result<domain::Place> find_place(const Context& context, domain::PlaceId id) {
  auto place = context.database.read()->places().find(id);
  if (!place) return base::fail(not_found("place"));
  return *std::move(place);
}

base::Result<domain::Place> add_place(const Context& context, const Actor& actor, domain::Place place) {
  const auto tx = context.database.write();
  if (place.system && !tx->places().find(*place.system)) return base::fail(unknown_reference("system", "/system_id"));
  if ((place.kind == domain::PlaceKind::locality) != place.system.has_value())
    return base::fail({.code = "system-mismatch", .title = "A locality belongs to a system, and a system to none",
                       .detail = "Name the system of a locality; leave it out for a system.", .field = "/system_id"});
  const Scope scope{.project = {}, .place = place.system, .system = {}, .author = {}};
  if (const auto may = require_write(Thing::place, actor, scope); !may) return base::fail(may.error());
  if (const auto good = check_place(*tx, place); !good) return base::fail(good.error());
  place.id = tx->places().add(place, context.clock.now());
  tx->commit();
  return place;
}

base::Result<domain::Place> update_place(const Context& context, const Actor& actor, domain::Place place) {
  const auto tx = context.database.write();
  const auto stored = tx->places().find(place.id);
  if (!stored) return base::fail(not_found("place"));
  if (const auto may = require_write(Thing::place, actor, scope_of_place(*tx, place.id)); !may) return base::fail(may.error());
  if (stored->version != place.version) return base::fail(stale("place"));
  place.kind = stored->kind;
  place.system = stored->system;
  if (const auto good = check_place(*tx, place); !good) return base::fail(good.error());
  if (!tx->places().update(place, place.version)) return base::fail(stale("place"));
  ++place.version;
  tx->commit();
  return place;
}

base::Done remove_place(const Context& context, const Actor& actor, domain::PlaceId id, int version) {
  const auto tx = context.database.write();
  const auto stored = tx->places().find(id);
  if (!stored) return base::fail(not_found("place"));
  if (const auto may = require_write(Thing::place, actor, scope_of_place(*tx, id)); !may) return may;
  if (stored->kind == domain::PlaceKind::system)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "system-stays", .title = "A system isn't removed",
                       .detail = "Localities of it are, while nothing refers to them. Change its name or words instead."});
  if (tx->places().is_referred_to(id))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "place-in-use", .title = "Something refers to " + stored->name,
                       .detail = "An organisation, a group, somebody's role, or work and what was agreed stands there, or stood there. Change its name or words instead."});
  if (!tx->places().remove(id, version)) return base::fail(stale("place"));
  tx->commit();
  return {};
}

PlaceOffers place_offers(const Actor& actor, const domain::Place& place) {
  const Relations relations = relations_of(actor, {.project = {}, .place = place.id, .system = place.system, .author = {}});
  return {.may_edit = may_write(Thing::place, relations), .may_edit_organisations = may_write(Thing::organisation, relations),
          .may_edit_groups = may_write(Thing::group, relations)};
}

std::vector<domain::Organisation> list_organisations(const Context& context, std::optional<domain::PlaceId> place) {
  const auto tx = context.database.read();
  return place ? tx->organisations().serving(*place) : tx->organisations().all();
}

base::Result<domain::Organisation> find_organisation(const Context& context, domain::OrganisationId id) {
  auto organisation = context.database.read()->organisations().find(id);
  if (!organisation) return base::fail(not_found("organisation"));
  return *std::move(organisation);
}

base::Result<domain::Organisation> add_organisation(const Context& context, const Actor& actor,
                                                    domain::Organisation organisation) {
  const auto tx = context.database.write();
  if (const auto good = check_organisation(*tx, organisation); !good) return base::fail(good.error());
  if (const auto may = require_each_place(*tx, actor, organisation, {}); !may) return base::fail(may.error());
  organisation.id = tx->organisations().add(organisation, context.clock.now());
  tx->commit();
  return organisation;
}

base::Result<domain::Organisation> update_organisation(const Context& context, const Actor& actor,
                                                       domain::Organisation organisation) {
  const auto tx = context.database.write();
  const auto stored = tx->organisations().find(organisation.id);
  if (!stored) return base::fail(not_found("organisation"));
  // Who may is decided by where it stands, not by where the change would put it.
  const auto home = stored->serves.empty() ? Scope{} : scope_of_place(*tx, stored->serves.front().place);
  if (const auto may = require_write(Thing::organisation, actor, home); !may) return base::fail(may.error());
  if (stored->version != organisation.version) return base::fail(stale("organisation"));
  if (const auto good = check_organisation(*tx, organisation); !good) return base::fail(good.error());
  if (const auto may = require_each_place(*tx, actor, organisation, stored->serves); !may) return base::fail(may.error());
  if (!tx->organisations().update(organisation, organisation.version)) return base::fail(stale("organisation"));
  ++organisation.version;
  tx->commit();
  return organisation;
}

}  // namespace tributary::services
