#include "http/interdependency_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/party_json.hpp"
#include "services/interdependencies.hpp"

namespace tributary::http {

namespace {

using domain::InterdependencyId;
using domain::ProposalId;
using domain::ViewId;

Json parties_of(const services::IssuePage& page) {
  Json out = Json::array();
  for (const auto& each : page.parties) {
    Json represented = Json::array();
    for (const auto& name : each.represented_by) represented.push_back(name);
    out.push_back({{"id", each.party.id.value}, {"party", party_json(each.named)}, {"raised", each.party.raised}, {"answered", each.answered},
                   {"closed", each.closed}, {"represented_by", represented}, {"mine", each.mine}});
  }
  return out;
}

Json proposals_of(const domain::Interdependency& issue) {
  Json out = Json::array();
  for (const auto& each : issue.proposals) {
    Json agreements = Json::array();
    for (const auto& one : each.agreements)
      agreements.push_back({{"party_id", one.by.value}, {"person_name", one.person_name}, {"agreed_at", to_json(std::optional(one.at))}});
    Json actions = Json::array();
    for (const auto& one : issue.actions)
      if (one.proposal == each.id)
        actions.push_back({{"id", one.id.value}, {"what", one.what}, {"party_id", one.by.value}, {"owner", one.owner}, {"due_on", to_json(std::optional(one.due))},
                           {"state", base::word(one.state)}, {"outcome", one.outcome},
                           {"said_by", one.said.empty() ? Json(nullptr) : Json(one.said.back().person_name)},
                           {"said_at", one.said.empty() ? Json(nullptr) : to_json(std::optional(one.said.back().at))}, {"version", one.version}});
    out.push_back({{"id", each.id.value}, {"kind", base::word(each.kind)}, {"words", each.words}, {"party_id", each.by.value},
                   {"proposed_at", to_json(std::optional(each.at))}, {"withdrawn", each.withdrawn}, {"held_since", to_json(each.held_since)},
                   {"agreements", agreements}, {"actions", actions}});
  }
  return out;
}

Json summary_json(const services::IssuePage& page) {
  const domain::Interdependency& issue = page.issue;
  Json ages = Json::array();
  for (const auto& each : page.ages)
    ages.push_back({{"kind", base::word(each.kind)}, {"party_id", to_json(each.party)}, {"action_id", to_json(each.action)}, {"days", each.days}});
  return {{"id", issue.id.value}, {"place_id", issue.place.value}, {"place_name", page.place_name}, {"name", issue.name},
          {"objective_id", to_json(issue.objective)}, {"objective_name", page.objective_name}, {"illustrative", issue.illustrative},
          {"state", base::word(issue.state)}, {"raised_at", to_json(std::optional(issue.raised))}, {"moved_at", to_json(std::optional(issue.moved))},
          {"parties", parties_of(page)}, {"ages", ages}, {"version", issue.version}};
}

Json page_json(const services::IssuePage& page) {
  const domain::Interdependency& issue = page.issue;
  Json out = summary_json(page);
  Json views = Json::array();
  for (const auto& each : issue.views)
    views.push_back({{"id", each.id.value}, {"party_id", each.by.value}, {"author_name", each.author_name}, {"body", each.body},
                     {"written_at", to_json(std::optional(each.at))}, {"may_remove", each.author == page.reader && !domain::is_built_upon(issue, each)}});
  out["views"] = views;
  out["proposals"] = proposals_of(issue);
  out["escalation"] = issue.escalation ? Json{{"to_name", page.escalated_to}, {"words", issue.escalation->words}, {"party_id", issue.escalation->by.value},
                                              {"escalated_at", to_json(std::optional(issue.escalation->at))}}
                                       : Json(nullptr);
  out["may_remove"] = page.may_remove;
  return out;
}

base::Result<Response> issue_reply(int status, const base::Result<services::IssuePage>& done) {
  if (!done) return base::fail(done.error());
  return reply(status, page_json(*done), done->issue.version);
}

services::PartyAct read_act(const Request& request, Fields& in) {
  return {.issue = id_in_path<InterdependencyId>(request), .party = in.id<domain::InterdependentId>("party_id")};
}

base::Result<Response> agree(const Request& request, const services::Context& context, bool agrees) {
  Fields in(request);
  const auto act = read_act(request, in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return issue_reply(200, services::set_agreement(context, request.actor(), act, id_in_path<ProposalId>(request, 1), agrees));
}

}  // namespace

base::Result<Response> list_interdependencies(const Request& request, const services::Context& context) {
  const auto place = number_in_query(request, "place_id");
  if (!place) return base::fail(place.error());
  const auto found = services::list_issues(context, request.actor(), domain::PlaceId{place->value_or(0)});
  if (!found) return base::fail(found.error());
  Json out = Json::array();
  for (const auto& each : found->issues) out.push_back(summary_json(each));
  return reply(200, {{"interdependencies", out}, {"may_raise", found->may_raise}});
}

base::Result<Response> post_interdependency(const Request& request, const services::Context& context) {
  Fields in(request);
  services::IssueDraft draft;
  draft.place = in.id<domain::PlaceId>("place_id");
  draft.name = in.text("name");
  draft.view = in.text("view");
  draft.objective = in.optional_id<domain::ObjectiveId>("objective_id");
  draft.illustrative = in.flag("illustrative");
  for (Fields& each : in.objects("parties", 50))
    draft.parties.push_back({.place = each.optional_id<domain::PlaceId>("place_id"), .organisation = each.optional_id<domain::OrganisationId>("organisation_id"),
                             .group = each.optional_id<domain::GroupId>("group_id")});
  if (const auto problem = in.problem()) return base::fail(*problem);
  return issue_reply(201, services::raise_issue(context, request.actor(), std::move(draft)));
}

base::Result<Response> get_interdependency(const Request& request, const services::Context& context) {
  return issue_reply(200, services::find_issue(context, request.actor(), id_in_path<InterdependencyId>(request)));
}

base::Result<Response> delete_interdependency(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_issue(context, request.actor(), id_in_path<InterdependencyId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_interdependency(const Request& request, const services::Context& context) {
  return issue_reply(200, services::restore_issue(context, request.actor(), id_in_path<InterdependencyId>(request)));
}

base::Result<Response> post_view(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto act = read_act(request, in);
  std::string body = in.text("body");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return issue_reply(201, services::write_view(context, request.actor(), act, std::move(body)));
}

base::Result<Response> delete_view(const Request& request, const services::Context& context) {
  return issue_reply(200, services::set_view_deleted(context, request.actor(), id_in_path<InterdependencyId>(request), id_in_path<ViewId>(request, 1), true));
}

base::Result<Response> restore_view(const Request& request, const services::Context& context) {
  return issue_reply(200, services::set_view_deleted(context, request.actor(), id_in_path<InterdependencyId>(request), id_in_path<ViewId>(request, 1), false));
}

base::Result<Response> post_resolution(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto act = read_act(request, in);
  services::ProposalDraft draft;
  draft.kind = in.word<domain::ProposalKind>("kind");
  draft.words = in.text("words");
  for (Fields& each : in.objects("actions", 50))
    draft.actions.push_back({.id = {}, .proposal = {}, .what = each.text("what"), .by = each.id<domain::InterdependentId>("party_id"),
                             .owner = each.optional_text("owner"), .due = each.date("due_on"), .outcome = {}});
  if (const auto problem = in.problem()) return base::fail(*problem);
  return issue_reply(201, services::propose(context, request.actor(), act, std::move(draft)));
}

base::Result<Response> post_agreement(const Request& request, const services::Context& context) { return agree(request, context, true); }
base::Result<Response> post_disagreement(const Request& request, const services::Context& context) { return agree(request, context, false); }

base::Result<Response> post_proposal_withdrawn(const Request& request, const services::Context& context) {
  return issue_reply(200, services::set_withdrawn(context, request.actor(), id_in_path<InterdependencyId>(request), id_in_path<ProposalId>(request, 1), true));
}

base::Result<Response> restore_proposal(const Request& request, const services::Context& context) {
  return issue_reply(200, services::set_withdrawn(context, request.actor(), id_in_path<InterdependencyId>(request), id_in_path<ProposalId>(request, 1), false));
}

base::Result<Response> post_escalation(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto act = read_act(request, in);
  const auto to = read_party(in, "to");
  std::string words = in.text("words");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return issue_reply(200, services::escalate(context, request.actor(), act, to, std::move(words)));
}

base::Result<Response> post_reopening(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto act = read_act(request, in);
  std::string reason = in.text("body");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return issue_reply(200, services::reopen(context, request.actor(), act, std::move(reason)));
}

base::Result<Response> put_action(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Action action;
  action.id = id_in_path<domain::ActionId>(request);
  action.state = in.word<domain::ActionState>("state");
  action.outcome = in.optional_text("outcome");
  action.version = *version;
  if (const auto problem = in.problem()) return base::fail(*problem);
  return issue_reply(200, services::update_action(context, request.actor(), std::move(action)));
}

}  // namespace tributary::http
