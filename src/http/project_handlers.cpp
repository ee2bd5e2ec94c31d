#include "http/project_handlers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/london.hpp"
#include "http/json.hpp"
#include "http/project_json.hpp"
#include "http/text_json.hpp"
#include "services/project_page.hpp"

namespace tributary::http {

namespace {

services::ProjectDraft read_draft(Fields& in) {
  services::ProjectDraft draft;
  domain::Project& project = draft.project;
  project.name = in.text("name");
  project.team = in.optional_id<domain::TeamId>("team_id").value_or(domain::TeamId{});
  if (auto made = in.object("new_team"))
    draft.new_team = domain::Team{.id = {}, .organisation = made->id<domain::OrganisationId>("organisation_id"), .name = made->text("name")};
  project.place = in.id<domain::PlaceId>("place_id");
  project.aim = in.text("aim");
  if (auto aim = in.object("aim_in_numbers")) project.aim_in_numbers = read_aim(*aim);
  project.origin = in.word<domain::Origin>("origin");
  for (const std::int64_t id : in.integers("objective_ids", 100)) project.serves.push_back({id});
  project.serves_none = in.flag("serves_none");
  draft.words = read_drafts(in, {"what_matters", "taking_part"});
  project.review = in.optional_date("review_on");
  return draft;
}

base::Result<Response> project_reply(int status, const base::Result<services::ProjectInPlace>& done) {
  if (!done) return base::fail(done.error());
  JsonText out;
  write_project(out, *done);
  return reply(status, out, done->project.version);
}

template <class Id>
base::Result<std::optional<Id>> id_in_query(const Request& request, std::string_view name) {
  const auto number = number_in_query(request, name);
  if (!number) return base::fail(number.error());
  return *number ? std::optional(Id{**number}) : std::nullopt;
}

base::Result<services::ProjectFilter> read_filter(const Request& request) {
  services::ProjectFilter filter;
  std::optional<base::Problem> problem;
  const auto take = [&](auto& into, auto read) {
    if (read) into = *read;
    else problem = read.error();
  };
  take(filter.place, id_in_query<domain::PlaceId>(request, "place_id"));
  take(filter.team, id_in_query<domain::TeamId>(request, "team_id"));
  take(filter.organisation, id_in_query<domain::OrganisationId>(request, "organisation_id"));
  take(filter.programme, id_in_query<domain::ProgrammeId>(request, "programme_id"));
  take(filter.objective, id_in_query<domain::ObjectiveId>(request, "objective_id"));
  if (const auto state = request.query.find("state"); state != request.query.end() && !state->second.empty())
    take(filter.state, base::read_word<domain::ProjectState>(state->second, "state"));
  bool mine = false;
  take(mine, flag_in_query(request, "mine"));
  if (mine) filter.member = request.actor().person;
  take(filter.unaligned, flag_in_query(request, "unaligned"));
  const auto limit = number_in_query(request, "limit");
  const auto offset = number_in_query(request, "offset");
  if (!limit) problem = limit.error();
  if (!offset) problem = offset.error();
  if (problem) return base::fail(*problem);
  // The service says what fits; here it only must fit an int.
  filter.limit = static_cast<int>(std::min<std::int64_t>(limit->value_or(50), 1'000'000'000));
  filter.offset = static_cast<int>(std::min<std::int64_t>(offset->value_or(0), 1'000'000'000));
  return filter;
}

}  // namespace

base::Result<Response> list_projects(const Request& request, const services::Context& context) {
  const auto filter = read_filter(request);
  if (!filter) return base::fail(filter.error());
  const auto list = services::list_projects(context, request.actor(), *filter);
  if (!list) return base::fail(list.error());
  JsonText out(32 * 1024);
  out.object();
  write_project_summaries(out, "projects", list->projects);
  out.whole("total", list->total);
  out.whole("active", list->active);
  out.whole("finished", list->finished);
  out.whole("stopped", list->stopped);
  out.end('}');
  return reply(200, out);
}

base::Result<Response> post_project(const Request& request, const services::Context& context) {
  Fields in(request);
  const services::ProjectDraft draft = read_draft(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return project_reply(201, services::start_project(context, request.actor(), draft));
}

base::Result<Response> get_project(const Request& request, const services::Context& context) {
  const auto page = services::project_page(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!page) return base::fail(page.error());
  JsonText out(16 * 1024);
  write_page(out, *page, base::london_date(context.clock.now()));
  return reply(200, out, page->at.project.version);
}

base::Result<Response> put_project(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  services::ProjectDraft draft = read_draft(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  draft.project.id = id_in_path<domain::ProjectId>(request);
  draft.project.version = *version;
  return project_reply(200, services::update_project(context, request.actor(), draft));
}

base::Result<Response> delete_project(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_project(context, request.actor(), id_in_path<domain::ProjectId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_project(const Request& request, const services::Context& context) {
  return project_reply(200, services::restore_project(context, request.actor(), id_in_path<domain::ProjectId>(request)));
}

base::Result<Response> agree_origin(const Request& request, const services::Context& context) {
  return project_reply(200, services::agree_origin(context, request.actor(), id_in_path<domain::ProjectId>(request)));
}

base::Result<Response> take_back_agreement(const Request& request, const services::Context& context) {
  return project_reply(200, services::take_back_agreement(context, request.actor(), id_in_path<domain::ProjectId>(request)));
}

}  // namespace tributary::http
