// FreeText: what somebody wrote in their own words, about what, and for whom. Indoors is the default.
//
// Idea      a thing (a test, a prediction…) has slots; a slot holds one text or several, each with its own author and
//           audience. Only its author changes a text; what it said before is kept
// Time      `written` is when it was first written, and stays: editing a text does not open it to who joined since
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "domain/audience.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

enum class TextThing { project, test, prediction, answer, session, review, place };

inline constexpr std::string_view story_slot = "story";

// Where a text stands. The project is the one whose team "indoors" is; of a place's own text, which has none, "indoors" is who
// leads that place.
struct TextSubject {
  ProjectId project;
  TextThing thing = TextThing::project;
  std::int64_t thing_id = 0;
  std::string slot;

  [[nodiscard]] std::optional<PlaceId> place() const {
    return thing == TextThing::place ? std::optional(PlaceId{thing_id}) : std::nullopt;
  }
  [[nodiscard]] bool is_story() const { return slot == story_slot; }
};

struct FreeText {
  TextId id;
  TextSubject subject;
  std::string body;
  Audience audience = Audience::indoors;
  PersonId author;
  std::string author_name;  // read along; not written
  base::Instant written;
  std::optional<base::Instant> edited;
  std::optional<base::Instant> deleted;
  int version = 1;
};

// What a text said before it was edited.
struct FreeTextRevision {
  int version = 1;
  std::string body;
  Audience audience = Audience::indoors;
  base::Instant replaced;
};

// The slots that a thing has.
[[nodiscard]] std::span<const std::string_view> slots_of(TextThing thing);

// Fails with "slot-unknown", naming those there are.
[[nodiscard]] base::Done check_slot(TextThing thing, std::string_view slot, std::string_view field);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::TextThing> =
    tributary::base::word_list<tributary::domain::TextThing>({
        {tributary::domain::TextThing::project, "project"},
        {tributary::domain::TextThing::test, "test"},
        {tributary::domain::TextThing::prediction, "prediction"},
        {tributary::domain::TextThing::answer, "answer"},
        {tributary::domain::TextThing::session, "session"},
        {tributary::domain::TextThing::review, "review"},
        {tributary::domain::TextThing::place, "place"},
    });
