// The state of a replication, and what can happen in it. Split over files by what it is about:
// simulation.cpp (the loop), starting.cpp (who is there when it begins), feeding.cpp (sources), moving.cpp (coming and going on),
// beds.cpp (beds and the lines for them), knowing.cpp (conditions, attributes, choices), changing.cpp (changes at a date),
// observing.cpp (measures), visiting.cpp (teams that give visits). These are compiled together, so that the loop has them all.
#pragma once

#include <cmath>
#include <functional>
#include <span>
#include <vector>

#include "engines/flow/engine/observer.hpp"
#include "engines/flow/engine/pile.hpp"
#include "engines/flow/engine/sessions.hpp"
#include "engines/flow/engine/simulation.hpp"

namespace tributary::flow {

// What a draw is for. What a model names has bits of its own, from its name (the rows' `draws`), to which what is drawn of a
// service is added; visits after the first are told apart above bit 40.
namespace purpose {
inline constexpr random::Bits gap = 1, person_class = 2, segment = 3, area = 4, no_show = 5, lateness = 6;
enum OfService : random::Bits { stay = 0, transition, patience, poll, redrawn, rest, needs, after_visit, missed };
inline constexpr random::Bits of_visit = random::Bits{1} << 8;  // tells the visits of a team apart
inline constexpr random::Bits visit = random::Bits{1} << 40;
}  // namespace purpose

template <bool simple>
class Simulation::State {
 public:
  explicit State(const Tables& tables);

  const Tally& run(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon);

  std::function<void(const Happening&)> listener;

 private:
  static constexpr std::uint64_t most_in_vain = 1'000'000;  // polls by each who is there, nobody having got a bed meanwhile
  static constexpr std::uint64_t most_at_once = 10'000'000;

  struct Timer {
    enum class Kind : std::uint8_t { stay, transition, patience, poll, comes_back, visit } kind = Kind::stay;
    PersonAt person = nobody;
  };
  // Profile: where a post doesn't begin on a cache line, which is chance otherwise, the hospital takes a fiftieth more.
  struct alignas(64) Post {  // a service's people
    const ServiceRow* row = nullptr;  // as it stands; row_for() says what holds for somebody where something changes at a date
    const Sampler* stay = nullptr;    // of everybody, where it depends on nothing but the person
    const ChoiceRow* next = nullptr;  // where they go from here, as it stands
    std::uint32_t service = 0;    // which it is
    std::uint64_t bit = 0;        // of Person::been; none after the first 64
    int capacity = 0;
    int occupied = 0;
    int in_pool = 0;              // of them, in the pool's beds
    std::uint32_t waiting = 0;    // in all lines
    std::uint32_t queueing = 0;   // of them, without a bed anywhere; and those who poll
    std::vector<Line> lines;      // who wants in, by level of priority
    ServiceCounts counts;
    std::vector<int> reserve_used;
  };
  struct Round {  // a team's visits
    Session session;              // under way, or the one to come
    int left = 0;                 // slots of the session under way that nobody has had
    int booked = 0;               // visits that come due before it ends: each has a slot kept as long as there are any
    std::vector<double> later;    // when the others come due: a heap, earliest first
    Line due;                     // those who wait for their next visit, longest first
  };
  struct Course {  // what somebody has had of a team, and needs
    std::uint32_t booked = 0;     // slots so far, those of missed visits too
    std::uint32_t given = 0, needs = 0;
    double due = 0;               // when the next visit is
  };
  struct Due {  // somebody of a period who will come
    double time;
    std::uint64_t place;  // of them all: who comes first of two at one time
    random::Bits key;     // theirs, by period and by the time they are booked for, or their place: the same whoever else comes
  };
  struct Feed {  // a source's progress
    random::Bits source_key = 0;
    random::Bits key = 0;         // of the next person
    std::uint64_t number = 0;     // people so far
    double last = 0;              // when the last of them came
    std::vector<Due> coming;      // those of whole periods, drawn ahead, latest first
    std::uint64_t period = 0;     // the next period to be drawn
  };

