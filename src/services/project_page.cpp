#include "services/project_page.hpp"

#include "services/ports/objective_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/programme_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

MayOnProject may_on(const domain::Project& project, Relations relations) {
  const bool proposed = project.origin == domain::Origin::both && !project.agreement;
  return {.edit = may_write(Thing::project, relations),
          .end = may_write(Thing::project_ending, relations),
          .admit = may_write(Thing::membership, relations),
          .change_drivers = may_write(Thing::driver_diagram, relations),
          .add_test = may_write(Thing::test, relations),
          .add_measure = may_write(Thing::private_measure, relations),
          .answer = may_write(Thing::team_answer, relations),
          .agree_origin = proposed && may_write(Thing::origin_agreement, relations) && (relations & indoors) == nobody,
          .name_lead = false,  // known once the members are
          .read_indoors = may_read(Thing::text_indoors, relations)};
}

std::vector<domain::Measure> readable_measures(Transaction& tx, Relations relations, domain::ProjectId project) {
  std::vector<domain::Measure> out;
  for (domain::Measure& each : tx.measures().of({.place = {}, .project = project, .person = {}}))
    if (may_read(each.published ? Thing::published_measure : Thing::private_measure, relations)) out.push_back(std::move(each));
  return out;
}

std::vector<ObjectiveAtPlace> objectives_of(Transaction& tx, domain::ProjectId project) {
  std::vector<ObjectiveAtPlace> out;
  for (domain::Objective& each : tx.objectives().of_project(project)) {
    const auto place = tx.places().find(each.place);
    out.push_back({.objective = std::move(each), .place_name = place ? place->name : ""});
  }
  return out;
}

}  // namespace

base::Result<ProjectPage> project_page(const Context& context, const Actor& actor, domain::ProjectId id) {
  const auto tx = context.database.read();
  const auto project = tx->projects().find(id);
  if (!project) return base::fail(not_found("project"));
  const Scope scope = scope_of_project(*tx, *project);
  const Relations relations = relations_of(actor, scope);
  if (project->deleted && !may_write(Thing::project_ending, relations)) return base::fail(not_found("project"));
  if (const auto may = require_read(Thing::project, actor, scope); !may) return base::fail(may.error());
  ProjectPage page{.at = in_place(*tx, id),
                   .objectives = objectives_of(*tx, id),
                   .members = members_of(*tx, id),
                   .led = somebody_leads(*tx, id),
                   .drivers = diagram_of(*tx, id),
                   .measures = readable_measures(*tx, relations, id),
                   .tests = tx->projects().tests(id),
                   .progress = progress_of(*tx, *project),
                   .later_checks = tx->projects().later_checks(id),
                   .programmes = tx->programmes().of_project(id),
                   .my_roles = {},
                   .may = may_on(*project, relations)};
  page.may.name_lead = !page.led && may_write(Thing::new_lead, relations);
  for (const Member& member : page.members)
    if (member.grant.person == actor.person) page.my_roles.push_back(member.grant.role);
  return page;
}

}  // namespace tributary::services
