#include "services/reviews.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/input_check.hpp"
#include "services/ports/programme_store.hpp"
#include "services/ports/review_store.hpp"
#include "services/project_endings.hpp"

namespace tributary::services {

using domain::Review;
using domain::ReviewId;
using domain::ReviewRecord;

namespace {

base::Done check_record(Transaction& tx, const domain::Project& project, ReviewRecord& record, base::Date today) {
  InputCheck check;
  check.words(record.reason, "/reason", 4000);
  if (record.held_on > today)
    check.note({.code = "date-in-future", .title = "That day hasn't come yet",
                .detail = "What was decided is recorded on the day or after it. Give today or an earlier day.", .field = "/held_on"});
  check.that(check_after_beginning(tx, project, record.held_on, "/held_on"));
  for (std::size_t i = 0; i < record.attended.size(); ++i) {
    check.name(record.attended[i], "/attended/" + std::to_string(i));
    std::ranges::replace(record.attended[i], '\n', ' ');  // one a line
  }
  for (std::size_t i = 0; i < record.help.size(); ++i) {
    const std::string at = "/help/" + std::to_string(i);
    check.name(record.help[i].what, at + "/what", 1000);
    check.name(record.help[i].who, at + "/who");
    if (record.help[i].by && *record.help[i].by < record.held_on)
      check.note({.code = "date-past", .title = "That is before the review", .detail = base::in_words(*record.help[i].by) + " had passed when help was promised. Check the year.",
                  .field = at + "/by_on"});
  }
  return check.done();
}

// A review day's record is of that day or later, never ahead of it.
base::Done check_on_day(const domain::ReviewDay& day, base::Date held_on, base::Date today) {
  if (day.on > today)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "review-day-ahead", .title = "That review day is still ahead",
                       .detail = "It is on " + base::in_words(day.on) + ". Record what is decided on the day or after it, or record a review that was held without the day.",
                       .field = "/review_day_id"});
  if (held_on < day.on)
    return base::fail({.code = "before-the-review-day", .title = "That is before the review day",
                       .detail = "The review day was on " + base::in_words(day.on) + ". Give that day or a later one.", .field = "/held_on"});
  return {};
}

// Of one project each date has one review; two programmes may review it on the same one.
base::Done check_once(Transaction& tx, domain::ProjectId project, std::optional<domain::ReviewDayId> day, base::Date held_on, std::optional<ReviewId> but = {}) {
  for (const Review& each : tx.reviews().of_project(project)) {
    const bool of_two_days = day && each.day && day != each.day;
    if (each.held() && each.id != but && each.record->held_on == held_on && !of_two_days)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "review-recorded", .title = "A review of that date is recorded already",
                         .detail = "The project has one of " + base::in_words(held_on) + ". Open that one to see what stands, and change it.", .field = "/held_on"});
  }
  return {};
}

base::Done require_chair(Relations relations) {
  if ((relations & team) == nobody) return {};
  return base::fail({.kind = base::ProblemKind::forbidden, .code = "reviews-oneself", .title = "Nobody reviews a project that they are of",
                     .detail = "You are of this project. An executive there or who leads its place, and isn't of it, chairs the review and records it."});
}

base::Result<Review> find_written(Transaction& tx, const Actor& actor, ReviewId id, Thing thing) {
  auto review = tx.reviews().find(id);
  const auto scope = review ? scope_of_text_project(tx, review->project) : std::nullopt;
  if (!scope || !review->record || !may_read(Thing::review, relations_of(actor, *scope))) return base::fail(not_found("review"));
  if (const auto may = require_write(thing, actor, *scope); !may) return base::fail(may.error());
  if (const auto chairs = require_chair(relations_of(actor, *scope)); !chairs && thing == Thing::review) return base::fail(chairs.error());
  return *std::move(review);
}

