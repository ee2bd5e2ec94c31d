#include "bench/flow/reference.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <queue>

#include "engines/flow/engine/servers.hpp"
#include "engines/flow/event_tree.hpp"
#include "engines/random/samplers.hpp"

namespace tributary::bench {

namespace {

using random::exponential;
using random::Stream;

struct Event {
  double time;
  int bed;  // -1: somebody comes
  bool operator>(const Event& other) const { return time > other.time; }
};
using Heap = std::priority_queue<Event, std::vector<Event>, std::greater<>>;

// The events of a row of stages on a binary heap …
class OnHeap {
 public:
  explicit OnHeap(int) {}
  void set(int bed, double time) { heap_.push({time, bed}); }
  void clear(int) {}  // what was popped is gone
  bool next(double& time, int& bed) {
    if (heap_.empty()) return false;
    time = heap_.top().time, bed = heap_.top().bed;
    heap_.pop();
    return true;
  }

 private:
  Heap heap_;
};

// … and on a winner tree with one leaf per bed; leaf 0 is the next to come.
class OnWinnerTree {
 public:
  explicit OnWinnerTree(int beds) : tree_(static_cast<flow::Slot>(beds + 1)) {}
  void set(int bed, double time) { tree_.set(static_cast<flow::Slot>(bed + 1), time); }
  void clear(int bed) { tree_.cancel(static_cast<flow::Slot>(bed + 1)); }
  bool next(double& time, int& bed) {
    if (tree_.empty()) return false;
    time = tree_.next_time(), bed = static_cast<int>(tree_.next_slot()) - 1;
    return true;
  }

 private:
  flow::EventTree tree_;
};

// Beds are numbered through all stages; each knows its stage and when whoever is in it first came.
template <class Events>
class Row {
 public:
  Row(const std::vector<Stage>& stages, double rate) : events_(beds_of(stages)), rate_(rate) {
    for (const Stage& stage : stages) {
      Place place;
      place.mean_stay = stage.mean_stay;
      for (int i = 0; i < stage.beds; ++i) place.free.push_back(static_cast<int>(stage_of_.size())), stage_of_.push_back(static_cast<int>(places_.size()));
      places_.push_back(std::move(place));
    }
    came_.resize(stage_of_.size());
  }

  double run(long people) {
    double time = 0;
    int bed = 0;
    events_.set(-1, exponential(arrivals_) / rate_);
    while (events_.next(time, bed)) {
      if (bed < 0) {
        if (--people > 0) events_.set(-1, time + exponential(arrivals_) / rate_);
        else events_.clear(-1);
        Place& first = places_[0];
        if (first.free.empty()) first.queue.push_back(time);
        else begin(take(first), time, time);
        continue;
      }
      const auto next = static_cast<std::size_t>(stage_of_[bed]) + 1;
      if (next == places_.size()) {
        time_in_system_ += time - came_[bed];
        ++left_;
        release(bed, time);
      } else if (!places_[next].free.empty()) {
        begin(take(places_[next]), came_[bed], time);
        release(bed, time);
      } else {
        places_[next].blocked.push_back(bed);
        events_.clear(bed);
      }
    }
    return time_in_system_ / static_cast<double>(left_);
  }

 private:
  struct Place {
    double mean_stay = 0;
    std::vector<int> free;
    std::deque<double> queue;   // when they came
    std::deque<int> blocked;    // beds upstream whose people want one here
  };

  static int beds_of(const std::vector<Stage>& stages) {
    int beds = 0;
    for (const Stage& stage : stages) beds += stage.beds;
    return beds;
  }
  static int take(Place& place) {
    const int bed = place.free.back();
    place.free.pop_back();
    return bed;
  }
  void begin(int bed, double came, double now) {
    came_[bed] = came;
    events_.set(bed, now + places_[stage_of_[bed]].mean_stay * exponential(stays_));
  }
  // The bed goes to whoever waits for it, and theirs to the next, back to the front door.
  void release(int bed, double now) {
    for (;;) {
      Place& place = places_[stage_of_[bed]];
      if (!place.queue.empty()) {
        const double came = place.queue.front();
        place.queue.pop_front();
        return begin(bed, came, now);
      }
      if (place.blocked.empty()) {
        place.free.push_back(bed);
        return events_.clear(bed);
      }
      const int upstream = place.blocked.front();
      place.blocked.pop_front();
      begin(bed, came_[upstream], now);
      bed = upstream;
    }
  }

  Events events_;
  double rate_;
  std::vector<Place> places_;
  std::vector<int> stage_of_;
  std::vector<double> came_;
  double time_in_system_ = 0;
  long left_ = 0;
  Stream arrivals_{1, 1}, stays_{1, 2};
};

}  // namespace

double queue_on_heap(long people, int servers, double rate, double mean_stay) {
  Heap heap;
  std::deque<double> queue;
  Stream arrivals(1, 1), stays(1, 2);
  int busy = 0;
  double waited = 0;
  const long all = people;
  heap.push({exponential(arrivals) / rate, -1});
  while (!heap.empty()) {
    const Event event = heap.top();
    heap.pop();
    if (event.bed < 0) {
      if (--people > 0) heap.push({event.time + exponential(arrivals) / rate, -1});
      if (busy < servers) {
        ++busy;
        heap.push({event.time + exponential(stays) * mean_stay, 0});
      } else {
        queue.push_back(event.time);
      }
    } else if (queue.empty()) {
      --busy;
    } else {
      waited += event.time - queue.front();
      queue.pop_front();
      heap.push({event.time + exponential(stays) * mean_stay, 0});
    }
  }
  return waited / static_cast<double>(all);
}

namespace {

template <class Servers>
double recursion(long people, Servers servers, double rate, double mean_stay) {
  Stream arrivals(1, 1), stays(1, 2);
  double came = 0, waited = 0;
  for (long i = 0; i < people; ++i) {
    came += exponential(arrivals) / rate;
    const double begins = std::max(came, servers.first_free());
    waited += begins - came;
    servers.serve(came, begins + exponential(stays) * mean_stay);
  }
  return waited / static_cast<double>(people);
}

}  // namespace

double queue_by_recursion(long people, int servers, double rate, double mean_stay) {
  return servers == 1 ? recursion(people, flow::OneServer(), rate, mean_stay) : recursion(people, flow::FewServers(servers), rate, mean_stay);
}

double row_on_heap(long people, const std::vector<Stage>& stages, double rate) { return Row<OnHeap>(stages, rate).run(people); }
double row_on_winner_tree(long people, const std::vector<Stage>& stages, double rate) { return Row<OnWinnerTree>(stages, rate).run(people); }

}  // namespace tributary::bench
