#include "engines/flow/engine/recursion.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>

#include "engines/flow/engine/servers.hpp"
#include "engines/flow/engine/state.hpp"
#include "engines/random/block.hpp"

namespace tributary::flow {

namespace {

// Profile: the compiler would branch on whether somebody waits, which nobody foresees; without that mm1 takes a sixteenth less.
double later_of(double a, double b) {
#ifdef __SSE2__
  return _mm_cvtsd_f64(_mm_max_sd(_mm_set_sd(a), _mm_set_sd(b)));
#else
  return std::max(a, b);
#endif
}

}  // namespace

Recursion::Recursion(const Tables& tables)
    : tables_(tables), model_(*tables.model), calendar_(model_.unit, model_.begins_on), beds_(model_.services[0].capacity.beds), feeds_(model_.sources.size()) {
  for (std::size_t i = 0; i < feeds_.size(); ++i) {
    Feed& feed = feeds_[i];
    feed.source = &model_.sources[i], feed.row = &tables.sources[i];
    if (std::holds_alternative<RenewalArrivals>(feed.source->process)) feed.gap = &tables.samplers[feed.row->sampler];
    feed.stay = &tables.samplers[tables.stays[tables.services[0].stays[feed.row->classes[0]].begin].sampler];
  }
}

const Tally* Recursion::run(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon) {
  begin(seed, replication, horizon);
  const bool told = beds_ == 1 ? serve_any(OneServer()) : static_cast<std::size_t>(beds_) <= FewServers::most ? serve_any(FewServers(beds_)) : serve_any(ManyServers(beds_));
  return told && finish() ? &tally_ : nullptr;
}

void Recursion::begin(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon) {
  end_ = horizon.warm_up + horizon.length;
  last_ = 0;
  const random::Bits key = random::replication_key(seed, replication);
  for (Feed& feed : feeds_) {
    feed.source_key = random::source_key(key, feed.row->draws);
    feed.number = 0;
    schedule(feed, 0);
  }
  lay_out(horizon);
  cells_.clear();
  for (const Watch& each : tables_.watches) cells_.emplace_back(each, std::max(0.0, horizon.warm_up), horizon.until_empty ? HUGE_VAL : end_);
}

// The parts of the run, all still empty. Replications have the same, one after another.
void Recursion::lay_out(const Horizon& horizon) {
  if (!parts_.empty() && horizon == horizon_) {
    for (Part& each : parts_) each = {.end = each.end};
    return;
  }
  horizon_ = horizon;
  std::array<double, trend_parts + 3> marks{horizon.warm_up > 0 ? horizon.warm_up : end_};
  for (std::size_t part = 0; part < trend_parts; ++part) marks[1 + part] = end_of_trend(horizon, part);
  marks[trend_parts + 1] = end_, marks[trend_parts + 2] = HUGE_VAL;
  std::sort(marks.begin(), marks.end());
  const auto last_mark = std::unique(marks.begin(), marks.end());
  parts_.assign(static_cast<std::size_t>(last_mark - marks.begin()), {});
  for (std::size_t i = 0; i < parts_.size(); ++i) parts_[i].end = marks[i];
}

// As the event engine's schedule(): the next person of a source after one who came at `last`.
void Recursion::schedule(Feed& feed, double last) const {
  const SourceRow& row = *feed.row;
  feed.key = random::person_key(feed.source_key, feed.number);
  feed.comes = HUGE_VAL;
  if (feed.number >= row.at_most) return;
  const double ends = std::min(row.ends, end_), begins = std::max(last, row.begins);
  random::Stream gap(feed.key, purpose::gap);
  double time = 0;
  if (row.mean_gap > 0) {
    time = begins + row.mean_gap * random::exponential(gap);
  } else if (feed.gap != nullptr) {
    const auto& first = std::get<RenewalArrivals>(feed.source->process).first;
    time = feed.number == 0 && first ? *first : calendar_.reach(feed.source->profile, 1, begins, feed.gap->draw(gap), ends);
  } else {
    time = calendar_.reach(feed.source->profile, std::get<PoissonArrivals>(feed.source->process).rate, begins, random::exponential(gap), ends);
  }
  if (time < ends) feed.comes = std::max(time, last);
}

// People of one Poisson source that comes alike at every time, whose stays don't depend on a wait: most plain queues have these.
// Profile: drawn one by one, each waited for the branches of the queue, which nobody foresees; drawn by the block they are there, and
// on a processor that mixes eight at once all takes a fourth less.
class Recursion::SteadySource {
 public:
  SteadySource(const Feed& feed, double ends, random::Bits stay) : feed_(feed), stay_(stay), ends_(std::min(feed.row->ends, ends)) { draw_block(); }
  [[nodiscard]] static bool tells_first() { return true; }
  [[nodiscard]] double comes() const { return comes_[at_]; }
  [[nodiscard]] double stay(random::Bits) const { return stays_[at_]; }
  void next() {
    if (__builtin_expect_with_probability(++at_ == random::block_size, 0, 1 - 1.0 / random::block_size)) draw_block();
  }

