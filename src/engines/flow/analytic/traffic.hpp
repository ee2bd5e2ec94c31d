// Traffic: how many people of each kind come to each service, and for how long they then need a bed.
//
// Idea      for each kind the expected visits v of the services solve v = e + Pᵀ v, with e where they come first and P the chances of
//           going from one to the next: the traffic equations of a network of queues. What is turned away, diverted or overflows
//           goes its own way, with the shares that the services' closed forms give.                              [Jackson 1957]
// Method    visits.hpp
// See       routes.hpp (where they go), closed_form.hpp (the shares), ground.hpp (both, until nothing changes)
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engines/flow/analytic/people.hpp"

namespace tributary::flow {

// People of one kind who come to a service, and go on one way.
struct Stream {
  std::uint32_t kind = 0;
  std::uint32_t service = 0;  // to which they came
  std::uint32_t bed = 0;      // where they are: another service's for those who were placed elsewhere
  ChoiceId next;
  double came = 0;            // people per time unit; 0 for those placed elsewhere, who are counted where they came
  double served = 0;          // of these, who get into a bed of `bed`
  std::size_t group = 0;      // the first reserve of the service that is for them; as many as there are: none
  std::size_t level = 0;      // of priority, 0 the most urgent
  double visits = 0;          // slots that each takes, of a team that gives visits
  const Distribution* stay = nullptr;        // of such a team: the gap between two visits
  const Distribution* transition = nullptr;  // none: they leave the bed as the stay ends
  Moments active, in_bed;     // of the stay; of stay and transition together; of visits, from the first to the last with slots for all
};

// What becomes of those who come to a service, as its closed form says; everybody is served unless told.
struct Fullness {
  std::vector<double> full;   // by group: share who find no bed for them
  std::vector<double> lost;   // by group: share who never get one here
  double given_up = 0;        // share who wait in vain
  bool unknown = false;       // some go elsewhere, and how many is for a run to tell
};

struct Traffic {
  std::vector<Stream> streams;
  std::vector<std::string> open;         // by service: a sentence where what comes isn't known; empty where it is
  std::vector<std::vector<std::uint32_t>> came_to, in_bed_of;  // by service: the streams that came to it, and those in its beds
  std::vector<std::set<std::uint32_t>> before;   // by service: from which others somebody comes, return visits included
  std::vector<std::set<std::uint32_t>> sources;  // by service: from which sources somebody comes first there
  double people = 0;                     // per time unit, each return visit counted as a person anew, as a run does
};

[[nodiscard]] Traffic traffic_of(const Model& model, const std::vector<PersonKind>& kinds, const std::vector<Fullness>& fullness);

// Of those of a kind who come once, the shares by the first bed that they have among those of the services (none: all).
struct FirstBed { std::uint32_t service = 0; bool placed = false; double share = 0; };  // placed: from a service that was full
[[nodiscard]] std::vector<FirstBed> first_beds(const Model& model, const PersonKind& kind, const std::vector<Fullness>& fullness, const std::vector<ServiceId>& services);

// The first reserve of the service whose condition holds, or as many as there are; absent where that is open.
[[nodiscard]] std::optional<std::size_t> reserve_group(const Model& model, const PersonKind& kind, std::uint32_t service);

}  // namespace tributary::flow
