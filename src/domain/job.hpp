// Job: work that takes longer than an answer may, with what it was given and what came of it.
#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

enum class JobState { waiting, running, done, failed, cancelled };

[[nodiscard]] constexpr bool has_ended(JobState state) { return state >= JobState::done; }

struct Job {
  JobId id;
  std::string kind;
  JobState state = JobState::waiting;
  double progress = 0;  // 0 to 1
  std::string detail;  // JSON, of one that runs: what is known so far; kept in memory alone
  std::string message;
  std::string input;   // JSON; forgotten when the job has ended
  std::string output;  // JSON: a result (of one that was cancelled, what it came to by then), or the problem that it failed with
  PersonId made_by;
  base::Instant made;
  std::optional<base::Instant> began;
  std::optional<base::Instant> ended;
};

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::JobState> =
    tributary::base::word_list<tributary::domain::JobState>({
        {tributary::domain::JobState::waiting, "waiting"},
        {tributary::domain::JobState::running, "running"},
        {tributary::domain::JobState::done, "done"},
        {tributary::domain::JobState::failed, "failed"},
        {tributary::domain::JobState::cancelled, "cancelled"},
    });
