// Whose package a place may adopt, so that the lineage stays a tree and each place counts once.
#include "services/adoptions.hpp"
#include "services/ports/package_store.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/date.hpp"

namespace tributary::services {

using domain::AdoptionId;
using domain::Package;

namespace {

base::Problem out_of_line(std::string code, std::string title, std::string detail, std::string field = {}) {
  return {.kind = base::ProblemKind::conflict, .code = std::move(code), .title = std::move(title), .detail = std::move(detail), .field = std::move(field)};
}

}  // namespace

base::Done check_lineage(Transaction& tx, const Package& package, domain::PlaceId place, std::optional<AdoptionId> without, const std::string& field) {
  if (package.place == place)
    return base::fail(out_of_line("own-package", "It comes from this place already",
                               "A package is adopted elsewhere. Here, join the project that it comes from, or start one beside it.", field));
  auto parent = package.parent;
  while (parent) {
    const auto adoption = tx.packages().find_adoption(*parent);
    base::check(adoption.has_value(), "a lineage is stored whole");
    const auto above = tx.packages().find(adoption->package);
    base::check(above.has_value(), "a lineage is stored whole");
    if (above->place == place) {
      const auto line = tx.packages().line(above->id);
      return base::fail(out_of_line("lineage-cycle", "It descends from a package of this place",
                                 "It grew from \"" + (line ? line->name : std::string("a package of yours")) +
                                     "\", which this place published. Take what they changed into a new version of that instead.",
                                 field));
    }
    parent = above->parent;
  }
  for (const AdoptionLine& each : tx.packages().adoptions_of(package.id))
    if (each.place == place && !each.removed && each.id != without)
      return base::fail(out_of_line("already-adopted", "This place has adopted it already",
                                 "Its project is \"" + each.project_name + "\" of " + each.organisation_name + ", since " + base::in_words(each.on) +
                                     ". Join that project, or remove it first.",
                                 field));
  return {};
}

base::Done check_adoption_of(Transaction& tx, domain::ProjectId project, domain::PlaceId place, const std::string& field) {
  const auto id = tx.packages().adoption_of_project(project);
  if (!id) return {};
  const auto package = tx.packages().find(tx.packages().find_adoption(*id)->package);
  base::check(package.has_value(), "an adopted package is stored");
  return check_lineage(tx, *package, place, id, field);
}

}  // namespace tributary::services
