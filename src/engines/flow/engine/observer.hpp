// Observer: the measures of a model, watched while one replication runs.
//
// Idea      a measure is a row of cells, one a period (and one for the whole run), and listens at the moments that concern
//           it: somebody comes, begins, departs, leaves; a level changes. What no measure asks for costs nothing
// See       gather.hpp for what every run counts whether asked or not
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engines/flow/engine/gather.hpp"
#include "engines/flow/engine/tables.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

// What a measure came to in one period of one replication: value = sum / count, or sum alone for counts and costs.
struct Cell {
  double sum = 0, count = 0;
};

// The moments that can be listened at.
enum class Moment : std::uint8_t {
  came,       // to a service; value: 1 if they had to wait
  began,      // to be served; value: how long they waited
  departed,   // from a service; value: time in it
  worked,     // from a service; value: time in it without transition and blocking
  left,       // the system; value: time in it
  placed_out, turned_away, reneged,  // value: 1
  travelled,  // to where first served; value: minutes
  occupied, queueing, blocked, out_of_area,  // levels: value +1 or −1
  count_of_moments,
};
[[nodiscard]] constexpr bool is_level(Moment moment) {
  return moment >= Moment::occupied && moment <= Moment::out_of_area;
}

// One thing watched: a measure, or a cost that a measure adds up.
struct Tracker {
  Moment moment = Moment::came;
  std::uint32_t condition = always;
  enum class Take : std::uint8_t {
    value,       // sum += value, count += 1
    once,        // sum += 1
    over,        // sum += value > threshold, count += 1
    at_most,     // sum += value <= threshold, count += 1
    if_positive, // those with value > 0 only
    level,       // time-weighted mean of the level
    level_share, // the same over capacity
    level_at,    // time at exactly `threshold` over time at `threshold` or below
    level_sum,   // amount · time
  } take = Take::value;
  double threshold = 0;
  double amount = 1;
  double period = 0;         // 0: only the whole run
  bool sketched = false;
  double percentile = 50;

  Level level;
  double at = 0, up_to = 0;  // level_at: time since the period began
  double since = 0;
  std::vector<Cell> cells;   // the whole run, then period by period
  std::vector<Sketch> sketches;
};

}  // namespace tributary::flow
