// Catchment: where people of each area are first served, and how far that is.
//
// Idea      what a map shows of a run: of everybody who comes from an area, at which site they are first in a bed or seen
// Given     a checked model with areas and sites, whose warm-up is known
// Promises  the same seed, the same numbers; people are counted from the end of the warm-up, over the run's first replications: at most
//           twenty of them, and no more once half a million people are counted
// Limits    counts of some replications, without intervals: of a small area they say where people go, not how many
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

struct AreaServed {
  std::uint64_t people = 0;                // first served anywhere
  std::vector<std::uint32_t> by_site;      // of these
  double minutes = 0;                      // travelled by those for whom they are known, added up
  std::uint64_t travelled = 0;
};
struct Catchment {
  std::size_t replications = 0;
  std::vector<AreaServed> areas;
};

// Fails where a model with numbers that aren't known exactly can't be drawn.
[[nodiscard]] base::Result<Catchment> catchment_of(const Model& model);

}  // namespace tributary::flow
