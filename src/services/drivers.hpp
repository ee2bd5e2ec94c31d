// Driver diagrams: drawing them, and reading one whole with the tests that try each change idea.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/driver.hpp"
#include "services/context.hpp"
#include "services/ports/driver_store.hpp"

namespace tributary::services {

struct DriverWithTests {
  domain::Driver driver;
  std::vector<IdeaTest> tests;  // of a change idea
};

// By position among siblings; who hangs from whom is in `parent`.
[[nodiscard]] base::Result<std::vector<DriverWithTests>> driver_diagram(const Context& context, const Actor& actor, domain::ProjectId project);
[[nodiscard]] std::vector<DriverWithTests> diagram_of(Transaction& tx, domain::ProjectId project);

// At the end of its siblings. Fails with "text-missing", "reference-unknown", "driver-misplaced", "diagram-full".
[[nodiscard]] base::Result<domain::Driver> add_driver(const Context& context, const Actor& actor, domain::Driver driver);
// Renames and moves: under `driver.parent`, to `position` among the siblings there (none: where it is, or the end).
// Fails as add_driver does, or with "stale".
[[nodiscard]] base::Result<domain::Driver> update_driver(const Context& context, const Actor& actor, domain::Driver driver,
                                                         std::optional<int> position);
// With all that hangs from it.
[[nodiscard]] base::Done delete_driver(const Context& context, const Actor& actor, domain::DriverId id, int version);
// With all that was removed together. Fails with "parent-is-deleted".
[[nodiscard]] base::Result<domain::Driver> restore_driver(const Context& context, const Actor& actor, domain::DriverId id);

}  // namespace tributary::services
