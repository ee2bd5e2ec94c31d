#include "http/lever_handlers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/party_json.hpp"
#include "services/levers.hpp"

namespace tributary::http {

namespace {

using services::InvestmentPage;
using services::LeverPage;
using services::ReturnPage;

domain::Lever read_lever(Fields& in) {
  domain::Lever out;
  out.place = in.id<domain::PlaceId>("place_id");
  out.kind = in.word<domain::LeverKind>("kind");
  out.level = in.word<domain::LeverLevel>("level");
  out.name = in.text("name");
  out.about = in.optional_text("about");
  out.holder = read_party(in, "holder");
  out.from = in.optional_date("from_on");
  out.to = in.optional_date("to_on");
  for (Fields& each : in.objects("pulls", 200))
    out.pulls.push_back({.objective = each.id<domain::ObjectiveId>("objective_id"), .effect = each.word<domain::Effect>("effect"),
                         .why = each.optional_text("why")});
  out.source = in.optional_text("source");
  out.illustrative = in.flag("illustrative");
  return out;
}

domain::Investment read_investment(Fields& in) {
  domain::Investment out;
  out.place = in.id<domain::PlaceId>("place_id");
  out.name = in.text("name");
  out.about = in.optional_text("about");
  out.objective = in.optional_id<domain::ObjectiveId>("objective_id");
  out.pounds = in.optional_number("pounds");
  out.from = in.optional_date("from_on");
  out.to = in.optional_date("to_on");
  out.pooled = in.flag("pooled");
  for (Fields& each : in.objects("contributions", 100))
    out.contributions.push_back({.by = read_party(each, "by"), .pounds = each.optional_number("pounds")});
  out.source = in.optional_text("source");
  out.illustrative = in.flag("illustrative");
  return out;
}

domain::ReturnRequest read_return(Fields& in) {
  domain::ReturnRequest out;
  out.place = in.id<domain::PlaceId>("place_id");
  out.name = in.text("name");
  out.about = in.optional_text("about");
  out.asked_by = read_party(in, "asked_by");
  out.asked_of = in.optional_text("asked_of");
  for (const std::int64_t id : in.integers("organisation_ids", 200)) out.asked_organisations.push_back({id});
  out.times_a_year = in.number("times_a_year");
  if (const auto teams = in.optional_integer("teams_asked")) out.teams_asked = static_cast<int>(std::clamp<std::int64_t>(*teams, -1, 1'000'001));
  out.source = in.optional_text("source");
  out.illustrative = in.flag("illustrative");
  return out;
}

Json page_json(const LeverPage& page) {
  const domain::Lever& lever = page.lever;
  Json pulls = Json::array();
  for (const auto& each : page.pulls)
    pulls.push_back({{"objective_id", each.pull.objective.value}, {"objective_name", each.objective_name}, {"effect", base::word(each.pull.effect)},
                     {"why", each.pull.why}});
  return {{"id", lever.id.value}, {"place_id", lever.place.value}, {"place_name", page.place_name}, {"kind", base::word(lever.kind)},
          {"level", base::word(lever.level)}, {"name", lever.name}, {"about", lever.about}, {"holder", party_json(page.holder)},
          {"from_on", to_json(lever.from)}, {"to_on", to_json(lever.to)}, {"pulls", pulls}, {"source", lever.source},
          {"illustrative", lever.illustrative}, {"may_edit", page.may_edit}, {"deleted", lever.deleted}, {"version", lever.version}};
}

Json page_json(const InvestmentPage& page) {
  const domain::Investment& investment = page.investment;
  Json contributions = Json::array();
  for (std::size_t i = 0; i < page.contributors.size(); ++i)
    contributions.push_back({{"by", party_json(page.contributors[i])}, {"pounds", to_json(investment.contributions[i].pounds)}});
  return {{"id", investment.id.value}, {"place_id", investment.place.value}, {"place_name", page.place_name}, {"name", investment.name},
          {"about", investment.about}, {"objective_id", to_json(investment.objective)}, {"objective_name", page.objective_name},
          {"pounds", to_json(investment.pounds)}, {"total", to_json(domain::total_of(investment))}, {"from_on", to_json(investment.from)},
          {"to_on", to_json(investment.to)}, {"pooled", investment.pooled}, {"contributions", contributions}, {"source", investment.source},
          {"illustrative", investment.illustrative}, {"may_edit", page.may_edit}, {"deleted", investment.deleted}, {"version", investment.version}};
}

Json page_json(const ReturnPage& page) {
  const domain::ReturnRequest& asked = page.request;
  Json hours = Json::array();
  for (const auto& each : page.hours) hours.push_back({{"team_id", each.team.value}, {"team_name", each.team_name}, {"hours", each.hours}});
  Json own = Json::array();
  for (const auto& each : page.own) own.push_back({{"team_id", each.team.value}, {"team_name", each.name}, {"hours", to_json(each.hours)}, {"version", each.version}});
  Json organisations = Json::array();
  for (const auto& each : page.asked_organisations) organisations.push_back({{"id", each.party.organisation->value}, {"name", each.name}});
  return {{"id", asked.id.value}, {"place_id", asked.place.value}, {"place_name", page.place_name}, {"name", asked.name}, {"about", asked.about},
          {"asked_by", party_json(page.asked_by)}, {"asked_of", asked.asked_of}, {"organisations", organisations}, {"times_a_year", asked.times_a_year},
          {"teams_asked", asked.teams_asked ? Json(*asked.teams_asked) : Json(nullptr)}, {"teams_said", page.teams_said},
          {"hours_a_year", page.hours_a_year}, {"hours", hours}, {"own_teams", own}, {"source", asked.source}, {"illustrative", asked.illustrative},
          {"may_edit", page.may_edit}, {"deleted", asked.deleted}, {"version", asked.version}};
}

int version_of(const LeverPage& page) { return page.lever.version; }
int version_of(const InvestmentPage& page) { return page.investment.version; }
int version_of(const ReturnPage& page) { return page.request.version; }

template <class Page>
base::Result<Response> answer(int status, const base::Result<Page>& done) {
  if (!done) return base::fail(done.error());
  return reply(status, page_json(*done), version_of(*done));
}

template <class Page>
Json list_json(const std::vector<Page>& pages) {
  Json out = Json::array();
  for (const auto& each : pages) out.push_back(page_json(each));
  return out;
}

template <class Record, class Read, class Add>
base::Result<Response> post(const Request& request, const services::Context& context, Read read, Add add) {
  Fields in(request);
  const Record wanted = read(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return answer(201, add(context, request.actor(), wanted));
}

template <class Id, class Read, class Update>
base::Result<Response> put(const Request& request, const services::Context& context, Read read, Update update) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  auto wanted = read(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  wanted.id = id_in_path<Id>(request);
  wanted.version = *version;
  return answer(200, update(context, request.actor(), wanted));
}

template <class Id, class Delete>
base::Result<Response> remove(const Request& request, const services::Context& context, Delete forget) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = forget(context, request.actor(), id_in_path<Id>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

Json names_json(const std::vector<std::string>& names) {
  Json out = Json::array();
  for (const auto& each : names) out.push_back(each);
  return out;
}

base::Result<Response> say(const Request& request, const services::Context& context, std::optional<double> hours, int version) {
  return answer(200, services::say_hours(context, request.actor(), id_in_path<domain::ReturnId>(request), id_in_path<domain::TeamId>(request, 1), hours, version));
}

}  // namespace

base::Result<Response> get_levers_of_place(const Request& request, const services::Context& context) {
  const auto found = services::levers_of_place(context, request.actor(), id_in_path<domain::PlaceId>(request));
  if (!found) return base::fail(found.error());
  Json both_ways = Json::array();
  for (const auto& each : found->both_ways)
    both_ways.push_back({{"objective_id", each.objective.value}, {"objective_name", each.name}, {"supported_by", names_json(each.supported_by)},
                         {"opposed_by", names_json(each.opposed_by)}});
  return reply(200, {{"place_name", found->place_name}, {"levers", list_json(found->levers)}, {"both_ways", both_ways},
                     {"investments", list_json(found->investments)}, {"returns", list_json(found->returns)}, {"may_add", found->may_add}});
}

base::Result<Response> get_levers_of_objective(const Request& request, const services::Context& context) {
  const auto found = services::levers_of_objective(context, request.actor(), id_in_path<domain::ObjectiveId>(request));
  if (!found) return base::fail(found.error());
  return reply(200, {{"levers", list_json(found->levers)}, {"both_ways", found->both_ways}, {"investments", list_json(found->investments)}});
}

base::Result<Response> post_lever(const Request& request, const services::Context& context) {
  return post<domain::Lever>(request, context, read_lever, services::add_lever);
}
base::Result<Response> get_lever(const Request& request, const services::Context& context) {
  return answer(200, services::find_lever(context, request.actor(), id_in_path<domain::LeverId>(request)));
}
base::Result<Response> put_lever(const Request& request, const services::Context& context) {
  return put<domain::LeverId>(request, context, read_lever, services::update_lever);
}
base::Result<Response> delete_lever(const Request& request, const services::Context& context) {
  return remove<domain::LeverId>(request, context, services::delete_lever);
}
base::Result<Response> restore_lever(const Request& request, const services::Context& context) {
  return answer(200, services::restore_lever(context, request.actor(), id_in_path<domain::LeverId>(request)));
}

base::Result<Response> post_investment(const Request& request, const services::Context& context) {
  return post<domain::Investment>(request, context, read_investment, services::add_investment);
}
base::Result<Response> get_investment(const Request& request, const services::Context& context) {
  return answer(200, services::find_investment(context, request.actor(), id_in_path<domain::InvestmentId>(request)));
}
base::Result<Response> put_investment(const Request& request, const services::Context& context) {
  return put<domain::InvestmentId>(request, context, read_investment, services::update_investment);
}
base::Result<Response> delete_investment(const Request& request, const services::Context& context) {
  return remove<domain::InvestmentId>(request, context, services::delete_investment);
}
base::Result<Response> restore_investment(const Request& request, const services::Context& context) {
  return answer(200, services::restore_investment(context, request.actor(), id_in_path<domain::InvestmentId>(request)));
}

base::Result<Response> post_return(const Request& request, const services::Context& context) {
  return post<domain::ReturnRequest>(request, context, read_return, services::add_return);
}
base::Result<Response> get_return(const Request& request, const services::Context& context) {
  return answer(200, services::find_return(context, request.actor(), id_in_path<domain::ReturnId>(request)));
}
base::Result<Response> put_return(const Request& request, const services::Context& context) {
  return put<domain::ReturnId>(request, context, read_return, services::update_return);
}
base::Result<Response> delete_return(const Request& request, const services::Context& context) {
  return remove<domain::ReturnId>(request, context, services::delete_return);
}
base::Result<Response> restore_return(const Request& request, const services::Context& context) {
  return answer(200, services::restore_return(context, request.actor(), id_in_path<domain::ReturnId>(request)));
}

base::Result<Response> get_returns_of_project(const Request& request, const services::Context& context) {
  const auto found = services::returns_of_project(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!found) return base::fail(found.error());
  return reply(200, {{"team_id", found->team.value}, {"team_name", found->team_name}, {"hours_a_year", to_json(found->hours_a_year)},
                     {"returns", list_json(found->returns)}, {"may_say", found->may_say}});
}
base::Result<Response> put_hours(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const double hours = in.number("hours");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return say(request, context, hours, *version);
}
base::Result<Response> delete_hours(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return say(request, context, std::nullopt, *version);
}

}  // namespace tributary::http
