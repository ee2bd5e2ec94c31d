// Places, organisations, teams and groups: reading them and keeping them true.
#pragma once

#include <vector>

#include "domain/place.hpp"
#include "services/context.hpp"
#include "services/policy.hpp"

namespace tributary::services {

// Where a thing of that place stands, with the place's system. Checks that the place is stored.
[[nodiscard]] Scope scope_of_place(Transaction& tx, domain::PlaceId place);

[[nodiscard]] std::vector<domain::Place> list_places(const Context& context);
[[nodiscard]] base::Result<domain::Place> find_place(const Context& context, domain::PlaceId id);

// Creates a place. Fails with "text-missing", "name-taken", "code-taken", "reference-unknown" (its system).
[[nodiscard]] base::Result<domain::Place> add_place(const Context& context, const Actor& actor, domain::Place place);
// Replaces its name, codes and what is said of it. Fails as add_place does, with "not-found", or with "stale".
[[nodiscard]] base::Result<domain::Place> update_place(const Context& context, const Actor& actor, domain::Place place);

// Takes a locality away for good while nothing refers to it. Fails with "system-stays", "place-in-use", "not-found", or "stale".
[[nodiscard]] base::Done remove_place(const Context& context, const Actor& actor, domain::PlaceId id, int version);

// What a page at the place may offer to that person.
struct PlaceOffers {
  bool may_edit = false;                // itself, and localities of it
  bool may_edit_organisations = false;  // that serve it
  bool may_edit_groups = false;
};
[[nodiscard]] PlaceOffers place_offers(const Actor& actor, const domain::Place& place);

[[nodiscard]] std::vector<domain::Organisation> list_organisations(const Context& context, std::optional<domain::PlaceId> place);
[[nodiscard]] base::Result<domain::Organisation> find_organisation(const Context& context, domain::OrganisationId id);
// Creates one. Fails with "text-missing", "place-missing", "code-taken", "reference-unknown", "ends-before-it-begins", or where a
// place, code or successor stands twice.
[[nodiscard]] base::Result<domain::Organisation> add_organisation(const Context& context, const Actor& actor,
                                                                  domain::Organisation organisation);
// Replaces all but the id. Fails as add_organisation does, with "not-found", or with "stale".
[[nodiscard]] base::Result<domain::Organisation> update_organisation(const Context& context, const Actor& actor,
                                                                     domain::Organisation organisation);

}  // namespace tributary::services
