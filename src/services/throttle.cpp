#include "services/throttle.hpp"

namespace tributary::services {

namespace {

constexpr std::chrono::minutes throttle_window{15};

}  // namespace

bool is_shut(PersonStore& people, const Gate& gate, base::Instant now) {
  const Failures seen = people.failures(gate.key);
  return seen.count >= gate.most && now - seen.window_began < throttle_window;
}

void count_try(PersonStore& people, const Gate& gate, base::Instant now) {
  Failures seen = people.failures(gate.key);
  if (seen.count == 0 || now - seen.window_began >= throttle_window) seen = {.count = 0, .window_began = now};
  ++seen.count;
  people.set_failures(gate.key, seen);
}

}  // namespace tributary::services
