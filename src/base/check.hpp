// check: a condition that only a mistake of ours can break. Always on, in every build.
//
// A broken check throws Mistake; it is caught at the edge of one request, job or command, logged with its place,
// and never ends the server. For what a person can cause, return a Problem instead.
#pragma once

#include <source_location>
#include <stdexcept>

namespace tributary::base {

struct Mistake : std::logic_error {
  using std::logic_error::logic_error;
};

// The world broke: the disk is full, the database is gone. Thrown by an adapter, caught at the same edges; nobody's mistake.
struct WorldBroke : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] void fail_check(const char* why, std::source_location place);

inline void check(bool condition, const char* why, std::source_location place = std::source_location::current()) {
  if (!condition) [[unlikely]] fail_check(why, place);
}

}  // namespace tributary::base
