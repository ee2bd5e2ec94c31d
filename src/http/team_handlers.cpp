#include "http/team_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/group_json.hpp"
#include "http/json.hpp"
#include "http/json_text.hpp"
#include "http/package_json.hpp"
#include "http/project_json.hpp"
#include "services/group_work.hpp"
#include "services/team_dissolution.hpp"

namespace tributary::http {

namespace {

Json team_json(const services::TeamInOrganisation& in) {
  return {{"id", in.team.id.value}, {"name", in.team.name}, {"organisation_id", in.team.organisation.value},
          {"organisation_name", in.organisation_name}, {"illustrative", in.illustrative}, {"dissolved_on", to_json(in.team.dissolved)}, {"version", in.team.version}};
}

base::Result<Response> page_reply(const base::Result<services::TeamPage>& page) {
  if (!page) return base::fail(page.error());
  JsonText out(4 * 1024);
  out.object();
  out.key("team");
  out.raw(team_json(page->team).dump());
  out.key("successor");
  page->successor ? out.raw(team_json(*page->successor).dump()) : out.null();
  write_project_summaries(out, "open", page->open);
  out.whole("ended", page->ended);
  write_project_summaries(out, "moved", page->moved);
  out.flag("may_dissolve", page->may_dissolve);
  out.end('}');
  return reply(200, out, page->team.team.version);
}

domain::Group read_group(Fields& in) {
  domain::Group out;
  out.kind = in.word<domain::GroupKind>("kind");
  out.name = in.text("name");
  out.place = in.id<domain::PlaceId>("place_id");
  out.about = in.optional_text("about");
  out.source = in.optional_text("source");
  out.illustrative = in.flag("illustrative");
  for (Fields& member : in.objects("members"))
    out.members.push_back({.id = {}, .organisation = member.optional_id<domain::OrganisationId>("organisation_id"),
                           .person = member.optional_id<domain::PersonId>("person_id"), .part = member.optional_text("part"),
                           .from = member.optional_date("from_on"), .to = member.optional_date("to_on")});
  return out;
}

base::Result<Response> group_reply(int status, const base::Result<services::GroupWithNames>& done) {
  if (!done) return base::fail(done.error());
  return reply(status, group_json(*done), done->group.version);
}

base::Result<Response> team_reply(int status, const base::Result<services::TeamInOrganisation>& done) {
  if (!done) return base::fail(done.error());
  return reply(status, team_json(*done), done->team.version);
}

}  // namespace

Json group_json(const services::GroupWithNames& with) {
  const domain::Group& group = with.group;
  Json members = Json::array();
  for (std::size_t i = 0; i < group.members.size(); ++i) {
    const domain::GroupMember& member = group.members[i];
    members.push_back({{"id", member.id.value}, {"organisation_id", to_json(member.organisation)},
                       {"person_id", to_json(member.person)}, {"name", with.member_names[i]}, {"part", member.part},
                       {"from_on", to_json(member.from)}, {"to_on", to_json(member.to)}});
  }
  return {{"id", group.id.value}, {"kind", base::word(group.kind)}, {"name", group.name}, {"place_id", group.place.value},
          {"place_name", with.place_name}, {"about", group.about}, {"source", group.source},
          {"illustrative", group.illustrative}, {"members", members}, {"may_edit", with.may_edit}, {"version", group.version}};
}

base::Result<Response> list_teams(const Request& request, const services::Context& context) {
  const auto organisation = number_in_query(request, "organisation_id");
  if (!organisation) return base::fail(organisation.error());
  const auto teams = services::list_teams(context, request.actor(),
                                          *organisation ? std::optional(domain::OrganisationId{**organisation}) : std::nullopt);
  if (!teams) return base::fail(teams.error());
  Json out = Json::array();
  for (const auto& each : *teams) out.push_back(team_json(each));
  return reply(200, {{"teams", out}});
}

base::Result<Response> post_team(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::Team wanted{.id = {}, .organisation = in.id<domain::OrganisationId>("organisation_id"), .name = in.text("name")};
  if (const auto problem = in.problem()) return base::fail(*problem);
  return team_reply(201, services::add_team(context, request.actor(), wanted));
}

base::Result<Response> get_team(const Request& request, const services::Context& context) {
  return page_reply(services::find_team(context, request.actor(), id_in_path<domain::TeamId>(request)));
}

base::Result<Response> put_dissolution(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const auto to = in.optional_id<domain::TeamId>("to_team_id");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return page_reply(services::dissolve_team(context, request.actor(), id_in_path<domain::TeamId>(request), *version, to));
}

base::Result<Response> delete_dissolution(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return page_reply(services::take_back_dissolution(context, request.actor(), id_in_path<domain::TeamId>(request), *version));
}

base::Result<Response> put_team(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Team wanted{.id = id_in_path<domain::TeamId>(request), .organisation = {}, .name = in.text("name"), .version = *version};
  if (const auto problem = in.problem()) return base::fail(*problem);
  return team_reply(200, services::rename_team(context, request.actor(), wanted));
}

base::Result<Response> list_groups(const Request& request, const services::Context& context) {
  const auto place = number_in_query(request, "place_id");
  if (!place) return base::fail(place.error());
  const auto groups = services::list_groups(context, request.actor(), domain::PlaceId{place->value_or(0)});
  if (!groups) return base::fail(groups.error());
  Json out = Json::array();
  for (const auto& each : *groups) out.push_back(group_json(each));
  return reply(200, {{"groups", out}});
}

base::Result<Response> post_group(const Request& request, const services::Context& context) {
  Fields in(request);
  const domain::Group wanted = read_group(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return group_reply(201, services::add_group(context, request.actor(), wanted));
}

base::Result<Response> get_group(const Request& request, const services::Context& context) {
  return group_reply(200, services::find_group(context, request.actor(), id_in_path<domain::GroupId>(request)));
}

base::Result<Response> put_group(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Group wanted = read_group(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  wanted.id = id_in_path<domain::GroupId>(request);
  wanted.version = *version;
  return group_reply(200, services::update_group(context, request.actor(), wanted));
}

base::Result<Response> get_group_work(const Request& request, const services::Context& context) {
  const auto work = services::group_work(context, request.actor(), id_in_path<domain::GroupId>(request));
  if (!work) return base::fail(work.error());
  Json proposed, issues, programmes, packages = Json::array();  // null where closed to the reader
  if (work->proposed) proposed = Json::array();
  for (const auto& each : work->proposed.value_or(std::vector<services::ProposedAmendment>{}))
    proposed.push_back({{"id", each.amendment.id.value}, {"name", each.amendment.name}, {"state", base::word(each.amendment.state)},
                        {"standard_id", each.amendment.standard.value}, {"standard_name", each.standard_name},
                        {"stated_at", base::to_iso(each.amendment.statements.front().at)}});
  if (work->issues) issues = Json::array();
  for (const auto& each : work->issues.value_or(std::vector<services::GroupIssue>{}))
    issues.push_back({{"id", each.issue.id.value}, {"name", each.issue.name}, {"state", base::word(each.issue.state)}, {"place_name", each.place_name},
                      {"illustrative", each.issue.illustrative}, {"moved_at", base::to_iso(each.issue.moved)}});
  if (work->programmes) programmes = Json::array();
  for (const auto& each : work->programmes.value_or(std::vector<domain::Programme>{}))
    programmes.push_back({{"id", each.id.value}, {"name", each.name}, {"illustrative", each.illustrative}});
  for (const auto& each : work->packages) packages.push_back(package_line_json(each));
  return reply(200, {{"proposed", proposed}, {"issues", issues}, {"programmes", programmes}, {"packages", packages}});
}

}  // namespace tributary::http
