// The driver diagram of a project.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/json.hpp"
#include "http/project_handlers.hpp"
#include "http/project_json.hpp"
#include "services/drivers.hpp"

namespace tributary::http {

namespace {

base::Result<Response> driver_reply(int status, const base::Result<domain::Driver>& done) {
  if (!done) return base::fail(done.error());
  JsonText out;
  write_driver(out, {.driver = *done, .tests = {}});
  return reply(status, out, done->version);
}

}  // namespace

base::Result<Response> get_drivers(const Request& request, const services::Context& context) {
  const auto drivers = services::driver_diagram(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!drivers) return base::fail(drivers.error());
  JsonText out;
  out.object();
  write_drivers(out, *drivers);
  out.end('}');
  return reply(200, out);
}

base::Result<Response> post_driver(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::Driver wanted;
  wanted.project = id_in_path<domain::ProjectId>(request);
  wanted.kind = in.word<domain::DriverKind>("kind");
  wanted.parent = in.optional_id<domain::DriverId>("parent_id");
  wanted.name = in.text("name");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return driver_reply(201, services::add_driver(context, request.actor(), wanted));
}

base::Result<Response> put_driver(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Driver wanted;
  wanted.id = id_in_path<domain::DriverId>(request);
  wanted.version = *version;
  wanted.name = in.text("name");
  wanted.parent = in.optional_id<domain::DriverId>("parent_id");
  const auto position = in.optional_integer("position");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto at = position ? std::optional(static_cast<int>(std::clamp<std::int64_t>(*position, 0, 1'000'000))) : std::nullopt;
  return driver_reply(200, services::update_driver(context, request.actor(), wanted, at));
}

base::Result<Response> delete_driver(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_driver(context, request.actor(), id_in_path<domain::DriverId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_driver(const Request& request, const services::Context& context) {
  return driver_reply(200, services::restore_driver(context, request.actor(), id_in_path<domain::DriverId>(request)));
}

}  // namespace tributary::http
