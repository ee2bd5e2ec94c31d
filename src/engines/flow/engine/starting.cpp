// Who is there when a run begins.
#include <cmath>

#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

// Those who are there when the run begins: of the classes that come, in the proportions in which they come. Those in beds have
// the rest of a stay before them, those in line have waited since time 0, in a bed upstream where that is kept for them.
template <bool simple>
void Simulation::State<simple>::start_people() {
  const auto add = [&](std::uint32_t service, int i) -> Person& {
    const random::Bits apart = random::source_key(replication_, tables_.services[service].start_draws);
    const random::Bits key = random::person_key(apart, static_cast<random::Bits>(i));
    Person& person = add_person(starting_source(service, key), key);
    want(person, service);
    return person;
  };
  for (std::uint32_t service = 0; service < posts_.size(); ++service) {
    const Start& start = model_.services[service].start;
    for (int i = 0; i < start.occupied; ++i) {
      Person& person = add(service, i);
      occupy(person, posts_[service]);
      if (gives_visits(tables_.services[service])) {
        join_course(person, start.rest);
        continue;
      }
      begin_stay(person, posts_[service], row_for(person, posts_[service]));
      shorten(person, start.rest);
    }
  }
  for (std::uint32_t service = 0; service < posts_.size(); ++service) {
    const Start& start = model_.services[service].start;
    for (int i = start.occupied; i < start.occupied + start.queue; ++i) {
      Person& person = add(service, i);
      const std::uint32_t upstream = tables_.services[service].held_in;
      if (upstream != none && room(posts_[upstream], *posts_[upstream].row, person)) {
        occupy(person, posts_[upstream]);
        wait_in_bed(person, posts_[service], row_for(person, posts_[service]));
      } else {
        stand_in_line(person, posts_[service], row_for(person, posts_[service]), Standing::queueing);
      }
      to_fill_.push(service);
    }
  }
  fill_beds();
}

// What is left of the stay that a person is in: the timer that begin_stay set is set anew.
template <bool simple>
void Simulation::State<simple>::shorten(Person& person, Start::Rest rest) {
  if (rest == Start::Rest::whole) return;
  random::Stream stream(person.key, tables_.services[person.service].draws + purpose::rest);
  const StayRow& row = stay_row(person, row_for(person, posts_[person.service]));
  const double left = rest == Start::Rest::uniform ? tree_.time(person.timer) * stream.unit() : tables_.samplers[row.rest].draw(stream);
  stop_timer(person);
  set_timer(Timer::Kind::stay, person, left);
}

// The source that somebody who is there from the start would have come from: a race of exponentials, which a source that is
// added leaves as it was but where it wins.
template <bool simple>
std::uint32_t Simulation::State<simple>::starting_source(std::uint32_t service, random::Bits key) const {
  std::uint32_t first = 0;
  double soonest = HUGE_VAL;
  for (const std::uint32_t source : tables_.services[service].from_sources) {
    random::Stream stream(key, tables_.sources[source].draws);
    const double time = random::exponential(stream) / tables_.sources[source].rate;
    if (time < soonest) soonest = time, first = source;
  }
  return first;
}

}  // namespace tributary::flow
