// Throttle: how many tries a name or an address has within 15 minutes.
#pragma once

#include <string>

#include "base/clock.hpp"
#include "services/ports/person_store.hpp"

namespace tributary::services {

struct Gate {
  std::string key;
  int most;
};

[[nodiscard]] bool is_shut(PersonStore& people, const Gate& gate, base::Instant now);
void count_try(PersonStore& people, const Gate& gate, base::Instant now);

}  // namespace tributary::services
