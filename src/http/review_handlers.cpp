#include "http/review_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/summary_json.hpp"
#include "http/test_json.hpp"
#include "http/text_json.hpp"
#include "services/review_screen.hpp"
#include "services/reviews.hpp"

namespace tributary::http {

namespace {

Json help_json(const domain::Help& help) {
  return {{"id", help.id.value}, {"what", help.what}, {"who", help.who}, {"by_on", to_json(help.by)}, {"outcome", base::word(help.outcome)},
          {"outcome_by", help.outcome_by_name}, {"outcome_at", to_json(help.outcome_at)}, {"version", help.version}};
}

Json record_json(const domain::ReviewRecord& record) {
  Json help = Json::array();
  for (const domain::Help& each : record.help) help.push_back(help_json(each));
  return {{"held_on", base::to_iso(record.held_on)}, {"decision", base::word(record.decision)}, {"reason", record.reason},
          {"attended", record.attended}, {"help", help}, {"recorded_by", record.recorded_by_name},
          {"recorded_at", base::to_iso(record.recorded)}, {"version", record.version}};
}

Json review_json(const domain::Review& review) {
  return {{"id", review.id.value}, {"project_id", review.project.value}, {"review_day_id", to_json(review.day)},
          {"record", review.record ? record_json(*review.record) : Json(nullptr)}, {"withdrawn", review.withdrawn}, {"version", review.version}};
}

Json maybe_review_json(const std::optional<domain::Review>& review) { return review ? review_json(*review) : Json(nullptr); }

Json day_json(const services::DayInProgramme& at) {
  return {{"id", at.day.id.value}, {"programme_id", at.day.programme.value}, {"programme_name", at.programme_name}, {"illustrative", at.illustrative},
          {"on_date", base::to_iso(at.day.on)}, {"note", at.day.note}, {"due", at.due}, {"held", at.held}, {"version", at.day.version}};
}

base::Result<Response> day_reply(int status, const base::Result<services::ReviewDayPage>& page) {
  if (!page) return base::fail(page.error());
  Json due = Json::array();
  for (const auto& each : page->due) due.push_back({{"project", summary_json(each.project)}, {"review", maybe_review_json(each.review)}});
  Json out = day_json(page->at);
  out["projects"] = due;
  out["may_edit"] = page->may_edit;
  out["may_record"] = page->may_record;
  return reply(status, out, page->at.day.version);
}

base::Result<Response> review_reply(int status, const base::Result<domain::Review>& review) {
  if (!review) return base::fail(review.error());
  return reply(status, review_json(*review), review->version);
}

Json counted_json(const services::ReviewedPrediction& each) {
  if (!each.answer) return nullptr;
  const auto first = each.answer->as_locked ? each.answer->as_locked->verdict : std::nullopt;
  return base::word(domain::counted_as(each.answer->verdict, each.direction, each.prediction.after_data, first));
}

Json reviewed_prediction_json(const services::ReviewedPrediction& each) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < each.prediction.rows.size(); ++i) {
    const domain::PredictionRow& row = each.prediction.rows[i];
    const bool answered = each.answer && i < each.answer->rows.size();
    const services::RowStanding* counts = answered && i < each.rows.size() ? &each.rows[i] : nullptr;
    const auto count = [&](int services::RowStanding::* which) { return counts ? Json(counts->*which) : Json(nullptr); };
    rows.push_back({{"from_on", to_json(row.from)}, {"on_date", base::to_iso(row.on)}, {"median", row.median}, {"low90", row.low90},
                    {"high90", row.high90}, {"observed", answered ? to_json(each.answer->rows[i].observed) : Json(nullptr)},
                    {"points", count(&services::RowStanding::points)}, {"expected", count(&services::RowStanding::expected)},
                    {"missing", count(&services::RowStanding::missing)}, {"explained", count(&services::RowStanding::explained)},
                    {"withdrawn", count(&services::RowStanding::withdrawn)}});
  }
  return {{"id", each.prediction.id.value}, {"test_id", each.prediction.test.value}, {"test_name", each.test_name},
          {"measure_name", each.measure ? Json(each.measure->name) : Json(nullptr)}, {"unit", each.measure ? Json(each.measure->unit) : Json(nullptr)},
          {"interval", each.measure ? Json(base::word(each.measure->interval)) : Json(nullptr)},
          {"statistic", base::word(each.prediction.statistic)}, {"rows", rows},
          {"verdict", each.answer ? Json(domain::verdict_word(each.answer->verdict, each.direction)) : Json(nullptr)}, {"counted_as", counted_json(each)},
          {"after_data", each.prediction.after_data}, {"period_had_begun", each.said_when.period_had_begun}, {"days_after_start", each.said_when.days_after_start ? Json(*each.said_when.days_after_start) : Json(nullptr)},
          {"as_locked", each.answer ? as_locked_json(each.answer->as_locked, each.direction) : Json(nullptr)}};
}

