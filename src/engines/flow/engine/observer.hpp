// Observer: the measures and costs of a model, watched while one replication runs.
//
// Idea      a measure listens at the moments that concern it (somebody comes, begins, departs, leaves; a level changes), for
//           the people that it is about, and keeps one cell for the whole run and one for each period. What no measure asks
//           for costs one test of a bit
// Promises  memory does not grow with the length of a run, but by one cell a period that was asked for
// See       gather.hpp for what every run counts whether asked or not; measure.hpp for what the quantities mean
#pragma once

#include <vector>

#include "engines/flow/engine/gather.hpp"
#include "engines/flow/engine/sketch.hpp"
#include "engines/flow/engine/watch.hpp"

namespace tributary::flow {

struct Cell { double sum = 0, count = 0; };

// A watch's state in one replication.
struct Watched {
  Level level;
  double at = 0, up_to = 0, since = 0;  // level_at: time in the period under way
  Cell whole, now;                      // the run, and the period under way
  std::vector<Cell> periods;            // those that are over
  Sketch sketch, sketch_now;
  std::vector<Observed> percentiles;
  double period_from = 0;
  double beds_before = 0;               // capacity · time before the period under way
};

// Of time-weighted levels; of sums, which are told as they are; and of means over what is counted as it happens.
[[nodiscard]] inline bool is_level(Watch::Take take) { return take >= Watch::Take::level; }
[[nodiscard]] inline bool is_total(Watch::Take take) { return take == Watch::Take::total || take == Watch::Take::level_time || take == Watch::Take::capacity_time; }
[[nodiscard]] inline bool is_mean_over_people(Watch::Take take) { return (!is_level(take) && !is_total(take)) || take == Watch::Take::level_at; }

// Whether the period under way at the end of a run is over, but for rounding.
[[nodiscard]] inline bool whole_period(const Watch& watch, double from, double now) { return watch.period <= 0 || now - from > (1 - 1e-9) * watch.period; }

// What a watch whose periods are all closed came to goes into its measure: the whole run first, then the periods. Costs add up.
void tell_measure(const Watch& watch, const Watched& watched, std::vector<Observed>& measure);

}  // namespace tributary::flow
