#include "services/places.hpp"

#include "base/check.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

// Codes, dates and places of an organisation, before it is written.
base::Done check_organisation(Transaction& tx, const domain::Organisation& organisation) {
  for (const domain::Service& service : organisation.serves) {
    if (!tx.places().find(service.place)) return base::fail(unknown_reference("place", "/serves"));
    if (const auto order = domain::check_order(service.from, service.to, "/serves"); !order) return order;
  }
  if (const auto order = domain::check_order(organisation.opened, organisation.closed, "/closed_on"); !order) return order;
  for (const domain::Successor& successor : organisation.successors)
    if (successor.organisation == organisation.id || !tx.organisations().find(successor.organisation))
      return base::fail(unknown_reference("organisation", "/successors"));
  for (const domain::Code& code : organisation.codes) {
    const auto holder = tx.organisations().find_by_code(code.scheme, code.value);
    if (holder && *holder != organisation.id)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "code-taken", .title = "Another organisation has that code",
                         .detail = code.scheme + " " + code.value + " is already in use. A code names one organisation.",
                         .field = "/codes"});
  }
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
  auto name = read_name(place.name, "/name");
  if (!name) return base::fail(name.error());
  place.name = *std::move(name);
  const auto tx = context.database.write();
  if (place.system && !tx->places().find(*place.system)) return base::fail(unknown_reference("system", "/system_id"));
  if ((place.kind == domain::PlaceKind::locality) != place.system.has_value())
    return base::fail({.code = "system-mismatch", .title = "A locality belongs to a system, and a system to none",
                       .detail = "Name the system of a locality; leave it out for a system.", .field = "/system_id"});
  const Scope scope{.project = {}, .place = place.system, .system = {}, .author = {}};
  if (const auto may = require_write(Thing::place, actor, scope); !may) return base::fail(may.error());
  if (tx->places().find_by_name(place.name))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "name-taken", .title = "A place of that name exists",
                       .detail = "Use that one, or give this one a name that tells them apart.", .field = "/name"});
  place.id = tx->places().add(place, context.clock.now());
  tx->commit();
  return place;
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
  auto name = read_name(organisation.name, "/name");
  if (!name) return base::fail(name.error());
  organisation.name = *std::move(name);
  if (organisation.serves.empty())
    return base::fail({.code = "place-missing", .title = "An organisation serves at least one place",
                       .detail = "Name the place or places that it serves.", .field = "/serves"});
  const auto tx = context.database.write();
  if (const auto good = check_organisation(*tx, organisation); !good) return base::fail(good.error());
  const Scope scope = scope_of_place(*tx, organisation.serves.front().place);
  if (const auto may = require_write(Thing::organisation, actor, scope); !may) return base::fail(may.error());
  organisation.id = tx->organisations().add(organisation, context.clock.now());
  tx->commit();
  return organisation;
}

base::Result<domain::Organisation> update_organisation(const Context& context, const Actor& actor,
                                                       domain::Organisation organisation) {
  auto name = read_name(organisation.name, "/name");
  if (!name) return base::fail(name.error());
  organisation.name = *std::move(name);
  const auto tx = context.database.write();
  const auto stored = tx->organisations().find(organisation.id);
  if (!stored) return base::fail(not_found("organisation"));
  // Who may is decided by where it stands, not by where the change would put it.
  const auto home = stored->serves.empty() ? Scope{} : scope_of_place(*tx, stored->serves.front().place);
  if (const auto may = require_write(Thing::organisation, actor, home); !may) return base::fail(may.error());
  if (const auto good = check_organisation(*tx, organisation); !good) return base::fail(good.error());
  if (!tx->organisations().update(organisation, organisation.version)) return base::fail(stale("organisation"));
  ++organisation.version;
  tx->commit();
  return organisation;
}

}  // namespace tributary::services
