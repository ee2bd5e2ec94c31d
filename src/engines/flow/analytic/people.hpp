// PersonKind: people for whom every condition of a model comes out alike, so that their ways and stays differ by chance alone.
//
// Idea      a class, and what else the model's conditions ask of a person from the start: segment, area, whether a numeric attribute
//           lies below, at or above a threshold, whether they keep a rule. All that a condition can ask then has one answer, and
//           traffic equations can be written kind by kind
// See       routes.hpp (where a kind goes), traffic.hpp (how many of them come where)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

struct PersonKind {
  std::uint32_t source = 0, cls = 0;
  SegmentId segment;
  AreaId area;
  std::vector<double> attributes;  // one of the model's each, a value between the thresholds that are asked; NaN where nothing asks
  std::vector<std::uint32_t> breaks;  // the choices that are rules which they don't keep
  double rate = 0;                 // people per time unit
};

// How often a source's people come.
struct Coming {
  double rate = 0;         // people per time unit while they come, on the average of a week (of a year, where months or dates count)
  double busiest = 0;      // in the hour of a week in which most come
  bool steady = false;     // as many at every time of the run
  bool poisson = false;    // independent of one another
  double squared_cv = 1;   // of the time from one to the next: 1 for a Poisson process
};
[[nodiscard]] std::vector<Coming> comings(const Model& model);

// All kinds that come, with rates above 0. Fails with "too-many-kinds" where there would be more than a hundred thousand.
[[nodiscard]] base::Result<std::vector<PersonKind>> kinds_of(const Model& model, const std::vector<Coming>& comings);

// What a condition comes to for people of a kind: true, false, or open where it asks what only a run can tell (how long they waited,
// how often they came, the hour). `service` is where they are or are about to be; `next` as Known::next compares it.
[[nodiscard]] std::optional<bool> settled(const Condition& condition, const Model& model, const PersonKind& kind,
                                          std::optional<std::uint32_t> service = {}, std::optional<double> next = {});

}  // namespace tributary::flow
