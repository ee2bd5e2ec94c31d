#include "services/home.hpp"

#include "services/places.hpp"
#include "services/policy.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

base::Result<Home> home_of(const Context& context, const Actor& actor, const HomeZoom& zoom) {
  const auto tx = context.database.read();
  auto place = tx->places().find(zoom.place);
  if (!place) return base::fail(not_found("place"));
  const Scope scope{.project = {}, .place = zoom.place, .system = place->system, .author = {}};
  if (const auto may = require_read(Thing::objective, actor, scope); !may) return base::fail(may.error());
  const Relations relations = relations_of(actor, scope);
  Home out{.place = *std::move(place), .projects_shown = may_read(Thing::project, relations),
           .answers_shown = may_read(Thing::answer_counts, relations), .teams_shown = may_read(Thing::team_record, relations),
           .may_agree = may_write(Thing::objective, relations)};
  if (out.place.system) out.system = tx->places().find(*out.place.system);
  if (zoom.organisation) {
    auto organisation = tx->organisations().find(*zoom.organisation);
    if (!organisation) return base::fail(not_found("organisation"));
    out.organisation = {organisation->id, {.name = std::move(organisation->name), .illustrative = organisation->illustrative}};
  }
  if (zoom.team) {
    if (const auto may = require_read(Thing::team_record, actor, scope); !may) return base::fail(may.error());
    auto found = tx->organisations().find_team(*zoom.team);
    if (!found || found->organisation != zoom.organisation) return base::fail(not_found("team"));
    out.team = {found->id, std::move(found->name)};
  }
  out.picture = tx->home().picture(zoom, base::london_date(context.clock.now()));
  out.journeys = journeys_for(*out.picture, actor);
  return out;
}

}  // namespace tributary::services
