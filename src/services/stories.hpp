// Stories: narratives of a project, each with an owner and an audience; indoors unless they say otherwise.
//
// Idea      a story is a free text of its project, its title the first line: so the title travels no further than the story,
//           and everything that holds of a text holds of a story (texts.hpp): who joined later reads it by consent, its owner
//           sees who has read it, what it said before is kept, it is sealed at rest, and no index knows it
// See       texts.hpp to delete and restore one, to open it, and to see who has read it
#pragma once

#include <string>
#include <vector>

#include "services/texts.hpp"

namespace tributary::services {

struct Story {
  VisibleText text;   // its body is the story's, in Markdown, without the title
  std::string title;  // empty where it is withheld
  std::string project_name;
};

struct StoryDraft {
  std::string title;
  TextDraft text;
};

// A project's stories that the actor may know of, newest first, by title alone: reading a title isn't reading the story. Fails
// with "not-found", and with "forbidden" for who may see neither the project nor any story of it.
[[nodiscard]] base::Result<std::vector<Story>> list_stories(const Context& context, const Actor& actor, domain::ProjectId project);
// Fails with "not-found", also where it is withheld. Reading it is logged.
[[nodiscard]] base::Result<Story> read_story(const Context& context, const Actor& actor, domain::TextId id);
// Fails as add_text does, "text-missing" for the title too.
[[nodiscard]] base::Result<Story> write_story(const Context& context, const Actor& actor, domain::ProjectId project, const StoryDraft& draft);
// Its owner alone. Fails as update_text does.
[[nodiscard]] base::Result<Story> update_story(const Context& context, const Actor& actor, domain::TextId id, const StoryDraft& draft);

}  // namespace tributary::services
