// Reviews: preparing one, recording what was decided, following up help, and the review days of programmes.
//
// Promises  a decision is recorded by who chairs, on the day or after it, never ahead; a review day lies ahead when it is
//           made. Every version is kept. What a team prepared has the audience that it chose and stays with the review
// See       domain/review.hpp; review_screen.hpp for what the room sees
#pragma once

#include <string>
#include <vector>

#include "domain/review.hpp"
#include "services/context.hpp"
#include "services/ports/project_store.hpp"
#include "services/texts.hpp"

namespace tributary::services {

struct DayInProgramme {
  domain::ReviewDay day;
  std::string programme_name;
  bool illustrative = false;
  int due = 0;
  int held = 0;
};

struct DueProject {
  ProjectSummary project;
  std::optional<domain::Review> review;  // of this day, once held; for those who may see it
};

struct ReviewDayPage {
  DayInProgramme at;
  std::vector<DueProject> due;  // by name
  bool may_edit = false;
  bool may_record = false;
};

struct ReviewsOfProject {
  std::vector<domain::Review> held;  // newest first
  std::vector<domain::Review> withdrawn;  // that may be taken back, to who may
  bool may_record = false;
};

// Days. Fails with "review-day-taken" (the programme has one on that date), "date-past" (a day that has been is told as reviews held), "text-too-long", "stale", "review-day-held" (a
// day on which something was decided stays where it is).
[[nodiscard]] base::Result<ReviewDayPage> add_review_day(const Context& context, const Actor& actor, domain::ReviewDay day);
[[nodiscard]] base::Result<ReviewDayPage> update_review_day(const Context& context, const Actor& actor, domain::ReviewDay day);
[[nodiscard]] base::Done delete_review_day(const Context& context, const Actor& actor, domain::ReviewDayId id, int version);
[[nodiscard]] base::Result<ReviewDayPage> restore_review_day(const Context& context, const Actor& actor, domain::ReviewDayId id);
[[nodiscard]] base::Result<ReviewDayPage> find_review_day(const Context& context, const Actor& actor, domain::ReviewDayId id);
[[nodiscard]] base::Result<std::vector<DayInProgramme>> list_review_days(const Context& context, const Actor& actor,
                                                                         domain::ProgrammeId programme);

// Records, by who chairs and isn't of the team. Fails with "reviews-oneself", "date-in-future", "before-the-beginning", "review-recorded" (the day or that date has it: change that),
// "review-day-ahead", "before-the-review-day", "not-due-that-day", "text-missing" (help that says not who or what), "date-past"
// (help by a day before the review), "stale".
[[nodiscard]] base::Result<domain::Review> record_review(const Context& context, const Actor& actor, domain::ProjectId project,
                                                         std::optional<domain::ReviewDayId> day, domain::ReviewRecord record);
[[nodiscard]] base::Result<domain::Review> update_review(const Context& context, const Actor& actor, domain::ReviewId id,
                                                         domain::ReviewRecord record, int version);
[[nodiscard]] base::Done withdraw_review(const Context& context, const Actor& actor, domain::ReviewId id, int version);
[[nodiscard]] base::Result<domain::Review> restore_review(const Context& context, const Actor& actor, domain::ReviewId id);
[[nodiscard]] base::Result<std::vector<domain::ReviewRecord>> review_versions(const Context& context, const Actor& actor, domain::ReviewId id);
[[nodiscard]] base::Result<ReviewsOfProject> list_reviews(const Context& context, const Actor& actor, domain::ProjectId project);
[[nodiscard]] base::Result<domain::Review> set_help_outcome(const Context& context, const Actor& actor, domain::ReviewId id,
                                                            domain::HelpId help, domain::HelpOutcome outcome, int version);

// The team's own words for the review ahead: what to show, what to ask, which help is asked. Fails as put_text does.
[[nodiscard]] base::Done prepare_review(const Context& context, const Actor& actor, domain::ProjectId project,
                                        const std::vector<std::pair<std::string, TextDraft>>& words);

// Within a transaction that is open already ---------------------------------------------------------------------------

// Who stands so to a project records its reviews.
[[nodiscard]] bool may_chair(Relations relations);
// Those in the cohort that are under way, or ended since the programme's review day before; and those that were reviewed then.
[[nodiscard]] std::vector<ProjectSummary> due_on(Transaction& tx, const domain::ReviewDay& day);
// The one ahead, if something was prepared for it: of those not held, the one of that day, else the newest.
[[nodiscard]] std::optional<domain::Review> review_ahead(Transaction& tx, domain::ProjectId project,
                                                         std::optional<domain::ReviewDayId> day = std::nullopt);
// The project's review held on that day.
[[nodiscard]] std::optional<domain::Review> review_held_on(Transaction& tx, domain::ProjectId project, domain::ReviewDayId day);
[[nodiscard]] std::vector<DayInProgramme> days_in(Transaction& tx, domain::ProgrammeId programme);

}  // namespace tributary::services
