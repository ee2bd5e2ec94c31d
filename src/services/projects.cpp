#include "services/projects.hpp"

#include <algorithm>

#include "services/adoptions.hpp"
#include "services/answers.hpp"
#include "services/input_check.hpp"
#include "services/places.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/support_needs.hpp"
#include "services/team_dissolution.hpp"

namespace tributary::services {

using domain::Origin;
using domain::Project;
using domain::ProjectId;

namespace {

// Objectives of the project's place, of its system, or of another locality of that system. Those that it served before may
// stay, whatever has become of them.
base::Done check_objectives(Transaction& tx, const Project& project, const std::vector<domain::ObjectiveId>& before) {
  if (const auto answered = domain::check_serves(project); !answered) return answered;
  const auto place = tx.places().find(project.place);
  if (!place) return {};  // said elsewhere
  const domain::PlaceId system = place->system.value_or(place->id);
  for (const domain::ObjectiveId id : project.serves) {
    if (std::ranges::find(before, id) != before.end()) continue;
    const auto objective = tx.objectives().find(id);
    if (!objective || objective->deleted) return base::fail(unknown_reference("objective", "/objective_ids"));
    const auto home = tx.places().find(objective->place);
    if (!home || home->system.value_or(home->id) != system)
      return base::fail({.code = "objective-elsewhere", .title = "That objective belongs to another system",
                         .detail = "\"" + objective->name + "\" isn't one of this place or of its system. Choose one of those.",
                         .field = "/objective_ids"});
  }
  return {};
}

bool says_anything(const domain::Aim& aim) {
  return !aim.measure.empty() || aim.measured || !aim.unit.empty() || aim.from || aim.from_on || aim.to || aim.by;
}

base::Done check_aim_measure(Transaction& tx, const Project& project) {
  if (!project.aim_in_numbers.measured) return {};
  const auto found = tx.measures().find(*project.aim_in_numbers.measured);
  const bool its_own = found && project.id.stored() && found->measure.owner.project == project.id;
  const bool a_places = found && found->measure.owner.place && found->measure.published;
  if (its_own || a_places) return {};
  return base::fail(unknown_reference("measure of this project or its place", "/aim_in_numbers/measure_id"));
}

// `before`: what is stored, when it is an update.
base::Done check_project(Transaction& tx, Project& project, const std::optional<Project>& before, base::Date today) {
  InputCheck check;
  check.name(project.name, "/name");
  check.name(project.aim, "/aim", 2000);
  check.words(project.aim_in_numbers.measure, "/aim_in_numbers/measure", 500);
  check.words(project.aim_in_numbers.unit, "/aim_in_numbers/unit", 40);
  if (says_anything(project.aim_in_numbers)) check.that(domain::check_aim(project.aim_in_numbers, "/aim_in_numbers"));
  check.that(check_aim_measure(tx, project));
  if (!tx.places().find(project.place)) check.note(unknown_reference("place", "/place_id"));
  std::ranges::sort(project.serves);
  project.serves.erase(std::ranges::unique(project.serves).begin(), project.serves.end());
  check.that(check_objectives(tx, project, before ? before->serves : std::vector<domain::ObjectiveId>{}));
  const bool stood_so = before && before->serves_none && before->origin == project.origin;
  if (project.serves_none && project.origin != Origin::own_idea && !stood_so)
    check.note({.code = "priority-unnamed", .title = "Which priority is it?",
                .detail = "A priority of the place is one of its objectives. Choose the one that the project serves, or say that it is your own idea.",
                .field = "/origin"});
  if (project.review && *project.review < today && !(before && before->review == project.review))
    check.note({.code = "date-past", .title = "The review date is past",
                .detail = base::in_words(*project.review) + " is before today. Choose the day on which the project is next looked at.",
                .field = "/review_on"});
  return check.done();
}

// Each a text of the actor's own, with its audience.
base::Done put_words(Transaction& tx, const Actor& actor, base::Instant now, ProjectId id, const SlotDrafts& words) {
  return put_texts(tx, actor, now, {.project = id, .thing = domain::TextThing::project, .thing_id = id.value, .slot = {}}, words);
}

// The draft's team, which may first have to be made.
// `before`: whose it was, which it may stay.
base::Result<domain::TeamId> team_of(Transaction& tx, const Actor& actor, const ProjectDraft& draft, base::Instant now,
                                     std::optional<domain::TeamId> before = {}) {
  if (draft.project.team.stored() == draft.new_team.has_value())
    return base::fail({.code = "team-unclear", .title = "Which team is it?",
                       .detail = "Choose a team, or name a new one and its organisation; not both.", .field = "/team_id"});
  if (draft.new_team) return add_team_within(tx, actor, *draft.new_team, "/new_team", now);
  const auto chosen = tx.organisations().find_team(draft.project.team);
  if (!chosen) return base::fail(unknown_reference("team", "/team_id"));
  if (chosen->dissolved && chosen->id != before) return base::fail(team_is_dissolved(*chosen, "/team_id"));
  // What was begun may go back to where it was: taking back a move to a successor.
  if (!before)
    if (const auto open = check_organisation_open(tx, chosen->organisation, base::london_date(now), "/team_id"); !open) return base::fail(open.error());
  return draft.project.team;
}

}  // namespace

Scope scope_of_project(Transaction& tx, const Project& project) {
  Scope scope = scope_of_place(tx, project.place);
  scope.project = project.id;
  return scope;
}

base::Result<Project> writable_project(Transaction& tx, const Actor& actor, ProjectId id, Thing thing) {
  auto project = tx.projects().find(id);
  if (!project || project->deleted) return base::fail(not_found("project"));
  if (const auto may = require_write(thing, actor, scope_of_project(tx, *project)); !may) return base::fail(may.error());
  return *std::move(project);
}

ProjectInPlace in_place(Transaction& tx, ProjectId id) {
  auto project = tx.projects().find(id);
  auto names = tx.projects().summary(id);
  base::check(project && names, "a project that was just read or written is stored");
  ProjectInPlace out{.project = *std::move(project), .names = *std::move(names), .agreed_by_name = {}};
  if (out.project.agreement)
    if (const auto person = tx.people().find(out.project.agreement->by)) out.agreed_by_name = person->name;
  return out;
}

bool is_on_record(Transaction& tx, ProjectId id) {
  const auto locked = [&](const domain::Prediction& each) {
    return !each.deleted && each.lock;
  };
  return std::ranges::any_of(tx.tests().of_project(id),
                             [&](const domain::Test& test) { return std::ranges::any_of(tx.predictions().of_test(test.id), locked); });
}

base::Done check_not_regulator(Transaction& tx, domain::PersonId person, std::string_view field) {
  for (const domain::Grant& grant : tx.people().grants_of(person))
    if (grant.role == domain::Role::regulator)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "regulator-apart",
                         .title = "A regulator can't be of a project's team",
                         .detail = "Who inspects isn't told what a team keeps indoors. Choose somebody else.",
                         .field = std::string(field)});
  return {};
}

