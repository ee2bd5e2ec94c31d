#include "http/text_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/text_json.hpp"
#include "services/mentions.hpp"
#include "services/own_texts.hpp"

namespace tributary::http {

namespace {

domain::TextSubject comment_in_path(const Request& request, domain::TextThing thing) {
  return {.project = {}, .thing = thing, .thing_id = number_in_path(request, 0), .slot = "comment"};
}

services::TextDraft read_text(Fields& in) {
  services::TextDraft draft;
  draft.body = in.text("body");
  draft.audience = in.optional_word<domain::Audience>("audience").value_or(domain::Audience::indoors);
  for (const std::int64_t id : in.integers("mentions", 100)) draft.mentions.push_back({id});
  return draft;
}

// One's own text, just written or changed.
Response reply_with(int status, const domain::FreeText& text) {
  return reply(status, text_json({.text = text, .withheld = false, .asked = false, .may_edit = true}), text.version);
}

base::Result<Response> answered_text(int status, const base::Result<domain::FreeText>& text) {
  if (!text) return base::fail(text.error());
  return reply_with(status, *text);
}

base::Result<Response> list_of(const Request& request, const services::Context& context, const domain::TextSubject& subject) {
  const auto found = services::list_texts(context, request.actor(), subject);
  if (!found) return base::fail(found.error());
  return reply(200, {{"texts", texts_json(found->texts)}});
}

base::Result<Response> list_mentionable(const Request& request, const services::Context& context, domain::TextThing thing) {
  const auto query = [&](std::string_view name) {
    const auto found = request.query.find(std::string(name));
    return found == request.query.end() ? std::string() : found->second;
  };
  const std::string asked = query("audience");
  const auto audience = asked.empty() ? domain::Audience::indoors : base::read_word<domain::Audience>(asked, "audience");
  if (!audience) return base::fail(audience.error());
  const auto text = number_in_query(request, "text_id");
  if (!text) return base::fail(text.error());
  const auto people = services::people_to_mention(context, request.actor(), comment_in_path(request, thing), *audience,
                                                  *text ? std::optional(domain::TextId{**text}) : std::nullopt, query("q"));
  if (!people) return base::fail(people.error());
  Json out = Json::array();
  for (const services::Mentioned& each : *people) out.push_back({{"person_id", each.person.value}, {"name", each.name}});
  return reply(200, {{"people", out}});
}

base::Result<Response> post_comment(const Request& request, const services::Context& context, domain::TextThing thing) {
  Fields in(request);
  const services::TextDraft draft = read_text(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return answered_text(201, services::add_text(context, request.actor(), comment_in_path(request, thing), draft));
}

}  // namespace

base::Result<Response> list_project_texts(const Request& request, const services::Context& context) {
  domain::TextSubject subject = comment_in_path(request, domain::TextThing::project);
  subject.slot.clear();  // every slot
  return list_of(request, context, subject);
}
base::Result<Response> list_project_comments(const Request& request, const services::Context& context) {
  return list_of(request, context, comment_in_path(request, domain::TextThing::project));
}
base::Result<Response> post_project_comment(const Request& request, const services::Context& context) {
  return post_comment(request, context, domain::TextThing::project);
}
base::Result<Response> list_test_comments(const Request& request, const services::Context& context) {
  return list_of(request, context, comment_in_path(request, domain::TextThing::test));
}
base::Result<Response> post_test_comment(const Request& request, const services::Context& context) {
  return post_comment(request, context, domain::TextThing::test);
}

base::Result<Response> list_project_mentionable(const Request& request, const services::Context& context) {
  return list_mentionable(request, context, domain::TextThing::project);
}
base::Result<Response> list_test_mentionable(const Request& request, const services::Context& context) {
  return list_mentionable(request, context, domain::TextThing::test);
}

base::Result<Response> list_own_texts(const Request& request, const services::Context& context) {
  Json out = Json::array();
  for (const services::OwnTextView& each : services::own_texts(context, request.actor())) {
    Json newcomers = Json::array();
    for (const services::Newcomer& one : each.withheld_from)
      newcomers.push_back({{"person_id", one.person.value}, {"name", one.name}, {"since", base::to_iso(one.since)}, {"asked", one.asked}});
    const services::OwnText& own = each.own;
    const auto place = own.text.subject.place();
    out.push_back({{"text", text_json({.text = own.text, .withheld = false, .asked = false, .may_edit = true})},
                   {"project_id", place ? Json(nullptr) : Json(own.text.subject.project.value)}, {"place_id", to_json(place)},
                   {"project_name", own.project_name}, {"test_id", to_json(own.test)},
                   {"test_name", own.thing_name}, {"withheld_from", newcomers}});
  }
  return reply(200, {{"texts", out}});
}

base::Result<Response> post_own_texts_consent(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto project = in.id<domain::ProjectId>("project_id");
  const auto person = in.id<domain::PersonId>("person_id");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto opened = services::open_own_texts(context, request.actor(), project, person);
  if (!opened) return base::fail(opened.error());
  Json texts = Json::array();
  for (const domain::TextId id : *opened) texts.push_back(id.value);
  return reply(200, {{"text_ids", texts}});
}

base::Result<Response> withdraw_own_texts_consent(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto person = in.id<domain::PersonId>("person_id");
  std::vector<domain::TextId> texts;
  for (const std::int64_t each : in.integers("text_ids", services::most_own_texts)) texts.push_back({each});
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto done = services::close_own_texts(context, request.actor(), texts, person);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> post_text_request(const Request& request, const services::Context& context) {
  const auto done = services::ask_for_text(context, request.actor(), id_in_path<domain::TextId>(request));
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> put_text(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  services::TextDraft draft = read_text(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  draft.version = *version;
  return answered_text(200, services::update_text(context, request.actor(), id_in_path<domain::TextId>(request), draft));
}

base::Result<Response> delete_text(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_text(context, request.actor(), id_in_path<domain::TextId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_text(const Request& request, const services::Context& context) {
  return answered_text(200, services::restore_text(context, request.actor(), id_in_path<domain::TextId>(request)));
}

base::Result<Response> get_text_revisions(const Request& request, const services::Context& context) {
  const auto found = services::text_revisions(context, request.actor(), id_in_path<domain::TextId>(request));
  if (!found) return base::fail(found.error());
  Json out = Json::array();
  for (const domain::FreeTextRevision& each : *found)
    out.push_back({{"version", each.version}, {"body", each.body}, {"audience", base::word(each.audience)},
                   {"replaced_at", base::to_iso(each.replaced)}});
  return reply(200, {{"revisions", out}});
}

base::Result<Response> get_text_readings(const Request& request, const services::Context& context) {
  const auto found = services::read_log(context, request.actor(), id_in_path<domain::TextId>(request));
  if (!found) return base::fail(found.error());
  return reply(200, {{"readings", readings_json(*found)}});
}

base::Result<Response> post_consent(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto person = in.id<domain::PersonId>("person_id");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto done = services::give_consent(context, request.actor(), id_in_path<domain::TextId>(request), person);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> delete_consent(const Request& request, const services::Context& context) {
  const auto done = services::withdraw_consent(context, request.actor(), id_in_path<domain::TextId>(request),
                                               id_in_path<domain::PersonId>(request, 1));
  if (!done) return base::fail(done.error());
  return nothing();
}

}  // namespace tributary::http
