// Person: what the event engine knows of somebody on their way, and the pool that they live in.
//
// Idea      a person is a small struct in a pool, known by position; lists of waiting people go through the struct itself,
//           so that entering, leaving and giving up take constant time and no memory
#pragma once

#include <cstdint>
#include <vector>

#include "engines/flow/engine/pile.hpp"
#include "engines/random/draws.hpp"

namespace tributary::flow {

struct ChoiceRow;  // tables.hpp

using PersonAt = std::uint32_t;
inline constexpr PersonAt nobody = ~0U;
inline constexpr std::uint32_t nowhere = ~0U;
inline constexpr std::uint16_t no_reserve = 0xffff;

// Where somebody stands with the service that they want or are in.
enum class Standing : std::uint8_t {
  moving,     // between services
  in_service,
  in_transition,
  queueing,   // without a bed
  blocked,    // in a bed upstream, wanting the next
  placed_out, // in a bed out of area, wanting one here
  placed_for_good,  // in a bed out of area, for the whole stay
  polling,    // asks again later
  away,       // will come back
};

// What an event asks at once stands in the first of two cache lines.
struct alignas(64) Person {
  random::Bits key = 0;
  double since = 0;         // when they came to the service that they are in or want
  double bed_since = 0;     // when they came into their bed
  const ChoiceRow* next = nullptr;           // drawn for when they leave
  double ahead = 0;         // their stay in the service that `next` enters, where it was drawn already; or 0
  std::uint32_t timer = nowhere;             // slot of the timer that runs for them
  std::uint32_t service = nowhere;           // that they are in or want
  std::uint32_t bed = nowhere;               // the service whose bed they occupy
  PersonAt before = nobody, after = nobody;  // in the line that they stand in
  std::uint16_t level = 0;                   // of priority, where they stand in line
  Standing standing = Standing::moving;
  std::uint8_t beds_had = 0;                 // since they came, this one included; no more than 2 are counted

  double born = 0;          // first arrival
  double waited_here = 0;   // for the service that they are in
  double waited = 0;        // in all, for services that they have left
  std::uint64_t been = 0;   // services that they were in, a bit each; the first 64
  std::uint32_t number = 0; // in the order of coming to the system: fewer than check()'s most_people
  std::uint32_t cls = 0;
  std::uint32_t segment = nowhere;
  std::uint32_t area = nowhere;
  std::uint32_t source = 0;
  std::uint32_t row = nowhere;               // of a replayed log
  std::uint32_t gives_up_to = nowhere;       // choice, when patience ends
  std::uint16_t reserve = no_reserve;        // the reserve whose bed they occupy
  std::uint16_t visits = 0;                  // times that they have come back

  [[nodiscard]] bool is_served() const { return standing == Standing::in_service || standing == Standing::in_transition || standing == Standing::placed_out || standing == Standing::placed_for_good; }
};

static_assert(sizeof(Person) == 128);

// First in, first out, with removal from the middle.
struct Line {
  PersonAt first = nobody, last = nobody;
  std::uint32_t length = 0;
};

class People {
 public:
  // Whom one has by reference are moved by nothing but this.
  [[nodiscard]] Person& add() {
    if (free_.empty()) return all_.emplace_back();
    return all_[free_.pop()];
  }
  void remove(const Person& person) { free_.push(position(person)); }
  void clear() { all_.clear(), free_.clear(); }

  Person& operator[](PersonAt at) { return all_[at]; }
  const Person& operator[](PersonAt at) const { return all_[at]; }
  [[nodiscard]] PersonAt position(const Person& person) const { return static_cast<PersonAt>(&person - all_.data()); }
  [[nodiscard]] std::size_t present() const { return all_.size() - free_.size(); }
  [[nodiscard]] std::size_t most() const { return all_.size(); }

  void push(Line& line, Person& person) {
    const PersonAt at = position(person);
    person.before = line.last;
    person.after = nobody;
    (line.last == nobody ? line.first : all_[line.last].after) = at;
    line.last = at;
    ++line.length;
  }
  // The first of a line that has anybody.
  Person& take_first(Line& line) {
    Person& person = all_[line.first];
    line.first = person.after;
    (line.first == nobody ? line.last : all_[line.first].before) = nobody;
    --line.length;
    return person;
  }
  void take(Line& line, const Person& person) {
    (person.before == nobody ? line.first : all_[person.before].after) = person.after;
    (person.after == nobody ? line.last : all_[person.after].before) = person.before;
    --line.length;
  }

 private:
  std::vector<Person> all_;
  Pile<PersonAt> free_;
};

}  // namespace tributary::flow