base::Result<ProjectId> start_project_within(Transaction& tx, const Actor& actor, ProjectDraft draft, base::Instant now) {
  if (const auto may = require_write(Thing::project_opening, actor, {}); !may) return base::fail(may.error());
  if (const auto apart = check_not_regulator(tx, actor.person, ""); !apart) return base::fail(apart.error());
  Project& project = draft.project;
  // The team last, because it may be made: a draft with mistakes learns of them all at once.
  if (auto good = check_project(tx, project, std::nullopt, base::london_date(now)); !good) return base::fail(good.error());
  const auto chosen = team_of(tx, actor, draft, now);
  if (!chosen) return base::fail(chosen.error());
  project.team = *chosen;
  project.created_by = actor.person;
  const ProjectId id = tx.projects().add(project, now);
  const domain::Grant leads{.id = {}, .person = actor.person, .role = domain::Role::project_lead, .place = {}, .project = id, .since = now, .until = {}};
  tx.people().add_grant(leads, actor.person);
  Actor lead = actor;
  lead.grants.push_back(leads);
  if (const auto put = put_words(tx, lead, now, id, draft.words); !put) return base::fail(put.error());
  return id;
}

base::Result<ProjectInPlace> start_project(const Context& context, const Actor& actor, ProjectDraft draft) {
  const auto tx = context.database.write();
  const auto id = start_project_within(*tx, actor, std::move(draft), context.clock.now());
  if (!id) return base::fail(id.error());
  auto out = in_place(*tx, *id);
  tx->commit();
  return out;
}

