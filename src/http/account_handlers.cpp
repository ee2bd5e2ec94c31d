// One's own account, and the links by which its password is chosen.
#include "http/account_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/cookies.hpp"
#include "http/json.hpp"
#include "services/account.hpp"
#include "services/password_links.hpp"

namespace tributary::http {

namespace {

base::Result<Response> account_reply(const base::Result<services::Account>& account) {
  if (!account) return base::fail(account.error());
  Json roles = Json::array();
  for (const services::RoleHeld& held : account->roles)
    roles.push_back({{"role", base::word(held.grant.role)}, {"place_id", to_json(held.grant.place)}, {"project_id", to_json(held.grant.project)},
                     {"at", held.at}, {"since", base::to_iso(held.grant.since)}});
  const domain::Person& person = account->person;
  return reply(200, {{"id", person.id.value}, {"name", person.name}, {"email", person.email}, {"roles", roles},
                     {"weekly_digest", account->weekly_digest}, {"version", person.version}},
               person.version);
}

}  // namespace

base::Result<Response> post_password_link(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string email = in.text("email");
  if (const auto problem = in.problem()) return base::fail(*problem);
  if (const auto asked = services::ask_for_password_link(context, email, request.address); !asked) return base::fail(asked.error());
  return nothing();
}

base::Result<Response> look_at_password_link(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string token = in.text("token");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto holder = services::find_password_link(context, token);
  if (!holder) return base::fail(holder.error());
  return reply(200, {{"kind", base::word(holder->link.kind)}, {"name", holder->name}, {"email", holder->email},
                     {"expires_at", base::to_iso(holder->link.expires)}});
}

base::Result<Response> use_password_link(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string token = in.text("token");
  const std::string password = in.text("password");
  if (const auto problem = in.problem()) return base::fail(*problem);
  if (const auto used = services::use_password_link(context, token, password); !used) return base::fail(used.error());
  return nothing();
}

base::Result<Response> get_account(const Request& request, const services::Context& context) {
  return account_reply(services::own_account(context, request.actor()));
}

base::Result<Response> put_account(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const std::string name = in.text("name");
  const auto digest = in.has("weekly_digest") ? std::optional(in.flag("weekly_digest")) : std::nullopt;
  if (const auto problem = in.problem()) return base::fail(*problem);
  return account_reply(services::change_oneself(context, request.actor(), name, digest, *version));
}

base::Result<Response> delete_sessions(const Request& request, const services::Context& context) {
  services::sign_out_everywhere(context, request.actor());
  Response out = nothing();
  out.headers.emplace_back("Set-Cookie", drop_session_cookie(request.over_tls));
  return out;
}

}  // namespace tributary::http