base::Result<Review> store(Transaction& tx, const Actor& actor, const Review& review, std::optional<domain::ReviewDayId> day,
                           ReviewRecord& record, base::Instant now, int expected) {
  record.recorded_by = actor.person;
  record.recorded = now;
  if (!tx.reviews().record(review.id, day, record, expected)) return base::fail(stale("review"));
  auto out = tx.reviews().find(review.id);
  tx.commit();
  return *std::move(out);
}

}  // namespace

bool may_chair(Relations relations) { return may_write(Thing::review, relations) && require_chair(relations).has_value(); }

std::optional<Review> review_ahead(Transaction& tx, domain::ProjectId project, std::optional<domain::ReviewDayId> day) {
  std::optional<Review> newest;
  for (Review& each : tx.reviews().of_project(project)) {
    if (each.held()) continue;
    if (day && each.day == day) return std::move(each);
    if (!newest) newest = std::move(each);
  }
  return newest;
}

base::Result<Review> record_review(const Context& context, const Actor& actor, domain::ProjectId id, std::optional<domain::ReviewDayId> day,
                                   ReviewRecord record) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto project = writable_project(*tx, actor, id, Thing::review);
  if (!project) return base::fail(project.error());
  if (const auto chairs = require_chair(relations_of(actor, scope_of_project(*tx, *project))); !chairs) return base::fail(chairs.error());
  const base::Date today = base::london_date(now);
  if (const auto good = check_record(*tx, *project, record, today); !good) return base::fail(good.error());
  if (day) {
    const auto found = tx->reviews().find_day(*day);
    const auto programme = found ? tx->programmes().find(found->programme) : std::nullopt;
    if (!programme || programme->deleted || found->deleted) return base::fail(unknown_reference("review day", "/review_day_id"));
    if (review_held_on(*tx, id, *day))
      return base::fail({.kind = base::ProblemKind::conflict, .code = "review-recorded", .title = "That review is recorded already",
                         .detail = "Somebody recorded it while you wrote. Open it again to see what stands, and change that.",
                         .field = "/review_day_id"});
    if (const auto good = check_on_day(*found, record.held_on, today); !good) return base::fail(good.error());
    const auto due = due_on(*tx, *found);
    if (std::ranges::find(due, id, &ProjectSummary::id) == due.end())
      return base::fail({.code = "not-due-that-day", .title = "The project isn't due on that day",
                         .detail = "It isn't in the programme's cohort, or had ended before. Record the review without the day.",
                         .field = "/review_day_id"});
  }
  if (const auto once = check_once(*tx, id, day, record.held_on); !once) return base::fail(once.error());
  auto review = review_ahead(*tx, id, day);
  if (!review) review = tx->reviews().find(tx->reviews().add(id));
  for (domain::Help& help : record.help) help.id = {};  // a new record takes no help from an earlier one
  return store(*tx, actor, *review, day, record, now, review->version);
}

base::Result<Review> update_review(const Context& context, const Actor& actor, ReviewId id, ReviewRecord record, int version) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto review = find_written(*tx, actor, id, Thing::review);
  if (!review) return review;
  if (!review->held()) return base::fail(not_found("review"));
  const base::Date today = base::london_date(now);
  if (const auto good = check_record(*tx, *tx->projects().find(review->project), record, today); !good) return base::fail(good.error());
  if (record.held_on != review->record->held_on) {
    const auto day = review->day ? tx->reviews().find_day(*review->day) : std::nullopt;
    if (day)
      if (const auto good = check_on_day(*day, record.held_on, today); !good) return base::fail(good.error());
    if (const auto once = check_once(*tx, review->project, review->day, record.held_on, id); !once) return base::fail(once.error());
  }
  return store(*tx, actor, *review, std::nullopt, record, now, version);
}

base::Done withdraw_review(const Context& context, const Actor& actor, ReviewId id, int version) {
  const auto tx = context.database.write();
  const auto review = find_written(*tx, actor, id, Thing::review);
  if (!review) return base::fail(review.error());
  if (!review->held()) return base::fail(not_found("review"));
  if (review->version != version) return base::fail(stale("review"));
  tx->reviews().set_withdrawn(id, context.clock.now());
  tx->commit();
  return {};
}

