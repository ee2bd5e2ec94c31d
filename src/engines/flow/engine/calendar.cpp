#include "engines/flow/engine/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tributary::flow {

Calendar::Calendar(TimeUnit unit, std::optional<base::Date> begins_on)
    : hour_(1 / hours_in(unit)),
      first_day_(begins_on ? begins_on->time_since_epoch().count() : 4) {}  // 5 January 1970 was a Monday

double Calendar::hour_of_day(double time) const {
  const double hours = time / hour_;
  return hours - 24 * std::floor(hours / 24);
}

unsigned Calendar::weekday(double time) const {
  const auto days = first_day_ + static_cast<std::int64_t>(std::floor(time / day()));
  return static_cast<unsigned>(((days + 3) % 7 + 7) % 7);  // 1 January 1970 was a Thursday
}

double Calendar::factor(const Profile& profile, double time) const {
  double factor = 1;
  if (!profile.by_hour.empty()) factor *= profile.by_hour[std::min(23, static_cast<int>(hour_of_day(time)))];
  if (!profile.by_weekday.empty()) factor *= profile.by_weekday[weekday(time)];
  if (!profile.by_month.empty() || !profile.by_date.empty()) {
    const base::Date date{std::chrono::days(first_day_ + static_cast<std::int64_t>(std::floor(time / day())))};
    const auto month = std::chrono::year_month_day(date).month();
    if (!profile.by_month.empty()) factor *= profile.by_month[static_cast<unsigned>(month) - 1];
    if (const auto found = profile.by_date.find(date); found != profile.by_date.end()) factor *= found->second;
  }
  return factor;
}

double Calendar::reach(const Profile& profile, double rate, double from, double amount, double limit) const {
  if (profile.constant()) return rate > 0 ? std::min(limit, from + amount / rate) : limit;
  auto hour = static_cast<std::int64_t>(std::floor(from / hour_ + 1e-9));  // the hour that holds `from`
  for (double time = from; time < limit; ++hour) {
    const double end = static_cast<double>(hour + 1) * hour_;
    const double here = rate * factor(profile, (static_cast<double>(hour) + 0.5) * hour_);
    const double mass = here * (end - time);
    if (mass >= amount && here > 0) return std::min(limit, time + amount / here);
    amount -= mass;
    time = end;
  }
  return limit;
}

double Calendar::integral(const Profile& profile, double from, double to) const {
  if (profile.constant()) return to - from;
  double sum = 0;
  auto hour = static_cast<std::int64_t>(std::floor(from / hour_ + 1e-9));
  for (double time = from; time < to; ++hour) {
    const double end = std::min(to, static_cast<double>(hour + 1) * hour_);
    sum += factor(profile, (static_cast<double>(hour) + 0.5) * hour_) * (end - time);
    time = end;
  }
  return sum;
}

int Calendar::capacity(const Capacity& capacity, double time) const {
  int beds = capacity.beds;
  for (const auto& step : capacity.steps) {
    if (step.from <= time) beds = step.beds;
  }
  const double hour = hour_of_day(time + 1e-9 * hour_);  // a change at 08:00 that comes a rounding early is at 08:00
  for (const auto& hours : capacity.hours) {
    if (((hours.weekdays >> weekday(time + 1e-9 * hour_)) & 1) != 0 && hours.from <= hour && hour < hours.to) beds = hours.beds;
  }
  return beds;
}

double Calendar::next_change(const Capacity& capacity, double time) const {
  double next = HUGE_VAL;
  for (const auto& step : capacity.steps) {
    if (step.from > time) next = std::min(next, step.from);
  }
  if (capacity.hours.empty()) return next;
  const double midnight = std::floor((time + 1e-9 * hour_) / day()) * day();
  for (const auto& hours : capacity.hours) {
    for (const double hour : {hours.from, hours.to}) {
      const double today = midnight + hour * hour_;
      next = std::min(next, today > time + 1e-9 * hour_ ? today : today + day());
    }
  }
  return next;
}

}  // namespace tributary::flow