 private:
  // From feed_.number on. Who came before the first is at feed_.comes; the very first of all comes then.
  [[gnu::noinline]] void draw_block() {
    random::Block keys, bits;
    random::person_keys(feed_.source_key, feed_.number, keys);
    random::first_bits(keys, purpose::gap, bits);
    const double mean_gap = feed_.row->mean_gap, begins = feed_.row->begins, ends = ends_;
    const std::uint64_t first = feed_.number;
    const std::size_t people = std::min<std::uint64_t>(random::block_size, feed_.row->at_most - first);
    double time = feed_.comes;
    for (std::size_t i = 0; i < people; ++i) {
      random::Stream after = begun(keys[i], purpose::gap);
      if (first + i > 0) time = std::max(time, begins) + mean_gap * random::exponential(bits[i], after);
      comes_[i] = time < ends ? time : HUGE_VAL;
    }
    if (people < random::block_size) comes_[people] = HUGE_VAL;
    draw_stays(keys, bits, people);
    feed_.comes = time, feed_.number = first + people;
    at_ = 0;
  }

  void draw_stays(const random::Block& keys, random::Block& bits, std::size_t people) {
    const double mean = feed_.stay->exponential_mean();
    if (mean > 0) random::first_bits(keys, stay_, bits);
    for (std::size_t i = 0; i < people; ++i) {
      random::Stream stream = mean > 0 ? begun(keys[i], stay_) : random::Stream(keys[i], stay_);
      stays_[i] = mean > 0 ? mean * random::exponential(bits[i], stream) : feed_.stay->draw(stream);
    }
  }

  // A stream whose first bits were taken.
  static random::Stream begun(random::Bits key, random::Bits purpose) {
    random::Stream out(key, purpose);
    static_cast<void>(out.next());
    return out;
  }

  Feed feed_;
  random::Bits stay_;
  double ends_;
  std::size_t at_ = 0;
  std::array<double, random::block_size> comes_, stays_;
};

// Any number of sources of any kind.
class Recursion::AnySources {
 public:
  explicit AnySources(Recursion& of) : of_(of) { choose(); }
  // Whether one of them comes before all others, and after who came last.
  [[nodiscard]] bool tells_first() const { return alone_; }
  [[nodiscard]] double comes() const { return first_->comes; }
  [[nodiscard]] double stay(random::Bits purpose) const {
    random::Stream stream(first_->key, purpose);
    return first_->stay->draw(stream);
  }
  void next() {
    const double before = first_->comes;
    ++first_->number;
    of_.schedule(*first_, before);
    choose();
    alone_ = alone_ && first_->comes != before;
  }

 private:
  void choose() {
    first_ = of_.feeds_.data();
    alone_ = true;
    for (Feed* each = first_ + 1; each < of_.feeds_.data() + of_.feeds_.size(); ++each) {
      if (each->comes == first_->comes) alone_ = std::isinf(each->comes);
      else if (each->comes < first_->comes) first_ = each, alone_ = true;
    }
  }