base::Result<Review> restore_review(const Context& context, const Actor& actor, ReviewId id) {
  const auto tx = context.database.write();
  const auto review = find_written(*tx, actor, id, Thing::review);
  if (!review) return review;
  if (review->withdrawn && review->day && review_held_on(*tx, review->project, *review->day))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "review-recorded", .title = "That review was recorded anew",
                       .detail = "Remove the newer record first, or keep it."});
  if (review->withdrawn)
    if (const auto once = check_once(*tx, review->project, review->day, review->record->held_on, id); !once) return base::fail(once.error());
  tx->reviews().set_withdrawn(id, std::nullopt);
  auto out = tx->reviews().find(id);
  tx->commit();
  return *std::move(out);
}

base::Result<std::vector<ReviewRecord>> review_versions(const Context& context, const Actor& actor, ReviewId id) {
  const auto tx = context.database.read();
  const auto review = tx->reviews().find(id);
  const auto scope = review ? scope_of_text_project(*tx, review->project) : std::nullopt;
  if (!scope || !review->record) return base::fail(not_found("review"));
  if (const auto may = require_read(Thing::review, actor, *scope); !may) return base::fail(may.error());
  return tx->reviews().versions(id);
}

base::Result<ReviewsOfProject> list_reviews(const Context& context, const Actor& actor, domain::ProjectId project) {
  const auto tx = context.database.read();
  const auto scope = scope_of_text_project(*tx, project);
  if (!scope) return base::fail(not_found("project"));
  if (const auto may = require_read(Thing::project, actor, *scope); !may) return base::fail(may.error());
  if (!may_read(Thing::review, relations_of(actor, *scope))) return ReviewsOfProject{};  // who sees the project and not these
  ReviewsOfProject out{.held = {}, .withdrawn = {}, .may_record = may_chair(relations_of(actor, *scope))};
  for (Review& each : tx->reviews().of_project(project)) {
    if (each.held()) out.held.push_back(std::move(each));
    else if (each.record && out.may_record) out.withdrawn.push_back(std::move(each));
  }
  std::ranges::stable_sort(out.held, std::ranges::greater{}, [](const Review& each) { return each.record->held_on; });
  return out;
}

base::Result<Review> set_help_outcome(const Context& context, const Actor& actor, ReviewId id, domain::HelpId help, domain::HelpOutcome outcome,
                                      int version) {
  const auto tx = context.database.write();
  const auto review = find_written(*tx, actor, id, Thing::help_outcome);
  if (!review) return review;
  const auto promised = std::ranges::find(review->record->help, help, &domain::Help::id);
  if (promised == review->record->help.end()) return base::fail(not_found("help"));
  if (promised->version != version) return base::fail(stale("help"));
  tx->reviews().set_outcome(help, outcome, actor.person, context.clock.now());
  auto out = tx->reviews().find(id);
  tx->commit();
  return *std::move(out);
}

base::Done prepare_review(const Context& context, const Actor& actor, domain::ProjectId id,
                          const std::vector<std::pair<std::string, TextDraft>>& words) {
  const auto tx = context.database.write();
  const auto project = writable_project(*tx, actor, id, Thing::text_indoors);
  if (!project) return base::fail(project.error());
  const auto ahead = review_ahead(*tx, id);
  const ReviewId review = ahead ? ahead->id : tx->reviews().add(id);
  for (const auto& [slot, draft] : words) {
    const domain::TextSubject subject{.project = id, .thing = domain::TextThing::review, .thing_id = review.value, .slot = slot};
    if (const auto put = put_text(*tx, actor, context.clock.now(), subject, draft, "/" + slot); !put) return put;
  }
  tx->commit();
  return {};
}

}  // namespace tributary::services
