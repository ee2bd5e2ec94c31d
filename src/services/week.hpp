// My week: what waits for somebody, lies ahead of them, has happened, and grows old, in what they take part in.
//
// Idea      facts, each of a kind, with a date and where it stands; the page makes sentences of them, and the weekly letter others
// Time      weeks begin on Monday in Europe/London. What waits or grows old is as it is now; what lies ahead lies in this week
//           (reviews, agreed actions, new versions of standards: in the next eight weeks); what has happened has since Monday of last
//           week, and what is easily missed (a mention, news of an adopted package) within four weeks
// Promises  nothing that the person may not read by the policy as it is now; nobody else's week is to be had
// See       digest.hpp for the letter; week_projects.cpp, week_places.cpp and week_packages.cpp for what is looked at
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/answer.hpp"
#include "domain/standard.hpp"
#include "services/context.hpp"

namespace tributary::services {

enum class WeekPart { waiting, ahead, happened, ageing };

enum class WeekKind {
  test_to_start, test_to_end, test_to_decide,                      // its planned day has come; it has ended and isn't decided
  prediction_due, answer_to_judge, prediction_answered,
  observation_due, later_check_due,
  session_held, next_step_to_see, review_ahead, review_day, project_quiet,
  mention, text_request,
  lead_given,                                                      // by somebody else, until one has opened the project
  issue_to_answer, proposal_to_agree, proposal_agreed, action_due, issue_ageing,
  amendment_to_endorse, amendment_to_restate, amendment_objected, objection_turned, amendment_accepted, amendment_declined,
  standard_changes,                                                // that one's place or project refers to
  package_to_finish, package_to_publish, conditions_to_record, components_to_tell,
  package_withdrawn, package_renewed, package_proposal, package_proposal_taken, package_proposal_declined,
};

struct WeekItem {
  WeekKind kind = WeekKind::mention;
  WeekPart part = WeekPart::waiting;
  base::Date on{};                           // when it was or will be due, or happened, or since when it ages
  std::optional<domain::ProjectId> project;  // that it stands in
  std::string project_name;
  std::int64_t id = 0;                       // of the test, measure, session, issue … that it is about; 0 where the project itself is
  std::string name;                          // of that thing
  std::string who;                           // a person, or in whose name one speaks
  std::string says;                          // in the words of those who wrote it, or of a measure's name. Never in a letter
  std::optional<std::string_view> verdict;   // of an answer, as its measure's direction says it
};

struct Week {
  base::Date from{}, to{};  // Monday and Sunday
  base::Date today{};
  base::Date since{};       // from when on what happened is told
  std::vector<WeekItem> items;  // within a part: what waits and lies ahead by date, what happened newest first, what ages oldest first
};

// As the page shows it: with what was agreed in sessions, whose reading is noted.
[[nodiscard]] base::Result<Week> my_week(const Context& context, const Actor& actor);

// The facts alone, within a transaction. Nothing that a team wrote stands in them but names, and `says` of what is quiet.
[[nodiscard]] Week week_of(Transaction& tx, const Actor& actor, base::Instant now);

// What the week is gathered with; see week.cpp.
struct WeekGathering {
  Transaction& tx;
  const Actor& actor;
  Week& week;

  // Due on that day: waits if that has come, lies ahead if it is within the week, and else isn't told.
  void due(WeekItem item);
  void happened(WeekItem item);  // if it did lately
  void add(WeekItem item) { week.items.push_back(std::move(item)); }
};

inline constexpr std::chrono::days news_lasts{28};
inline constexpr std::chrono::days in_sight{56};  // a review, an agreed action, a new version of a standard
inline constexpr std::chrono::days told_after{28};  // of an adoption, what became of its components; or with its first result

void gather_project(WeekGathering& in, domain::ProjectId project);
void gather_places(WeekGathering& in);
// Of an accepted amendment, to who refers to its standard: its day, as that comes near; `news`: also that it was accepted. `of` says to whom.
void gather_change(WeekGathering& in, const domain::Standard& standard, const domain::Amendment& amendment, const WeekItem& of, bool news);
// The drafts and adopters' proposals of packages that a place answers for, to who leads that very place; of a locality that nobody
// leads, to who leads its system.
void gather_packages(WeekGathering& in, const std::vector<domain::PlaceId>& led);
// A package's draft, if there is one: to be published, or, as long as it lacks something, to be finished by who writes it.
[[nodiscard]] std::optional<WeekItem> draft_of(WeekGathering& in, domain::PackageId package);

}  // namespace tributary::services

