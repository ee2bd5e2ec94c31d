#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/json.hpp"
#include "http/package_handlers.hpp"
#include "http/package_json.hpp"

namespace tributary::http {

namespace {

base::Result<Response> adoption_reply(int status, const base::Result<services::AdoptionPage>& done) {
  if (!done) return base::fail(done.error());
  return reply(status, adoption_json(*done), done->adoption.version);
}

int small(std::int64_t number) { return static_cast<int>(std::clamp<std::int64_t>(number, 0, 1'000'000)); }

}  // namespace

base::Result<Response> post_adoption(const Request& request, const services::Context& context) {
  Fields in(request);
  services::AdoptionInput input;
  input.place = in.id<domain::PlaceId>("place_id");
  input.team = in.optional_id<domain::TeamId>("team_id").value_or(domain::TeamId{});
  if (auto made = in.object("new_team"))
    input.new_team = domain::Team{.id = {}, .organisation = made->id<domain::OrganisationId>("organisation_id"), .name = made->text("name")};
  input.name = in.optional_text("name");
  input.aim = in.optional_text("aim");
  for (const std::int64_t id : in.integers("objective_ids", 100)) input.serves.push_back({id});
  input.serves_none = in.flag("serves_none");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return adoption_reply(201, services::adopt_package(context, request.actor(), id_in_path<domain::PackageId>(request), std::move(input)));
}

base::Result<Response> get_adoption(const Request& request, const services::Context& context) {
  return adoption_reply(200, services::adoption_page(context, request.actor(), id_in_path<domain::AdoptionId>(request)));
}

base::Result<Response> put_conditions(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Conditions conditions;
  if (in.has("dedicated_spanner")) conditions.dedicated_spanner = in.flag("dedicated_spanner");
  conditions.spanner_days = in.optional_number("spanner_days");
  conditions.support = in.optional_text("support");
  conditions.starting_level = in.optional_text("starting_level");
  conditions.local_presence = in.optional_text("local_presence");
  conditions.partners = in.optional_text("partners");
  conditions.concurrent_changes = in.optional_text("concurrent_changes");
  conditions.supported = in.optional_word<domain::Degree>("supported");
  conditions.starts_low = in.optional_word<domain::Degree>("starts_low");
  conditions.driven_locally = in.optional_word<domain::Degree>("driven_locally");
  conditions.partnered = in.optional_word<domain::Degree>("partnered");
  conditions.much_changes = in.optional_word<domain::Degree>("much_changes");
  conditions.complex = in.optional_word<domain::Degree>("complex");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return adoption_reply(200, services::record_conditions(context, request.actor(), id_in_path<domain::AdoptionId>(request), *version, std::move(conditions)));
}

base::Result<Response> put_components(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  std::vector<domain::ComponentFate> fates;
  for (Fields& each : in.objects("components", 60)) {
    domain::ComponentFate fate;
    fate.slot = small(each.integer("slot"));
    fate.fate = each.word<domain::Fate>("fate");
    fate.modified = each.optional_word<domain::Modified>("modified");
    fate.nature = each.optional_word<domain::Nature>("nature");
    if (each.has("planned")) fate.planned = each.flag("planned");
    fate.fidelity = each.optional_word<domain::Fidelity>("fidelity");
    fate.goal = each.optional_word<domain::AdaptationGoal>("goal");
    fate.reason = each.optional_text("reason");
    fates.push_back(std::move(fate));
  }
  if (const auto problem = in.problem()) return base::fail(*problem);
  return adoption_reply(200, services::record_components(context, request.actor(), id_in_path<domain::AdoptionId>(request), *version, std::move(fates)));
}

base::Result<Response> put_adopted_version(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return adoption_reply(200, services::take_up_version(context, request.actor(), id_in_path<domain::AdoptionId>(request), *version));
}

base::Result<Response> delete_adopted_version(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return adoption_reply(200, services::return_to_version(context, request.actor(), id_in_path<domain::AdoptionId>(request), *version));
}

base::Result<Response> post_proposal(const Request& request, const services::Context& context) {
  Fields in(request);
  services::ProposalInput input;
  if (const auto slot = in.optional_integer("slot")) input.slot = small(*slot);
  input.part = in.word<domain::Part>("part");
  input.name = in.text("name");
  input.why = in.text("why");
  input.reason = in.text("reason");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return adoption_reply(201, services::propose_upstream(context, request.actor(), id_in_path<domain::AdoptionId>(request), std::move(input)));
}

base::Result<Response> put_proposal_answer(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const bool take = in.required_flag("take");
  std::string answer = in.optional_text("answer");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto page = services::answer_proposal(context, request.actor(), id_in_path<domain::UpstreamProposalId>(request), *version, take, std::move(answer));
  if (!page) return base::fail(page.error());
  return reply(200, package_json(*page), page->package.version);
}

base::Result<Response> delete_proposal_answer(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto page = services::take_back_answer(context, request.actor(), id_in_path<domain::UpstreamProposalId>(request), *version);
  if (!page) return base::fail(page.error());
  return reply(200, package_json(*page), page->package.version);
}

base::Result<Response> get_project_packages(const Request& request, const services::Context& context) {
  const auto found = services::packages_of_project(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!found) return base::fail(found.error());
  Json made = Json::array();
  for (const services::PackageLine& each : found->made) made.push_back(package_line_json(each));
  Json since = Json::array();
  for (const domain::PackageVersion& each : found->since)
    since.push_back({{"number", each.number}, {"name", each.name}, {"what_changed", each.what_changed}, {"published_at", to_json(each.published)}});
  const Json withdrawal = found->withdrawal ? Json{{"at", to_json(std::optional(found->withdrawal->at))}, {"reason", found->withdrawal->reason}} : Json(nullptr);
  return reply(200, {{"adoption_id", to_json(found->adoption)}, {"adopted", found->adopted ? package_line_json(*found->adopted) : Json(nullptr)},
                     {"adopted_number", found->adopted_number}, {"since", since}, {"withdrawal", withdrawal}, {"contact", found->contact}, {"made", made}, {"may_make", found->may_make}});
}

base::Result<Response> get_measure_range(const Request& request, const services::Context& context) {
  const auto found = services::range_for_measure(context, request.actor(), id_in_path<domain::MeasureId>(request));
  if (!found) return base::fail(found.error());
  if (!*found) return reply(200, {{"package_id", nullptr}, {"package_name", ""}, {"range", nullptr}});
  return reply(200, {{"package_id", (*found)->package.value}, {"package_name", (*found)->package_name}, {"range", range_json((*found)->range)}});
}

}  // namespace tributary::http
