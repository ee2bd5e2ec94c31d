#include "services/drivers.hpp"

#include <algorithm>

#include "services/problems.hpp"
#include "services/projects.hpp"

namespace tributary::services {

using domain::Driver;
using domain::DriverId;
using domain::ProjectId;

namespace {

constexpr std::size_t most_drivers = 500;

base::Done check_driver(Transaction& tx, Driver& driver) {
  auto name = read_name(driver.name, "/name");
  if (!name) return base::fail(name.error());
  driver.name = *std::move(name);
  std::optional<domain::DriverKind> parent_kind;
  if (driver.parent) {
    const auto parent = tx.drivers().find(*driver.parent);
    if (!parent || parent->deleted || parent->project != driver.project)
      return base::fail(unknown_reference("driver of this project", "/parent_id"));
    parent_kind = parent->kind;
  }
  return domain::check_driver_place(driver.kind, parent_kind);
}

base::Result<Driver> writable_driver(Transaction& tx, const Actor& actor, DriverId id) {
  auto driver = tx.drivers().find(id);
  if (!driver) return base::fail(not_found("driver"));
  if (const auto project = writable_project(tx, actor, driver->project, Thing::driver_diagram); !project)
    return base::fail(project.error());
  return *std::move(driver);
}

std::vector<Driver> siblings_of(Transaction& tx, const Driver& driver) {
  std::vector<Driver> out = tx.drivers().of_project(driver.project);
  std::erase_if(out, [&](const Driver& each) { return each.parent != driver.parent || each.id == driver.id; });
  return out;
}

}  // namespace

std::vector<DriverWithTests> diagram_of(Transaction& tx, ProjectId project) {
  std::vector<DriverWithTests> out;
  for (Driver& driver : tx.drivers().of_project(project)) out.push_back({.driver = std::move(driver), .tests = {}});
  for (IdeaTest& each : tx.drivers().tests_of_ideas(project)) {
    const auto idea = std::ranges::find(out, each.idea, [](const DriverWithTests& d) { return d.driver.id; });
    if (idea != out.end()) idea->tests.push_back(std::move(each));
  }
  return out;
}

base::Result<std::vector<DriverWithTests>> driver_diagram(const Context& context, const Actor& actor, ProjectId id) {
  const auto tx = context.database.read();
  const auto project = tx->projects().find(id);
  if (!project || project->deleted) return base::fail(not_found("project"));
  if (const auto may = require_read(Thing::driver_diagram, actor, scope_of_project(*tx, *project)); !may) return base::fail(may.error());
  return diagram_of(*tx, id);
}

base::Result<Driver> add_driver(const Context& context, const Actor& actor, Driver driver) {
  const auto tx = context.database.write();
  const auto project = writable_project(*tx, actor, driver.project, Thing::driver_diagram);
  if (!project) return base::fail(project.error());
  if (const auto good = check_driver(*tx, driver); !good) return base::fail(good.error());
  if (tx->drivers().of_project(driver.project).size() >= most_drivers)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "diagram-full", .title = "The diagram is full",
                       .detail = "It holds 500 drivers and ideas, more than anybody can read. Remove some first."});
  const auto siblings = siblings_of(*tx, driver);
  driver.position = siblings.empty() ? 0 : siblings.back().position + 1;
  const DriverId id = tx->drivers().add(driver, context.clock.now());
  auto out = tx->drivers().find(id);
  tx->commit();
  return *std::move(out);
}

base::Result<Driver> update_driver(const Context& context, const Actor& actor, Driver wanted, std::optional<int> position) {
  const auto tx = context.database.write();
  auto driver = writable_driver(*tx, actor, wanted.id);
  if (!driver) return base::fail(driver.error());
  if (driver->deleted) return base::fail(not_found("driver"));
  const bool moved = driver->parent != wanted.parent;
  driver->name = wanted.name;
  driver->parent = wanted.parent;
  if (const auto good = check_driver(*tx, *driver); !good) return base::fail(good.error());
  auto siblings = siblings_of(*tx, *driver);
  const auto at = [&]() -> std::size_t {
    if (position) return std::min(static_cast<std::size_t>(std::max(0, *position)), siblings.size());
    if (moved) return siblings.size();
    return static_cast<std::size_t>(std::ranges::count_if(siblings, [&](const Driver& each) { return each.position < driver->position; }));
  }();
  siblings.insert(siblings.begin() + static_cast<std::ptrdiff_t>(at), *driver);
  for (std::size_t i = 0; i < siblings.size(); ++i) tx->drivers().set_position(siblings[i].id, static_cast<int>(i));
  driver->position = static_cast<int>(at);
  if (!tx->drivers().update(*driver, wanted.version)) return base::fail(stale("driver"));
  auto out = tx->drivers().find(wanted.id);
  tx->commit();
  return *std::move(out);
}

base::Done delete_driver(const Context& context, const Actor& actor, DriverId id, int version) {
  const auto tx = context.database.write();
  const auto driver = writable_driver(*tx, actor, id);
  if (!driver) return base::fail(driver.error());
  if (driver->deleted) return base::fail(not_found("driver"));
  if (!tx->drivers().remove(id, context.clock.now(), version)) return base::fail(stale("driver"));
  tx->commit();
  return {};
}

base::Result<Driver> restore_driver(const Context& context, const Actor& actor, DriverId id) {
  const auto tx = context.database.write();
  const auto driver = writable_driver(*tx, actor, id);
  if (!driver) return base::fail(driver.error());
  if (driver->parent)
    if (const auto parent = tx->drivers().find(*driver->parent); parent && parent->deleted)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "parent-is-deleted", .title = "What it hangs from is removed too",
                         .detail = "Take back the removal of \"" + parent->name + "\" first."});
  if (driver->deleted) tx->drivers().restore(id);
  auto out = tx->drivers().find(id);
  tx->commit();
  return *std::move(out);
}

}  // namespace tributary::services