base::Result<ProjectInPlace> update_project(const Context& context, const Actor& actor, ProjectDraft draft) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  Project& project = draft.project;
  const auto stored = writable_project(*tx, actor, project.id, Thing::project);
  if (!stored) return base::fail(stored.error());
  if (stored->version != project.version) return base::fail(stale("project"));
  if (auto good = check_project(*tx, project, *stored, base::london_date(now)); !good) return base::fail(good.error());
  const auto chosen = team_of(*tx, actor, draft, now, stored->team);
  if (!chosen) return base::fail(chosen.error());
  if (project.place != stored->place) {
    if (const auto good = check_adoption_of(*tx, project.id, project.place, "/place_id"); !good) return base::fail(good.error());
    tx->packages().move_adoption(project.id, project.place);
  }
  project.team = *chosen;
  // What this doesn't change stays; an agreement stands while what was agreed does.
  project.state = stored->state;
  project.ended = stored->ended;
  project.owner_after = stored->owner_after;
  std::vector<domain::ObjectiveId> served = stored->serves;
  std::ranges::sort(served);
  const bool agreed_still = project.origin == Origin::both && project.place == stored->place && project.serves == served;
  project.agreement = agreed_still ? stored->agreement : std::nullopt;
  if (!tx->projects().update(project, actor.person, project.version, now)) return base::fail(stale("project"));
  if (const auto put = put_words(*tx, actor, now, project.id, draft.words); !put) return base::fail(put.error());
  auto out = in_place(*tx, project.id);
  tx->commit();
  return out;
}

base::Done delete_project(const Context& context, const Actor& actor, ProjectId id, int version) {
  const auto tx = context.database.write();
  const auto stored = writable_project(*tx, actor, id, Thing::project_ending);
  if (!stored) return base::fail(stored.error());
  if (is_on_record(*tx, id))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "project-predicted", .title = "A prediction of this project is locked",
                       .detail = "What was predicted stays on the record, whatever comes of it. Stop the project, with what was learnt, instead."});
  if (!tx->projects().set_deleted(id, context.clock.now(), version)) return base::fail(stale("project"));
  tx->commit();
  return {};
}

base::Result<ProjectInPlace> restore_project(const Context& context, const Actor& actor, ProjectId id) {
  const auto tx = context.database.write();
  const auto stored = tx->projects().find(id);
  if (!stored) return base::fail(not_found("project"));
  if (const auto may = require_write(Thing::project_ending, actor, scope_of_project(*tx, *stored)); !may) return base::fail(may.error());
  if (stored->deleted) {
    if (const auto good = check_adoption_of(*tx, id, stored->place, ""); !good) return base::fail(good.error());
    // None was locked when it was removed: whatever is now was locked meanwhile.
    for (const domain::Test& test : tx->tests().of_project(id)) mark_seen_while_away(*tx, test.id, base::Instant{}, context.clock.now());
    tx->projects().set_deleted(id, std::nullopt, stored->version);
  }
  auto out = in_place(*tx, id);
  tx->commit();
  return out;
}

base::Result<ProjectInPlace> agree_origin(const Context& context, const Actor& actor, ProjectId id) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  auto project = writable_project(*tx, actor, id, Thing::origin_agreement);
  if (!project) return base::fail(project.error());
  if (project->origin != Origin::both)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "origin-not-both", .title = "There is nothing to agree",
                       .detail = "The project doesn't say that it is both an own idea and a priority. Its team can propose that."});
  if ((relations_of(actor, scope_of_project(*tx, *project)) & indoors) != nobody)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "agrees-with-oneself", .title = "An agreement takes two",
                       .detail = "You are of this project. Somebody else who speaks for the place agrees."});
  if (!project->agreement) {
    project->agreement = domain::OriginAgreement{.by = actor.person, .on = base::london_date(now)};
    base::check(tx->projects().update(*project, actor.person, project->version, now), "one writer: the version stands");
  }
  auto out = in_place(*tx, id);
  tx->commit();
  return out;
}

base::Result<ProjectInPlace> take_back_agreement(const Context& context, const Actor& actor, ProjectId id) {
  const auto tx = context.database.write();
  auto project = writable_project(*tx, actor, id, Thing::origin_agreement);
  if (!project) return base::fail(project.error());
  if (project->agreement) {
    project->agreement.reset();
    base::check(tx->projects().update(*project, actor.person, project->version, context.clock.now()), "one writer: the version stands");
  }
  auto out = in_place(*tx, id);
  tx->commit();
  return out;
}

base::Result<ProjectList> list_projects(const Context& context, const Actor& actor, ProjectFilter filter) {
  if (const auto may = require_read(Thing::project, actor, {}); !may) return base::fail(may.error());
  if (filter.limit < 1 || filter.limit > 200 || filter.offset < 0 || filter.offset > 1'000'000)
    return base::fail({.kind = base::ProblemKind::malformed, .code = "query-unreadable", .title = "The address can't be read",
                       .detail = "limit is 1 to 200, offset 0 to 1,000,000.", .field = "limit"});
  const auto tx = context.database.read();
  auto list = tx->projects().list(filter);
  note_next_reviews(*tx, actor, list.projects, base::london_date(context.clock.now()));
  return list;
}

}  // namespace tributary::services
