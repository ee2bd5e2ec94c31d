#include "services/objectives.hpp"

#include <algorithm>

#include "services/home.hpp"
#include "services/input_check.hpp"
#include "services/places.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/support_needs.hpp"

namespace tributary::services {

using domain::Objective;
using domain::ObjectiveId;

namespace {

base::Done check_parent(Transaction& tx, const Objective& objective) {
  if (!objective.parent) return {};
  const auto parent = tx.objectives().find(*objective.parent);
  if (!parent || parent->deleted) return base::fail(unknown_reference("objective", "/parent_id"));
  const auto place = tx.places().find(objective.place);
  if (parent->place != objective.place && (!place || parent->place != place->system))
    return base::fail({.code = "serves-elsewhere", .title = "That objective belongs elsewhere",
                       .detail = "An objective serves one of its own place or of its system. Choose one of those.",
                       .field = "/parent_id"});
  if (!objective.id.stored()) return {};
  const auto above = tx.objectives().upward(*objective.parent);
  if (std::ranges::find(above, objective.id) != above.end())
    return base::fail({.code = "serves-itself", .title = "An objective can't serve itself",
                       .detail = "\"" + parent->name + "\" already serves this objective, directly or through others. Choose another.",
                       .field = "/parent_id"});
  return {};
}

base::Done check_objective(Transaction& tx, Objective& objective) {
  InputCheck check;
  check.name(objective.name, "/name");
  check.words(objective.aim.measure, "/aim/measure", 500);
  check.words(objective.aim.unit, "/aim/unit", 40);
  check.words(objective.fixed, "/fixed", 4000);
  check.words(objective.yours, "/yours", 4000);
  check.words(objective.why_here, "/why_here", 4000);
  check.words(objective.source, "/source", 2000);
  check.that(domain::check_aim(objective.aim, "/aim"));
  check.that(check_parent(tx, objective));
  if (objective.aim.measured) {
    const auto measure = tx.measures().find(*objective.aim.measured);
    if (!measure || !measure->measure.owner.place) check.note(unknown_reference("measure of a place", "/aim/measure_id"));
  }
  return check.done();
}

// What is agreed now can't be due already; what was agreed long ago may be recorded afterwards, when that is said.
base::Done check_by(const Objective& objective, const std::optional<Objective>& before, bool past_direction, base::Date today) {
  if (!objective.aim.by || *objective.aim.by >= today || past_direction || (before && before->aim.by == objective.aim.by)) return {};
  return base::fail({.code = "aim-is-past", .title = "The date has passed already",
                     .detail = base::in_words(*objective.aim.by) + " is before today. Check the year, or say that this is past direction, "
                               "recorded afterwards.",
                     .field = "/aim/by"});
}

ObjectiveAtPlace at_place(Transaction& tx, ObjectiveId id) {
  auto objective = tx.objectives().find(id);
  base::check(objective.has_value(), "an objective that was just written is stored");
  const auto place = tx.places().find(objective->place);
  return {.objective = *std::move(objective), .place_name = place ? place->name : ""};
}

Direction direction_at(Transaction& tx, domain::PlaceId place, base::Instant now) {
  const auto picture = tx.home().picture({.place = place}, base::london_date(now));
  Direction out{.active_projects = picture->active_projects, .unaligned_projects = picture->outside};
  for (const HomeObjective& each : picture->objectives) out.objectives.push_back(each.in_place);
  return out;
}

// The stored objective, when the actor may write it.
base::Result<Objective> writable(Transaction& tx, const Actor& actor, ObjectiveId id) {
  auto stored = tx.objectives().find(id);
  if (!stored) return base::fail(not_found("objective"));
  if (const auto may = require_write(Thing::objective, actor, scope_of_place(tx, stored->place)); !may) return base::fail(may.error());
  return *std::move(stored);
}

}  // namespace

base::Result<ObjectiveAtPlace> add_objective(const Context& context, const Actor& actor, Objective objective, bool past_direction) {
  const auto tx = context.database.write();
  if (!tx->places().find(objective.place)) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto may = require_write(Thing::objective, actor, scope_of_place(*tx, objective.place)); !may)
    return base::fail(may.error());
  if (const auto good = check_objective(*tx, objective); !good) return base::fail(good.error());
  if (const auto good = check_by(objective, {}, past_direction, base::london_date(context.clock.now())); !good) return base::fail(good.error());
  const auto id = tx->objectives().add(objective, actor.person, context.clock.now());
  auto out = at_place(*tx, id);
  tx->commit();
  return out;
}

