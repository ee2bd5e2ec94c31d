#include "http/support_handlers.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "http/summary_json.hpp"
#include "http/text_json.hpp"
#include "services/support.hpp"
#include "services/support_needs.hpp"

namespace tributary::http {

namespace {

constexpr std::array<std::string_view, 7> session_slots{"target", "actual", "learnt", "obstacle", "next_step", "expectation", "note"};

Json session_json(const services::SessionView& view) {
  const domain::SupportSession& session = view.session;
  Json attended = Json::array();
  for (const domain::Attendant& each : session.attended) attended.push_back({{"id", each.person.value}, {"name", each.name}});
  return {{"id", session.id.value}, {"project_id", session.project.value}, {"kind", base::word(session.kind)},
          {"held_on", base::to_iso(session.held_on)}, {"topic", session.topic}, {"projects", view.projects},
          {"attended", view.sees_attendance ? attended : Json(nullptr)}, {"see_on", to_json(session.see_on)},
          {"texts", texts_json(view.texts)}, {"may_edit", view.may_edit}, {"deleted", session.deleted}, {"version", session.version}};
}

Json maybe_session_json(const std::optional<services::SessionView>& view) { return view ? session_json(*view) : Json(nullptr); }

Json thresholds_json(const domain::SupportThresholds& thresholds) {
  return {{"intervals", thresholds.intervals}, {"quiet_days", thresholds.quiet_days}, {"review_days", thresholds.review_days}};
}

Json support_json(const services::SupportOfProject& support) {
  Json reasons = Json::array();
  for (const domain::SupportReason& reason : support.reasons)
    reasons.push_back({{"kind", base::word(reason.kind)}, {"since", base::to_iso(reason.since)}, {"says", reason.says}});
  Json programmes = Json::array();
  for (const domain::Programme& programme : support.programmes) programmes.push_back({{"id", programme.id.value}, {"name", programme.name}});
  return {{"project", summary_json(support.project)}, {"reasons", reasons}, {"thresholds", thresholds_json(support.thresholds)},
          {"programmes", programmes}, {"last_session", to_json(support.last_session)}, {"see_on", to_json(support.see_on)},
          {"next_review", next_review_json(support.next_review)}, {"last_review", to_json(support.last_review)},
          {"without_mentor", support.without_mentor}};
}

// What a body says of a session; its kind and projects are read where it is new.
domain::SupportSession read_session(Fields& in, services::SessionWords& words) {
  domain::SupportSession session;
  session.held_on = in.date("held_on");
  session.topic = in.optional_text("topic");
  session.see_on = in.optional_date("see_on");
  for (const std::int64_t id : in.integers("attended_ids", 200)) session.attended.push_back({.person = {id}, .name = {}});
  for (const std::string_view slot : session_slots)
    if (auto draft = read_draft(in, slot)) words.emplace_back(std::string(slot), *std::move(draft));
  return session;
}

base::Result<Response> page_reply(const Request& request, const services::Context& context, domain::SupportSessionId id) {
  const auto page = services::session_page(context, request.actor(), id);
  if (!page) return base::fail(page.error());
  return reply(200, {{"session", session_json(page->session)}, {"project", summary_json(page->project)}, {"before", maybe_session_json(page->before)}},
               page->session.session.version);
}

base::Result<Response> thresholds_reply(const base::Result<services::ThresholdsOfProgramme>& done) {
  if (!done) return base::fail(done.error());
  Json history = Json::array();
  for (const services::ThresholdsSet& set : done->history) {
    Json one = thresholds_json(set.thresholds);
    one["reason"] = set.reason;
    one["set_by"] = set.by_name;
    one["set_at"] = base::to_iso(set.at);
    one["version"] = set.version;
    history.push_back(one);
  }
  return reply(200, {{"now", thresholds_json(done->now)}, {"history", history}, {"may_edit", done->may_edit}, {"version", done->version}}, done->version);
}

}  // namespace

Json summary_json(const services::ProjectSummary& project) {
  Json out = {{"id", project.id.value}, {"name", project.name}, {"aim", project.aim}, {"state", base::word(project.state)},
          {"origin", base::word(project.origin)}, {"serves_none", project.serves_none},
          {"created_at", to_json(std::optional(project.created))}, {"team_id", project.team.value}, {"team_name", project.team_name},
          {"organisation_id", project.organisation.value}, {"organisation_name", project.organisation_name},
          {"illustrative", project.illustrative}, {"place_id", project.place.value}, {"place_name", project.place_name}};
  if (project.next_review) out["next_review_on"] = base::to_iso(*project.next_review);
  return out;
}

Json next_review_json(const std::optional<services::NextReview>& next) {
  if (!next) return nullptr;
  return {{"on", base::to_iso(next->on)}, {"review_day_id", next->day ? Json(next->day->id.value) : Json(nullptr)},
          {"note", next->day ? next->day->note : ""}};
}

base::Result<Response> get_my_support(const Request& request, const services::Context& context) {
  const auto week = services::my_week_of_support(context, request.actor());
  if (!week) return base::fail(week.error());
  Json mentored = Json::array(), missing = Json::array();
  for (const auto& each : week->mentored) mentored.push_back(support_json(each));
  for (const auto& each : week->missing) missing.push_back({{"project", summary_json(each.project)}, {"since", to_json(each.since)}});
  return reply(200, {{"mentored", mentored}, {"missing_mentors", missing}, {"speaks_for_a_place", week->speaks_for_a_place}});
}

base::Result<Response> get_project_support(const Request& request, const services::Context& context) {
  const auto support = services::support_of_project(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!support) return base::fail(support.error());
  return reply(200, support_json(*support));
}

base::Result<Response> list_sessions(const Request& request, const services::Context& context) {
  const auto listed = services::list_sessions(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!listed) return base::fail(listed.error());
  Json sessions = Json::array();
  for (const auto& each : listed->sessions) sessions.push_back(session_json(each));
  return reply(200, {{"project", summary_json(listed->project)}, {"sessions", sessions}, {"last", maybe_session_json(listed->last)},
                     {"may_add", listed->may_add}});
}

base::Result<Response> post_support_session(const Request& request, const services::Context& context) {
  Fields in(request);
  services::SessionWords words;
  domain::SupportSession session = read_session(in, words);
  session.kind = in.word<domain::SessionKind>("kind");
  std::vector<domain::ProjectId> projects;
  for (const std::int64_t id : in.integers("project_ids", 200)) projects.push_back({id});
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto added = services::add_session(context, request.actor(), session, projects, words);
  if (!added) return base::fail(added.error());
  Json sessions = Json::array();
  for (const auto& each : *added) sessions.push_back({{"id", each.id.value}, {"project_id", each.project.value}, {"version", each.version}});
  return reply(201, {{"id", added->front().id.value}, {"sessions", sessions}}, added->front().version);
}

base::Result<Response> get_support_session(const Request& request, const services::Context& context) {
  return page_reply(request, context, id_in_path<domain::SupportSessionId>(request));
}

base::Result<Response> put_support_session(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  services::SessionWords words;
  domain::SupportSession session = read_session(in, words);
  if (const auto problem = in.problem()) return base::fail(*problem);
  session.id = id_in_path<domain::SupportSessionId>(request);
  session.version = *version;
  const auto done = services::update_session(context, request.actor(), session, words);
  if (!done) return base::fail(done.error());
  return page_reply(request, context, done->id);
}

base::Result<Response> delete_support_session(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_session(context, request.actor(), id_in_path<domain::SupportSessionId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_support_session(const Request& request, const services::Context& context) {
  const auto id = id_in_path<domain::SupportSessionId>(request);
  if (const auto done = services::restore_session(context, request.actor(), id); !done) return base::fail(done.error());
  return page_reply(request, context, id);
}

base::Result<Response> get_thresholds(const Request& request, const services::Context& context) {
  return thresholds_reply(services::thresholds_of(context, request.actor(), id_in_path<domain::ProgrammeId>(request)));
}

base::Result<Response> put_thresholds(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const auto whole = [&](std::string_view name) {
    const std::int64_t value = in.integer(name);
    return std::in_range<int>(value) ? static_cast<int>(value) : 0;  // 0 is out of every range
  };
  const domain::SupportThresholds wanted{.intervals = whole("intervals"), .quiet_days = whole("quiet_days"), .review_days = whole("review_days")};
  const std::string reason = in.text("reason");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return thresholds_reply(services::set_thresholds(context, request.actor(), id_in_path<domain::ProgrammeId>(request), wanted, reason, *version));
}

}  // namespace tributary::http
