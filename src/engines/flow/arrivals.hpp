// Arrivals: who comes, when, and from where.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "engines/flow/distribution.hpp"
#include "engines/flow/ids.hpp"

namespace tributary::flow {

// How the rate varies with the calendar: factors by hour of the day, day of the week (Monday first), month and date.
// An empty list is 1 throughout. The factors multiply, and are used as they stand: their mean need not be 1.
struct Profile {
  std::vector<double> by_hour;     // 24, or empty
  std::vector<double> by_weekday;  // 7, or empty
  std::vector<double> by_month;    // 12, or empty
  std::map<base::Date, double> by_date;

  [[nodiscard]] bool constant() const { return by_hour.empty() && by_weekday.empty() && by_month.empty() && by_date.empty(); }
};

// Independent of one another, `rate` per time unit before the profile; with a profile exactly by its integral, hour by hour
// (not by thinning, whose answer depends on how the largest rate is guessed).
struct PoissonArrivals { double rate = 0; };
// A number of people in every `period`, each at a moment of it that the profile makes likely.
struct CountedArrivals { double period = 1; Distribution count; };
// The time from one to the next; the first after one such time, or at `first`.
struct RenewalArrivals { Distribution gap; std::optional<double> first; };
// Appointments: people booked at these times of every `period`, who come `early` and then late by `lateness`, or not at all.
struct ScheduledArrivals { double period = 7; std::vector<double> at; double no_show = 0, early = 0; std::optional<Distribution> lateness; };
// People as an event log has them. Times ascend from 0; those beyond the run are left out.
struct ReplayedArrivals {
  std::vector<double> at;
  std::vector<ClassId> classes;                   // one each, or empty: the source's own
  std::vector<AreaId> areas;                      // one each, or empty
  std::vector<AttributeId> attributes;            // columns of `values`
  std::vector<double> values;                     // one row a person
};

using Process = std::variant<PoissonArrivals, CountedArrivals, RenewalArrivals, ScheduledArrivals, ReplayedArrivals>;

// People of one kind of coming. Where areas have weights each person comes from one of them.
struct Source {
  std::string name;
  std::vector<ClassId> classes;        // one, or several with class_weights
  std::vector<double> class_weights;   // summing to 1
  std::vector<SegmentId> segments;     // with segment_weights, or none
  std::vector<double> segment_weights;
  std::vector<double> area_weights;    // one per area of the model, or none; need not sum to 1
  Process process;
  Profile profile;
  double begins = 0;                   // nobody before
  std::optional<double> ends;          // nobody from then on
  std::optional<std::int64_t> at_most; // people in all
  ChoiceId to;
};

}  // namespace tributary::flow
