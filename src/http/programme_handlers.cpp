#include "http/programme_handlers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/group_json.hpp"
#include "http/json.hpp"
#include "http/summary_json.hpp"
#include "services/programmes.hpp"

namespace tributary::http {

namespace {

Json page_json(const services::ProgrammePage& page) {
  const domain::Programme& programme = page.programme;
  Json cohort = Json::array();
  for (std::size_t i = 0; i < programme.cohort.size(); ++i)
    cohort.push_back({{"project", summary_json(page.projects[i])}, {"initiative_id", to_json(programme.cohort[i].initiative)},
                      {"joined_on", to_json(std::optional(programme.cohort[i].joined))}, {"left_on", to_json(programme.cohort[i].left)},
                      {"version", programme.cohort[i].version}});
  Json initiatives = Json::array();
  for (const domain::Initiative& initiative : programme.initiatives) {
    Json taken_up_by = Json::array();
    for (std::size_t i = 0; i < programme.cohort.size(); ++i)
      if (programme.cohort[i].initiative == initiative.id && !programme.cohort[i].left)
        taken_up_by.push_back({{"id", page.projects[i].id.value}, {"name", page.projects[i].name}});
    initiatives.push_back({{"id", initiative.id.value}, {"name", initiative.name}, {"about", initiative.about},
                           {"taken_up_by", taken_up_by}});
  }
  Json missing = Json::array();
  for (const services::MissingMentor& each : page.missing_mentors)
    missing.push_back({{"project", summary_json(each.project)}, {"since", to_json(each.since)}});
  return {{"id", programme.id.value}, {"name", programme.name}, {"place_id", programme.place.value}, {"place_name", page.place_name},
          {"steering_group", page.steering_group ? group_json(*page.steering_group) : Json(nullptr)}, {"about", programme.about},
          {"illustrative", programme.illustrative}, {"initiatives", initiatives}, {"cohort", cohort},
          {"sessions", {{"mentoring", page.sessions.mentoring}, {"training", page.sessions.training},
                        {"mentoring_lately", page.sessions.mentoring_lately}}},
          {"missing_mentors", missing}, {"may_edit", page.may_edit},
          {"deleted", programme.deleted}, {"version", programme.version}};
}

domain::Programme read_programme(Fields& in) {
  domain::Programme out;
  out.name = in.text("name");
  out.place = in.id<domain::PlaceId>("place_id");
  out.steering_group = in.optional_id<domain::GroupId>("steering_group_id");
  out.about = in.optional_text("about");
  out.illustrative = in.flag("illustrative");
  for (Fields& initiative : in.objects("initiatives", 200))
    out.initiatives.push_back({.id = initiative.optional_id<domain::InitiativeId>("id").value_or(domain::InitiativeId{}),
                               .name = initiative.text("name"), .about = initiative.optional_text("about")});
  return out;
}

base::Result<Response> page_reply(int status, const base::Result<services::ProgrammePage>& done) {
  if (!done) return base::fail(done.error());
  return reply(status, page_json(*done), done->programme.version);
}

}  // namespace

base::Result<Response> list_programmes(const Request& request, const services::Context& context) {
  const auto place = number_in_query(request, "place_id");
  if (!place) return base::fail(place.error());
  const auto programmes = services::list_programmes(context, request.actor(), domain::PlaceId{place->value_or(0)});
  if (!programmes) return base::fail(programmes.error());
  Json out = Json::array();
  for (const auto& [programme, place_name] : *programmes) {
    const auto now_in_it = std::ranges::count_if(programme.cohort, [](const domain::CohortMember& each) { return !each.left; });
    out.push_back({{"id", programme.id.value}, {"name", programme.name}, {"place_id", programme.place.value},
                   {"place_name", place_name}, {"about", programme.about}, {"illustrative", programme.illustrative},
                   {"projects", now_in_it}, {"version", programme.version}});
  }
  return reply(200, {{"programmes", out}});
}

base::Result<Response> post_programme(const Request& request, const services::Context& context) {
  Fields in(request);
  const domain::Programme wanted = read_programme(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return page_reply(201, services::add_programme(context, request.actor(), wanted));
}

base::Result<Response> get_programme(const Request& request, const services::Context& context) {
  return page_reply(200, services::find_programme(context, request.actor(), id_in_path<domain::ProgrammeId>(request)));
}

base::Result<Response> put_programme(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Programme wanted = read_programme(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  wanted.id = id_in_path<domain::ProgrammeId>(request);
  wanted.version = *version;
  return page_reply(200, services::update_programme(context, request.actor(), wanted));
}

base::Result<Response> delete_programme(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_programme(context, request.actor(), id_in_path<domain::ProgrammeId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_programme(const Request& request, const services::Context& context) {
  return page_reply(200, services::restore_programme(context, request.actor(), id_in_path<domain::ProgrammeId>(request)));
}

base::Result<Response> put_cohort_member(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const auto initiative = in.optional_id<domain::InitiativeId>("initiative_id");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return page_reply(200, services::join_programme(context, request.actor(), id_in_path<domain::ProgrammeId>(request),
                                                  id_in_path<domain::ProjectId>(request, 1), initiative, *version));
}

base::Result<Response> delete_cohort_member(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::leave_programme(context, request.actor(), id_in_path<domain::ProgrammeId>(request),
                                              id_in_path<domain::ProjectId>(request, 1), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

}  // namespace tributary::http
