#include "http/session_handlers.hpp"

#include <nlohmann/json.hpp>

#include "base/embedded_file.hpp"
#include "embedded/contract.hpp"
#include "http/cookies.hpp"
#include "http/json.hpp"
#include "services/people.hpp"
#include "services/policy.hpp"

namespace tributary::http {

namespace {

Json grants_json(const services::Actor& actor) {
  Json out = Json::array();
  for (const domain::Grant& grant : actor.grants)
    out.push_back({{"role", base::word(grant.role)}, {"place_id", to_json(grant.place)}, {"project_id", to_json(grant.project)}});
  return out;
}

// What the navigation offers: nothing that would then be refused.
Json may_json(const services::Actor& actor) {
  using services::Thing;
  const services::Relations all = services::relations_of(actor, {});
  // What is written at a place is written by who has a role there, or at the system above.
  Json objectives = Json::array(), measures = Json::array();
  for (const domain::Grant& grant : actor.grants) {
    if (!grant.place) continue;
    const services::Relations there = services::relations_of(actor, {.project = {}, .place = grant.place, .system = {}, .author = {}});
    if (services::may_write(Thing::objective, there)) objectives.push_back(grant.place->value);
    if (services::may_write(Thing::place_measure, there)) measures.push_back(grant.place->value);
  }
  Json projects = Json::array();
  for (const domain::Grant& grant : actor.grants)
    if (grant.project && services::may_write(Thing::private_measure, services::relations_of(actor, {.project = grant.project, .place = {}, .system = {}, .author = {}})))
      projects.push_back(grant.project->value);
  return {{"agree_objectives_at", objectives}, {"keep_measures_at", measures}, {"keep_measures_of", projects}, {"see_projects", services::may_read(Thing::project, all)}, {"start_projects", services::may_write(Thing::project_opening, all)}, {"see_programmes", services::may_read(Thing::programme, all)},
          {"see_issues", services::may_read(Thing::interdependency, all)}, {"see_people", services::may_read(Thing::person, all)}, {"keep_accounts", services::keeps_accounts(actor)}};
}

Json session_json(const services::Actor& actor, const std::string& csrf) {
  return {{"person", {{"id", actor.person.value}, {"name", actor.name}}}, {"csrf", csrf}, {"roles", grants_json(actor)},
          {"may", may_json(actor)}};
}

}  // namespace

base::Result<Response> get_session(const Request& request, const services::Context&) {
  return reply(200, session_json(request.actor(), request.visitor->csrf));
}

base::Result<Response> post_session(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string email = in.text("email");
  const std::string password = in.text("password");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto signed_in = services::sign_in(context, email, password, request.address);
  if (!signed_in) return base::fail(signed_in.error());
  Response out = reply(201, session_json(signed_in->actor, signed_in->csrf));
  out.headers.emplace_back("Set-Cookie", set_session_cookie(signed_in->token, request.over_tls));
  return out;
}

base::Result<Response> delete_session(const Request& request, const services::Context& context) {
  services::sign_out(context, request.cookie(session_cookie));
  Response out = nothing();
  out.headers.emplace_back("Set-Cookie", drop_session_cookie(request.over_tls));
  return out;
}

base::Result<Response> put_password(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string current = in.text("current");
  const std::string wanted = in.text("password");
  if (const auto problem = in.problem()) return base::fail(*problem);
  if (const auto changed = services::change_password(context, request.actor(), current, wanted); !changed)
    return base::fail(changed.error());
  Response out = nothing();
  out.headers.emplace_back("Set-Cookie", drop_session_cookie(request.over_tls));
  return out;
}

base::Result<Response> get_about(const Request&, const services::Context& context) {
  return reply(200, {{"demonstration", context.demonstration}, {"mails", context.mails}});
}

base::Result<Response> get_contract(const Request&, const services::Context&) {
  const base::EmbeddedFile* file = base::find_embedded(embedded::contract(), "openapi.yaml");
  if (file == nullptr) return base::fail({.kind = base::ProblemKind::not_found, .code = "not-found", .title = "The contract isn't carried"});
  return Response{.status = 200, .type = "application/yaml", .body = {}, .standing = file->bytes, .headers = {}};
}

}  // namespace tributary::http
