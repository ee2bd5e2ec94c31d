// Sessions: when a team gives visits, and how many.
//
// Idea      a session is a day, or hours of one, with a number of slots. Where some hours of a weekday are named its sessions are these,
//           of those that overlap the last; elsewhere the whole day is one. A week's visits are spread over its days as evenly as
//           whole numbers go: up to the i-th of k days floor(i · visits / k)
// Promises  sessions begin and end at the same moments, to the last digit, whenever they are asked for
#pragma once

#include <optional>

#include "engines/flow/engine/calendar.hpp"

namespace tributary::flow {

struct Session { double from = 0, to = 0; int slots = 0; };  // [from, to)

// The first that begins after `time` and has any slots; none where there are none any more.
[[nodiscard]] std::optional<Session> next_session(const Calendar& calendar, const Visits& visits, double time);

// Of the session that begins at `time`; 0 where none does.
[[nodiscard]] int slots_at(const Calendar& calendar, const Visits& visits, double time);

// Of all sessions that begin in [from, to).
[[nodiscard]] double slots_between(const Calendar& calendar, const Visits& visits, double from, double to);

}  // namespace tributary::flow