base::Result<Response> screen_reply(const base::Result<services::ReviewScreen>& screen) {
  if (!screen) return base::fail(screen.error());
  const domain::Project& project = screen->at.project;
  Json objectives = Json::array(), predictions = Json::array(), measures = Json::array(), help = Json::array();
  for (const auto& each : screen->objectives)
    objectives.push_back({{"id", each.objective.id.value}, {"name", each.objective.name}, {"place_name", each.place_name}});
  for (const auto& each : screen->predictions) predictions.push_back(reviewed_prediction_json(each));
  for (const auto& each : screen->published) measures.push_back({{"id", each.id.value}, {"name", each.name}, {"kind", base::word(each.kind)}});
  for (const auto& each : screen->help_before) {
    Json one = help_json(each.help);
    one["review_id"] = each.review.value;
    one["promised_on"] = base::to_iso(each.promised);
    help.push_back(one);
  }
  const domain::Aim& aim = project.aim_in_numbers;
  return reply(200, {{"project", summary_json(screen->at.names)}, {"ended_on", to_json(project.ended)},
                     {"aim_in_numbers", {{"measure", aim.measure}, {"measure_id", to_json(aim.measured)}, {"unit", aim.unit}, {"from", to_json(aim.from)},
                                         {"from_on", to_json(aim.from_on)}, {"to", to_json(aim.to)}, {"by", to_json(aim.by)},
                                         {"measurable", domain::is_measurable(aim)}}},
                     {"objectives", objectives}, {"day", screen->day ? day_json(*screen->day) : Json(nullptr)},
                     {"known_on", to_json(screen->known_on)}, {"next_review", next_review_json(screen->next)}, {"questions", texts_json(screen->questions)},
                     {"predictions", predictions}, {"measures", measures}, {"unpublished", screen->unpublished}, {"published_since", screen->published_since},
                     {"learnt", texts_json(screen->learnt)}, {"prepared", texts_json(screen->prepared)},
                     {"nothing_reaches_the_room", screen->nothing_reaches_the_room}, {"help_before", help},
                     {"review", maybe_review_json(screen->review)}, {"may_record", screen->may_record},
                     {"may_prepare", screen->may_prepare}, {"may_follow_up", screen->may_follow_up}});
}

domain::ReviewRecord read_record(Fields& in) {
  domain::ReviewRecord record;
  record.held_on = in.date("held_on");
  record.decision = in.word<domain::ReviewDecision>("decision");
  record.reason = in.optional_text("reason");
  record.attended = in.texts("attended", 100);
  for (Fields& help : in.objects("help", 50))
    record.help.push_back({.id = help.optional_id<domain::HelpId>("id").value_or(domain::HelpId{}), .what = help.text("what"),
                           .who = help.text("who"), .by = help.optional_date("by_on"), .outcome = {}, .outcome_by_name = {}, .outcome_at = {}});
  return record;
}

domain::ReviewDay read_day(Fields& in) {
  domain::ReviewDay day;
  day.on = in.date("on_date");
  day.note = in.optional_text("note");
  return day;
}

}  // namespace

base::Result<Response> list_review_days(const Request& request, const services::Context& context) {
  const auto days = services::list_review_days(context, request.actor(), id_in_path<domain::ProgrammeId>(request));
  if (!days) return base::fail(days.error());
  Json out = Json::array();
  for (const auto& each : *days) out.push_back(day_json(each));
  return reply(200, {{"review_days", out}});
}

