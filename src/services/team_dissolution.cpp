#include "services/team_dissolution.hpp"

#include <utility>

#include "base/check.hpp"
#include "services/parties.hpp"
#include "services/places.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::Team;
using domain::TeamId;

namespace {

std::vector<ProjectSummary> open_projects_of(Transaction& tx, TeamId id) {
  ProjectFilter filter;
  filter.team = id;
  filter.state = domain::ProjectState::active;
  filter.limit = -1;  // all
  return tx.projects().list(filter).projects;
}

int count_ended(Transaction& tx, TeamId id) {
  ProjectFilter filter;
  filter.team = id;
  filter.limit = 1;
  const auto all = tx.projects().list(filter);
  return all.finished + all.stopped;
}

// In any of the places that its organisation serves today.
base::Done require_dissolving(Transaction& tx, const Actor& actor, const Team& of, base::Date today) {
  const auto organisation = tx.organisations().find(of.organisation);
  base::check(organisation.has_value(), "a team has its organisation");
  for (const domain::PlaceId each : places_served(*organisation, today))
    if (may_write(Thing::team_dissolution, relations_of(actor, scope_of_place(tx, each)))) return {};
  return require_write(Thing::team_dissolution, actor, {});
}

std::optional<TeamInOrganisation> in_organisation(Transaction& tx, TeamId id) {
  auto found = tx.organisations().find_team(id);
  const auto organisation = found ? tx.organisations().find(found->organisation) : std::nullopt;
  if (!organisation) return std::nullopt;
  return TeamInOrganisation{.team = *std::move(found), .organisation_name = organisation->name, .illustrative = organisation->illustrative};
}

TeamPage page_of(Transaction& tx, const Actor& actor, TeamInOrganisation of, base::Date today) {
  TeamPage page;
  page.team = std::move(of);
  const TeamId id = page.team.team.id;
  if (page.team.team.successor) page.successor = in_organisation(tx, *page.team.team.successor);
  page.open = open_projects_of(tx, id);
  page.ended = count_ended(tx, id);
  for (const domain::ProjectId each : tx.organisations().moved_with(id))
    if (auto summary = tx.projects().summary(each)) page.moved.push_back(*std::move(summary));
  page.may_dissolve = require_dissolving(tx, actor, page.team.team, today).has_value();
  return page;
}

// The team, to who may dissolve it.
base::Result<TeamInOrganisation> find_to_dissolve(Transaction& tx, const Actor& actor, TeamId id, int version, base::Date today) {
  auto found = in_organisation(tx, id);
  if (!found) return base::fail(not_found("team"));
  if (const auto may = require_read(Thing::team_record, actor, {}); !may) return base::fail(may.error());
  if (const auto may = require_dissolving(tx, actor, found->team, today); !may) return base::fail(may.error());
  if (found->team.version != version) return base::fail(stale("team"));
  return *std::move(found);
}

base::Done check_successor(Transaction& tx, const TeamInOrganisation& of, TeamId to) {
  constexpr const char* field = "/to_team_id";
  const auto next = in_organisation(tx, to);
  if (!next || to == of.team.id) return base::fail(unknown_reference("other team", field));
  if (next->team.dissolved) return base::fail(team_is_dissolved(next->team, field));
  if (next->illustrative != of.illustrative)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "illustrative-apart", .title = "What is illustrative stays so",
                       .detail = "One of the two teams is illustrative and the other is real. Choose a team of the same kind.",
                       .field = field});
  return {};
}

void move_projects(Transaction& tx, const Actor& actor, const std::vector<domain::ProjectId>& projects, TeamId from, TeamId to, base::Instant now) {
  for (const domain::ProjectId id : projects) {
    auto project = tx.projects().find(id);
    if (!project || project->deleted || project->team != from) continue;
    project->team = to;
    base::check(tx.projects().update(*project, actor.person, project->version, now), "one writer: the version stands");
  }
}

}  // namespace

base::Problem team_is_dissolved(const Team& of, std::string_view field) {
  return {.kind = base::ProblemKind::conflict, .code = "team-dissolved", .title = "That team was dissolved",
          .detail = "\"" + of.name + "\" was dissolved on " + base::in_words(of.dissolved.value_or(base::Date{})) + ". Choose another team.",
          .field = std::string(field)};
}

base::Result<TeamPage> find_team(const Context& context, const Actor& actor, TeamId id) {
  if (const auto may = require_read(Thing::team_record, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  auto found = in_organisation(*tx, id);
  if (!found) return base::fail(not_found("team"));
  return page_of(*tx, actor, *std::move(found), base::london_date(context.clock.now()));
}

base::Result<TeamPage> dissolve_team(const Context& context, const Actor& actor, TeamId id, int version, std::optional<TeamId> successor) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto found = find_to_dissolve(*tx, actor, id, version, base::london_date(context.clock.now()));
  if (!found) return base::fail(found.error());
  if (found->team.dissolved) return base::fail(team_is_dissolved(found->team, ""));
  if (successor)
    if (const auto good = check_successor(*tx, *found, *successor); !good) return base::fail(good.error());
  Team dissolved = found->team;
  dissolved.dissolved = base::london_date(now);
  dissolved.successor = successor;
  if (!tx->organisations().set_dissolution(dissolved, actor.person, version)) return base::fail(stale("team"));
  if (successor) {
    std::vector<domain::ProjectId> open;
    for (const ProjectSummary& each : open_projects_of(*tx, id)) open.push_back(each.id);
    move_projects(*tx, actor, open, id, *successor, now);
    tx->organisations().set_moved_with(id, open);
  }
  auto page = page_of(*tx, actor, *in_organisation(*tx, id), base::london_date(context.clock.now()));
  tx->commit();
  return page;
}

base::Result<TeamPage> take_back_dissolution(const Context& context, const Actor& actor, TeamId id, int version) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto found = find_to_dissolve(*tx, actor, id, version, base::london_date(context.clock.now()));
  if (!found) return base::fail(found.error());
  if (!found->team.dissolved)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "team-stands", .title = "The team isn't dissolved",
                       .detail = "There is nothing to take back."});
  Team standing = found->team;
  const auto successor = std::exchange(standing.successor, std::nullopt);
  standing.dissolved.reset();
  if (has_team_called(*tx, standing)) return base::fail(team_name_taken(""));
  if (!tx->organisations().set_dissolution(standing, actor.person, version)) return base::fail(stale("team"));
  if (successor) move_projects(*tx, actor, tx->organisations().moved_with(id), *successor, id, now);
  tx->organisations().set_moved_with(id, {});
  auto page = page_of(*tx, actor, *in_organisation(*tx, id), base::london_date(context.clock.now()));
  tx->commit();
  return page;
}

}  // namespace tributary::services
