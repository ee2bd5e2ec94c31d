// Projects: starting, changing, removing and finding them.
//
// Promises  whoever starts a project leads it; it says which objectives of its system it serves, or openly that it serves
//           none; its origin is `both` for good only when somebody who speaks for the place has agreed; what is removed can
//           be taken back; everything of an illustrative organisation's team is illustrative
// See       project_endings.hpp, members.hpp, drivers.hpp, progress.hpp, and project_page.hpp which reads it all at once
#pragma once

#include <string>

#include "domain/place.hpp"
#include "domain/project.hpp"
#include "services/context.hpp"
#include "services/policy.hpp"
#include "services/ports/project_store.hpp"
#include "services/texts.hpp"

namespace tributary::services {

// A project with the names that its reader needs.
struct ProjectInPlace {
  domain::Project project;
  ProjectSummary names;
  std::string agreed_by_name;  // of its agreement
};

struct ProjectDraft {
  domain::Project project;              // with its team, or:
  std::optional<domain::Team> new_team; // made together with the project
  SlotDrafts words;                     // "what_matters" and "taking_part", each the actor's own text; left out: as it is
};

// Fails with "text-missing", "team-unclear", "team-dissolved", "reference-unknown", "objectives-unanswered", "objectives-contradict",
// "objective-elsewhere", "date-past" (the review), "regulator-apart", or as domain::check_aim does.
[[nodiscard]] base::Result<ProjectInPlace> start_project(const Context& context, const Actor& actor, ProjectDraft draft);
// What a project says of itself; not its state. One that adopted a package takes the adoption along where it moves. Fails as
// start_project and check_lineage (adoptions.hpp) do, or with "stale".
[[nodiscard]] base::Result<ProjectInPlace> update_project(const Context& context, const Actor& actor, ProjectDraft draft);
// Whether a prediction of it is locked: then it isn't removed.
[[nodiscard]] bool is_on_record(Transaction& tx, domain::ProjectId id);
// Fails with "project-predicted", "stale".
[[nodiscard]] base::Done delete_project(const Context& context, const Actor& actor, domain::ProjectId id, int version);
// One that adopted a package comes back where its place might adopt it: fails with "already-adopted", "own-package", "lineage-cycle".
[[nodiscard]] base::Result<ProjectInPlace> restore_project(const Context& context, const Actor& actor, domain::ProjectId id);

// Somebody who speaks for the place, and is not of the team, agrees. Fails with "origin-not-both" or "agrees-with-oneself".
[[nodiscard]] base::Result<ProjectInPlace> agree_origin(const Context& context, const Actor& actor, domain::ProjectId id);

// The place takes it back.
[[nodiscard]] base::Result<ProjectInPlace> take_back_agreement(const Context& context, const Actor& actor, domain::ProjectId id);

[[nodiscard]] base::Result<ProjectList> list_projects(const Context& context, const Actor& actor, ProjectFilter filter);

// Within a transaction that is open already ---------------------------------------------------------------------------

// What start_project does, but for the transaction.
[[nodiscard]] base::Result<domain::ProjectId> start_project_within(Transaction& tx, const Actor& actor, ProjectDraft draft, base::Instant now);

[[nodiscard]] Scope scope_of_project(Transaction& tx, const domain::Project& project);
// A project that isn't removed, when the actor may write that thing of it. Fails with "not-found" or "forbidden".
[[nodiscard]] base::Result<domain::Project> writable_project(Transaction& tx, const Actor& actor, domain::ProjectId id, Thing thing);
[[nodiscard]] ProjectInPlace in_place(Transaction& tx, domain::ProjectId id);
// Fails with "regulator-apart": who inspects can't be told what is kept indoors.
[[nodiscard]] base::Done check_not_regulator(Transaction& tx, domain::PersonId person, std::string_view field);

}  // namespace tributary::services
