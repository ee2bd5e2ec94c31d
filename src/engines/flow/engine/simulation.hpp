// Simulation: one replication of a model, event by event.
//
// Idea      the state is who is where; an event is a timer that rings; between events nothing changes. People who want a
//           service stand in one line for it, whether they wait without a bed, in a bed upstream, or placed out of area, so
//           that "first come" and "first blocked, first served" are one rule
// Method    event scheduling over compiled tables (tables.hpp) and a tournament of timers (event_tree.hpp); draws by person
//           and purpose (random/draws.hpp)
// Rules     stated because tools differ:
//           - of events at one time, the one that was set first happens first;
//           - who departs frees the bed after having tried the next service: before, where that one is waited for without
//             a bed; after, where the bed upstream is held;
//           - a stay is drawn when it begins; the next destination with it. Where the next is the nearest of a group, which of
//             them is settled on leaving;
//           - capacity that falls never puts anybody out;
//           - people still there at the end count in levels, and in no mean over people
// Promises  same tables, seed and replication: the same numbers, bit by bit, on any thread. Memory grows with the people
//           present, not with the length of the run
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engines/flow/engine/calendar.hpp"
#include "engines/flow/engine/gather.hpp"
#include "engines/flow/engine/person.hpp"
#include "engines/flow/engine/tables.hpp"
#include "engines/flow/event_tree.hpp"
#include "engines/flow/observed.hpp"

namespace tributary::flow {

// Something that happened to somebody, for a trace.
struct Happening {
  enum class What : std::uint8_t { came, began, transition, blocked, departed, left, placed_out, repatriated, turned_away, gave_up, visited, missed } what;
  double time;
  std::uint64_t person;
  std::uint32_t cls, area, service, exit;  // none where it doesn't apply
};

struct Horizon {
  double warm_up = 0;
  double length = 365;        // after the warm-up
  bool daily_snapshots = false;
  bool until_empty = false;   // go on after that, without new arrivals, until all have left
  const std::atomic<bool>* cancel = nullptr;  // looked at now and then: what is counted so far is then no whole replication

  friend bool operator==(const Horizon&, const Horizon&) = default;
};

inline constexpr int trend_parts = 12;
// When a part of the trend is over.
[[nodiscard]] constexpr double end_of_trend(const Horizon& horizon, std::size_t part) { return horizon.warm_up + horizon.length * static_cast<double>(part + 1) / trend_parts; }

// What one replication came to.
struct Tally {
  std::vector<ServiceCounts> services;
  Level present;              // people in the system
  std::uint64_t snapshots = 0;  // that were taken, one a day; and the people in the system then, added up
  double seen_present = 0;
  Sums time_in_system;        // of those who left after the warm-up
  std::uint64_t arrived = 0, left = 0, events = 0;
  std::vector<std::uint64_t> by_exit;
  double from = 0, to = 0;    // counted between
  bool stuck = false;         // ended early: people went round and round in stays that take no time
  std::vector<double> trend;  // people in the system, mean over each of trend_parts equal parts of the run
  std::vector<std::vector<Observed>> measures;  // the whole run, then by period; none where nothing was counted
};

class Simulation {
 public:
  // `tables` must outlive the simulation. Tables and watches come from compile().
  explicit Simulation(const Tables& tables);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Runs a replication from its start. Memory is used again from one to the next.
  const Tally& run(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon);

  void trace(std::function<void(const Happening&)> listener);

 private:
  template <bool simple>
  class State;
  const Tables& tables_;
  std::unique_ptr<State<true>> simple_;  // this one or the other
  std::unique_ptr<State<false>> any_;
};

}  // namespace tributary::flow
