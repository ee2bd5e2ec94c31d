// Stories: narratives of a project or a place, each with an owner and an audience; indoors unless they say otherwise.
//
// Idea      a story is a free text, its title the first line: so the title travels no further than the story, and everything that
//           holds of a text holds of a story (texts.hpp): who joined later reads it by consent, what it said before is kept, it is
//           sealed at rest, and no index knows it. Who has read it is logged whatever its audience
// Indoors   of a project: its team, partners, leads and mentor. Of a place: those who lead that very place; nobody of the
//           place above
// See       texts.hpp to delete and restore one, to open it, and to see who has read it
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/texts.hpp"

namespace tributary::services {

struct Story {
  VisibleText text;        // its body is the story's, in Markdown, without the title
  std::string title;       // empty where it is withheld
  std::string about_name;  // of its project or place; empty for who may not see that one
  std::vector<TextReading> read_while_wider;  // for its owner: who has read it while more people might than now
  bool may_take_back = false;  // the actor, indoors: its owner can't any more
};

struct Stories {
  std::vector<Story> stories;
  bool may_tell = false;  // the actor, one more
};

struct StoryDraft {
  std::string title;
  TextDraft text;
};

// Where a story stands.
[[nodiscard]] domain::TextSubject story_of(domain::ProjectId project);
[[nodiscard]] domain::TextSubject story_of(domain::PlaceId place);

// The stories of a project or a place that the actor may know of, newest first, by title alone: reading a title isn't reading the
// story. A place's are followed by those of its projects that travel. Fails with "not-found", and with "forbidden" for who may see
// neither the project nor any story of it.
[[nodiscard]] base::Result<Stories> list_stories(const Context& context, const Actor& actor, const domain::TextSubject& about);
// The public ones of a place, as anyone may know of them, without names. Fails with "not-found".
[[nodiscard]] base::Result<Stories> public_stories(const Context& context, domain::PlaceId place);
// Without an actor: for anyone, who reads what is public and learns no name. Fails with "not-found", also where it is withheld.
// Reading it is logged.
[[nodiscard]] base::Result<Story> read_story(const Context& context, const Actor* actor, domain::TextId id);
// Fails as add_text does, and "text-missing", "text-not-a-line" and the like for the title.
[[nodiscard]] base::Result<Story> write_story(const Context& context, const Actor& actor, const domain::TextSubject& about,
                                              const StoryDraft& draft);
// Its owner alone. Fails as update_text does.
[[nodiscard]] base::Result<Story> update_story(const Context& context, const Actor& actor, domain::TextId id, const StoryDraft& draft);
// Back indoors, and nothing else changed: by who leads its project, or that very place, where its owner's account is closed. Fails
// with "not-found", "forbidden", "owner-is-here" or "stale".
[[nodiscard]] base::Done take_story_back(const Context& context, const Actor& actor, domain::TextId id, int version);

}  // namespace tributary::services
