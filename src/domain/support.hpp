// Support: sessions of mentoring and training, and who may need a mentor this week.
//
// Idea      a session is one conversation with one team; its words are free texts of the session, kept indoors. Training for
//           several teams at once is one session each, of one occasion: each team's words stay its own. Whether a project may
//           need its mentor is decided by stated thresholds; the answer is sentences with dates, in order of how long
// Never     a score, a colour or a ranking: what comes first has waited longest, and that is all it says
// Source    the five questions: M. Rother, Toyota Kata (McGraw-Hill 2010), the coaching kata; the words on the page are ours
// See       services/support.hpp, services/support_needs.hpp; docs/guide/reference/support.md
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"
#include "domain/measure.hpp"

namespace tributary::domain {

enum class SessionKind { mentoring, training };

// Somebody of the team, or its mentor, who took part.
struct Attendant {
  PersonId person;
  std::string name;  // read along; not written
};

struct SupportSession {
  SupportSessionId id;
  std::optional<SupportSessionId> occasion;  // the first session of a training that several projects had together
  ProjectId project;
  SessionKind kind = SessionKind::mentoring;
  base::Date held_on{};
  std::string topic;                 // of a training: "Reading a control chart"
  std::optional<base::Date> see_on;  // when team and mentor go and see what the next step taught them
  std::vector<Attendant> attended;
  base::Instant created;
  PersonId created_by;
  std::string created_by_name;  // read along
  bool deleted = false;
  int version = 1;
};

// It has been, and what comes of it is seen later. Fails with "date-in-future" or "seen-before-the-session".
[[nodiscard]] base::Done check_session(const SupportSession& session, base::Date today);

// When a project may need its mentor.
struct SupportThresholds {
  int intervals = 2;     // a measure has had no value for so many of its intervals
  int quiet_days = 14;   // no test and no session for so long
  int review_days = 21;  // its review is so near and no prediction has been answered

  friend bool operator==(const SupportThresholds&, const SupportThresholds&) = default;
};

// Each within what makes sense: 1 to 12 intervals, 1 to 365 days. Fails with "threshold-out-of-range".
[[nodiscard]] base::Done check_thresholds(const SupportThresholds& thresholds);

// Of several programmes' thresholds, each the one that asks soonest.
[[nodiscard]] SupportThresholds soonest(const SupportThresholds& a, const SupportThresholds& b);

// What a project's records say of how it is going. Dates that there aren't are absent.
struct SupportFacts {
  struct Watched {
    MeasureId id{};
    std::string name;
    Interval interval = Interval::month;
    base::Date since{};              // when the measure was made
    std::optional<base::Date> last;  // its latest value, or date of which a note says why there is none
  };
  base::Date started{};
  bool active = true;
  std::vector<Watched> measures;
  std::optional<base::Date> last_test;     // planned, started, ended or decided; today while one runs within its plan
  std::optional<base::Date> last_session;
  std::optional<base::Date> next_review;
  std::optional<base::Date> last_review;
  std::optional<base::Date> last_answer;
};

enum class ReasonKind { no_observation, no_test_or_session, review_without_answer };

struct SupportReason {
  ReasonKind kind = ReasonKind::no_observation;
  base::Date since{};  // the day on which it became one
  std::string says;    // a sentence with dates
};

// Longest first; of the same day, in the order of ReasonKind. A project that has ended has none.
[[nodiscard]] std::vector<SupportReason> reasons_for_support(const SupportFacts& facts, const SupportThresholds& thresholds,
                                                             base::Date today);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::SessionKind> =
    tributary::base::word_list<tributary::domain::SessionKind>({
        {tributary::domain::SessionKind::mentoring, "mentoring"},
        {tributary::domain::SessionKind::training, "training"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::ReasonKind> =
    tributary::base::word_list<tributary::domain::ReasonKind>({
        {tributary::domain::ReasonKind::no_observation, "no_observation"},
        {tributary::domain::ReasonKind::no_test_or_session, "no_test_or_session"},
        {tributary::domain::ReasonKind::review_without_answer, "review_without_answer"},
    });