  Recursion& of_;
  Feed* first_ = nullptr;
  bool alone_ = true;
};

template <class Servers>
bool Recursion::serve_any(const Servers& servers) {
  const ServiceRow& service = tables_.services[0];
  const bool steady = feeds_.size() == 1 && feeds_[0].row->mean_gap > 0 && !service.redraw;
  return steady ? serve(servers, SteadySource(feeds_[0], end_, service.draws + purpose::stay)) : serve(servers, AnySources(*this));
}

// The loop. What it changes for each person is its own, so that it stays in registers.
template <class Servers, class Coming>
bool Recursion::serve(Servers servers, Coming coming) {
  const ServiceRow& service = tables_.services[0];
  const random::Bits stay = service.draws + purpose::stay, redrawn = service.draws + (service.redraw ? purpose::redrawn : purpose::stay);
  std::size_t part = 0;
  double part_ends = parts_[0].end, last = 0;
  Within within;
  for (;;) {
    const double came = coming.comes(), free = servers.first_free();
    if (came >= part_ends) {
      add(parts_[part], within);
      if (std::isinf(came) || (horizon_.cancel != nullptr && horizon_.cancel->load(std::memory_order_relaxed))) break;
      within = {};
      while (came >= part_ends) part_ends = parts_[++part].end;
    }
    if (came == free || !coming.tells_first()) return false;
    const bool waits = free > came;
    const double began = later_of(came, free);
    const double left = began + coming.stay(waits ? redrawn : stay);
    servers.serve(came, left);
    if (left < part_ends) {
      ++within.people;
      within.waited += waits ? 1 : 0;
      within.wait += began - came;
      within.stay += left - began;
    } else {
      add_across(part, came, began, left);
    }
    if (!cells_.empty()) [[unlikely]] tell_cells(came, began, left);
    last = std::max(last, left);
    coming.next();
  }
  last_ = last;
  return true;
}

void Recursion::tell_cells(double came, double began, double left) {
  for (Cells& each : cells_) each.tell(came, began, left);
}

void Recursion::add(Part& part, Within within) {
  part.arrivals += within.people, part.starts += within.people, part.departures += within.people;
  part.delayed += within.waited, part.waited += within.waited;
  part.wait += within.wait, part.queue += within.wait;
  part.stay += within.stay, part.occupied += within.stay;
  part.time_in_system += within.wait + within.stay, part.present += within.wait + within.stay;
}

// Somebody who came in this part and left in another.
void Recursion::add_across(std::size_t part, double came, double began, double left) {
  ++parts_[part].arrivals;
  parts_[part].delayed += began > came ? 1 : 0;
  for (double since = came;; ++part) {
    Part& here = parts_[part];
    const double until = std::min(left, here.end);
    here.present += until - since;
    here.queue += std::max(0.0, std::min(began, until) - since);
    here.occupied += std::max(0.0, until - std::max(began, since));
    if (began >= since && began < here.end) {
      ++here.starts;
      here.waited += began > came ? 1 : 0;
      here.wait += began - came;
    }
    if (left < here.end) {
      ++here.departures;
      here.stay += left - began;
      here.time_in_system += left - came;
      return;
    }
    since = here.end;
  }
}

// False where the run was over before anything was counted.
bool Recursion::finish() {
  const double to = horizon_.until_empty ? last_ : end_;
  if (horizon_.until_empty && !(last_ > 0 && last_ >= horizon_.warm_up)) return false;
  count(to);
  auto part = std::find_if(parts_.begin(), parts_.end(), [&](const Part& each) { return each.end > horizon_.warm_up; });
  for (std::size_t i = 0; i < trend_parts; ++i) {
    const double until = end_of_trend(horizon_, i);
    if (until > to) break;
    double area = 0;
    for (; part->end <= until; ++part) area += part->present;
    tally_.trend.push_back(area / (horizon_.length / trend_parts));
  }
  tally_.measures.assign(model_.measures.size(), {});
  for (std::size_t i = 0; i < cells_.size(); ++i) tell_measure(tables_.watches[i], cells_[i].close(beds_, to), tally_.measures[tables_.watches[i].measure]);
  return true;
}

// Everything that a run counts whether asked or not.
void Recursion::count(double to) {
  std::uint64_t arrived = 0, began = 0, left = 0;  // from the start
  Part counted;                                    // after the warm-up
  for (const Part& part : parts_) {
    if (!horizon_.until_empty && part.end > end_) continue;
    arrived += part.arrivals, began += part.starts, left += part.departures;
    if (part.end <= horizon_.warm_up) continue;
    counted.arrivals += part.arrivals, counted.delayed += part.delayed, counted.starts += part.starts, counted.waited += part.waited, counted.departures += part.departures;
    counted.wait += part.wait, counted.stay += part.stay, counted.time_in_system += part.time_in_system;
    counted.occupied += part.occupied, counted.queue += part.queue, counted.present += part.present;
  }
  tally_.services.assign(1, {});
  tally_.trend.clear();
  tally_.from = horizon_.warm_up, tally_.to = to;
  ServiceCounts& service = tally_.services[0];
  const auto in_service = static_cast<double>(began - left), in_line = static_cast<double>(arrived - began);
  service.occupied = {counted.occupied, to, in_service};
  service.queue = {counted.queue, to, in_line};
  service.capacity_area = beds_ * (to - tally_.from), service.capacity_since = to;
  service.arrivals = counted.arrivals, service.starts = counted.starts, service.delayed = counted.delayed, service.waited = counted.waited;
  service.departures = counted.departures;
  service.wait = counted.wait, service.stay = counted.stay;
  service.active = {counted.departures, counted.stay};
  tally_.present = {counted.present, to, in_service + in_line};
  tally_.time_in_system = {counted.departures, counted.time_in_system};
  tally_.arrived = arrived, tally_.left = left, tally_.events = began;
  tally_.by_exit.assign(model_.exits.size(), 0);
  tally_.by_exit[tables_.choices[tables_.services[0].next].target] = left;
}

}  // namespace tributary::flow
