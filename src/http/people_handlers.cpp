#include "http/people_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/json.hpp"
#include "services/people.hpp"

namespace tributary::http {

namespace {

Json role_json(const domain::Grant& grant) {
  return {{"id", grant.id.value}, {"role", base::word(grant.role)}, {"place_id", to_json(grant.place)},
          {"project_id", to_json(grant.project)}, {"since", to_json(std::optional(grant.since))}};
}

Json person_json(const domain::Person& person, const std::vector<domain::Grant>& grants) {
  Json roles = Json::array();
  for (const domain::Grant& grant : grants) roles.push_back(role_json(grant));
  return {{"id", person.id.value}, {"name", person.name}, {"email", person.email}, {"disabled", person.disabled}, {"roles", roles}};
}

}  // namespace

base::Result<Response> list_people(const Request& request, const services::Context& context) {
  const auto people = services::list_people(context, request.actor());
  if (!people) return base::fail(people.error());
  Json out = Json::array();
  for (const auto& [person, grants] : *people) out.push_back(person_json(person, grants));
  return reply(200, {{"people", out}});
}

base::Result<Response> post_person(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string email = in.text("email");
  const std::string name = in.text("name");
  const std::string password = in.optional_text("password");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto added = services::add_person(context, request.actor(), email, name, password);
  if (!added) return base::fail(added.error());
  return reply(201, person_json(*added, {}));
}

base::Result<Response> put_person_password(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string password = in.text("password");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto set = services::reset_password(context, request.actor(), id_in_path<domain::PersonId>(request), password);
  if (!set) return base::fail(set.error());
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
  return reply(201, role_json(*given));
}

base::Result<Response> delete_role(const Request& request, const services::Context& context) {
  const auto ended = services::end_role(context, request.actor(), id_in_path<domain::GrantId>(request));
  if (!ended) return base::fail(ended.error());
  return nothing();
}

}  // namespace tributary::http