base::Result<Response> post_review_day(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::ReviewDay day = read_day(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  day.programme = id_in_path<domain::ProgrammeId>(request);
  return day_reply(201, services::add_review_day(context, request.actor(), day));
}

base::Result<Response> get_review_day(const Request& request, const services::Context& context) {
  return day_reply(200, services::find_review_day(context, request.actor(), id_in_path<domain::ReviewDayId>(request)));
}

base::Result<Response> put_review_day(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::ReviewDay day = read_day(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  day.id = id_in_path<domain::ReviewDayId>(request);
  day.version = *version;
  return day_reply(200, services::update_review_day(context, request.actor(), day));
}

base::Result<Response> delete_review_day(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_review_day(context, request.actor(), id_in_path<domain::ReviewDayId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_review_day(const Request& request, const services::Context& context) {
  return day_reply(200, services::restore_review_day(context, request.actor(), id_in_path<domain::ReviewDayId>(request)));
}

base::Result<Response> get_review_screen(const Request& request, const services::Context& context) {
  return screen_reply(services::review_screen(context, request.actor(), id_in_path<domain::ProjectId>(request, 1),
                                              id_in_path<domain::ReviewDayId>(request)));
}

base::Result<Response> get_review_ahead(const Request& request, const services::Context& context) {
  return screen_reply(services::review_screen(context, request.actor(), id_in_path<domain::ProjectId>(request), std::nullopt));
}

base::Result<Response> put_review_ahead(const Request& request, const services::Context& context) {
  Fields in(request);
  std::vector<std::pair<std::string, services::TextDraft>> words;
  for (const std::string_view slot : {"show", "ask", "help"})
    if (auto draft = read_draft(in, slot)) words.emplace_back(std::string(slot), *std::move(draft));
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto id = id_in_path<domain::ProjectId>(request);
  if (const auto done = services::prepare_review(context, request.actor(), id, words); !done) return base::fail(done.error());
  return screen_reply(services::review_screen(context, request.actor(), id, std::nullopt));
}

base::Result<Response> list_reviews(const Request& request, const services::Context& context) {
  const auto reviews = services::list_reviews(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!reviews) return base::fail(reviews.error());
  Json held = Json::array(), withdrawn = Json::array();
  for (const auto& each : reviews->held) held.push_back(review_json(each));
  for (const auto& each : reviews->withdrawn) withdrawn.push_back(review_json(each));
  return reply(200, {{"reviews", held}, {"withdrawn", withdrawn}, {"may_record", reviews->may_record}});
}

base::Result<Response> post_review(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::ReviewRecord record = read_record(in);
  const auto day = in.optional_id<domain::ReviewDayId>("review_day_id");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return review_reply(201, services::record_review(context, request.actor(), id_in_path<domain::ProjectId>(request), day, std::move(record)));
}

base::Result<Response> put_review(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::ReviewRecord record = read_record(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return review_reply(200, services::update_review(context, request.actor(), id_in_path<domain::ReviewId>(request), std::move(record), *version));
}

base::Result<Response> delete_review(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::withdraw_review(context, request.actor(), id_in_path<domain::ReviewId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_review(const Request& request, const services::Context& context) {
  return review_reply(200, services::restore_review(context, request.actor(), id_in_path<domain::ReviewId>(request)));
}

base::Result<Response> get_review_versions(const Request& request, const services::Context& context) {
  const auto versions = services::review_versions(context, request.actor(), id_in_path<domain::ReviewId>(request));
  if (!versions) return base::fail(versions.error());
  Json out = Json::array();
  for (const auto& each : *versions) out.push_back(record_json(each));
  return reply(200, {{"versions", out}});
}

base::Result<Response> put_help_outcome(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const auto outcome = in.word<domain::HelpOutcome>("outcome");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return review_reply(200, services::set_help_outcome(context, request.actor(), id_in_path<domain::ReviewId>(request),
                                                      id_in_path<domain::HelpId>(request, 1), outcome, *version));
}

}  // namespace tributary::http
