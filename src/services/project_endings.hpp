// How projects end, and what becomes of the change: finished with an owner and later checks, or stopped with what was learnt.
// Both are endings as good as any, and both can be reopened.
#pragma once

#include "services/projects.hpp"
#include "services/texts.hpp"

namespace tributary::services {

// Somebody owns the change from then on; checks are due after 6, 12 and 24 months. `ended`: today where it isn't said.
// Fails with "text-missing" (the owner), "project-ended", "date-future".
[[nodiscard]] base::Result<ProjectInPlace> finish_project(const Context& context, const Actor& actor, domain::ProjectId id,
                                                          std::string owner_after, std::optional<base::Date> ended);
// What was learnt is a free text of its author, with its audience; it may be left out where it is on the record from an earlier
// stop. Fails with "text-missing", "project-ended", "date-future".
[[nodiscard]] base::Result<ProjectInPlace> stop_project(const Context& context, const Actor& actor, domain::ProjectId id,
                                                        const TextDraft& learnt, std::optional<base::Date> ended);
// Checks that were recorded stay on the record. Fails with "project-active".
[[nodiscard]] base::Result<ProjectInPlace> reopen_project(const Context& context, const Actor& actor, domain::ProjectId id);

// Has it held? Fails with "project-not-finished", "check-unknown" or "check-not-due".
[[nodiscard]] base::Result<std::vector<domain::LaterCheck>> record_later_check(const Context& context, const Actor& actor,
                                                                               domain::ProjectId id, int months,
                                                                               domain::CheckResult result);
// It waits for its answer again. Fails as record_later_check does.
[[nodiscard]] base::Result<std::vector<domain::LaterCheck>> take_back_later_check(const Context& context, const Actor& actor,
                                                                                  domain::ProjectId id, int months);

}  // namespace tributary::services
