// Support sessions: logging mentoring and training, and the thresholds by which programmes ask who may need it.
//
// Idea      mentor and team fill in one screen: the five questions, with what was expected last time beside the first. Each
//           person's words are texts of their own, indoors. That a session was held is seen by all but regulators
// Promises  training of several projects is stored for all of them or for none; a session that was removed can be taken back
// See       domain/support.hpp; services/texts.hpp for who reads the words; support_needs.hpp for the mentor's week
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/support.hpp"
#include "services/context.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/support_store.hpp"
#include "services/texts.hpp"

namespace tributary::services {

using SessionWords = std::vector<std::pair<std::string, TextDraft>>;  // by slot of a session

// A session as its reader may see it.
struct SessionView {
  domain::SupportSession session;
  bool sees_attendance = false;       // else who took part and when to see are left out
  int projects = 1;                   // that had this occasion together
  std::vector<VisibleText> texts;
  bool may_edit = false;
};

struct SessionPage {
  SessionView session;
  ProjectSummary project;
  std::optional<SessionView> before;  // the mentoring before it: what was expected then
};

struct SessionsOfProject {
  ProjectSummary project;
  std::vector<SessionView> sessions;  // newest first, without their words
  std::optional<SessionView> last;    // the last mentoring with its words
  bool may_add = false;
};

// Logs a session with each of the projects: one for mentoring, one or several for training. `session` holds what they share.
// Fails with "projects-missing", "one-project-each" (mentoring), "text-missing" (a training's topic), "not-of-the-team"
// (somebody who took part), "not-found", "forbidden", or as domain::check_session and write_text do.
[[nodiscard]] base::Result<std::vector<domain::SupportSession>> add_session(const Context& context, const Actor& actor,
                                                                            const domain::SupportSession& session,
                                                                            const std::vector<domain::ProjectId>& projects,
                                                                            const SessionWords& words);
// Date, topic, when to see, who took part, and one's own words. Fails as add_session does, or with "stale".
[[nodiscard]] base::Result<domain::SupportSession> update_session(const Context& context, const Actor& actor,
                                                                  const domain::SupportSession& session, const SessionWords& words);
[[nodiscard]] base::Done delete_session(const Context& context, const Actor& actor, domain::SupportSessionId id, int version);
[[nodiscard]] base::Done restore_session(const Context& context, const Actor& actor, domain::SupportSessionId id);

[[nodiscard]] base::Result<SessionPage> session_page(const Context& context, const Actor& actor, domain::SupportSessionId id);
[[nodiscard]] base::Result<SessionsOfProject> list_sessions(const Context& context, const Actor& actor, domain::ProjectId project);

// Thresholds ------------------------------------------------------------------------------------------------------------

struct ThresholdsOfProgramme {
  domain::SupportThresholds now;
  int version = 0;                    // 0: nobody has changed them
  std::vector<ThresholdsSet> history; // newest first
  bool may_edit = false;
};

[[nodiscard]] base::Result<ThresholdsOfProgramme> thresholds_of(const Context& context, const Actor& actor, domain::ProgrammeId id);
// As the version after `expected`, with a reason. Fails with "text-missing", "threshold-out-of-range", "stale".
[[nodiscard]] base::Result<ThresholdsOfProgramme> set_thresholds(const Context& context, const Actor& actor, domain::ProgrammeId id,
                                                                 const domain::SupportThresholds& thresholds,
                                                                 const std::string& reason, int expected);

}  // namespace tributary::services
