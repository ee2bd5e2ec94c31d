// OverTime: how full each service was, slice by slice of a run, and how much that differs from one replication to another.
//
// Idea      a run keeps means, not courses; a measure by period keeps a mean of each period. So a model is given such measures of its
//           services before it runs, and the result gives them up again. Draws belong to people, not to measures: no other number moves
// Given     a checked model; slices of equal length from the end of the warm-up to the end of the run, without
//           what is left of it after the last whole one
// Promises  after take_over_time() the result is what it would have been without, byte for byte
// Limits    each value is a mean over its slice: what peaks within one is not seen
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engines/flow/experiment.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

struct ServiceOverTime {
  std::vector<std::optional<Estimate>> occupied, queue;  // by slice; `queue` is empty where nobody can wait
};

struct Slices { std::size_t count = 0; double length = 0; };

// So many slices that what is kept stays small; none, and nothing is measured, where replications are too many for that. Where arrivals
// or beds go by the calendar they are whole weeks, whole days or hours that divide a day, so that each holds as much of the pattern.
[[nodiscard]] Slices slices_of(const Model& model);

// Adds measures to a model; take_over_time() takes their numbers out of what a run of it came to, by service.
void measure_over_time(Model& model, const Slices& slices);
[[nodiscard]] std::vector<ServiceOverTime> take_over_time(const Model& model, RunResult& result, std::size_t own_measures, const Slices& slices);

// The model with more measures, in whatever it is drawn as.
void add_measures(Model& model, const std::vector<Measure>& more);

}  // namespace tributary::flow
