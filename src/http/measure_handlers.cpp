#include "http/measure_handlers.hpp"

#include <nlohmann/json.hpp>

#include "base/london.hpp"
#include "http/json.hpp"
#include "http/measure_json.hpp"

namespace tributary::http {

namespace {

constexpr int most_listed = 500;

Response reply_measure(int status, const services::MeasureView& view, const services::Context& context) {
  JsonText out;
  write_measure(out, view, base::london_date(context.clock.now()));
  return reply(status, out, view.measure.version);
}

base::Result<Response> answered(int status, const base::Result<services::MeasureView>& view, const services::Context& context) {
  if (!view) return base::fail(view.error());
  return reply_measure(status, *view, context);
}

// Neither place nor project: the sandbox of who asks. (Both are refused by the service.)
domain::Owner read_owner(Fields& in, const Request& request) {
  domain::Owner owner{.place = in.optional_id<domain::PlaceId>("place_id"), .project = in.optional_id<domain::ProjectId>("project_id"), .person = {}};
  if (!owner.place && !owner.project) owner.person = request.actor().person;
  return owner;
}

domain::Measure read_measure(Fields& in) {
  domain::Measure out;
  out.organisation = in.optional_id<domain::OrganisationId>("organisation_id");
  out.name = in.text("name");
  out.kind = in.word<domain::MeasureKind>("kind");
  out.experience = in.flag("experience");
  out.definition = in.optional_text("definition");
  out.unit = in.optional_text("unit");
  out.quantity = in.optional_word<domain::Quantity>("quantity").value_or(domain::Quantity::number);
  out.scale = in.optional_number("scale").value_or(out.quantity == domain::Quantity::proportion ? 100 : 1);
  out.direction = in.word<domain::Direction>("direction");
  out.interval = in.optional_word<domain::Interval>("interval").value_or(domain::Interval::month);
  out.chart = in.optional_word<domain::ChartKind>("chart").value_or(out.chart);
  out.profile = in.text_or_null("profile").value_or(out.chart == domain::ChartKind::run ? "anhoej" : out.profile);
  out.conflict = in.optional_word<domain::ConflictRule>("conflict").value_or(domain::ConflictRule::concern);
  if (const auto target = in.optional_number("target")) out.targets.push_back(domain::Target{.id = {}, .measure = {}, .starts = {}, .value = target});
  out.baseline_until = in.optional_date("baseline_until");
  out.small_numbers = in.optional_word<domain::SmallNumbers>("small_numbers");
  out.source = in.optional_text("source");
  out.marked_illustrative = in.flag("marked_illustrative");
  return out;
}

base::Result<int> page_number(const Request& request, std::string_view name, int otherwise, int most) {
  if (const auto found = request.query.find(name); found != request.query.end() && found->second == "0") return 0;
  const auto number = number_in_query(request, name);
  if (!number) return base::fail(number.error());
  return static_cast<int>(std::min<std::int64_t>(number->value_or(otherwise), most));
}

base::Result<Response> reply_list(const base::Result<services::MeasureList>& found, const services::Context& context) {
  if (!found) return base::fail(found.error());
  JsonText out(512 + found->measures.size() * 512);
  out.object();
  out.key("measures");
  out.array();
  for (const services::MeasureView& each : found->measures) write_measure(out, each, base::london_date(context.clock.now()));
  out.end(']');
  out.whole("total", found->total);
  out.end('}');
  return reply(200, out);
}

Json import_or_null(const services::Observed& done) { return done.import.stored() ? Json(done.import.value) : Json(nullptr); }

Response reply_observed(const services::Observed& done) {
  return reply(done.stored > 0 ? 201 : 200,
               {{"import_id", import_or_null(done)}, {"stored", done.stored}, {"unchanged", done.unchanged}});
}

}  // namespace

base::Result<Response> list_measures(const Request& request, const services::Context& context) {
  const auto place = number_in_query(request, "place_id");
  if (!place) return base::fail(place.error());
  const auto project = number_in_query(request, "project_id");
  if (!project) return base::fail(project.error());
  const auto limit = page_number(request, "limit", 50, most_listed);
  if (!limit) return base::fail(limit.error());
  const auto offset = page_number(request, "offset", 0, 1'000'000'000);
  if (!offset) return base::fail(offset.error());
  const auto words = request.query.find("q");
  const std::string named = words == request.query.end() ? std::string() : words->second;
  const auto across = request.query.find("projects");
  if (across != request.query.end()) {
    const bool mine = across->second == "mine";
    if (!mine && !(across->second == "of_place" && *place))
      return base::fail({.kind = base::ProblemKind::malformed, .code = "query-unreadable", .title = "The address can't be read",
                         .detail = "projects is mine, or of_place with a place_id.", .field = "projects"});
    return reply_list(services::search_measures(context, request.actor(),
                                                {.projects_of = mine ? std::nullopt : std::optional(domain::PlaceId{**place}),
                                                 .member = mine ? std::optional(request.actor().person) : std::nullopt,
                                                 .words = named, .limit = *limit, .offset = *offset}), context);
  }
  domain::Owner owner;
  if (*project) owner.project = domain::ProjectId{**project};
  else if (*place) owner.place = domain::PlaceId{**place};
  else owner.person = request.actor().person;
  return reply_list(services::list_measures(context, request.actor(), owner, *limit, *offset, named), context);
}

base::Result<Response> post_measure(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::Measure measure = read_measure(in);
  measure.owner = read_owner(in, request);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return answered(201, services::add_measure(context, request.actor(), std::move(measure)), context);
}

base::Result<Response> get_measure(const Request& request, const services::Context& context) {
  return answered(200, services::find_measure(context, request.actor(), id_in_path<domain::MeasureId>(request)), context);
}

base::Result<Response> put_measure(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Measure measure = read_measure(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  measure.id = id_in_path<domain::MeasureId>(request);
  measure.version = *version;
  return answered(200, services::update_measure(context, request.actor(), std::move(measure)), context);
}

base::Result<Response> delete_measure(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_measure(context, request.actor(), id_in_path<domain::MeasureId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_measure(const Request& request, const services::Context& context) {
  return answered(200, services::restore_measure(context, request.actor(), id_in_path<domain::MeasureId>(request)), context);
}

base::Result<Response> put_publication(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return answered(200, services::publish_measure(context, request.actor(), id_in_path<domain::MeasureId>(request), *version, true), context);
}

base::Result<Response> delete_publication(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return answered(200, services::publish_measure(context, request.actor(), id_in_path<domain::MeasureId>(request), *version, false), context);
}

base::Result<Response> put_measure_owner(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const domain::Owner to = read_owner(in, request);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return answered(200, services::move_measure(context, request.actor(), id_in_path<domain::MeasureId>(request), to, *version), context);
}

base::Result<Response> delete_measure_owner(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return answered(200, services::take_back_move(context, request.actor(), id_in_path<domain::MeasureId>(request), *version), context);
}

base::Result<Response> post_observations(const Request& request, const services::Context& context) {
  Fields in(request);
  std::vector<domain::Observation> observations;
  for (Fields& each : in.objects("observations"))
    observations.push_back({.on = each.date("on"), .value = each.optional_number("value"), .numerator = each.optional_number("numerator"),
                            .denominator = each.optional_number("denominator"), .note = each.optional_text("note")});
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto done = services::observe(context, request.actor(), id_in_path<domain::MeasureId>(request), std::move(observations));
  if (!done) return base::fail(done.error());
  return reply_observed(*done);
}

base::Result<Response> post_withdrawal(const Request& request, const services::Context& context) {
  Fields in(request);
  const base::Date on = in.date("on");
  std::string reason = in.text("reason");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto done = services::withdraw(context, request.actor(), id_in_path<domain::MeasureId>(request), on, std::move(reason));
  if (!done) return base::fail(done.error());
  return reply_observed(*done);
}

base::Result<Response> get_history(const Request& request, const services::Context& context) {
  const auto asked = request.query.find("on");
  const auto on = base::parse_iso_date(asked == request.query.end() ? "" : asked->second);
  if (!on) {
    base::Problem problem = on.error();
    problem.field = "on";
    return base::fail(std::move(problem));
  }
  const auto found = services::history_of(context, request.actor(), id_in_path<domain::MeasureId>(request), *on);
  if (!found) return base::fail(found.error());
  Json out = Json::array(), earlier = Json::array();
  for (const services::Earlier& each : found->earlier) earlier.push_back({{"made_by", each.by.value}, {"made_at", base::to_iso(each.at)}});
  for (const domain::Revision& each : found->revisions)
    out.push_back({{"value", to_json(each.observation.value)}, {"numerator", to_json(each.observation.numerator)},
                   {"denominator", to_json(each.observation.denominator)}, {"note", each.observation.note},
                   {"import_id", each.from.id.value}, {"way", base::word(each.from.way)}, {"file_name", each.from.file_name},
                   {"made_by", each.from.made_by.value}, {"made_at", base::to_iso(each.from.made)},
                   {"voided_at", to_json(each.from.voided)}});
  return reply(200, {{"on", base::to_iso(*on)}, {"revisions", out}, {"earlier", earlier}});
}

base::Result<Response> get_changes(const Request& request, const services::Context& context) {
  const auto found = services::changes_of(context, request.actor(), id_in_path<domain::MeasureId>(request));
  if (!found) return base::fail(found.error());
  const auto name = [](const std::string& by) { return by.empty() ? Json(nullptr) : Json(by); };
  const auto date = [](const std::optional<base::Date>& on) { return on ? Json(base::to_iso(*on)) : Json(nullptr); };
  Json changes = Json::array(), targets = Json::array(), marks = Json::array(), settings = Json::array(), earlier = Json::array();
  for (const services::ValueChange& each : found->values) {
    const auto& [observation, from] = each.revision;
    changes.push_back({{"on_date", base::to_iso(observation.on)}, {"first", each.first}, {"before", to_json(each.before)},
                       {"value", to_json(observation.value)}, {"numerator", to_json(observation.numerator)},
                       {"denominator", to_json(observation.denominator)}, {"note", observation.note}, {"import_id", from.id.value},
                       {"way", base::word(from.way)}, {"file_name", from.file_name}, {"by", name(each.by)},
                       {"made_at", base::to_iso(from.made)}, {"voided_at", to_json(from.voided)}});
  }
  for (const services::MarkChange& each : found->marks)
    marks.push_back({{"kind", each.is_phase ? "phase" : "ghost"}, {"on_date", base::to_iso(each.on)}, {"reason", each.reason},
                     {"cause", each.cause}, {"in_force", each.in_force}, {"by", name(each.by)}, {"at", base::to_iso(each.at)}});
  for (const services::TargetChange& each : found->targets)
    targets.push_back({{"starts_on", date(each.target.starts)}, {"value", to_json(each.target.value)}, {"ends_on", date(each.target.ends)},
                       {"end_value", to_json(each.target.end_value)}, {"reason", each.target.reason}, {"in_force", each.in_force}, {"by", name(each.by)},
                       {"at", base::to_iso(each.at)}});
  for (const services::LoggedSetting& each : found->settings)
    settings.push_back({{"setting", each.change.setting}, {"before", each.change.before}, {"after", each.change.after},
                        {"by", name(each.by_name)}, {"at", base::to_iso(each.at)}});
  for (const services::Earlier& each : found->earlier) earlier.push_back({{"by", name(each.by_name)}, {"at", base::to_iso(each.at)}});
  return reply(200, {{"changes", changes}, {"marks", marks}, {"targets", targets}, {"settings", settings}, {"earlier", earlier}, {"more", found->more}});
}

}  // namespace tributary::http
