#include "services/stories.hpp"

#include <algorithm>

#include "services/places.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/project_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::FreeText;

namespace {

constexpr std::size_t longest_story = 19'000;  // a text, less its title

bool may_see(Thing thing, const Actor* actor, const Scope& scope) {
  return may_read(thing, actor != nullptr ? relations_of(*actor, scope) : relations_of_stranger());
}

// The name of what a story is about, to who may see that.
std::string about_name(Transaction& tx, const Actor* actor, const domain::TextSubject& about) {
  if (const auto place = about.place()) {
    const auto found = tx.places().find(*place);
    return found && may_see(Thing::place, actor, scope_of_place(tx, *place)) ? found->name : "";
  }
  const auto scope = scope_of_text_project(tx, about.project);
  const auto project = tx.projects().summary(about.project);
  return scope && project && may_see(Thing::project, actor, *scope) ? project->name : "";
}

// Parts the title from what follows it.
Story story_from(Transaction& tx, const Actor* actor, VisibleText text) {
  Story out{.text = std::move(text), .title = {}, .about_name = {}, .read_while_wider = {}, .may_take_back = false};
  out.about_name = about_name(tx, actor, out.text.text.subject);
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
  auto body = read_name(draft.text.body, "/body", longest_story);
  if (!body) return base::fail(body.error());
  TextDraft out = draft.text;
  out.body = *title + "\n\n" + *body;
  return out;
}

bool is_gone(Transaction& tx, domain::PersonId owner) {
  const auto person = tx.people().find(owner);
  return person && person->disabled;
}

bool may_take_back(Transaction& tx, const Actor& actor, const FreeText& story) {
  const auto scope = scope_of_text(tx, story.subject);
  return scope && story.audience != domain::Audience::indoors && may_write(Thing::story_left_behind, relations_of(actor, *scope)) &&
         is_gone(tx, story.author);
}

// What the actor sees of one story; nothing where that is nothing.
Texts seen_of(Transaction& tx, const Actor* actor, const FreeText& text) {
  Texts found;
  if (actor != nullptr) {
    see_texts(tx, *actor, {text}, found);
  } else if (text.audience == domain::Audience::public_ && scope_of_text(tx, text.subject) &&
             may_see(Thing::text_public, nullptr, {})) {
    found.texts.push_back({.text = text});
  }
  keep_texts(found, [](const FreeText& each) { return !each.deleted; });
  return found;
}

}  // namespace

domain::TextSubject story_of(domain::ProjectId project) {
  return {.project = project, .thing = domain::TextThing::project, .thing_id = project.value, .slot = std::string(domain::story_slot)};
}

domain::TextSubject story_of(domain::PlaceId place) {
  return {.project = {}, .thing = domain::TextThing::place, .thing_id = place.value, .slot = std::string(domain::story_slot)};
}

base::Result<Stories> public_stories(const Context& context, domain::PlaceId place) {
  const auto tx = context.database.read();
  if (!tx->places().find(place)) return base::fail(not_found("place"));
  Stories out;
  for (const FreeText& each : tx->texts().stories_at(place))
    for (VisibleText& seen : seen_of(*tx, nullptr, each).texts) {
      out.stories.push_back(story_from(*tx, nullptr, std::move(seen)));
      out.stories.back().text.text.body.clear();
    }
  return out;
}

base::Result<Stories> list_stories(const Context& context, const Actor& actor, const domain::TextSubject& about) {
  const auto tx = context.database.read();
  Texts found;
  Stories out;
  if (const auto place = about.place()) {
    if (!tx->places().find(*place)) return base::fail(not_found("place"));
    const Scope scope = scope_of_place(*tx, *place);
    if (const auto may = require_read(Thing::place, actor, scope); !may) return base::fail(may.error());
    out.may_tell = may_write(Thing::story_of_place, relations_of(actor, scope));
    see_texts(*tx, actor, tx->texts().stories_at(*place), found);
  } else {
    const auto scope = scope_of_text_project(*tx, about.project);
    if (!scope) return base::fail(not_found("project"));
    visible_texts(*tx, actor, about.thing, about.thing_id, found);
    keep_texts(found, [](const FreeText& text) { return text.subject.is_story() && !text.deleted; });
    if (found.texts.empty())
      if (const auto may = require_read(Thing::project, actor, *scope); !may) return base::fail(may.error());
    std::ranges::reverse(found.texts);
    out.may_tell = may_write(Thing::story_of_project, relations_of(actor, *scope));
  }
  for (VisibleText& each : found.texts) {
    out.stories.push_back(story_from(*tx, &actor, std::move(each)));
    out.stories.back().text.text.body.clear();
  }
  return out;
}

base::Result<Story> read_story(const Context& context, const Actor* actor, domain::TextId id) {
  Texts found;
  std::optional<Story> story;
  {
    const auto tx = context.database.read();
    const auto text = tx->texts().find(id);
    if (!text || !text->subject.is_story()) return base::fail(not_found("story"));
    found = seen_of(*tx, actor, *text);
    if (found.texts.empty() || found.texts.front().withheld) return base::fail(not_found("story"));
    story = story_from(*tx, actor, std::move(found.texts.front()));
    if (actor != nullptr) story->may_take_back = may_take_back(*tx, *actor, *text);
    if (story->text.may_edit) {
      story->read_while_wider = tx->texts().readings(id);
      std::erase_if(story->read_while_wider, [&](const TextReading& each) { return each.audience <= text->audience; });
    }
  }
  // Whatever its audience: its owner sees who has read it.
  if (actor != nullptr && !story->text.may_edit) note_readings(context, *actor, {.texts = {}, .confidential = {id}});
  return *std::move(story);
}

base::Result<Story> write_story(const Context& context, const Actor& actor, const domain::TextSubject& about, const StoryDraft& draft) {
  const auto text = joined(draft);
  if (!text) return base::fail(text.error());
  const auto added = add_text(context, actor, about, *text);
  if (!added) return base::fail(added.error());
  return read_story(context, &actor, added->id);
}

base::Result<Story> update_story(const Context& context, const Actor& actor, domain::TextId id, const StoryDraft& draft) {
  if (const auto before = read_story(context, &actor, id); !before) return base::fail(before.error());
  const auto text = joined(draft);
  if (!text) return base::fail(text.error());
  if (const auto updated = update_text(context, actor, id, *text); !updated) return base::fail(updated.error());
  return read_story(context, &actor, id);
}

base::Done take_story_back(const Context& context, const Actor& actor, domain::TextId id, int version) {
  if (const auto before = read_story(context, &actor, id); !before) return base::fail(before.error());
  const auto tx = context.database.write();
  auto text = tx->texts().find(id);
  const auto scope = text ? scope_of_text(*tx, text->subject) : std::nullopt;
  if (!scope) return base::fail(not_found("story"));
  if (const auto may = require_write(Thing::story_left_behind, actor, *scope); !may) return may;
  if (!is_gone(*tx, text->author))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "owner-is-here", .title = "Its owner takes it back",
                       .detail = "It is " + text->author_name + "'s, who can. Others can once that account is closed."});
  text->audience = domain::Audience::indoors;
  if (version != text->version || !tx->texts().update(*text, version, context.clock.now())) return base::fail(stale("story"));
  tx->commit();
  return {};
}

}  // namespace tributary::services
