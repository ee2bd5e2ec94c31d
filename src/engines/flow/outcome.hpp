// What follows: outcomes that depend on where people were and how long they waited, what it costs, and who comes back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/flow/condition.hpp"
#include "engines/flow/destination.hpp"
#include "engines/flow/distribution.hpp"

namespace tributary::flow {

// A change of a probability for those it is for, absolute (−0.018 is 1.8 percentage points fewer), with the 95 % interval
// that it was published with; the interval is propagated as a normal with that width.
struct Effect {
  Condition when;
  std::vector<ServiceId> through;  // only those who were ever in one of these; none: whoever
  double change = 0;
  std::optional<double> low, high;
  bool per_unit_waited = false;  // change for each time unit waited in all, not once
};

// Settled when a person leaves; the probability is base plus the effects that are theirs, kept within [0, 1].
struct Outcome {
  std::string name, title;
  Condition whose;
  double base = 0;
  std::vector<Effect> effects;
};

// Some of those who leave come back, as new arrivals of the same person.
struct ReturnVisit {
  std::string name;
  Condition whose;
  double probability = 0;
  Distribution after;
  ChoiceId to;
};

struct Cost {
  enum class Per : std::uint8_t {
    arrival,
    visit,             // a slot of a team's visits, whether somebody comes or not
    time_in_service,   // a time unit of a bed with somebody in it, until they are out of it
    time_blocked,      // a time unit of a bed whose person waits for the next service; beside time_in_service
    time_waiting,      // a time unit of a person in a queue
    time_provided,     // a time unit of a bed, used or not
    outcome,           // a time that an outcome happens
  };
  std::string name;
  Per per = Per::time_in_service;
  std::vector<ServiceId> services;  // none: all
  Condition whose;
  std::uint32_t outcome = 0;        // position among the model's outcomes, for Per::outcome
  double amount = 0;                // pounds
};

}  // namespace tributary::flow
