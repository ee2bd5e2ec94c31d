// The events of a log, case by case, as visits to services. For journeys.cpp.
#pragma once

#include <string>
#include <vector>

#include "exchange/flow/journeys.hpp"

namespace tributary::exchange::flow {

struct LoggedEvent {
  enum class Lifecycle : std::uint8_t { none, start, complete, other };
  double at = 0;
  std::uint32_t activity = 0;
  Lifecycle lifecycle = Lifecycle::none;
  std::uint32_t row = 0;
};

struct LoggedCase {
  std::uint32_t cls = 0;
  std::vector<LoggedEvent> events;
};

// Events are put in order of time. `into` gets services and journeys. Fails with "activity-absent" where `services` or `until` name
// activities that the log hasn't.
[[nodiscard]] base::Done add_visits(std::vector<LoggedCase> cases, const std::vector<std::string>& activities, const JourneyColumns& asked, const std::string& name, Journeys& into);

}  // namespace tributary::exchange::flow
