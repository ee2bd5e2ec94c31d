// Servers: when the first of those who serve a line will be free, for the recursions of waits.
//
// Idea      whoever is next in line is served by whoever is free first, so that of all servers only the times matter at which they
//           are free, and of these only the earliest is looked at and replaced
// Promises  first_free(): the earliest of them, -infinity while one of them has served nobody yet. serve() sets that one to work for
//           somebody who came at a time, until another
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "engines/flow/event_tree.hpp"

namespace tributary::flow {

// [Lindley 1952, doi 10.1017/S0305004100027638]
class OneServer {
 public:
  [[nodiscard]] double first_free() const { return free_; }
  void serve(double, double until) { free_ = until; }

 private:
  double free_ = -HUGE_VAL;
};

// In ascending order, as Kiefer and Wolfowitz keep them [1955, doi 10.1090/S0002-9947-1955-0066586-0]. Without the earliest and with
// another in its place, position i holds the middle one of that, what it held and what the next held: no branch to foresee.
class FewServers {
 public:
  static constexpr std::size_t most = 32;

  explicit FewServers(int count) : blocks_((static_cast<std::size_t>(count) + block - 1) / block) {
    free_.fill(HUGE_VAL);
    std::fill_n(free_.begin(), count, -HUGE_VAL);
  }
  [[nodiscard]] double first_free() const { return free_[0]; }
  void serve(double, double until) {
    for (std::size_t i = 0; i < blocks_ * block; i += block) {
      for (std::size_t j = i; j < i + block; ++j) {
        const double next = free_[j + 1] < until ? free_[j + 1] : until;
        free_[j] = free_[j] > next ? free_[j] : next;
      }
    }
  }

 private:
  static constexpr std::size_t block = 4;
  std::size_t blocks_;
  alignas(32) std::array<double, most + block> free_{};
};

// A tournament among those who have served anybody; another is only asked where all of these are busy.
class ManyServers {
 public:
  explicit ManyServers(int count) : count_(static_cast<Slot>(count)) {}
  [[nodiscard]] double first_free() const { return begun_ < count_ ? -HUGE_VAL : free_.next_time(); }
  void serve(double came, double until) {
    const bool another = begun_ < count_ && !(free_.next_time() < came);
    if (another) free_.grow(begun_ + 1);
    free_.set(another ? begun_++ : free_.next_slot(), until);
  }

 private:
  Slot count_, begun_ = 0;
  EventTree free_;
};

}  // namespace tributary::flow
