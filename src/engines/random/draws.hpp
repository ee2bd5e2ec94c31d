// Draws: random bits that belong to (seed, replication, person, purpose, turn), and to nothing else.
//
// Idea      a person's draws are the same whatever happens to others, in whatever order, on whatever thread, and in
//           whatever scenario: two scenarios then differ by what was changed and not by luck ("common random numbers"
//           [Law, Simulation Modeling and Analysis, 5th ed., section 11.2])
// Method    counter-based: bits = mix(key + (purpose, turn) · odd constant). A person's key is mixed from seed, replication
//           and person; mix is the 64-bit finaliser "variant 13" of Stafford, which SplitMix64 made known
//           [Steele, Lea, Flood 2014, doi 10.1145/2660193.2660195]. A generator keyed and counted like this needs no state
// Promises  same key, same bits, on any machine. Neighbours in person, purpose and replication differ in half of their bits,
//           and draws of one person each follow their laws (samplers_test.cpp). dieharder 3.31.1 failed none of 368 tests of them,
//           in the orders of turns, persons, replications and purposes (tools/battery, docs/guide/explanation/draws-that-belong.md)
// Limits    64 bits: two among n streams of length m overlap with a chance of about n² m / 2^64: under 10^-4 for a
//           million persons with a thousand draws each. Not for secrets
#pragma once

#include <cstdint>
#include <string_view>

namespace tributary::random {

using Bits = std::uint64_t;

[[nodiscard]] constexpr Bits mix(Bits z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

inline constexpr Bits odd_turn = 0x9e3779b97f4a7c15U;     // 2^64 / golden ratio: turns are spread evenly
inline constexpr Bits odd_purpose = 0xd1342543de82ef95U;  // another odd constant, so that purposes don't land on turns

// Bits that belong to a name: what is known by name keeps its draws when something else is added or taken away. [FNV-1a, mixed]
[[nodiscard]] constexpr Bits name_key(std::string_view name) {
  Bits hash = 0xcbf29ce484222325U;
  for (const char each : name) hash = (hash ^ static_cast<unsigned char>(each)) * 0x100000001b3U;
  return mix(hash);
}

// All draws of one replication.
[[nodiscard]] constexpr Bits replication_key(Bits seed, Bits replication) {
  return mix(mix(seed + odd_turn) + (replication + 1) * odd_purpose);
}

// All draws of one source of people in it.
[[nodiscard]] constexpr Bits source_key(Bits replication, Bits source) { return mix(replication + (source + 1) * odd_purpose); }

// All draws of one person. What makes a person known in every scenario is the source that they come from and their `number`
// among those who came from there.
[[nodiscard]] constexpr Bits person_key(Bits source, Bits number) { return mix(source + (number + 1) * odd_turn); }

// One purpose of one person: a sequence of bits, as long as a sampler needs.
class Stream {
 public:
  constexpr Stream(Bits person, Bits purpose) : counter_(person + purpose * odd_purpose) {}

  constexpr Bits next() { return mix(counter_ += odd_turn); }

  // In the open interval (0, 1): never an infinity from log() or a quantile. 53 bits, centred in their cell.
  constexpr double unit() { return (static_cast<double>(next() >> 11) + 0.5) * 0x1p-53; }

 private:
  Bits counter_;
};

}  // namespace tributary::random
