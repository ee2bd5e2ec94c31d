// Network: which services people come to independently of one another, as from a Poisson process.
//
// Idea      a stream from outside is Poisson; services without limit, and those where people with the same exponential stays wait as long as
//           it takes, let Poisson streams through as Poisson streams, and in circles of such services alone each still behaves as if
//           its people came so [Burke 1956; Jackson 1957; Baskett et al. 1975]. All others make what they pass on uneven.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/flow/analytic/load.hpp"

namespace tributary::flow {

struct Network {
  std::vector<char> lets_through;   // a Poisson stream stays one
  std::vector<char> independent;    // who comes here comes so
  std::vector<char> circular;       // somebody may come back
  std::vector<char> filled_by_overflow;   // from services that are full
  std::vector<char> blocked;        // its people may stay in their beds until the next service has room
  std::vector<char> waits_upstream; // people who come wait in the beds that they are in
  std::vector<char> held;           // either so, and others may miss those beds: of services with a limit
  std::vector<char> steady;         // all who come, from wherever, come alike at every time
};
[[nodiscard]] Network network_of(const Model& model, const std::vector<Coming>& comings, const Traffic& traffic, const std::vector<Load>& loads);

// The mean stay where everybody's is exponential with it, and none has a transition after it.
[[nodiscard]] std::optional<double> exponential_stay(const Traffic& traffic, std::uint32_t service);
// The mean where a law is exponential by whatever name.
[[nodiscard]] std::optional<double> exponential_mean(const Distribution& distribution);

}  // namespace tributary::flow
