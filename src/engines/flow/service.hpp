// Service: something with finite capacity that people are in for a while. A ward, a team, a clinic, a machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "engines/flow/condition.hpp"
#include "engines/flow/destination.hpp"
#include "engines/flow/distribution.hpp"
#include "engines/flow/ids.hpp"

namespace tributary::flow {

// How many at once. A fall never puts anybody out: those in service stay, and nobody enters until there is room.
struct Capacity {
  struct Step { double from = 0; int beds = 0; };                                        // from this time of the run on
  struct Hours { std::uint8_t weekdays = 0x7f; double from = 0, to = 24; int beds = 0; };  // bit 0 is Monday; [from, to)
  int beds = 0;
  std::vector<Step> steps;   // ascending; replace `beds`
  std::vector<Hours> hours;  // every week; the last that covers a moment replaces what steps say
};

// The length of a stay: the first whose condition holds. `next` may be asked: it is known when a stay begins.
struct Stay { Condition when; Distribution length; };

// What is tried, in order, when somebody comes and there is no room.
struct Wait { std::optional<int> longest_queue; std::optional<Distribution> patience; std::optional<ChoiceId> reneged; };
struct Hold {};                                   // stay in the bed upstream until there is room; first blocked, first served
struct Overflow { ChoiceId to; bool joins = false; };  // elsewhere: if there is room there, or, with joins, to do there as all who come do
struct Divert { ServiceId out_of_area; bool repatriate = false; };  // placed elsewhere at once; with repatriation, back when a bed is free
struct TurnAway { ExitId exit; };
struct Poll { Distribution every; };              // ask again after a time: whoever asks first when there is room gets it
using WhenFull = std::variant<Wait, Hold, Overflow, Divert, TurnAway, Poll>;

// Under pressure the person who would soonest leave goes early, if that is within `within` of the end of their stay.
struct EarlyDischarge { int queue = 1; double within = 0; };

// Beds that only some may use.
struct Reserve { Condition who; int beds = 0; };

// Who is there when the run begins.
struct Start {
  enum class Rest : std::uint8_t {
    equilibrium,  // what is left of a stay that is under way in the steady state
    whole,        // a whole stay
    uniform,      // uniform between 0 and a whole stay
  };
  int occupied = 0;
  int queue = 0;
  Rest rest = Rest::equilibrium;
};

// What a team gives to each of those on its books, one after the other, as far as it has slots. A slot that nobody needs in its session
// (a day, or hours of it) is lost.
struct Visits {
  Capacity slots;                // `beds`: in a day, or in a week where `weekly`; `hours`: sessions of a day, in place of the whole day
  bool weekly = false;           // spread over the week's days as evenly as whole numbers go
  std::uint8_t weekdays = 0x7f;  // that have slots where `hours` say nothing
  bool caseload = false;         // the service's capacity limits who is on the books at once
  double missed = 0;             // share of visits to which nobody comes: the slot is gone, and the visit is due again a gap later
  std::vector<Stay> needs;       // how many visits, the first included (course.hpp); the last is for everybody
  std::vector<Stay> gaps;        // from each visit to when the next is due; likewise
};

struct Service {
  enum class Kind : std::uint8_t { beds, team, unlimited };
  std::string name, title;
  Kind kind = Kind::beds;
  SiteId site;
  Capacity capacity;
  PoolId pool;                     // beyond its own beds it may use the pool's
  std::vector<Reserve> reserves;
  std::vector<Stay> stays;         // the last is for everybody
  std::optional<Visits> visits;    // in place of stays
  std::vector<Stay> transitions;   // after the stay, with the bed still occupied
  std::vector<double> priorities;  // by class, smaller first; none: first come, first served
  std::vector<WhenFull> when_full; // ends with Wait, Hold, Divert, TurnAway or Poll; empty: waits without limit
  bool redraw_after_waiting = false;  // the stay of somebody who waited is drawn anew
  std::optional<EarlyDischarge> early_discharge;
  Start start;
  ChoiceId next;

  // Is there a number of people who can be here at once?
  [[nodiscard]] bool limits_people() const { return kind != Kind::unlimited && (!visits || visits->caseload); }
};

// Beds that several services share beyond their own.
struct Pool { std::string name; int beds = 0; };

// Services that are alternatives.
struct Group { std::string name; std::vector<ServiceId> services; };

}  // namespace tributary::flow