template <>
inline constexpr auto tributary::base::words<tributary::services::WeekPart> =
    tributary::base::word_list<tributary::services::WeekPart>({
        {tributary::services::WeekPart::waiting, "waiting"},
        {tributary::services::WeekPart::ahead, "ahead"},
        {tributary::services::WeekPart::happened, "happened"},
        {tributary::services::WeekPart::ageing, "ageing"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::services::WeekKind> =
    tributary::base::word_list<tributary::services::WeekKind>({
        {tributary::services::WeekKind::test_to_start, "test_to_start"},
        {tributary::services::WeekKind::test_to_end, "test_to_end"},
        {tributary::services::WeekKind::test_to_decide, "test_to_decide"},
        {tributary::services::WeekKind::prediction_due, "prediction_due"},
        {tributary::services::WeekKind::answer_to_judge, "answer_to_judge"},
        {tributary::services::WeekKind::prediction_answered, "prediction_answered"},
        {tributary::services::WeekKind::observation_due, "observation_due"},
        {tributary::services::WeekKind::later_check_due, "later_check_due"},
        {tributary::services::WeekKind::session_held, "session_held"},
        {tributary::services::WeekKind::next_step_to_see, "next_step_to_see"},
        {tributary::services::WeekKind::review_ahead, "review_ahead"},
        {tributary::services::WeekKind::review_day, "review_day"},
        {tributary::services::WeekKind::project_quiet, "project_quiet"},
        {tributary::services::WeekKind::mention, "mention"},
        {tributary::services::WeekKind::text_request, "text_request"},
        {tributary::services::WeekKind::lead_given, "lead_given"},
        {tributary::services::WeekKind::issue_to_answer, "issue_to_answer"},
        {tributary::services::WeekKind::proposal_to_agree, "proposal_to_agree"},
        {tributary::services::WeekKind::proposal_agreed, "proposal_agreed"},
        {tributary::services::WeekKind::action_due, "action_due"},
        {tributary::services::WeekKind::issue_ageing, "issue_ageing"},
        {tributary::services::WeekKind::amendment_to_endorse, "amendment_to_endorse"},
        {tributary::services::WeekKind::amendment_to_restate, "amendment_to_restate"},
        {tributary::services::WeekKind::amendment_objected, "amendment_objected"},
        {tributary::services::WeekKind::objection_turned, "objection_turned"},
        {tributary::services::WeekKind::amendment_accepted, "amendment_accepted"},
        {tributary::services::WeekKind::amendment_declined, "amendment_declined"},
        {tributary::services::WeekKind::standard_changes, "standard_changes"},
        {tributary::services::WeekKind::package_to_finish, "package_to_finish"},
        {tributary::services::WeekKind::package_to_publish, "package_to_publish"},
        {tributary::services::WeekKind::conditions_to_record, "conditions_to_record"},
        {tributary::services::WeekKind::components_to_tell, "components_to_tell"},
        {tributary::services::WeekKind::package_withdrawn, "package_withdrawn"},
        {tributary::services::WeekKind::package_renewed, "package_renewed"},
        {tributary::services::WeekKind::package_proposal, "package_proposal"},
        {tributary::services::WeekKind::package_proposal_taken, "package_proposal_taken"},
        {tributary::services::WeekKind::package_proposal_declined, "package_proposal_declined"},
    });
