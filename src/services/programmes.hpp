// Programmes: projects that learn together. The place steers; a project's own team decides whether it joins.
#pragma once

#include <string>
#include <vector>

#include "domain/programme.hpp"
#include "services/context.hpp"
#include "services/ports/project_store.hpp"
#include "services/support_needs.hpp"
#include "services/teams.hpp"

namespace tributary::services {

struct ProgrammePage {
  domain::Programme programme;
  std::string place_name;
  std::optional<GroupWithNames> steering_group;
  std::vector<ProjectSummary> projects;  // of each cohort member, in its order
  SupportCounts sessions;                // that its projects were given, counted; never their words
  std::vector<MissingMentor> missing_mentors;  // for those who can find one
  bool may_edit = false;
};

struct ProgrammeSummary {
  domain::Programme programme;
  std::string place_name;
};

[[nodiscard]] base::Result<std::vector<ProgrammeSummary>> list_programmes(const Context& context, const Actor& actor, domain::PlaceId place);
[[nodiscard]] base::Result<ProgrammePage> find_programme(const Context& context, const Actor& actor, domain::ProgrammeId id);
// Fails with "text-missing" or "reference-unknown".
[[nodiscard]] base::Result<ProgrammePage> add_programme(const Context& context, const Actor& actor, domain::Programme programme);
// All but its place and cohort. An initiative that is left out is removed; what was taken up stays on the record.
[[nodiscard]] base::Result<ProgrammePage> update_programme(const Context& context, const Actor& actor, domain::Programme programme);
[[nodiscard]] base::Done delete_programme(const Context& context, const Actor& actor, domain::ProgrammeId id, int version);
[[nodiscard]] base::Result<ProgrammePage> restore_programme(const Context& context, const Actor& actor, domain::ProgrammeId id);

// The project's team joins it, takes up an initiative (or puts it down), or leaves; who steers the programme can too. `version` is
// that of its place in the cohort, 0 before it first joined. Fails with "stale".
[[nodiscard]] base::Result<ProgrammePage> join_programme(const Context& context, const Actor& actor, domain::ProgrammeId id,
                                                         domain::ProjectId project, std::optional<domain::InitiativeId> initiative,
                                                         int version);
[[nodiscard]] base::Done leave_programme(const Context& context, const Actor& actor, domain::ProgrammeId id, domain::ProjectId project,
                                          int version);

}  // namespace tributary::services
