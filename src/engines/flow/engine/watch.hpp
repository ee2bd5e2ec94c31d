// Watch: what one measure, or one cost of it, listens at.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace tributary::flow {

struct Model;
struct Tables;

inline constexpr std::uint32_t always = ~0U;  // in place of a condition's position: it holds
inline constexpr std::uint32_t none = ~0U;

// The moments that can be listened at, and what is told of them.
enum class Moment : std::uint8_t {
  came,         // to a service; 1 if they had to wait, else 0
  began,        // to be served; how long they waited
  departed,     // from a service's bed; time in it
  worked,       // from a service's bed; time in it without transition and blocking
  left,         // the system; time in it
  first_served, // at a site; minutes from their area
  placed_out, overflowed, turned_away, reneged,  // 1
  happened,     // an outcome; 1 or 0
  visited,      // a visit of a team; 1
  visit_came,   // one after the first; how long after it was due
  occupied, queueing, blocked, out_of_area,  // levels: +1 or −1
};
inline constexpr std::size_t moments_count = 17;

// One thing watched. A measure is one of these; a cost measure is the sum of several.
struct Watch {
  enum class Take : std::uint8_t {
    value,        // sum of values over their count
    total,        // sum of values
    over,         // share of values above `threshold`
    at_most,      // share of values of at most `threshold`
    positive,     // mean of the values above 0
    through,      // share of people who were ever in `services`
    level,        // time-weighted mean
    level_share,  // the same over the capacity of `services`
    level_at,     // time at exactly `threshold`, over time at that or below
    level_time,   // time · people
    capacity_time,  // time · beds
    slot_share,   // visits over the slots of `services`
  };
  Moment moment = Moment::came;
  Take take = Take::value;
  std::vector<std::uint32_t> services;  // none: all, and the system
  std::vector<std::uint32_t> pools;     // whose beds the services share, where beds are counted
  std::uint64_t among = 0;              // of what is told of the whole system: only those who were in one of these, a bit each; 0: all
  std::uint32_t condition = always;
  std::uint32_t outcome = none;
  double threshold = 0;
  double amount = 1;            // what each unit counts for
  double period = 0;            // 0: the whole run only
  std::optional<double> percentile;
  std::uint32_t measure = 0;    // the measure that it belongs to
};

// What a model asks to be watched; its conditions are added to the tables.
[[nodiscard]] std::vector<Watch> watches_of(const Model& model, Tables& tables);

}  // namespace tributary::flow
