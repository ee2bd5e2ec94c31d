#include "domain/test.hpp"

#include <algorithm>

#include "domain/place.hpp"

namespace tributary::domain {

namespace {

const Test* find_test(std::span<const Test> tests, std::optional<TestId> id) {
  if (!id) return nullptr;
  const auto found = std::ranges::find(tests, *id, &Test::id);
  return found == tests.end() ? nullptr : &*found;
}

}  // namespace

TestState Test::state() const {
  if (decision) return TestState::decided;
  if (ended_on) return TestState::done;
  return started_on ? TestState::running : TestState::planned;
}

base::Done check_plan(const Test& test) { return check_order(test.planned_from, test.planned_to, "/planned_to"); }

bool makes_circle(std::span<const Test> tests, TestId test, TestId previous) {
  const Test* at = find_test(tests, previous);
  for (std::size_t steps = 0; at != nullptr && steps <= tests.size(); ++steps) {
    if (at->id == test) return true;
    at = find_test(tests, at->previous);
  }
  return false;
}

std::vector<Test> ramp_of(std::span<const Test> tests, TestId test) {
  const Test* first = find_test(tests, test);
  if (first == nullptr) return {};
  for (std::size_t steps = 0; steps < tests.size(); ++steps) {
    const Test* before = find_test(tests, first->previous);
    if (before == nullptr) break;
    first = before;
  }
  std::vector<Test> out{*first};
  for (std::size_t i = 0; i < out.size() && out.size() <= tests.size(); ++i)
    for (const Test& each : tests)
      if (each.previous == out[i].id && each.id != first->id) out.push_back(each);
  return out;
}

}  // namespace tributary::domain
