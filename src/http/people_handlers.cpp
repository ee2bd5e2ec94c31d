#include "http/people_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/json.hpp"
#include "services/password_links.hpp"
#include "services/people.hpp"
#include "services/person_page.hpp"

namespace tributary::http {

namespace {

Json role_json(const domain::Grant& grant) {
  return {{"id", grant.id.value}, {"role", base::word(grant.role)}, {"place_id", to_json(grant.place)},
          {"project_id", to_json(grant.project)}, {"since", to_json(std::optional(grant.since))}};
}

Json person_json(const services::PersonWithRoles& each) {
  Json roles = Json::array();
  for (std::size_t i = 0; i < each.grants.size(); ++i) {
    roles.push_back(role_json(each.grants[i]));
    roles.back()["may_end"] = each.may_end[i];
  }
  const domain::Person& person = each.person;
  return {{"id", person.id.value}, {"name", person.name}, {"email", person.email}, {"disabled", person.disabled}, {"invited", each.invited},
          {"may_keep", each.may_keep}, {"roles", roles}};
}

}  // namespace

base::Result<Response> list_people(const Request& request, const services::Context& context) {
  const auto people = services::list_people(context, request.actor());
  if (!people) return base::fail(people.error());
  Json out = Json::array();
  for (const services::PersonWithRoles& each : *people) out.push_back(person_json(each));
  Json offers = Json::array();
  for (const services::RoleOffer& each : services::roles_to_give(context, request.actor())) {
    Json places = Json::array();
    for (const domain::PlaceId place : each.places) places.push_back(place.value);
    offers.push_back({{"role", base::word(each.role)}, {"place_ids", places}});
  }
  return reply(200, {{"people", out}, {"may_give", offers}});
}

base::Result<Response> post_person(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string email = in.text("email");
  const std::string name = in.text("name");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto added =
      services::add_person(context, request.actor(), {.email = email, .name = name, .password = std::nullopt, .invite = true});
  if (!added) return base::fail(added.error());
  return reply(201, person_json({.person = *added, .grants = {}, .invited = true, .may_keep = true, .may_end = {}}));
}

base::Result<Response> get_person(const Request& request, const services::Context& context) {
  const auto page = services::person_page(context, request.actor(), id_in_path<domain::PersonId>(request));
  if (!page) return base::fail(page.error());
  Json roles = Json::array(), projects = Json::array(), teams = Json::array(), groups = Json::array();
  for (const auto& each : page->roles)
    roles.push_back({{"role", base::word(each.grant.role)}, {"place_id", to_json(each.grant.place)}, {"place_name", each.place_name},
                     {"since", to_json(std::optional(each.grant.since))}});
  for (const auto& each : page->projects)
    projects.push_back({{"role", base::word(each.grant.role)}, {"project_id", each.project.id.value}, {"name", each.project.name},
                        {"state", base::word(each.project.state)}, {"team_name", each.project.team_name}, {"place_name", each.project.place_name},
                        {"illustrative", each.project.illustrative}, {"since", to_json(std::optional(each.grant.since))}});
  for (const auto& each : page->teams)
    teams.push_back({{"id", each.team.id.value}, {"name", each.team.name}, {"organisation_id", each.team.organisation.value},
                     {"organisation_name", each.organisation_name}, {"illustrative", each.illustrative}});
  for (const auto& each : page->groups)
    groups.push_back({{"id", each.group.id.value}, {"kind", base::word(each.group.kind)}, {"name", each.group.name}, {"illustrative", each.group.illustrative},
                      {"part", each.member.part}, {"from_on", to_json(each.member.from)}, {"to_on", to_json(each.member.to)}});
  return reply(200, {{"id", page->person.id.value}, {"name", page->person.name}, {"disabled", page->person.disabled}, {"roles", roles},
                     {"projects", projects}, {"teams", teams}, {"groups", groups}});
}

base::Result<Response> post_person_link(const Request& request, const services::Context& context) {
  const auto posted = services::send_password_link(context, request.actor(), id_in_path<domain::PersonId>(request));
  if (!posted) return base::fail(posted.error());
  return nothing();
}

base::Result<Response> put_person_state(const Request& request, const services::Context& context) {
  Fields in(request);
  const bool disabled = in.required_flag("disabled");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto set = services::set_disabled(context, request.actor(), id_in_path<domain::PersonId>(request), disabled);
  if (!set) return base::fail(set.error());
  return nothing();
}

base::Result<Response> post_role(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto role = in.word<domain::Role>("role");
  const auto place = in.id<domain::PlaceId>("place_id");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto given = services::grant_role(context, request.actor(), id_in_path<domain::PersonId>(request), role, place);
  if (!given) return base::fail(given.error());
  Json out = role_json(*given);
  out["may_end"] = true;
  return reply(201, out);
}

base::Result<Response> delete_role(const Request& request, const services::Context& context) {
  const auto ended = services::end_role(context, request.actor(), id_in_path<domain::GrantId>(request));
  if (!ended) return base::fail(ended.error());
  return nothing();
}

}  // namespace tributary::http
