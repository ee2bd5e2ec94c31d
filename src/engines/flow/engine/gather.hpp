// What a run counts: levels over time, and values of people.
#pragma once

#include <cstdint>

namespace tributary::flow {

// How many there are, and the time-weighted sum of it.
class Level {
 public:
  Level() = default;
  // As it stands at `now`, where the integral up to then is known.
  Level(double area, double now, double count) : area_(area), since_(now), count_(count) {}
  void change(double now, int by) {
    area_ += count_ * (now - since_);
    since_ = now;
    count_ += by;
  }
  // The integral from the beginning of counting to `now`.
  [[nodiscard]] double area(double now) const { return area_ + count_ * (now - since_); }
  [[nodiscard]] double count() const { return count_; }
  // Counting begins again at `now`; who is there stays.
  void begin(double now) { area_ = 0, since_ = now; }

 private:
  double area_ = 0, since_ = 0;
  double count_ = 0;  // a whole number, kept as it is multiplied
};

// Count and sum of values.
struct Sums {
  std::uint64_t count = 0;
  double sum = 0;

  void add(double value) { ++count, sum += value; }
};

// What one service did since counting began.
struct ServiceCounts {
  Level occupied;     // beds with somebody in them: in service, in transition, blocked
  Level queue;        // people without a bed here who want one, those blocked upstream or placed out of area among them
  Level blocked;      // people whose stay here is over and who wait for the next service
  Level in_transition;
  double seen_occupied = 0, seen_queue = 0, seen_blocked = 0, seen_in_transition = 0;  // sums over the daily snapshots
  double capacity_area = 0, capacity_since = 0;
  std::uint64_t arrivals = 0, starts = 0, delayed = 0, waited = 0, departures = 0, turned_away = 0, reneged = 0, placed_out = 0, overflowed = 0;
  std::uint64_t visits = 0, slots = 0;  // of a team that gives visits: given, and there to be given
  Sums visit_delay;   // of visits after the first: time from when they were due
  double wait = 0;    // sums: over `starts`, of whom `waited` did at all,
  double stay = 0;    // over `departures`
  Sums active;        // without transition and blocking
};

}  // namespace tributary::flow
