// Tests of change: planning one, starting it, what happened, studying it, acting on it, and the next from it.
//
// Promises  starting a test locks its predictions in the same transaction; taking the start back, or deleting and restoring
//           the test, unlocks none. What somebody wrote is theirs: each writes in a slot of their own beside the others
// See       predictions.hpp, answers.hpp, test_page.hpp; domain/test.hpp for the words
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/test.hpp"
#include "services/context.hpp"
#include "services/texts.hpp"

namespace tributary::services {

// Plans one. Its project, name, change idea, previous test and planned dates are read from `test`; `words` go into the slots
// change, question and plan. Fails with "not-found", "forbidden", "project-ended", "text-missing", "reference-unknown",
// "ends-before-it-begins".
[[nodiscard]] base::Result<domain::Test> plan_test(const Context& context, const Actor& actor, domain::Test test,
                                                   const SlotDrafts& words);
// Changes the same of one that exists; `test.version` must be its own. Fails also with "stale" and "ramp-circles".
[[nodiscard]] base::Result<domain::Test> replan_test(const Context& context, const Actor& actor, const domain::Test& test,
                                                     const SlotDrafts& words);

// It runs, since `on` or today; its predictions lock. Fails with "test-started", "date-in-future", and where another start was
// taken back with "start-fixed".
[[nodiscard]] base::Result<domain::Test> start_test(const Context& context, const Actor& actor, domain::TestId id, int version,
                                                    std::optional<base::Date> on);
// The day that a test whose start was taken back starts from again, if answers or data that came since rest on it: nobody moves
// what "no change" would have been once they know what came. None where the day is free.
[[nodiscard]] std::optional<base::Date> fixed_start(Transaction& tx, const domain::Test& test);
// Whether a prediction of it is locked: then it isn't removed.
[[nodiscard]] bool is_on_record(Transaction& tx, const domain::Test& test);
// It hadn't started after all. What locked stays locked. Fails with "test-not-started", "test-ended".
[[nodiscard]] base::Result<domain::Test> take_back_start(const Context& context, const Actor& actor, domain::TestId id, int version);

// What happened (slot what_happened) and, once it is over, until when. Fails with "test-not-started",
// "ends-before-it-begins", "date-in-future".
[[nodiscard]] base::Result<domain::Test> record_doing(const Context& context, const Actor& actor, domain::TestId id, int version,
                                                      std::optional<base::Date> ended_on, const SlotDrafts& words);
// Data against prediction, in words (slot study). Fails with "test-not-started".
[[nodiscard]] base::Result<domain::Test> record_study(const Context& context, const Actor& actor, domain::TestId id, int version,
                                                      const SlotDrafts& words);
struct Acted {
  domain::Test test;
  std::optional<domain::Test> next;
};
// Adopt, adapt or abandon, and why (slot act); with a name, the next test of the ramp is planned from it. One that never
// started can only be abandoned: "test-not-started".
[[nodiscard]] base::Result<Acted> act_on_test(const Context& context, const Actor& actor, domain::TestId id, int version,
                                              domain::Decision decision, const SlotDrafts& words,
                                              const std::optional<std::string>& next_name);

// It isn't decided after all; the words that were written stay, and so does the next test. Fails with "test-undecided".
[[nodiscard]] base::Result<domain::Test> take_back_decision(const Context& context, const Actor& actor, domain::TestId id, int version);

// Fails with "test-predicted" where a prediction of it is locked.
[[nodiscard]] base::Result<domain::Test> delete_test(const Context& context, const Actor& actor, domain::TestId id, int version);
[[nodiscard]] base::Result<domain::Test> restore_test(const Context& context, const Actor& actor, domain::TestId id);

// Those of a project, oldest first.
[[nodiscard]] base::Result<std::vector<domain::Test>> list_tests(const Context& context, const Actor& actor,
                                                                 domain::ProjectId project);

}  // namespace tributary::services