  // Profile: looking for what the hospital hasn't took a tenth of its instructions. A simple model has none of it (simulation.cpp says
  // what that is), so the same functions are compiled once with these tests and once without.
  [[nodiscard]] bool dated() const { return !simple && dated_; }
  [[nodiscard]] bool traced() const { return !simple && listener; }
  [[nodiscard]] static bool gives_visits(const ServiceRow& row) { return !simple && row.visiting; }
  [[nodiscard]] static bool shares_beds(const ServiceRow& row) { return !simple && !row.plain; }
  [[nodiscard]] static bool keeps_beds(const ServiceRow& row) { return !simple && row.reserves.begin != row.reserves.end; }
  [[nodiscard]] static bool has_transition(const ServiceRow& row) { return !simple && row.any_transition; }
  [[nodiscard]] static bool redraws(const ServiceRow& row) { return !simple && row.redraw; }
  [[nodiscard]] bool has_outcomes() const { return !simple && !model_.outcomes.empty(); }
  [[nodiscard]] bool has_returns() const { return !simple && !model_.return_visits.empty(); }
  [[nodiscard]] bool counts_visits() const { return !simple && tables_.cyclic_services > 0; }

  // simulation.cpp
  void begin(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon);
  void loop();
  bool pass_mark();
  void set_mark();
  [[nodiscard]] double trend_mark() const { return end_of_trend(horizon_, tally_.trend.size()); }
  void begin_counting();
  void finish();
  void finish_stuck();
  void change_capacity(std::uint32_t changing);
  void set_capacity(std::uint32_t service);
  void ring(Slot slot);
  void ring_other(Timer::Kind kind, Person& person);
  void set_timer(Timer::Kind kind, Person& person, double time);
  void stop_timer(Person& person);  // that runs for them

  // starting.cpp
  void start_people();
  void shorten(Person& person, Start::Rest rest);
  [[nodiscard]] std::uint32_t starting_source(std::uint32_t service, random::Bits key) const;

  // changing.cpp
  [[nodiscard]] std::uint32_t version(random::Bits person, random::Bits decision, double time) const;
  [[nodiscard]] const ServiceRow& version_of_row(const Person& person, const Post& post) const;
  template <class Beds>
  [[nodiscard]] int beds_now(Beds beds) const;
  [[nodiscard]] int capacity_now(std::uint32_t service) const;
  void change_beds();
  [[nodiscard]] double rate_now(std::uint32_t source, double time, double hour) const;
  [[nodiscard]] double changed_arrival(std::uint32_t source, double begins, double ends) const;
  // The row that holds now for a visit of somebody to a service, and for somebody (or a period) of a source.
  [[nodiscard]] const ServiceRow& row_for(const Person& person, const Post& post) const {
    if (dated()) [[unlikely]] return version_of_row(person, post);
    return *post.row;
  }
  [[nodiscard]] const SourceRow& row_of_source(std::uint32_t source, random::Bits key, double time) const {
    const SourceRow& row = tables_.sources[source];
    if (dated()) [[unlikely]] return (&row)[version(key, row.draws, time) * feeds_.size()];
    return row;
  }

  // visiting.cpp
  void open_session(std::uint32_t visiting);
  void plan_session(std::uint32_t visiting, double after);
  void begin_rounds();
  void begin_counting_slots();
  [[nodiscard]] int slots_now(std::uint32_t service) const;  // in changing.cpp
  [[nodiscard]] bool session_open(const Round& round) const { return round.session.from <= now_ && now_ < round.session.to; }
  // For a first visit: those on the books come first.
  [[nodiscard]] bool slot_free(std::uint32_t service) const { return session_open(rounds_[service]) && rounds_[service].left > rounds_[service].booked; }
  void begin_course(Person& person);
  void join_course(Person& person, Start::Rest rest);
  void give_visit(Person& person);
  void await_visit(Person& person, double gap);
  void visit_due(Person& person);
  [[nodiscard]] const CourseRow& course_row(const ServiceRow& row) const { return tables_.courses[static_cast<std::size_t>(&row - tables_.services.data())]; }
  [[nodiscard]] const StayRow& course_part(const Person& person, Rows rows) const;
  void settle_slots(std::uint32_t watch);

