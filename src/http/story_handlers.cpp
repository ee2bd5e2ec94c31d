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

Json line_json(const services::Story& story) {
  const domain::FreeText& text = story.text.text;
  return {{"id", text.id.value}, {"title", story.text.withheld ? Json(nullptr) : Json(story.title)}, {"audience", base::word(text.audience)},
          {"author_id", text.author.value}, {"author_name", text.author_name}, {"written_at", base::to_iso(text.written)},
          {"edited_at", to_json(text.edited)}, {"withheld", story.text.withheld}, {"asked", story.text.asked}};
}

base::Result<Response> story_reply(int status, const base::Result<services::Story>& story) {
  if (!story) return base::fail(story.error());
  const domain::FreeText& text = story->text.text;
  return reply(status,
               {{"id", text.id.value}, {"project_id", text.subject.project.value}, {"project_name", story->project_name},
                {"title", story->title}, {"body", text.body}, {"audience", base::word(text.audience)}, {"author_id", text.author.value},
                {"author_name", text.author_name}, {"written_at", base::to_iso(text.written)}, {"edited_at", to_json(text.edited)},
                {"may_edit", story->text.may_edit}, {"version", text.version}},
               text.version);
}

}  // namespace

base::Result<Response> list_stories(const Request& request, const services::Context& context) {
  const auto found = services::list_stories(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!found) return base::fail(found.error());
  Json out = Json::array();
  for (const services::Story& each : *found) out.push_back(line_json(each));
  return reply(200, {{"stories", out}});
}

base::Result<Response> post_story(const Request& request, const services::Context& context) {
  Fields in(request);
  const services::StoryDraft draft = read_story_draft(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return story_reply(201, services::write_story(context, request.actor(), id_in_path<domain::ProjectId>(request), draft));
}

base::Result<Response> get_story(const Request& request, const services::Context& context) {
  return story_reply(200, services::read_story(context, request.actor(), id_in_path<domain::TextId>(request)));
}

base::Result<Response> put_story(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  services::StoryDraft draft = read_story_draft(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  draft.text.version = *version;
  return story_reply(200, services::update_story(context, request.actor(), id_in_path<domain::TextId>(request), draft));
}

}  // namespace tributary::http
