// Project: a locally owned improvement effort, from its start to an end that is worth as much as any other.
//
// Idea      a project has a team and a lead, an aim in words and, once it can, in numbers; it serves objectives of its
//           place or openly none. It ends finished (somebody owns the change from then on, and it is looked at again
//           after 6, 12 and 24 months) or stopped (with what was learnt), and can be reopened
// See       services/projects.hpp (start, change, list), services/project_endings.hpp, services/members.hpp
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"
#include "domain/objective.hpp"

namespace tributary::domain {

// Where it came from. `both`: the team's own idea and the place's priority, joined when somebody of the place agrees.
enum class Origin { own_idea, prioritised, both };

enum class ProjectState { active, finished, stopped };

// Who, from the place, agreed that an own idea and a priority are one.
struct OriginAgreement {
  PersonId by;
  base::Date on;
};

struct Project {
  ProjectId id;
  std::string name;
  TeamId team;
  PlaceId place;
  std::string aim;  // in the team's words
  Aim aim_in_numbers;
  Origin origin = Origin::own_idea;
  std::optional<OriginAgreement> agreement;  // of `both`; absent while the place hasn't agreed yet
  std::vector<ObjectiveId> serves;
  bool serves_none = false;  // openly: asked, and answered "none"
  ProjectState state = ProjectState::active;
  std::optional<base::Date> ended;
  std::string owner_after;  // of a finished change: the role that owns it from then on
  std::optional<base::Date> review;
  base::Instant created;
  PersonId created_by;
  bool deleted = false;
  int version = 1;
};

// Exactly one of: some objectives, or openly none. Fails with "objectives-unanswered" or "objectives-contradict".
[[nodiscard]] base::Done check_serves(const Project& project);

enum class CheckResult { held, slipped, not_measured };

// Has a finished change held? Asked after 6, 12 and 24 months.
struct LaterCheck {
  int months = 6;
  base::Date due;
  std::optional<CheckResult> result;
  std::optional<PersonId> recorded_by;
  std::string recorded_by_name;  // read along; not written
  std::optional<base::Instant> recorded_at;
  int version = 0;  // of the result; 0 before the first
};

inline constexpr std::array later_check_months{6, 12, 24};

[[nodiscard]] std::vector<LaterCheck> later_checks_of(base::Date finished);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Origin> =
    tributary::base::word_list<tributary::domain::Origin>({
        {tributary::domain::Origin::own_idea, "own_idea"},
        {tributary::domain::Origin::prioritised, "prioritised"},
        {tributary::domain::Origin::both, "both"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::ProjectState> =
    tributary::base::word_list<tributary::domain::ProjectState>({
        {tributary::domain::ProjectState::active, "active"},
        {tributary::domain::ProjectState::finished, "finished"},
        {tributary::domain::ProjectState::stopped, "stopped"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::CheckResult> =
    tributary::base::word_list<tributary::domain::CheckResult>({
        {tributary::domain::CheckResult::held, "held"},
        {tributary::domain::CheckResult::slipped, "slipped"},
        {tributary::domain::CheckResult::not_measured, "not_measured"},
    });
