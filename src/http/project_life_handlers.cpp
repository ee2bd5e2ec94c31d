// Endings, later checks, answers, members and the lead of a project.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/json.hpp"
#include "http/project_handlers.hpp"
#include "http/project_json.hpp"
#include "http/text_json.hpp"
#include "services/project_endings.hpp"

namespace tributary::http {

namespace {

base::Result<Response> ended_reply(const base::Result<services::ProjectInPlace>& done) {
  if (!done) return base::fail(done.error());
  JsonText out;
  write_project(out, *done);
  return reply(200, out, done->project.version);
}

int months_in_path(const Request& request) { return static_cast<int>(std::min<std::int64_t>(number_in_path(request, 1), 1000)); }

base::Result<Response> checks_reply(const base::Result<std::vector<domain::LaterCheck>>& checks) {
  if (!checks) return base::fail(checks.error());
  JsonText out;
  out.object();
  write_later_checks(out, *checks);
  out.end('}');
  return reply(200, out);
}

base::Result<Response> members_reply(const base::Result<std::vector<services::Member>>& members) {
  if (!members) return base::fail(members.error());
  JsonText out;
  out.object();
  write_members(out, *members);
  out.end('}');
  return reply(200, out);
}

base::Result<Response> lead_changed(const Request& request, const services::Context& context, const decltype(services::name_lead)& change) {
  Fields in(request);
  const auto person = in.id<domain::PersonId>("person_id");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return members_reply(change(context, request.actor(), id_in_path<domain::ProjectId>(request), person));
}

}  // namespace

base::Result<Response> finish_project(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string owner = in.text("owner_after");
  const auto ended = in.optional_date("ended_on");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return ended_reply(services::finish_project(context, request.actor(), id_in_path<domain::ProjectId>(request), owner, ended));
}

base::Result<Response> stop_project(const Request& request, const services::Context& context) {
  Fields in(request);
  services::TextDraft learnt;
  learnt.body = in.optional_text("learnt");
  learnt.audience = in.optional_word<domain::Audience>("audience").value_or(domain::Audience::indoors);
  const auto ended = in.optional_date("ended_on");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return ended_reply(services::stop_project(context, request.actor(), id_in_path<domain::ProjectId>(request), learnt, ended));
}

base::Result<Response> reopen_project(const Request& request, const services::Context& context) {
  return ended_reply(services::reopen_project(context, request.actor(), id_in_path<domain::ProjectId>(request)));
}

base::Result<Response> put_later_check(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const auto result = in.word<domain::CheckResult>("result");
  const services::SlotDrafts words = read_drafts(in, {"words"});
  if (const auto problem = in.problem()) return base::fail(*problem);
  return checks_reply(services::record_later_check(context, request.actor(), id_in_path<domain::ProjectId>(request), months_in_path(request), result,
                                                   words.empty() ? std::nullopt : std::optional(words.front().second), *version));
}

base::Result<Response> delete_later_check(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return checks_reply(services::take_back_later_check(context, request.actor(), id_in_path<domain::ProjectId>(request), months_in_path(request), *version));
}

base::Result<Response> put_answer(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const bool yes = in.required_flag("yes");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto progress =
      services::answer_question(context, request.actor(), id_in_path<domain::ProjectId>(request), request.params.at(1), yes, *version);
  if (!progress) return base::fail(progress.error());
  JsonText out;
  write_progress(out, *progress);
  return reply(200, out);
}

base::Result<Response> post_member(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto person = in.id<domain::PersonId>("person_id");
  const auto role = in.word<domain::Role>("role");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto member = services::admit_member(context, request.actor(), id_in_path<domain::ProjectId>(request), person, role);
  if (!member) return base::fail(member.error());
  JsonText out;
  write_member(out, *member);
  return reply(201, out);
}

base::Result<Response> delete_member(const Request& request, const services::Context& context) {
  const auto done = services::end_membership(context, request.actor(), id_in_path<domain::ProjectId>(request),
                                             id_in_path<domain::GrantId>(request, 1));
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_member(const Request& request, const services::Context& context) {
  const auto member = services::restore_membership(context, request.actor(), id_in_path<domain::ProjectId>(request),
                                                   id_in_path<domain::GrantId>(request, 1));
  if (!member) return base::fail(member.error());
  JsonText out;
  write_member(out, *member);
  return reply(200, out);
}

base::Result<Response> post_lead(const Request& request, const services::Context& context) {
  return lead_changed(request, context, services::hand_over_lead);
}

base::Result<Response> delete_lead(const Request& request, const services::Context& context) {
  return members_reply(services::take_back_lead(context, request.actor(), id_in_path<domain::ProjectId>(request)));
}

base::Result<Response> post_new_lead(const Request& request, const services::Context& context) {
  return lead_changed(request, context, services::name_lead);
}

}  // namespace tributary::http
