#include "domain/free_text.hpp"

#include <algorithm>
#include <array>

namespace tributary::domain {

namespace {

// held_…: what is said of a finished change after so many months.
constexpr std::array<std::string_view, 9> project_slots{"what_matters", "taking_part", "context", "learnt", "comment", "held_6", "held_12", "held_24", story_slot};
constexpr std::array<std::string_view, 7> test_slots{"change", "question", "plan", "what_happened", "study", "act", "comment"};
constexpr std::array<std::string_view, 1> prediction_slots{"reasoning"};
constexpr std::array<std::string_view, 1> answer_slots{"learnt"};
constexpr std::array<std::string_view, 7> session_slots{"target", "actual", "learnt", "obstacle", "next_step", "expectation", "note"};
constexpr std::array<std::string_view, 3> review_slots{"show", "ask", "help"};  // what the team prepares
constexpr std::array<std::string_view, 1> place_slots{story_slot};

}  // namespace

std::span<const std::string_view> slots_of(TextThing thing) {
  switch (thing) {
    case TextThing::project: return project_slots;
    case TextThing::test: return test_slots;
    case TextThing::prediction: return prediction_slots;
    case TextThing::answer: return answer_slots;
    case TextThing::session: return session_slots;
    case TextThing::review: return review_slots;
    case TextThing::place: return place_slots;
  }
  base::check(false, "every thing has its slots");
  return {};
}

base::Done check_slot(TextThing thing, std::string_view slot, std::string_view field) {
  const auto known = slots_of(thing);
  if (std::ranges::find(known, slot) != known.end()) return {};
  std::string names;
  for (const std::string_view each : known) names += (names.empty() ? "" : ", ") + std::string(each);
  return base::fail({.code = "slot-unknown", .title = "There is no such part to write in",
                     .detail = "A " + std::string(base::word(thing)) + " has: " + names + ".", .field = std::string(field)});
}

}  // namespace tributary::domain
