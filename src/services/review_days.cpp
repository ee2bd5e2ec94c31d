// The days on which programmes review, and who is due on them.
#include <algorithm>

#include "base/check.hpp"
#include "services/input_check.hpp"
#include "services/places.hpp"
#include "services/ports/programme_store.hpp"
#include "services/ports/review_store.hpp"
#include "services/reviews.hpp"

namespace tributary::services {

using domain::Programme;
using domain::ReviewDay;
using domain::ReviewDayId;

namespace {

// How far back an ending is told where no review day went before.
constexpr std::chrono::days first_look_back{92};

base::Result<Programme> programme_of(Transaction& tx, domain::ProgrammeId id) {
  auto programme = tx.programmes().find(id);
  if (!programme || programme->deleted) return base::fail(not_found("programme"));
  return *std::move(programme);
}

struct DayFound {
  ReviewDay day;
  Programme programme;
};

base::Result<DayFound> find_day(Transaction& tx, ReviewDayId id) {
  auto day = tx.reviews().find_day(id);
  if (!day) return base::fail(not_found("review day"));
  auto programme = programme_of(tx, day->programme);
  if (!programme) return base::fail(not_found("review day"));
  return DayFound{.day = *std::move(day), .programme = *std::move(programme)};
}

base::Result<DayFound> writable_day(Transaction& tx, const Actor& actor, ReviewDayId id) {
  auto found = find_day(tx, id);
  if (!found) return found;
  if (const auto may = require_write(Thing::review_day, actor, scope_of_place(tx, found->programme.place)); !may)
    return base::fail(may.error());
  return found;
}

bool anything_held(Transaction& tx, ReviewDayId id) {
  return std::ranges::any_of(tx.reviews().of_day(id), &domain::Review::held);
}

base::Problem held_already() {
  return {.kind = base::ProblemKind::conflict, .code = "review-day-held", .title = "That day has been held",
          .detail = "Decisions were recorded on it, so its date stays. Remove those first if they belong to another day.", .field = "/on_date"};
}

base::Done check_day(ReviewDay& day, std::optional<base::Date> before, base::Date today) {
  InputCheck check;
  check.words(day.note, "/note", 500);
  if (day.on < today && before != day.on)
    check.note({.code = "date-past", .title = "That day is past",
                .detail = "A review day is announced ahead. A review that has been held is recorded on its project's page.",
                .field = "/on_date"});
  return check.done();
}

base::Done check_alone(Transaction& tx, const ReviewDay& day) {
  for (const ReviewDay& each : tx.reviews().days_of(day.programme))
    if (each.on == day.on && each.id != day.id)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "review-day-taken", .title = "The programme reviews on that day already",
                         .detail = "It has a review day on " + base::in_words(day.on) + ". Change that one, or choose another date.", .field = "/on_date"});
  return {};
}

DayInProgramme in_programme(Transaction& tx, ReviewDay day, const Programme& programme) {
  DayInProgramme out{.day = std::move(day), .programme_name = programme.name, .illustrative = programme.illustrative};
  // Those that ended are told of on the day; only what is under way, or was reviewed on it, counts as due.
  out.due = static_cast<int>(std::ranges::count_if(due_on(tx, out.day), [&](const ProjectSummary& each) {
    return each.state == domain::ProjectState::active || review_held_on(tx, each.id, out.day.id).has_value();
  }));
  out.held = static_cast<int>(std::ranges::count_if(tx.reviews().of_day(out.day.id), &domain::Review::held));
  return out;
}

ReviewDayPage page_of(Transaction& tx, const Actor& actor, const DayFound& found) {
  const Scope place = scope_of_place(tx, found.programme.place);
  ReviewDayPage out{.at = in_programme(tx, found.day, found.programme), .due = {},
                    .may_edit = may_write(Thing::review_day, relations_of(actor, place)),
                    .may_record = may_write(Thing::review, relations_of(actor, place))};
  for (ProjectSummary& project : due_on(tx, found.day)) {
    Scope scope = scope_of_place(tx, project.place);
    scope.project = project.id;
    auto review = may_read(Thing::review, relations_of(actor, scope)) ? review_held_on(tx, project.id, found.day.id) : std::nullopt;
    out.due.push_back({.project = std::move(project), .review = std::move(review)});
  }
  return out;
}

}  // namespace

