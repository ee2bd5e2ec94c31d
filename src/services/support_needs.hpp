// Who may need their mentor this week, and why; and where a mentor is missing.
//
// Promises  a project's reasons are given to its team and its mentor, in the same words, and to nobody else; those who speak
//           for a place learn only which of its projects have no mentor. A mentor of teams in two organisations sees each
//           with its own organisation; nothing of one is shown in the other
// See       domain/support.hpp for the rule; docs/guide/reference/support.md for the thresholds
#pragma once

#include <string>
#include <vector>

#include "domain/programme.hpp"
#include "domain/review.hpp"
#include "domain/support.hpp"
#include "services/context.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/support_store.hpp"

namespace tributary::services {

// When a project is next reviewed: by its own date, or on a review day of its programme; what comes first.
struct NextReview {
  base::Date on{};
  std::optional<domain::ReviewDay> day;
};

struct SupportOfProject {
  ProjectSummary project;
  std::vector<domain::SupportReason> reasons;  // longest first
  domain::SupportThresholds thresholds;
  std::vector<domain::Programme> programmes;   // whose thresholds these are; none: as Tributary has them
  std::optional<base::Date> last_session;
  std::optional<base::Date> see_on;            // agreed at the last mentoring, and not yet followed by another
  std::optional<NextReview> next_review;
  std::optional<base::Date> last_review;
  bool without_mentor = false;
};

struct MissingMentor {
  ProjectSummary project;
  std::optional<base::Date> since;
};

struct MyWeek {
  std::vector<SupportOfProject> mentored;  // those with reasons first, longest first; then by name
  std::vector<MissingMentor> missing;      // at the places that one speaks for
  bool speaks_for_a_place = false;
};

[[nodiscard]] base::Result<MyWeek> my_week_of_support(const Context& context, const Actor& actor);
[[nodiscard]] base::Result<SupportOfProject> support_of_project(const Context& context, const Actor& actor, domain::ProjectId project);

// Within a transaction that is open already. Whoever asks makes sure that it may be told.
[[nodiscard]] SupportOfProject support_of(Transaction& tx, ProjectSummary project, base::Date today);
[[nodiscard]] std::optional<NextReview> next_review_of(Transaction& tx, domain::ProjectId project,
                                                       const std::optional<base::Date>& own, base::Date today);
// The same for lists and heads, for projects under way; nothing for those who are told of no review.
[[nodiscard]] std::optional<base::Date> next_review_day(Transaction& tx, const Actor& actor, const ProjectSummary& project, base::Date today);
void note_next_reviews(Transaction& tx, const Actor& actor, std::vector<ProjectSummary>& projects, base::Date today);
// Empty for who may not see it.
[[nodiscard]] std::vector<MissingMentor> missing_in(Transaction& tx, const Actor& actor, const domain::Programme& programme);

}  // namespace tributary::services
