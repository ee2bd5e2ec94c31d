// Event study: when did those with a change begin to move otherwise, and had they done so before it?
//
// Idea      one effect for each time before and after adoption, all against the time just before it. Those before should be nothing
// Method    all units changed at once: regression with levels for units and times and a term for each event time, errors CR2 with
//           Satterthwaite's degrees of freedom (CR1 with G − 1 above 200 clusters). At different times: group-time effects by event time
//           (group_time.hpp). Beyond `window` times, event times are taken together (regression) or not listed
//           Effects before adoption together: Wald's test, F with (rank, G − 1) degrees of freedom, where clusters are at least three
//           times the effects; where they are few, randomisation of the root of their squares' sum (randomisation.hpp)
//           Its doubts are those of difference-in-differences of the same rows (did.hpp): where that claims no effect, its answer stands here
// Fails     "effect-not-identified", and as difference_in_differences does
// See       docs/guide/reference/evidence.md, "Event study"
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engines/evidence/did.hpp"

namespace tributary::evidence {

struct EventStudyOptions {
  DidOptions did;
  std::uint32_t window = 24;  // times before and after
};

struct EventStudy {
  std::vector<EventTime> events;
  bool by_group_time = false;
  std::optional<JointTest> before;              // Wald's
  std::optional<RandomisationTest> before_few;  // where clusters are few
  std::optional<double> trend;                  // a straight line through the effects before, a time
  Told told;
};

[[nodiscard]] base::Result<EventStudy> event_study(const CheckedPanel& panel, const EventStudyOptions& options);

}  // namespace tributary::evidence
