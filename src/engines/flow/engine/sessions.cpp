#include "engines/flow/engine/sessions.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

namespace tributary::flow {

namespace {

// Days beyond what a double counts one by one are all the last.
std::int64_t day_of(const Calendar& calendar, double time) { return static_cast<std::int64_t>(std::clamp(std::floor(time / calendar.day() + 1e-9), -9e15, 9e15)); }

int usual_slots(const Visits& visits, double begin, unsigned weekday) {
  if ((visits.weekdays >> weekday & 1) == 0) return 0;
  int usual = visits.slots.beds;
  for (const auto& step : visits.slots.steps) {
    if (step.from <= begin) usual = step.beds;
  }
  if (!visits.weekly) return usual;
  const auto days = static_cast<std::int64_t>(std::popcount(visits.weekdays));
  const auto before = static_cast<std::int64_t>(std::popcount(static_cast<std::uint8_t>(visits.weekdays & ((1U << weekday) - 1))));
  return static_cast<int>(usual * (before + 1) / days - usual * before / days);
}

// In the order in which they begin.
std::vector<Session> sessions_of(const Calendar& calendar, const Visits& visits, std::int64_t day) {
  const double begin = static_cast<double>(day) * calendar.day();
  const unsigned weekday = calendar.weekday(begin + calendar.day() / 2);
  std::vector<Session> out;
  bool named = false;
  for (const auto& hours : visits.slots.hours) {
    if ((hours.weekdays >> weekday & 1) == 0) continue;
    named = true;
    const Session session{begin + hours.from * calendar.per_hour(), hours.to < 24 ? begin + hours.to * calendar.per_hour() : static_cast<double>(day + 1) * calendar.day(), hours.beds};
    std::erase_if(out, [&](const Session& each) { return each.from < session.to && session.from < each.to; });
    out.push_back(session);
  }
  if (!named) out.push_back({begin, static_cast<double>(day + 1) * calendar.day(), usual_slots(visits, begin, weekday)});
  std::sort(out.begin(), out.end(), [](const Session& a, const Session& b) { return a.from < b.from; });
  return out;
}

}  // namespace

std::optional<Session> next_session(const Calendar& calendar, const Visits& visits, double time) {
  // A week on, and a week on from each change, all has been seen that there is.
  const auto within_a_week = [&](std::int64_t first) -> std::optional<Session> {
    for (std::int64_t day = first; day <= first + 8; ++day) {
      for (const Session& each : sessions_of(calendar, visits, day)) {
        if (each.from > time && each.slots > 0) return each;
      }
    }
    return {};
  };
  auto out = within_a_week(day_of(calendar, time));
  for (auto step = visits.slots.steps.begin(); !out && step != visits.slots.steps.end(); ++step) {  // ascending
    if (step->from > time) out = within_a_week(day_of(calendar, step->from));
  }
  return out;
}

int slots_at(const Calendar& calendar, const Visits& visits, double time) {
  for (const Session& each : sessions_of(calendar, visits, day_of(calendar, time))) {
    if (each.from == time) return each.slots;
  }
  return 0;
}

double slots_between(const Calendar& calendar, const Visits& visits, double from, double to) {
  double out = 0;
  const std::int64_t last = day_of(calendar, to);
  for (std::int64_t day = day_of(calendar, from); day <= last; ++day) {
    for (const Session& each : sessions_of(calendar, visits, day)) {
      if (from <= each.from && each.from < to) out += each.slots;
    }
  }
  return out;
}

}  // namespace tributary::flow