  // observing.cpp
  void prepare_watches();
  void begin_watching();
  // Does any measure listen at this moment? One test where none does.
  [[nodiscard]] bool listened(Moment moment) const { return !simple && (watching_ >> static_cast<unsigned>(moment) & 1U) != 0; }
  void notice(Moment moment, std::uint32_t service, const Person& person, double value) {
    if (listened(moment)) notice_all(moment, service, person, value);
  }
  void notice_all(Moment moment, std::uint32_t service, const Person& person, double value);
  void notice_outcomes(const Person& person);
  void notice_travel(const Person& person);
  void settle_levels(std::uint32_t watch);
  void snapshot();
  void close_period(std::uint32_t watch);
  void collect_measures();

  // A run until all have left is over when nobody is there, nor comes, nor comes back.
  [[nodiscard]] bool all_have_left() const { return coming_sources_ == 0 && horizon_.until_empty && (people_.present() == 0 || asked_in_vain_ > most_in_vain * people_.present()); }

  // feeding.cpp
  void schedule(std::uint32_t source);
  void end_source(std::uint32_t source);
  [[nodiscard]] double next_arrival(std::uint32_t source, double begins, double ends, random::Stream& gap);
  void draw_period(std::uint32_t source, double begin);
  [[nodiscard]] double next_of_periods(std::uint32_t source, double period, double early);
  void arrive(std::uint32_t source);
  [[nodiscard]] Person& add_person(std::uint32_t source, random::Bits key);

  // moving.cpp
  void go(Person& person, const ChoiceRow& choice);
  void come(Person& person, std::uint32_t service);
  bool try_full(Person& person, Post& post, const ServiceRow& here, const FullRow& row);
  bool try_elsewhere(Person& person, const FullRow& row);
  void enter(Person& person, Post& post, const ServiceRow& row, double waited);
  void begin_stay(Person& person, Post& post, const ServiceRow& row);
  [[nodiscard]] double length_of_stay(const Person& person, const Post& post, const ServiceRow& row) const;
  void draw_ahead(Person& person) const;
  [[nodiscard]] const StayRow& stay_row(const Person& person, const ServiceRow& row) const;
  void place_out(Person& person, const FullRow& row);
  void stay_over(Person& person);
  void depart(Person& person);
  void leave(Person& person, std::uint32_t exit);
  bool comes_back(Person& person);
  void come_again(Person& person);
  void give_up(Person& person);
  void ask_again(Person& person);
  void discharge_early(std::uint32_t service, const ServiceRow& row);

  // beds.cpp
  // Is there a bed here that this person may have?
  [[nodiscard]] bool room(const Post& post, const ServiceRow& row, const Person& person) const {
    if (row.plain) return post.occupied < post.capacity;
    return simple || (row.unlimited && !row.visiting) || room_among_others(post, person);
  }
  [[nodiscard]] bool room_among_others(const Post& post, const Person& person) const;
  void occupy(Person& person, Post& post);
  void occupy_among_others(Person& person, Post& post);
  void free_bed(Person& person);
  void fill_beds();
  bool admit_one(std::uint32_t service);
  void stand_in_line(Person& person, Post& post, const ServiceRow& row, Standing standing);
  void wait_in_bed(Person& person, Post& post, const ServiceRow& row);
  void leave_line(Person& person, Post& post);
  void has_left_line(Person& person, Post& post);