std::vector<ProjectSummary> due_on(Transaction& tx, const ReviewDay& day) {
  base::Date since = day.on - first_look_back;
  for (const ReviewDay& other : tx.reviews().days_of(day.programme))
    if (other.on < day.on) {
      since = other.on;
      break;  // the latest first
    }
  std::vector<ProjectSummary> out;
  const auto held = tx.reviews().of_day(day.id);
  const auto programme = tx.programmes().find(day.programme);
  base::check(programme.has_value(), "a review day's programme is stored");
  for (const domain::CohortMember& member : programme->cohort) {
    const bool reviewed = std::ranges::any_of(held, [&](const domain::Review& each) { return each.project == member.project && each.held(); });
    const bool in_it = member.joined <= day.on && (!member.left || *member.left > day.on);
    if (!reviewed && !in_it) continue;
    const auto project = tx.projects().find(member.project);
    if (!project || project->deleted) continue;
    const bool tells = project->state == domain::ProjectState::active || (project->ended && *project->ended > since);
    if (!reviewed && !tells) continue;
    if (auto summary = tx.projects().summary(member.project)) out.push_back(*std::move(summary));
  }
  std::ranges::sort(out, {}, &ProjectSummary::name);
  return out;
}

std::optional<domain::Review> review_held_on(Transaction& tx, domain::ProjectId project, ReviewDayId day) {
  for (domain::Review& each : tx.reviews().of_day(day))
    if (each.project == project && each.held()) return std::move(each);
  return std::nullopt;
}

std::vector<DayInProgramme> days_in(Transaction& tx, domain::ProgrammeId id) {
  std::vector<DayInProgramme> out;
  const auto programme = tx.programmes().find(id);
  if (!programme) return out;
  for (ReviewDay& day : tx.reviews().days_of(id)) out.push_back(in_programme(tx, std::move(day), *programme));
  return out;
}

base::Result<std::vector<DayInProgramme>> list_review_days(const Context& context, const Actor& actor, domain::ProgrammeId id) {
  if (const auto may = require_read(Thing::review_day, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  if (const auto programme = programme_of(*tx, id); !programme) return base::fail(programme.error());
  return days_in(*tx, id);
}

base::Result<ReviewDayPage> find_review_day(const Context& context, const Actor& actor, ReviewDayId id) {
  if (const auto may = require_read(Thing::review_day, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  const auto found = find_day(*tx, id);
  if (!found) return base::fail(found.error());
  if (found->day.deleted) return base::fail(not_found("review day"));
  return page_of(*tx, actor, *found);
}

base::Result<ReviewDayPage> add_review_day(const Context& context, const Actor& actor, ReviewDay day) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto programme = programme_of(*tx, day.programme);
  if (!programme) return base::fail(programme.error());
  if (const auto may = require_write(Thing::review_day, actor, scope_of_place(*tx, programme->place)); !may) return base::fail(may.error());
  if (const auto good = check_day(day, std::nullopt, base::london_date(now)); !good) return base::fail(good.error());
  if (const auto alone = check_alone(*tx, day); !alone) return base::fail(alone.error());
  day.id = tx->reviews().add_day(day, actor.person, now);
  auto out = page_of(*tx, actor, *find_day(*tx, day.id));
  tx->commit();
  return out;
}

base::Result<ReviewDayPage> update_review_day(const Context& context, const Actor& actor, ReviewDay day) {
  const auto tx = context.database.write();
  auto found = writable_day(*tx, actor, day.id);
  if (!found) return base::fail(found.error());
  if (found->day.deleted) return base::fail(not_found("review day"));
  if (const auto good = check_day(day, found->day.on, base::london_date(context.clock.now())); !good) return base::fail(good.error());
  if (const auto alone = check_alone(*tx, {.id = day.id, .programme = found->day.programme, .on = day.on}); !alone) return base::fail(alone.error());
  if (day.on != found->day.on && anything_held(*tx, day.id)) return base::fail(held_already());
  if (!tx->reviews().update_day(day, day.version)) return base::fail(stale("review day"));
  auto out = page_of(*tx, actor, *find_day(*tx, day.id));
  tx->commit();
  return out;
}

base::Done delete_review_day(const Context& context, const Actor& actor, ReviewDayId id, int version) {
  const auto tx = context.database.write();
  const auto found = writable_day(*tx, actor, id);
  if (!found) return base::fail(found.error());
  if (found->day.deleted) return base::fail(not_found("review day"));
  if (anything_held(*tx, id)) return base::fail(held_already());
  if (!tx->reviews().set_day_deleted(id, context.clock.now(), version)) return base::fail(stale("review day"));
  tx->commit();
  return {};
}

base::Result<ReviewDayPage> restore_review_day(const Context& context, const Actor& actor, ReviewDayId id) {
  const auto tx = context.database.write();
  const auto found = writable_day(*tx, actor, id);
  if (!found) return base::fail(found.error());
  if (const auto alone = check_alone(*tx, found->day); !alone) return base::fail(alone.error());
  if (found->day.deleted) base::check(tx->reviews().set_day_deleted(id, std::nullopt, found->day.version), "one writer: the version stands");
  auto out = page_of(*tx, actor, *find_day(*tx, id));
  tx->commit();
  return out;
}

}  // namespace tributary::services
