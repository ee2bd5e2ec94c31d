#include "http/story_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/text_json.hpp"
#include "services/stories.hpp"

namespace tributary::http {

namespace {

services::StoryDraft read_story_draft(Fields& in) {
  services::StoryDraft draft;
  draft.title = in.text("title");
  draft.text.body = in.text("body");
  draft.text.audience = in.optional_word<domain::Audience>("audience").value_or(domain::Audience::indoors);
  return draft;
}

// What a list says of it. Names of people and projects are for who may see those.
Json line_json(const services::Story& story, bool names) {
  const domain::FreeText& text = story.text.text;
  const auto place = text.subject.place();
  return {{"id", text.id.value}, {"project_id", place ? Json(nullptr) : Json(text.subject.project.value)}, {"place_id", to_json(place)},
          {"about_name", story.about_name.empty() ? Json(nullptr) : Json(story.about_name)},
          {"title", story.text.withheld ? Json(nullptr) : Json(story.title)}, {"audience", base::word(text.audience)},
          {"author_id", names ? Json(text.author.value) : Json(nullptr)}, {"author_name", names ? Json(text.author_name) : Json(nullptr)},
          {"written_at", base::to_iso(text.written)}, {"edited_at", to_json(text.edited)}, {"withheld", story.text.withheld},
          {"asked", story.text.asked}};
}

base::Result<Response> reply_story(int status, const base::Result<services::Story>& story, bool names) {
  if (!story) return base::fail(story.error());
  Json out = line_json(*story, names);
  out["body"] = story->text.text.body;
  out["may_edit"] = story->text.may_edit;
  out["may_take_back"] = story->may_take_back;
  out["read_while_wider"] = readings_json(story->read_while_wider);
  out["version"] = story->text.text.version;
  return reply(status, std::move(out), story->text.text.version);
}

base::Result<Response> reply_stories(const base::Result<services::Stories>& found, bool names) {
  if (!found) return base::fail(found.error());
  Json out = Json::array();
  for (const services::Story& each : found->stories) out.push_back(line_json(each, names));
  return reply(200, {{"stories", out}, {"may_tell", found->may_tell}});
}

base::Result<Response> post_story(const Request& request, const services::Context& context, const domain::TextSubject& about) {
  Fields in(request);
  const services::StoryDraft draft = read_story_draft(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return reply_story(201, services::write_story(context, request.actor(), about, draft), true);
}

}  // namespace

base::Result<Response> list_project_stories(const Request& request, const services::Context& context) {
  return reply_stories(services::list_stories(context, request.actor(), services::story_of(id_in_path<domain::ProjectId>(request))), true);
}
base::Result<Response> post_project_story(const Request& request, const services::Context& context) {
  return post_story(request, context, services::story_of(id_in_path<domain::ProjectId>(request)));
}
base::Result<Response> list_place_stories(const Request& request, const services::Context& context) {
  const auto place = id_in_path<domain::PlaceId>(request);
  if (!request.visitor) return reply_stories(services::public_stories(context, place), false);
  return reply_stories(services::list_stories(context, request.actor(), services::story_of(place)), true);
}
base::Result<Response> post_place_story(const Request& request, const services::Context& context) {
  return post_story(request, context, services::story_of(id_in_path<domain::PlaceId>(request)));
}

base::Result<Response> get_story(const Request& request, const services::Context& context) {
  const services::Actor* actor = request.visitor ? &request.visitor->actor : nullptr;
  return reply_story(200, services::read_story(context, actor, id_in_path<domain::TextId>(request)), actor != nullptr);
}

base::Result<Response> put_story(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  services::StoryDraft draft = read_story_draft(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  draft.text.version = *version;
  return reply_story(200, services::update_story(context, request.actor(), id_in_path<domain::TextId>(request), draft), true);
}

base::Result<Response> take_back_story(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::take_story_back(context, request.actor(), id_in_path<domain::TextId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

}  // namespace tributary::http
