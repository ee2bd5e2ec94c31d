// size_beds: how many beds a service has, by the planners' rule that its load is to be a share of them.
//
// Idea      the load is of all who would come if there were room for everybody in each of these services: theirs don't change it
// Method    beds = load / utilisation, rounded up; the load by the traffic equations (solve.hpp). One at least where people may come, and
//           none where nobody can
// Fails     "load-not-known" where theory can't tell how many come, "beds-too-many", and as solve does. A model that check_model refuses for another
//           reason is left with a bed each, so that the check says why
#pragma once

#include <vector>

#include "base/result.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

struct ByLoad {
  ServiceId service;
  double utilisation = 0.85;  // above 0, at most 1
};

[[nodiscard]] base::Done size_beds(Model& model, const std::vector<ByLoad>& services);

}  // namespace tributary::flow
