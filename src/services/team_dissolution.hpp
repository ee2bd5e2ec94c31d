// Dissolving a team, and what becomes of its projects.
//
// Idea      nothing ends with a team. Each open project goes on with its lead, its people, its data and all that was written: it
//           moves to the team that follows, where one is named, or stays under the old name and says so until whoever leads it
//           moves it, finishes it or stops it. What has ended stays where it was done
// Promises  a dissolved team gets no new project; taking it back is exact: projects that moved with it and are still there
//           come back
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/ports/project_store.hpp"
#include "services/teams.hpp"

namespace tributary::services {

struct TeamPage {
  TeamInOrganisation team;
  std::optional<TeamInOrganisation> successor;
  std::vector<ProjectSummary> open;   // projects under way
  int ended = 0;
  std::vector<ProjectSummary> moved;  // with its dissolution, to the successor
  bool may_dissolve = false;          // or take that back
};

[[nodiscard]] base::Result<TeamPage> find_team(const Context& context, const Actor& actor, domain::TeamId id);
// By who speaks for a place that its organisation serves. Fails with "team-dissolved" where it, or the one that shall follow, is
// so already, "reference-unknown", "illustrative-apart", "stale".
[[nodiscard]] base::Result<TeamPage> dissolve_team(const Context& context, const Actor& actor, domain::TeamId id, int version,
                                                   std::optional<domain::TeamId> successor);
// Fails with "team-stands", "stale", and with "name-taken" where another team of the organisation has its name by now.
[[nodiscard]] base::Result<TeamPage> take_back_dissolution(const Context& context, const Actor& actor, domain::TeamId id, int version);

// For a project that would choose it.
[[nodiscard]] base::Problem team_is_dissolved(const domain::Team& of, std::string_view field);

}  // namespace tributary::services
