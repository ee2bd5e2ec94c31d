// Measure: what a run reports, with the same meaning as the measure of the platform that it is to predict.
//
// The names: time averages are time-weighted unless the model asks for daily snapshots; shares and means over people count
// those whose event (start, end, wait, arrival) lies in the period; half-open periods [from, to).
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/flow/condition.hpp"
#include "engines/flow/ids.hpp"

namespace tributary::flow {

enum class Quantity : std::uint8_t {
  // of a service or a group, over time
  occupancy,            // people in service, those blocked included
  occupancy_share,      // the same over capacity, of services that have a limit; of teams that give visits, the share of their slots that are used
  queue,                // people waiting
  blocked,              // people whose stay is over and who wait to move on
  // of people
  arrivals,             // count
  departures,           // count
  time_in_system,
  length_of_stay,       // in service, transition and blocking included
  active_stay,          // in service without them
  wait,                 // of all who started, those who did not wait among them
  wait_if_waited,
  share_delayed,        // of those who came: had to wait
  share_waiting_over,   // of those who started: waited longer than `threshold`
  delay_with_beds,      // P(N = n) / P(N <= n) of people in service, n = threshold: the chance of a delay if there were n beds
  share_through,        // of those who left: were ever in one of the services
  out_of_area,          // placements begun, count
  out_of_area_time,     // bed time out of area
  overflowed,           // taken in elsewhere at once, or at once sent away, because this was full: count
  turned_away,          // count
  reneged,              // count
  travel,               // minutes from area to the site where first served
  share_within_travel,  // of those with an area: at most `threshold` minutes
  outcome_share,        // of those whom it may befall
  cost,                 // pounds
  visits,               // given, count
  visit_delay,          // of visits after the first: time from when they were due
};

// Is it a part of a whole, from 0 to 1, to be read as a percentage?
[[nodiscard]] constexpr bool is_share(Quantity quantity) {
  using Q = Quantity;
  return quantity == Q::occupancy_share || quantity == Q::share_delayed || quantity == Q::share_waiting_over || quantity == Q::delay_with_beds || quantity == Q::share_through ||
         quantity == Q::share_within_travel || quantity == Q::outcome_share;
}

// In the model's time unit.
[[nodiscard]] constexpr bool is_time(Quantity quantity) {
  using Q = Quantity;
  return quantity == Q::time_in_system || quantity == Q::length_of_stay || quantity == Q::active_stay || quantity == Q::wait || quantity == Q::wait_if_waited || quantity == Q::visit_delay;
}

enum class Statistic : std::uint8_t { mean, percentile };

struct Measure {
  std::string name, title, unit;
  Quantity quantity = Quantity::occupancy;
  std::vector<ServiceId> services;   // none: all
  Condition whose;                   // only these people
  std::uint32_t outcome = 0;         // for outcome and outcome_share
  std::vector<std::uint32_t> costs;  // positions of those that a cost adds up; none: all
  std::optional<double> threshold;
  Statistic statistic = Statistic::mean;
  double percentile = 50;
  std::optional<double> period;      // also by period of this length (week, month as 365/12 days); none: the whole run
  std::string series;                // the measured series that answers it

  [[nodiscard]] bool counts_cost(std::uint32_t cost) const { return costs.empty() || std::find(costs.begin(), costs.end(), cost) != costs.end(); }
};

}  // namespace tributary::flow
