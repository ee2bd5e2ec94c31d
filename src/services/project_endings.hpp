// How projects end, and what becomes of the change: finished with an owner and later checks, or stopped with what was learnt.
// Both are endings as good as any, and both can be reopened.
#pragma once

#include "services/projects.hpp"
#include "services/texts.hpp"

namespace tributary::services {

// What an ending leaves open. It goes on as it is and asks nothing of anybody from then on: My week is silent of an ended project's
// tests, the data still answer its predictions, and once it is opened again all of it waits as before.
enum class StillOpenKind { test_running, test_to_decide, prediction_unanswered, answer_unjudged };
struct StillOpen {
  StillOpenKind kind = StillOpenKind::test_running;
  domain::TestId test;
  std::string test_name;
  std::string measure_name;  // of a prediction
};
[[nodiscard]] std::vector<StillOpen> still_open(Transaction& tx, domain::ProjectId project);

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

// Has it held, and a few words of the actor's own on it, where there are any: a free text of the project, in the slot "held_6",
// "held_12" or "held_24". `version` is the check's, 0 before its first result. Fails as put_text does, and with "project-not-finished", "check-unknown",
// "check-not-due" or "stale".
[[nodiscard]] base::Result<std::vector<domain::LaterCheck>> record_later_check(const Context& context, const Actor& actor,
                                                                               domain::ProjectId id, int months,
                                                                               domain::CheckResult result, const std::optional<TextDraft>& words, int version);
// It waits for its answer again. Fails as record_later_check does.
[[nodiscard]] base::Result<std::vector<domain::LaterCheck>> take_back_later_check(const Context& context, const Actor& actor,
                                                                                  domain::ProjectId id, int months, int version);

// Within a transaction that is open already ---------------------------------------------------------------------------

// The earliest that is on record of it, of its tests or of what it measured: work is often older than the day it was begun here.
[[nodiscard]] base::Date beginning_of(Transaction& tx, const domain::Project& project);
// Of what was held with a project. What went before its beginning here may be written down, up to a year back: an earlier date is a
// slip. Fails with "before-the-beginning".
[[nodiscard]] base::Done check_after_beginning(Transaction& tx, const domain::Project& project, base::Date held_on, std::string_view field);

}  // namespace tributary::services

template <>
inline constexpr auto tributary::base::words<tributary::services::StillOpenKind> =
    tributary::base::word_list<tributary::services::StillOpenKind>({
        {tributary::services::StillOpenKind::test_running, "test_running"},
        {tributary::services::StillOpenKind::test_to_decide, "test_to_decide"},
        {tributary::services::StillOpenKind::prediction_unanswered, "prediction_unanswered"},
        {tributary::services::StillOpenKind::answer_unjudged, "answer_unjudged"},
    });
