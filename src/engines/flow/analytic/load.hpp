// Load: what comes to a service, beside the beds that it has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/flow/analytic/traffic.hpp"

namespace tributary::flow {

struct Load {
  double arrivals = 0;      // people per time unit
  double in_bed = 0;        // mean time that each needs a bed
  double offered = 0;       // beds that would be in use if there were enough: arrivals · in_bed
  double beds = 0;          // mean over the time that is counted, or from the last date on at which they change for good; without those of a pool
  double provided = 0;      // mean over all the time that is counted
  bool steps_in_run = false;  // they change for good while people are counted
  double fewest_beds = 0;   // at any time
  bool steady_beds = true;  // as many at every time
  std::optional<double> utilisation;  // offered / beds; of all that share a pool together; absent where there is no limit
  std::optional<double> busiest;      // the same in the hour in which most come, with the fewest beds that are ever open; absent where nothing varies, or people come from other services
  bool waits_without_limit = false;
  // Those who have least: the beds that they need, and all that they may ever have at once, where that is less. Beds are kept for others,
  // or shared by several services, or there are none.
  struct Least { double offered = 0, beds = 0; };
  std::optional<Least> least;
  double growth = 0;        // people by whom the line grows per time unit where it never ends: arrivals − beds / in_bed
  // Of a team that gives visits in_bed is how many each needs, offered is visits wanted per time unit, and beds are slots per time unit.
  bool visits = false;
  double caseload = 0;                // people who may be on its books, mean; where that is limited:
  std::optional<double> on_books;     // those who would be with slots for all, over these

  double kept_on = 0;       // beds in which people stay on, mean, who are there when beds close for a part of the day
  bool may_hurry = false;   // people are discharged early under pressure: nobody knows what it is then
  std::optional<std::uint32_t> kept_for;  // a service whose line grows for ever, for which people keep beds here until there are none left
  bool uncertain = false;                 // made from numbers that aren't known exactly

  [[nodiscard]] bool steady_state() const { return !kept_for && keeps_up(); }
  [[nodiscard]] bool keeps_up() const {
    if (!waits_without_limit || may_hurry) return true;
    const bool enough = !utilisation || *utilisation < 1 || kept_on > 0;
    return !least && enough && (!on_books || *on_books < 1);
  }
};

// One a service. What comes to services that traffic leaves open is what is known of it.
[[nodiscard]] std::vector<Load> loads_of(const Model& model, const std::vector<Coming>& comings, const std::vector<PersonKind>& kinds, const Traffic& traffic);

}  // namespace tributary::flow
