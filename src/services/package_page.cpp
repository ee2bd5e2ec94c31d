#include "services/package_page.hpp"

#include "base/check.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/standard_store.hpp"
#include "services/measures.hpp"
#include "services/problems.hpp"
#include "services/projects.hpp"

namespace tributary::services {

using domain::Package;
using domain::PackageState;
using domain::PackageVersion;

namespace {

PackageContent content_of(Transaction& tx, const Actor& actor, PackageVersion version) {
  PackageContent out;
  for (const domain::PackageMeasure& each : version.measures) {
    PackageMeasureView view{.measure = each, .live = false, .why_not = {}};
    if (each.source) {
      const auto found = tx.measures().find(*each.source);
      if (!found || (found->measure.owner.project && !tx.measures().scope_of(found->measure.owner))) view.why_not = "removed";
      else if (!found->measure.published) view.why_not = "unpublished";
      else if (!may_read_measure(actor, *found)) view.why_not = actor.is_stranger ? "sign-in" : "unpublished";
      else view.live = true;
    }
    if (actor.is_stranger) view.measure.source.reset();
    out.measures.push_back(std::move(view));
  }
  const Relations relations = relations_of(actor, {});
  if (!may_read(Thing::objective, relations)) version.objective.reset();
  if (!may_read(Thing::standard, relations)) version.standards.clear();
  if (version.objective)
    if (const auto objective = tx.objectives().find(*version.objective); objective && !objective->deleted) out.objective_name = objective->name;
  for (const domain::StandardId id : version.standards)
    if (const auto standard = tx.standards().find(id); standard && !standard->deleted) out.standards.push_back({.id = id, .name = standard->name});
  out.version = std::move(version);
  return out;
}

Publisher publisher_of(Transaction& tx, const Actor& actor, const Package& package, base::Instant now) {
  Publisher out;
  if (!package.project) return out;
  const auto project = tx.projects().find(*package.project);
  base::check(project.has_value(), "a package's project is stored");
  out.project_removed = project->deleted;
  if (const auto team = tx.organisations().find_team(project->team))
    if (const auto organisation = tx.organisations().find(team->organisation)) {
      out.organisation_name = organisation->name;
      const bool closed = organisation->closed && *organisation->closed <= base::london_date(now);
      if (closed && !organisation->successors.empty())
        if (const auto successor = tx.organisations().find(organisation->successors.front().organisation)) out.successor_name = successor->name;
    }
  out.may_read_project = !project->deleted && may_read(Thing::project, relations_of(actor, scope_of_project(tx, *project)));
  if (out.may_read_project) out.project_name = project->name;
  return out;
}

}  // namespace

PackagePage page_of_package(Transaction& tx, const Actor& actor, base::Instant now, domain::PackageId id) {
  PackagePage page;
  auto package = tx.packages().find(id);
  auto line = tx.packages().line(id);
  base::check(package && line, "a package that was just read or written is stored");
  page.package = *std::move(package);
  page.line = for_reader(actor, *std::move(line));
  const Scope scope = scope_of_package(tx, page.package);
  const Relations relations = relations_of(actor, scope);
  const bool insider = may_read(Thing::package_draft, relations);
  page.publisher = publisher_of(tx, actor, page.package, now);
  for (PackageVersion& each : tx.packages().versions(id)) {
    if (!each.published) {
      if (!insider) continue;
      if (const auto ready = check_ready(tx, each); !ready) {
        page.lacks.push_back(ready.error().title);
        for (const base::Problem& other : ready.error().others) page.lacks.push_back(other.title);
      }
      page.draft = content_of(tx, actor, std::move(each));
      continue;
    }
    if (may_read_package(actor, scope, each.audience)) page.versions.push_back({.id = each.id, .number = each.number, .name = each.name, .what_changed = each.what_changed, .published = each.published});
    page.current = content_of(tx, actor, std::move(each));
  }
  if (may_read(Thing::package_proposal, relations)) page.proposals = tx.packages().proposals_to(id);
  const bool live = page.package.state != PackageState::withdrawn;
  const bool edit = may_write(Thing::package_draft, relations), publish = may_write(Thing::package_publication, relations);
  page.may = {.edit = edit && live,
              .publish = publish && live && page.draft.has_value(),
              .withdraw = publish && page.package.state != PackageState::draft,
              .discard = edit && live && page.draft.has_value() && page.current.has_value(),
              .remove = edit && page.package.state == PackageState::draft,
              .adopt = page.package.state == PackageState::published && may_write(Thing::package_adoption, relations),
              .answer = may_write(Thing::package_proposal, relations)};
  return page;
}

base::Result<PackagePage> package_page(const Context& context, const Actor& actor, domain::PackageId id) {
  const auto tx = context.database.read();
  if (const auto package = readable_package(*tx, actor, id); !package) return base::fail(package.error());
  return page_of_package(*tx, actor, context.clock.now(), id);
}

}  // namespace tributary::services
