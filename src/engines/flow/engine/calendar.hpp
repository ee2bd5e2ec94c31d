// Calendar: times of a run as hours, weekdays, months and dates; and the next arrival under a rate that varies with them.
#pragma once

#include <cstdint>
#include <vector>

#include "engines/flow/arrivals.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

class Calendar {
 public:
  Calendar(TimeUnit unit, std::optional<base::Date> begins_on);

  [[nodiscard]] double per_hour() const { return hour_; }            // one hour, in the model's unit
  [[nodiscard]] double day() const { return 24 * hour_; }
  [[nodiscard]] double hour_of_day(double time) const;               // 0 to 24
  [[nodiscard]] unsigned weekday(double time) const;                 // Monday is 0

  // The factor of the profile in the hour that holds `time`.
  [[nodiscard]] double factor(const Profile& profile, double time) const;

  // The time t > from at which rate · ∫ factor over [from, t] reaches `amount`; `limit` where that lies beyond it. Hour by
  // hour, exactly: a unit-rate exponential amount gives the next arrival of the inhomogeneous Poisson process
  // [Çinlar 1975, section 4.7].
  [[nodiscard]] double reach(const Profile& profile, double rate, double from, double amount, double limit) const;

  // ∫ factor over [from, to].
  [[nodiscard]] double integral(const Profile& profile, double from, double to) const;

  // How many at once at `time`, and when that next may change (infinity: never).
  [[nodiscard]] int capacity(const Capacity& capacity, double time) const;
  [[nodiscard]] double next_change(const Capacity& capacity, double time) const;

 private:
  double hour_;              // in the model's unit
  std::int64_t first_day_;   // days since 1970-01-01 of time 0; without a date a Monday
};

}  // namespace tributary::flow