base::Result<ObjectiveAtPlace> update_objective(const Context& context, const Actor& actor, Objective objective, bool past_direction) {
  const auto tx = context.database.write();
  const auto stored = writable(*tx, actor, objective.id);
  if (!stored) return base::fail(stored.error());
  if (stored->deleted) return base::fail(not_found("objective"));
  if (stored->version != objective.version) return base::fail(stale("objective"));
  if (objective.place != stored->place)
    return base::fail({.code = "place-fixed", .title = "An objective stays with its place",
                       .detail = "Agree one at the other place, which may serve this one.", .field = "/place_id"});
  if (const auto good = check_objective(*tx, objective); !good) return base::fail(good.error());
  if (const auto good = check_by(objective, *stored, past_direction, base::london_date(context.clock.now())); !good)
    return base::fail(good.error());
  if (!tx->objectives().update(objective, objective.version)) return base::fail(stale("objective"));
  auto out = at_place(*tx, objective.id);
  tx->commit();
  return out;
}

base::Done delete_objective(const Context& context, const Actor& actor, ObjectiveId id, int version) {
  const auto tx = context.database.write();
  const auto stored = writable(*tx, actor, id);
  if (!stored) return base::fail(stored.error());
  if (stored->deleted) return base::fail(not_found("objective"));
  if (const auto below = tx->objectives().serving(id); !below.empty())
    return base::fail({.kind = base::ProblemKind::conflict, .code = "objective-is-served",
                       .title = "Other objectives serve this one",
                       .detail = "\"" + below.front().name + "\"" + (below.size() > 1 ? " and others serve it" : " serves it") +
                                 ". Let them serve another first."});
  if (!tx->objectives().set_deleted(id, context.clock.now(), version)) return base::fail(stale("objective"));
  tx->commit();
  return {};
}

base::Result<ObjectiveAtPlace> restore_objective(const Context& context, const Actor& actor, ObjectiveId id) {
  const auto tx = context.database.write();
  const auto stored = writable(*tx, actor, id);
  if (!stored) return base::fail(stored.error());
  if (stored->parent)
    if (const auto parent = tx->objectives().find(*stored->parent); parent && parent->deleted)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "parent-is-deleted", .title = "What it served is removed too",
                         .detail = "Take back the removal of \"" + parent->name + "\" first."});
  if (stored->deleted) tx->objectives().set_deleted(id, std::nullopt, stored->version);
  auto out = at_place(*tx, id);
  tx->commit();
  return out;
}

base::Result<ObjectivePage> objective_page(const Context& context, const Actor& actor, ObjectiveId id) {
  const auto tx = context.database.read();
  const auto stored = tx->objectives().find(id);
  if (!stored || stored->deleted) return base::fail(not_found("objective"));
  const Scope scope = scope_of_place(*tx, stored->place);
  if (const auto may = require_read(Thing::objective, actor, scope); !may) return base::fail(may.error());
  ObjectivePage page{.at = at_place(*tx, id), .serves = {}, .served_by = {}, .projects = {},
                     .may_edit = may_write(Thing::objective, relations_of(actor, scope))};
  if (stored->parent) page.serves = tx->objectives().find(*stored->parent);
  // The system's picture holds every locality's objectives.
  const Direction direction = direction_at(*tx, scope.system.value_or(stored->place), context.clock.now());
  for (const ObjectiveInPlace& each : direction.objectives) {
    if (each.objective.id == id) {
      page.own = each.own;
      page.all = each.all;
    }
    if (each.objective.parent == id) page.served_by.push_back(each);
  }
  if (may_read(Thing::project, relations_of(actor, scope))) {
    page.projects = tx->projects().list({.place = {}, .team = {}, .organisation = {}, .programme = {}, .objective = id, .state = {}, .member = {}});
    note_next_reviews(*tx, actor, page.projects.projects, base::london_date(context.clock.now()));
  }
  return page;
}

base::Result<DirectionOfPlace> direction_of(const Context& context, const Actor& actor, domain::PlaceId id) {
  const auto tx = context.database.read();
  auto place = tx->places().find(id);
  if (!place) return base::fail(not_found("place"));
  const Scope scope{.project = {}, .place = id, .system = place->system, .author = {}};
  if (const auto may = require_read(Thing::objective, actor, scope); !may) return base::fail(may.error());
  const Relations relations = relations_of(actor, scope);
  return DirectionOfPlace{.place = *std::move(place), .direction = direction_at(*tx, id, context.clock.now()),
                          .may_agree = may_write(Thing::objective, relations)};
}

}  // namespace tributary::services
