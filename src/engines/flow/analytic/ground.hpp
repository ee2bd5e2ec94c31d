// Ground: what numbers and measures are made from: traffic, loads, closed forms, and of which services these are exact.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/analytic/closed_form.hpp"
#include "engines/flow/analytic/in_time.hpp"

namespace tributary::flow {

struct Ground {
  std::vector<Coming> comings;
  std::vector<PersonKind> kinds;
  Traffic traffic;
  std::vector<Load> loads;
  Network network;
  std::vector<ClosedForm> forms;
  std::vector<Fullness> fullness;
  std::vector<std::optional<InTime>> in_time;
  std::vector<char> served_known, served_exact;  // who gets a bed here, of those who come
  std::vector<char> came_exact;                  // how many come
  struct Returning { std::uint32_t service, elsewhere; };
  std::vector<Returning> returning;              // services whose people are brought back, and where they are till then

  // Of those who come evenly or at gaps, from the start of a run on, not quite as many come as the rate says.
  [[nodiscard]] bool counts_are_exact() const {
    return std::all_of(comings.begin(), comings.end(), [](const Coming& each) { return each.poisson; });
  }
};
[[nodiscard]] base::Result<Ground> ground_of(const Model& model);

}  // namespace tributary::flow
