#include "http/standard_handlers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/party_json.hpp"
#include "http/standard_json.hpp"

namespace tributary::http {

namespace {

domain::Standard read_standard(Fields& in) {
  domain::Standard out;
  out.place = in.id<domain::PlaceId>("place_id");
  out.name = in.text("name");
  out.source = in.optional_text("source");
  out.illustrative = in.flag("illustrative");
  out.first = read_wording(in);
  out.first_from = {.from = in.date("from_on"), .year_only = in.flag("from_year_only")};
  return out;
}

services::AmendmentDraft read_amendment(Fields& in) {
  services::AmendmentDraft out;
  out.name = in.text("name");
  out.why = in.optional_text("why");
  out.proposer = read_party(in, "proposer");
  for (Fields& each : in.objects("evidence", 50))
    out.evidence.push_back({.says = each.text("says"), .source = each.optional_text("source"), .link = each.optional_text("link"),
                            .measure = each.optional_id<domain::MeasureId>("measure_id")});
  out.base = static_cast<int>(std::clamp<std::int64_t>(in.integer("base"), 0, 1'000'000));
  out.wording = read_wording(in);
  return out;
}

base::Result<Response> standard_reply(int status, const base::Result<services::StandardPage>& done) {
  if (!done) return base::fail(done.error());
  return reply(status, standard_page_json(*done), done->standard.version);
}

base::Result<Response> amendment_reply(int status, const base::Result<services::AmendmentPage>& done) {
  if (!done) return base::fail(done.error());
  return reply(status, amendment_page_json(*done), done->in.amendment.version);
}

template <class Id>
base::Result<Response> refer(const Request& request, const services::Context& context, bool refers) {
  const auto done = services::set_reference(context, request.actor(), id_in_path<domain::StandardId>(request), id_in_path<Id>(request, 1), refers);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> withdraw(const Request& request, const services::Context& context, bool withdrawn) {
  return amendment_reply(200, services::set_withdrawn(context, request.actor(), id_in_path<domain::AmendmentId>(request), withdrawn));
}

}  // namespace

base::Result<Response> list_standards(const Request& request, const services::Context& context) {
  const auto place = number_in_query(request, "place_id");
  if (!place) return base::fail(place.error());
  const auto objective = number_in_query(request, "objective_id");
  if (!objective) return base::fail(objective.error());
  const auto project = number_in_query(request, "project_id");
  if (!project) return base::fail(project.error());
  services::StandardsFilter filter;
  if (*place) filter.place = domain::PlaceId{**place};
  if (*objective) filter.objective = domain::ObjectiveId{**objective};
  if (*project) filter.project = domain::ProjectId{**project};
  const auto found = services::list_standards(context, request.actor(), filter);
  if (!found) return base::fail(found.error());
  Json out = Json::array();
  for (const auto& each : found->standards) out.push_back(standard_json(each));
  return reply(200, {{"standards", out}, {"may_add", found->may_add}, {"may_refer", found->may_refer}});
}

base::Result<Response> post_standard(const Request& request, const services::Context& context) {
  Fields in(request);
  const domain::Standard wanted = read_standard(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return standard_reply(201, services::add_standard(context, request.actor(), wanted));
}

base::Result<Response> get_standard(const Request& request, const services::Context& context) {
  return standard_reply(200, services::find_standard(context, request.actor(), id_in_path<domain::StandardId>(request)));
}

base::Result<Response> put_standard(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Standard wanted = read_standard(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  wanted.id = id_in_path<domain::StandardId>(request);
  wanted.version = *version;
  return standard_reply(200, services::update_standard(context, request.actor(), wanted));
}

base::Result<Response> delete_standard(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_standard(context, request.actor(), id_in_path<domain::StandardId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_standard(const Request& request, const services::Context& context) {
  return standard_reply(200, services::restore_standard(context, request.actor(), id_in_path<domain::StandardId>(request)));
}

base::Result<Response> put_objective_reference(const Request& request, const services::Context& context) {
  return refer<domain::ObjectiveId>(request, context, true);
}
base::Result<Response> delete_objective_reference(const Request& request, const services::Context& context) {
  return refer<domain::ObjectiveId>(request, context, false);
}
base::Result<Response> put_project_reference(const Request& request, const services::Context& context) {
  return refer<domain::ProjectId>(request, context, true);
}
base::Result<Response> delete_project_reference(const Request& request, const services::Context& context) {
  return refer<domain::ProjectId>(request, context, false);
}

base::Result<Response> post_amendment(const Request& request, const services::Context& context) {
  Fields in(request);
  services::AmendmentDraft wanted = read_amendment(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return amendment_reply(201, services::propose_amendment(context, request.actor(), id_in_path<domain::StandardId>(request), std::move(wanted)));
}

base::Result<Response> get_amendment(const Request& request, const services::Context& context) {
  return amendment_reply(200, services::find_amendment(context, request.actor(), id_in_path<domain::AmendmentId>(request)));
}

base::Result<Response> put_amendment(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  services::AmendmentDraft wanted = read_amendment(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return amendment_reply(200, services::restate_amendment(context, request.actor(), id_in_path<domain::AmendmentId>(request), std::move(wanted), *version));
}

base::Result<Response> post_position(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::Position said;
  said.amendment = id_in_path<domain::AmendmentId>(request);
  said.party = read_party(in, "party");
  said.statement = static_cast<int>(std::clamp<std::int64_t>(in.integer("statement"), 0, 1'000'000));
  said.stance = in.word<domain::Stance>("stance");
  said.reason = in.optional_text("reason");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return amendment_reply(201, services::say_position(context, request.actor(), said));
}

base::Result<Response> delete_position(const Request& request, const services::Context& context) {
  return amendment_reply(200, services::withdraw_position(context, request.actor(), id_in_path<domain::AmendmentId>(request),
                                                          id_in_path<domain::PositionId>(request, 1)));
}

base::Result<Response> put_decision(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  services::Decision decision;
  decision.accept = in.required_flag("accept");
  const auto from = in.optional_date("from_on");
  const bool year_only = in.flag("from_year_only");
  decision.recorded_afterwards = in.flag("recorded_afterwards");
  if (from) decision.from = domain::InForce{.from = *from, .year_only = year_only};
  decision.reason = in.optional_text("reason");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return amendment_reply(200, services::decide_amendment(context, request.actor(), id_in_path<domain::AmendmentId>(request), std::move(decision), *version));
}

base::Result<Response> delete_decision(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return amendment_reply(200, services::undo_decision(context, request.actor(), id_in_path<domain::AmendmentId>(request), *version));
}

base::Result<Response> post_withdrawn(const Request& request, const services::Context& context) { return withdraw(request, context, true); }
base::Result<Response> post_proposed_again(const Request& request, const services::Context& context) { return withdraw(request, context, false); }

}  // namespace tributary::http