  // knowing.cpp
  [[nodiscard]] bool holds(std::uint32_t condition, const Person& person) const;
  [[nodiscard]] bool holds(const Condition& condition, const Person& person) const;
  [[nodiscard]] double known(const Step& step, const Person& person) const;
  [[nodiscard]] double attribute(const Person& person, std::uint32_t which) const;
  [[nodiscard, gnu::always_inline]] const ChoiceRow& resolve(const Person& person, const ChoiceRow& choice, bool to_the_end) {
    return choice.settled() ? choice : follow(person, choice, to_the_end);
  }
  [[nodiscard]] const ChoiceRow& follow(const Person& person, const ChoiceRow& from, bool to_the_end);
  [[nodiscard]] std::uint32_t pick(const Person& person, const ChoiceRow& row);
  // A visit begins with wanting the service, wherever the bed then is.
  void want(Person& person, std::uint32_t service) {
    person.service = service;
    if (!counts_visits()) return;
    const std::uint32_t cyclic = tables_.services[service].cyclic;
    if (cyclic != none) ++visits_[std::size_t{people_.position(person)} * tables_.cyclic_services + cyclic];
  }
  // Tells the draws of somebody's visits to a service apart.
  [[nodiscard]] random::Bits visit_bits(const Person& person, std::uint32_t service) const {
    if (!counts_visits()) return 0;
    const std::uint32_t cyclic = tables_.services[service].cyclic;
    if (cyclic == none) return 0;
    const auto at = std::size_t{people_.position(person)};
    const std::uint32_t visits = visits_[at * tables_.cyclic_services + cyclic];
    return visits > 1 ? (visits - 1) * purpose::visit : 0;  // the first is as where nobody can come again
  }
  void tell(Happening::What what, const Person& person, std::uint32_t service, std::uint32_t exit = none) const;

  Tally tally_;
  const Tables& tables_;
  const Model& model_;
  const std::span<const ChoiceRow> choices_;  // of the tables: what every stay asks for, one load nearer
  const std::span<const StayRow> stays_;
  const std::span<const Sampler> samplers_;
  const bool dated_;                    // anything changes at a date
  double first_change_ = HUGE_VAL;      // the earliest of the dates
  Calendar calendar_;
  EventTree tree_;
  People people_;
  std::vector<Post> posts_;
  std::vector<Feed> feeds_;
  std::vector<Timer> timers_;           // by slot; those of the fixed ones are nobody's
  Pile<Slot> free_slots_;
  Slot ringing_ = nowhere;              // the timer that rang and was not set anew yet
  Pile<std::uint32_t> to_fill_;  // services with a bed just freed: filled at the end of the event
  std::vector<int> pool_used_, pool_beds_;
  std::vector<std::vector<int>> reserve_beds_;  // by service
  std::vector<std::uint32_t> visits_;   // person × cyclic services
  std::vector<std::uint32_t> changing_;  // services whose capacity changes
  std::vector<std::uint32_t> visiting_;  // services that give visits
  std::vector<Round> rounds_;           // by service; none where no service gives visits
  std::vector<Course> courses_;         // by person, of those who were ever on the books
  Slot fixed_ = 0;                      // slots of sources, of those services (twice), and of changes at a date
  std::uint32_t coming_sources_ = 0;    // that send somebody yet
  double now_ = 0, mark_ = 0, end_ = 0;
  random::Bits replication_ = 0;
  Horizon horizon_;
  const std::vector<Watch>& watches_;
  std::vector<Watched> watched_;
  std::vector<std::vector<std::uint32_t>> listeners_;  // by moment and service; the last service is the system
  std::uint32_t watching_ = 0;          // a bit for each moment that is listened at
  double next_snapshot_ = 0;
  double trend_area_ = 0;               // of people in the system, before the part of the trend under way
  std::uint64_t asked_in_vain_ = 0;     // polls since somebody last got a bed
  bool counting_ = false;               // past the warm-up
};

}  // namespace tributary::flow
