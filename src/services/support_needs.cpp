#include "services/support_needs.hpp"

#include <algorithm>
#include <set>

#include "base/check.hpp"
#include "services/places.hpp"
#include "services/ports/programme_store.hpp"
#include "services/ports/review_store.hpp"
#include "services/problems.hpp"
#include "services/texts.hpp"

namespace tributary::services {

using domain::ProjectId;

namespace {

constexpr int most_missing = 200;

// Of two projects the one that has waited longer; those that wait for nothing come last, by name.
bool waits_longer(const SupportOfProject& a, const SupportOfProject& b) {
  if (a.reasons.empty() || b.reasons.empty())
    return a.reasons.empty() == b.reasons.empty() ? a.project.name < b.project.name : b.reasons.empty();
  return a.reasons.front().since < b.reasons.front().since;
}

std::vector<MissingMentor> with_names(Transaction& tx, const std::vector<WithoutMentor>& missing) {
  std::vector<MissingMentor> out;
  for (const WithoutMentor& each : missing)
    if (auto project = tx.projects().summary(each.project))
      out.push_back({.project = *std::move(project), .since = each.since ? std::optional(base::london_date(*each.since)) : std::nullopt});
  return out;
}

}  // namespace

SupportOfProject support_of(Transaction& tx, ProjectSummary project, base::Date today) {
  SupportOfProject out{.project = std::move(project)};
  const ProjectId id = out.project.id;
  bool any = false;
  for (domain::Programme& programme : tx.programmes().of_project(id)) {
    const auto set = tx.support().thresholds(programme.id);
    const domain::SupportThresholds theirs = set.empty() ? domain::SupportThresholds{} : set.front().thresholds;
    out.thresholds = any ? domain::soonest(out.thresholds, theirs) : theirs;
    any = true;
    out.programmes.push_back(std::move(programme));
  }
  domain::SupportFacts facts = tx.support().facts(id, today);
  if (out.project.state == domain::ProjectState::active) out.next_review = next_review_of(tx, id, out.project.review, today);
  if (out.next_review) facts.next_review = out.next_review->on;
  out.reasons = domain::reasons_for_support(facts, out.thresholds, today);
  out.last_session = facts.last_session;
  out.last_review = facts.last_review;
  for (const domain::SupportSession& session : tx.support().of_project(id)) {
    if (session.kind != domain::SessionKind::mentoring) continue;
    out.see_on = session.see_on;
    break;
  }
  out.without_mentor = tx.support().without_mentor(id).has_value();
  return out;
}

std::optional<NextReview> next_review_of(Transaction& tx, ProjectId project, const std::optional<base::Date>& own, base::Date today) {
  std::optional<NextReview> out;
  if (own && *own >= today) out = NextReview{.on = *own, .day = {}};
  if (auto day = tx.reviews().next_day(project, today)) {
    const auto held = tx.reviews().of_day(day->id);
    const bool done = std::ranges::any_of(held, [&](const domain::Review& each) { return each.project == project && each.held(); });
    if (done) day = tx.reviews().next_day(project, day->on + std::chrono::days(1));
    if (day && (!out || day->on <= out->on)) out = NextReview{.on = day->on, .day = day};
  }
  return out;
}

std::optional<base::Date> next_review_day(Transaction& tx, const Actor& actor, const ProjectSummary& project, base::Date today) {
  if (project.state != domain::ProjectState::active || !may_read(Thing::review_day, relations_of(actor, {}))) return std::nullopt;
  const auto next = next_review_of(tx, project.id, project.review, today);
  return next ? std::optional(next->on) : std::nullopt;
}

void note_next_reviews(Transaction& tx, const Actor& actor, std::vector<ProjectSummary>& projects, base::Date today) {
  for (ProjectSummary& each : projects) each.next_review = next_review_day(tx, actor, each, today);
}

std::vector<MissingMentor> missing_in(Transaction& tx, const Actor& actor, const domain::Programme& programme) {
  auto missing = tx.support().without_mentor_in(programme.id);
  // Of each project by its own place: a cohort's may be of several.
  std::erase_if(missing, [&](const WithoutMentor& each) {
    const auto scope = scope_of_text_project(tx, each.project);
    return !scope || !may_read(Thing::missing_mentor, relations_of(actor, *scope));
  });
  return with_names(tx, missing);
}

base::Result<MyWeek> my_week_of_support(const Context& context, const Actor& actor) {
  const base::Date today = base::london_date(context.clock.now());
  const auto tx = context.database.read();
  MyWeek out;
  std::set<std::int64_t> seen;
  for (const domain::Grant& grant : actor.grants) {
    if (grant.project && grant.role == domain::Role::mentor && seen.insert(grant.project->value).second) {
      auto project = tx->projects().summary(*grant.project);
      const auto scope = scope_of_text_project(*tx, *grant.project);  // none: the project was removed
      if (!project || !scope || project->state != domain::ProjectState::active) continue;
      if (!may_read(Thing::support_need, relations_of(actor, *scope))) continue;
      out.mentored.push_back(support_of(*tx, *std::move(project), today));
    }
    if (!grant.place || !may_read(Thing::missing_mentor, relations_of(actor, scope_of_place(*tx, *grant.place)))) continue;
    out.speaks_for_a_place = true;
    for (MissingMentor& each : with_names(*tx, tx->support().without_mentor_at(*grant.place, most_missing)))
      if (std::ranges::none_of(out.missing, [&](const MissingMentor& other) { return other.project.id == each.project.id; }))
        out.missing.push_back(std::move(each));
  }
  std::ranges::stable_sort(out.mentored, waits_longer);
  return out;
}

base::Result<SupportOfProject> support_of_project(const Context& context, const Actor& actor, ProjectId id) {
  const auto tx = context.database.read();
  const auto scope = scope_of_text_project(*tx, id);
  if (!scope) return base::fail(not_found("project"));
  if (const auto may = require_read(Thing::support_need, actor, *scope); !may) return base::fail(may.error());
  return support_of(*tx, *tx->projects().summary(id), base::london_date(context.clock.now()));
}

}  // namespace tributary::services
