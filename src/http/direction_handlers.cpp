#include "http/direction_handlers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/json.hpp"
#include "http/project_json.hpp"
#include "services/objectives.hpp"

namespace tributary::http {

namespace {

domain::Objective read_objective(Fields& in) {
  domain::Objective out;
  out.place = in.id<domain::PlaceId>("place_id");
  out.parent = in.optional_id<domain::ObjectiveId>("parent_id");
  out.name = in.text("name");
  out.dimension = in.word<domain::Dimension>("dimension");
  if (auto aim = in.object("aim")) out.aim = read_aim(*aim);
  out.fixed = in.optional_text("fixed");
  out.yours = in.optional_text("yours");
  out.why_here = in.optional_text("why_here");
  out.source = in.optional_text("source");
  out.illustrative = in.flag("illustrative");
  return out;
}

base::Result<Response> objective_reply(int status, const base::Result<services::ObjectiveAtPlace>& done) {
  if (!done) return base::fail(done.error());
  JsonText out;
  write_objective(out, *done);
  return reply(status, out, done->objective.version);
}

}  // namespace

base::Result<Response> get_direction(const Request& request, const services::Context& context) {
  const auto found = services::direction_of(context, request.actor(), id_in_path<domain::PlaceId>(request));
  if (!found) return base::fail(found.error());
  const services::Direction& direction = found->direction;
  JsonText out(64 * 1024);
  out.object();
  out.key("place");
  write_named(out, found->place.id.value, found->place.name);
  out.key("objectives");
  out.array();
  for (const auto& each : direction.objectives) write_objective_in_place(out, each);
  out.end(']');
  out.whole("active_projects", direction.active_projects);
  out.whole("unserved_objectives", std::ranges::count_if(direction.objectives, &services::ObjectiveInPlace::unserved));
  out.whole("unaligned_projects", direction.unaligned_projects);
  out.flag("may_agree", found->may_agree);
  out.end('}');
  return reply(200, out);
}

base::Result<Response> post_objective(const Request& request, const services::Context& context) {
  Fields in(request);
  const domain::Objective wanted = read_objective(in);
  const bool past = in.flag("past_direction");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return objective_reply(201, services::add_objective(context, request.actor(), wanted, past));
}

base::Result<Response> get_objective(const Request& request, const services::Context& context) {
  const auto page = services::objective_page(context, request.actor(), id_in_path<domain::ObjectiveId>(request));
  if (!page) return base::fail(page.error());
  JsonText out;
  out.object();
  out.key("objective");
  write_objective(out, page->at);
  out.key("serves");
  page->serves ? write_named(out, page->serves->id.value, page->serves->name) : out.null();
  out.key("served_by");
  out.array();
  for (const auto& each : page->served_by) write_objective_in_place(out, each);
  out.end(']');
  out.whole("own", page->own);
  out.whole("all", page->all);
  write_project_summaries(out, "projects", page->projects.projects);
  out.whole("projects_total", page->projects.total);
  out.flag("may_edit", page->may_edit);
  out.end('}');
  return reply(200, out, page->at.objective.version);
}

base::Result<Response> put_objective(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Objective wanted = read_objective(in);
  const bool past = in.flag("past_direction");
  if (const auto problem = in.problem()) return base::fail(*problem);
  wanted.id = id_in_path<domain::ObjectiveId>(request);
  wanted.version = *version;
  return objective_reply(200, services::update_objective(context, request.actor(), wanted, past));
}

base::Result<Response> delete_objective(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_objective(context, request.actor(), id_in_path<domain::ObjectiveId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_objective(const Request& request, const services::Context& context) {
  return objective_reply(200, services::restore_objective(context, request.actor(), id_in_path<domain::ObjectiveId>(request)));
}

}  // namespace tributary::http
