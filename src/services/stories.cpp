#include "services/stories.hpp"

#include <algorithm>

#include "services/places.hpp"
#include "services/ports/project_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::FreeText;

namespace {

constexpr std::string_view story_slot = "story";
constexpr std::size_t longest_story = 19'000;  // a text, less its title

domain::TextSubject story_of(domain::ProjectId project) {
  return {.project = project, .thing = domain::TextThing::project, .thing_id = project.value, .slot = std::string(story_slot)};
}

bool is_story(const FreeText& text) { return text.subject.thing == domain::TextThing::project && text.subject.slot == story_slot; }

std::string project_name(Transaction& tx, domain::ProjectId id) {
  const auto project = tx.projects().summary(id);
  return project ? project->name : "";
}

// Parts the title from what follows it.
Story story_from(VisibleText text, std::string project) {
  Story out{.text = std::move(text), .title = {}, .project_name = std::move(project)};
  std::string& body = out.text.text.body;
  const std::size_t end = std::min(body.find('\n'), body.size());
  out.title = body.substr(0, end);
  body.erase(0, std::min(end + 2, body.size()));
  return out;
}

// Title and body as one text. The fields of a problem are the input's.
base::Result<TextDraft> joined(const StoryDraft& draft) {
  auto title = read_name(draft.title, "/title");
  if (!title) return base::fail(title.error());
  if (title->find('\n') != std::string::npos)
    return base::fail({.code = "title-of-one-line", .title = "A title is one line", .detail = "Put what follows into the story.", .field = "/title"});
  auto body = read_name(draft.text.body, "/body", longest_story);
  if (!body) return base::fail(body.error());
  TextDraft out = draft.text;
  out.body = *title + "\n\n" + *body;
  return out;
}

}  // namespace

base::Result<std::vector<Story>> list_stories(const Context& context, const Actor& actor, domain::ProjectId project) {
  const auto tx = context.database.read();
  const auto scope = scope_of_text_project(*tx, project);
  if (!scope) return base::fail(not_found("project"));
  Texts found;
  visible_texts(*tx, actor, domain::TextThing::project, project.value, found);
  keep_texts(found, [](const FreeText& text) { return is_story(text) && !text.deleted; });
  if (found.texts.empty())
    if (const auto may = require_read(Thing::project, actor, *scope); !may) return base::fail(may.error());
  const std::string name = project_name(*tx, project);
  std::vector<Story> out;
  for (VisibleText& each : found.texts) out.push_back(story_from(std::move(each), name));
  for (Story& each : out) each.text.text.body.clear();
  std::ranges::reverse(out);
  return out;
}

base::Result<Story> read_story(const Context& context, const Actor& actor, domain::TextId id) {
  Texts found;
  std::string name;
  {
    const auto tx = context.database.read();
    const auto text = tx->texts().find(id);
    if (!text || !is_story(*text)) return base::fail(not_found("story"));
    visible_texts(*tx, actor, text->subject.thing, text->subject.thing_id, found);
    keep_texts(found, [&](const FreeText& each) { return each.id == id && !each.deleted; });
    name = project_name(*tx, text->subject.project);
  }
  if (found.texts.empty() || found.texts.front().withheld) return base::fail(not_found("story"));
  note_readings(context, actor, found);
  return story_from(std::move(found.texts.front()), std::move(name));
}

base::Result<Story> write_story(const Context& context, const Actor& actor, domain::ProjectId project, const StoryDraft& draft) {
  const auto text = joined(draft);
  if (!text) return base::fail(text.error());
  const auto added = add_text(context, actor, story_of(project), *text);
  if (!added) return base::fail(added.error());
  return read_story(context, actor, added->id);
}

base::Result<Story> update_story(const Context& context, const Actor& actor, domain::TextId id, const StoryDraft& draft) {
  if (const auto before = read_story(context, actor, id); !before) return base::fail(before.error());
  const auto text = joined(draft);
  if (!text) return base::fail(text.error());
  const auto updated = update_text(context, actor, id, *text);
  if (!updated) return base::fail(updated.error());
  return read_story(context, actor, id);
}

}  // namespace tributary::services
