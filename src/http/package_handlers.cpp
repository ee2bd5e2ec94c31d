#include "http/package_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/evidence_json.hpp"
#include "http/json.hpp"
#include "http/package_json.hpp"

namespace tributary::http {

namespace {

base::Result<Response> page_reply(int status, const base::Result<services::PackagePage>& done) {
  if (!done) return base::fail(done.error());
  return reply(status, package_json(*done), done->package.version);
}

std::string text_in_query(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second.substr(0, 200);
}

}  // namespace

base::Result<Response> list_packages(const Request& request, const services::Context& context) {
  services::PackageFilter filter;
  const auto place = number_in_query(request, "place_id");
  if (!place) return base::fail(place.error());
  if (*place) filter.place = domain::PlaceId{**place};
  const auto adopted = number_in_query(request, "adopted_in");
  if (!adopted) return base::fail(adopted.error());
  if (*adopted) filter.adopted_in = domain::PlaceId{**adopted};
  const auto objective = number_in_query(request, "objective_id");
  if (!objective) return base::fail(objective.error());
  if (*objective) filter.objective = domain::ObjectiveId{**objective};
  if (const std::string dimension = text_in_query(request, "dimension"); !dimension.empty()) {
    const auto read = base::read_word<domain::Dimension>(dimension, "dimension");
    if (!read) return base::fail(read.error());
    filter.dimension = *read;
  }
  filter.words = text_in_query(request, "words");
  const auto lines = services::list_packages(context, request.actor_or_stranger(), filter);
  if (!lines) return base::fail(lines.error());
  Json out = Json::array();
  for (const services::PackageLine& each : *lines) out.push_back(package_line_json(each));
  return reply(200, {{"packages", out}});
}

base::Result<Response> post_package(const Request& request, const services::Context& context) {
  Fields in(request);
  services::PackageInput input;
  input.project = in.optional_id<domain::ProjectId>("project_id");
  input.place = in.optional_id<domain::PlaceId>("place_id").value_or(domain::PlaceId{});
  input.illustrative = in.flag("illustrative");
  input.content = read_package_content(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return page_reply(201, services::add_package(context, request.actor(), std::move(input)));
}

base::Result<Response> get_package(const Request& request, const services::Context& context) {
  return page_reply(200, services::package_page(context, request.actor_or_stranger(), id_in_path<domain::PackageId>(request)));
}

base::Result<Response> put_package(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::PackageVersion content = read_package_content(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return page_reply(200, services::update_package(context, request.actor(), id_in_path<domain::PackageId>(request), *version, std::move(content)));
}

base::Result<Response> delete_package(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_package(context, request.actor(), id_in_path<domain::PackageId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_package(const Request& request, const services::Context& context) {
  return page_reply(200, services::restore_package(context, request.actor(), id_in_path<domain::PackageId>(request)));
}

base::Result<Response> delete_package_draft(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return page_reply(200, services::discard_draft(context, request.actor(), id_in_path<domain::PackageId>(request), *version));
}

base::Result<Response> restore_package_draft(const Request& request, const services::Context& context) {
  return page_reply(200, services::bring_back_draft(context, request.actor(), id_in_path<domain::PackageId>(request)));
}

base::Result<Response> put_package_publication(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const auto audience = in.word<domain::Audience>("audience");
  std::string what_changed = in.optional_text("what_changed");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return page_reply(200, services::publish_package(context, request.actor(), id_in_path<domain::PackageId>(request), *version, audience,
                                                   std::move(what_changed)));
}

base::Result<Response> put_package_withdrawal(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  std::string reason = in.text("reason");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return page_reply(200, services::withdraw_package(context, request.actor(), id_in_path<domain::PackageId>(request), *version, std::move(reason)));
}

base::Result<Response> delete_package_withdrawal(const Request& request, const services::Context& context) {
  return page_reply(200, services::reinstate_package(context, request.actor(), id_in_path<domain::PackageId>(request)));
}

base::Result<Response> get_package_spread(const Request& request, const services::Context& context) {
  const auto spread = services::spread_of_package(context, request.actor(), id_in_path<domain::PackageId>(request));
  if (!spread) return base::fail(spread.error());
  return reply(200, spread_json(*spread));
}

base::Result<Response> get_package_ranges(const Request& request, const services::Context& context) {
  const auto ranges = services::adopters_ranges(context, request.actor(), id_in_path<domain::PackageId>(request));
  if (!ranges) return base::fail(ranges.error());
  Json out = Json::array();
  for (const services::AdoptersRange& each : *ranges) out.push_back(range_json(each));
  return reply(200, {{"ranges", out}});
}

base::Result<Response> get_adopters_conditions(const Request& request, const services::Context& context) {
  const auto found = services::conditions_of_adoptions(context, request.actor(), id_in_path<domain::PackageId>(request));
  if (!found) return base::fail(found.error());
  return reply(200, combinations_json(*found));
}

base::Result<Response> post_combinations(const Request& request, const services::Context& context) {
  Fields in(request);
  services::CombinationsQuestion question;
  if (auto success = in.object("success")) {
    question.success.by = success->word<services::SuccessBy>("by");
    question.success.slot = static_cast<int>(success->optional_integer("slot").value_or(0));
    question.success.at_least = success->optional_number("at_least").value_or(0);
    question.success.fully_out = success->optional_number("fully_out");
    question.success.fully_in = success->optional_number("fully_in");
    question.success.stopped_is_none = success->flag("stopped_is_none", true);
  } else {
    in.note({.code = "field-missing", .title = "Say what success is", .detail = "Give `success`, with `by`: change, or kept_up.", .field = "/success"});
  }
  for (Fields& each : in.objects("conditions", 50))
    question.conditions.push_back({.condition = each.word<domain::Condition>("condition"), .expected = each.optional_word<domain::Expected>("expected").value_or(domain::Expected::nothing)});
  question.days = in.optional_number("days").value_or(question.days);
  question.absence = in.flag("absence");
  question.cuts.consistency = in.optional_number("consistency").value_or(question.cuts.consistency);
  question.cuts.pri = in.optional_number("pri").value_or(question.cuts.pri);
  const auto min_cases = in.optional_integer("min_cases").value_or(1);
  question.cuts.cases = min_cases < 1 || min_cases > 100 ? 0 : static_cast<std::size_t>(min_cases);
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto found = services::ask_combinations(context, request.actor(), id_in_path<domain::PackageId>(request), question);
  if (!found) return base::fail(found.error());
  return reply(200, combinations_json(*found));
}

base::Result<Response> get_place_spread(const Request& request, const services::Context& context) {
  const auto spread = services::spread_in_place(context, request.actor(), id_in_path<domain::PlaceId>(request));
  if (!spread) return base::fail(spread.error());
  Json months = Json::array();
  for (const services::SpreadMonth& each : spread->months)
    months.push_back({{"month", to_json(std::optional(each.month))}, {"adopted", each.adopted}, {"stopped", each.stopped}, {"illustrative", each.illustrative}});
  return reply(200, {{"months", months}, {"packages", spread->packages}});
}

}  // namespace tributary::http
