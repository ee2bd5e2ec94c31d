#include "services/programmes.hpp"

#include <algorithm>

#include "services/input_check.hpp"
#include "services/places.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/programme_store.hpp"
#include "services/projects.hpp"
#include "services/support_needs.hpp"

namespace tributary::services {

using domain::CohortMember;
using domain::Programme;
using domain::ProgrammeId;

namespace {

base::Done check_programme(Transaction& tx, Programme& programme, const std::vector<domain::Initiative>& before) {
  InputCheck check;
  check.name(programme.name, "/name");
  check.words(programme.about, "/about", 4000);
  if (programme.steering_group && !tx.organisations().find_group(*programme.steering_group))
    check.note(unknown_reference("group", "/steering_group_id"));
  std::size_t i = 0;
  for (domain::Initiative& initiative : programme.initiatives) {
    const std::string at = "/initiatives/" + std::to_string(i++);
    check.name(initiative.name, at + "/name");
    check.words(initiative.about, at + "/about", 4000);
    if (initiative.id.stored() && std::ranges::find(before, initiative.id, &domain::Initiative::id) == before.end())
      check.note(unknown_reference("initiative of this programme", at + "/id"));
  }
  return check.done();
}

base::Result<Programme> writable_programme(Transaction& tx, const Actor& actor, ProgrammeId id) {
  auto programme = tx.programmes().find(id);
  if (!programme) return base::fail(not_found("programme"));
  if (const auto may = require_write(Thing::programme, actor, scope_of_place(tx, programme->place)); !may)
    return base::fail(may.error());
  return *std::move(programme);
}

ProgrammePage page_of(Transaction& tx, const Actor& actor, ProgrammeId id, base::Date today) {
  ProgrammePage page;
  auto programme = tx.programmes().find(id);
  base::check(programme.has_value(), "a programme that was just read or written is stored");
  page.programme = *std::move(programme);
  if (const auto place = tx.places().find(page.programme.place)) page.place_name = place->name;
  if (page.programme.steering_group)
    if (auto group = tx.organisations().find_group(*page.programme.steering_group)) page.steering_group = with_names(tx, actor, *std::move(group), today);
  for (const CohortMember& member : page.programme.cohort) {
    auto project = tx.projects().summary(member.project);
    base::check(project.has_value(), "a cohort's projects are stored");
    page.projects.push_back(*std::move(project));
  }
  note_next_reviews(tx, actor, page.projects, today);
  page.sessions = tx.support().counts(id, today);
  page.missing_mentors = missing_in(tx, actor, page.programme);
  page.may_edit = may_write(Thing::programme, relations_of(actor, scope_of_place(tx, page.programme.place)));
  return page;
}

// Who may let a project join: its team; or who steers the programme, where the project is of the programme's own place, is in it
// already, or left it today (which may have been a slip).
base::Done require_joining(Transaction& tx, const Actor& actor, const Programme& programme, const domain::Project& project, base::Date today) {
  const Scope scope = scope_of_project(tx, project);
  const auto team = require_write(Thing::project, actor, scope);
  if (team || !may_write(Thing::programme, relations_of(actor, scope_of_place(tx, programme.place)))) return team;
  const bool own = scope.place == programme.place || scope.system == programme.place;
  const auto member = std::ranges::find(programme.cohort, project.id, &CohortMember::project);
  if (own || (member != programme.cohort.end() && (!member->left || *member->left == today))) return {};
  return base::fail({.kind = base::ProblemKind::forbidden, .code = "project-elsewhere", .title = "A project of another place joins by its own team",
                     .detail = "Ask its lead or a team member to let it join this programme."});
}

// Who may let a project join or leave: its team, or who steers the programme.
base::Done require_cohort_write(Transaction& tx, const Actor& actor, ProgrammeId id, domain::ProjectId project_id,
                                std::optional<base::Date> joins) {
  const auto programme = tx.programmes().find(id);
  if (!programme || programme->deleted) return base::fail(not_found("programme"));
  const auto project = tx.projects().find(project_id);
  if (!project || project->deleted) return base::fail(not_found("project"));
  if (joins) return require_joining(tx, actor, *programme, *project, *joins);
  if (may_write(Thing::programme, relations_of(actor, scope_of_place(tx, programme->place)))) return {};
  return require_write(Thing::project, actor, scope_of_project(tx, *project));
}

}  // namespace

base::Result<std::vector<ProgrammeSummary>> list_programmes(const Context& context, const Actor& actor, domain::PlaceId place) {
  if (const auto may = require_read(Thing::programme, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  if (!tx->places().find(place)) return base::fail(not_found("place"));
  std::vector<ProgrammeSummary> out;
  for (Programme& programme : tx->programmes().reaching(place)) {
    const auto home = tx->places().find(programme.place);
    out.push_back({.programme = std::move(programme), .place_name = home ? home->name : ""});
  }
  return out;
}

base::Result<ProgrammePage> find_programme(const Context& context, const Actor& actor, ProgrammeId id) {
  if (const auto may = require_read(Thing::programme, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  const auto programme = tx->programmes().find(id);
  if (!programme || programme->deleted) return base::fail(not_found("programme"));
  return page_of(*tx, actor, id, base::london_date(context.clock.now()));
}

base::Result<ProgrammePage> add_programme(const Context& context, const Actor& actor, Programme programme) {
  const auto tx = context.database.write();
  if (!tx->places().find(programme.place)) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto may = require_write(Thing::programme, actor, scope_of_place(*tx, programme.place)); !may)
    return base::fail(may.error());
  if (const auto good = check_programme(*tx, programme, {}); !good) return base::fail(good.error());
  const ProgrammeId id = tx->programmes().add(programme, actor.person, context.clock.now());
  auto out = page_of(*tx, actor, id, base::london_date(context.clock.now()));
  tx->commit();
  return out;
}

base::Result<ProgrammePage> update_programme(const Context& context, const Actor& actor, Programme programme) {
  const auto tx = context.database.write();
  const auto stored = writable_programme(*tx, actor, programme.id);
  if (!stored) return base::fail(stored.error());
  if (stored->deleted) return base::fail(not_found("programme"));
  if (programme.place != stored->place)
    return base::fail({.code = "place-fixed", .title = "A programme stays at its place",
                       .detail = "Add a programme at the other place instead.", .field = "/place_id"});
  if (const auto good = check_programme(*tx, programme, stored->initiatives); !good) return base::fail(good.error());
  if (!tx->programmes().update(programme, programme.version, context.clock.now())) return base::fail(stale("programme"));
  auto out = page_of(*tx, actor, programme.id, base::london_date(context.clock.now()));
  tx->commit();
  return out;
}

base::Done delete_programme(const Context& context, const Actor& actor, ProgrammeId id, int version) {
  const auto tx = context.database.write();
  const auto stored = writable_programme(*tx, actor, id);
  if (!stored) return base::fail(stored.error());
  if (stored->deleted) return base::fail(not_found("programme"));
  if (!tx->programmes().set_deleted(id, context.clock.now(), version)) return base::fail(stale("programme"));
  tx->commit();
  return {};
}

base::Result<ProgrammePage> restore_programme(const Context& context, const Actor& actor, ProgrammeId id) {
  const auto tx = context.database.write();
  const auto stored = writable_programme(*tx, actor, id);
  if (!stored) return base::fail(stored.error());
  if (stored->deleted) tx->programmes().set_deleted(id, std::nullopt, stored->version);
  auto out = page_of(*tx, actor, id, base::london_date(context.clock.now()));
  tx->commit();
  return out;
}

base::Result<ProgrammePage> join_programme(const Context& context, const Actor& actor, ProgrammeId id, domain::ProjectId project,
                                           std::optional<domain::InitiativeId> initiative, int version) {
  const auto tx = context.database.write();
  const base::Date today = base::london_date(context.clock.now());
  if (const auto may = require_cohort_write(*tx, actor, id, project, today); !may) return base::fail(may.error());
  const auto programme = tx->programmes().find(id);
  if (initiative && std::ranges::find(programme->initiatives, *initiative, &domain::Initiative::id) == programme->initiatives.end())
    return base::fail(unknown_reference("initiative of this programme", "/initiative_id"));
  const auto member = std::ranges::find(programme->cohort, project, &CohortMember::project);
  if ((member == programme->cohort.end() ? 0 : member->version) != version) return base::fail(stale("project's place in the cohort"));
  const bool in_it = member != programme->cohort.end() && !member->left;
  tx->programmes().set_cohort_member(id, {.project = project, .initiative = initiative,
                                          .joined = in_it ? member->joined : today, .left = {}});
  auto out = page_of(*tx, actor, id, today);
  tx->commit();
  return out;
}

base::Done leave_programme(const Context& context, const Actor& actor, ProgrammeId id, domain::ProjectId project, int version) {
  const auto tx = context.database.write();
  if (const auto may = require_cohort_write(*tx, actor, id, project, {}); !may) return base::fail(may.error());
  const auto programme = tx->programmes().find(id);
  const auto found = std::ranges::find(programme->cohort, project, &CohortMember::project);
  if (found == programme->cohort.end() || found->left) return base::fail(not_found("project in this programme"));
  if (found->version != version) return base::fail(stale("project's place in the cohort"));
  CohortMember member = *found;
  member.left = base::london_date(context.clock.now());
  tx->programmes().set_cohort_member(id, member);
  tx->commit();
  return {};
}

}  // namespace tributary::services
