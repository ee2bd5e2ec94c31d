#include "services/project_endings.hpp"

#include <algorithm>

#include "services/answer_basis.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::Project;
using domain::ProjectId;
using domain::ProjectState;

namespace {

base::Result<base::Date> end_date(Transaction& tx, const Project& project, std::optional<base::Date> said, base::Date today) {
  if (said && *said > today)
    return base::fail({.code = "date-future", .title = "The end is in the future",
                       .detail = base::in_words(*said) + " is after today. End the project on the day, or say when it ended.",
                       .field = "/ended_on"});
  if (const base::Date began = beginning_of(tx, project); said && *said < began)
    return base::fail({.code = "ends-before-it-begins", .title = "The end is before the beginning",
                       .detail = "The project began on " + base::in_words(began) + "; " + base::in_words(*said) + " is before that. Check the year.",
                       .field = "/ended_on"});
  return said.value_or(today);
}

base::Result<Project> active_project(Transaction& tx, const Actor& actor, ProjectId id) {
  auto project = writable_project(tx, actor, id, Thing::project_ending);
  if (project && project->state != ProjectState::active)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "project-ended", .title = "The project has ended already",
                       .detail = "It is " + std::string(base::word(project->state)) + ". Reopen it first."});
  return project;
}

bool has_learnt(Transaction& tx, ProjectId id) {
  return std::ranges::any_of(tx.texts().about(domain::TextThing::project, id.value), [](const domain::FreeText& text) {
    return text.subject.slot == "learnt" && !text.deleted;
  });
}

void save(Transaction& tx, const Actor& actor, const Project& project, base::Instant now) {
  base::check(tx.projects().update(project, actor.person, project.version, now), "one writer: the version stands");
}

}  // namespace

std::vector<StillOpen> still_open(Transaction& tx, ProjectId project) {
  std::vector<StillOpen> out;
  for (const domain::Test& test : tx.tests().of_project(project)) {
    const auto open = [&](StillOpenKind kind, std::string measure) { out.push_back({.kind = kind, .test = test.id, .test_name = test.name, .measure_name = std::move(measure)}); };
    if (test.state() == domain::TestState::running) open(StillOpenKind::test_running, "");
    if (test.state() == domain::TestState::done) open(StillOpenKind::test_to_decide, "");
    for (const domain::Prediction& each : tx.predictions().of_test(test.id)) {
      if (each.deleted) continue;
      const auto answers = tx.predictions().answers(each.id);
      const domain::Answer* stands = domain::standing_answer(answers);
      if (stands == nullptr) open(StillOpenKind::prediction_unanswered, predicted_measure(tx, each.measure).name);
      else if (stands->verdict != domain::Verdict::no_value && tx.predictions().judgements(stands->id).empty())
        open(StillOpenKind::answer_unjudged, predicted_measure(tx, each.measure).name);
    }
  }
  return out;
}

base::Date beginning_of(Transaction& tx, const Project& project) {
  using namespace std::chrono_literals;
  constexpr base::Date before_all = std::chrono::sys_days{1y / 1 / 1};
  base::Date out = base::london_date(project.created);
  for (const TestOfProject& each : tx.projects().tests(project.id))
    if (each.started) out = std::min(out, *each.started);
  for (const domain::Measure& each : tx.measures().of({.place = {}, .project = project.id, .person = {}}))
    if (const auto first = tx.measures().first_value_ever_after(each.id, before_all)) out = std::min(out, *first);
  return out;
}

base::Done check_after_beginning(Transaction& tx, const Project& project, base::Date held_on, std::string_view field) {
  const base::Date began = beginning_of(tx, project);
  if (held_on >= base::add_months(began, -12)) return {};
  return base::fail({.code = "before-the-beginning", .title = "That is long before the project began",
                     .detail = "The earliest on record of it is of " + base::in_words(began) + "; " + base::in_words(held_on) + " is more than a year before that. Check the year.",
                     .field = std::string(field)});
}

base::Result<ProjectInPlace> finish_project(const Context& context, const Actor& actor, ProjectId id, std::string owner_after,
                                            std::optional<base::Date> ended) {
  const base::Instant now = context.clock.now();
  auto owner = read_name(owner_after, "/owner_after");
  if (!owner) return base::fail(owner.error());
  const auto tx = context.database.write();
  auto project = active_project(*tx, actor, id);
  if (!project) return base::fail(project.error());
  const auto on = end_date(*tx, *project, ended, base::london_date(now));
  if (!on) return base::fail(on.error());
  project->state = ProjectState::finished;
  project->ended = *on;
  project->owner_after = *std::move(owner);
  save(*tx, actor, *project, now);
  tx->projects().add_later_checks(id, *on, domain::later_checks_of(*on));
  auto out = in_place(*tx, id);
  tx->commit();
  return out;
}

base::Result<ProjectInPlace> stop_project(const Context& context, const Actor& actor, ProjectId id, const TextDraft& learnt,
                                          std::optional<base::Date> ended) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  auto project = active_project(*tx, actor, id);
  if (!project) return base::fail(project.error());
  const auto on = end_date(*tx, *project, ended, base::london_date(now));
  if (!on) return base::fail(on.error());
  const domain::TextSubject subject{.project = id, .thing = domain::TextThing::project, .thing_id = id.value, .slot = "learnt"};
  if (learnt.body.empty() && has_learnt(*tx, id)) {
    // stopped once more
  } else if (auto text = write_text(*tx, actor, now, subject, learnt, ""); !text) {
    if (text.error().field == "/body") text.error().field = "/learnt";
    return base::fail(text.error());
  }
  project->state = ProjectState::stopped;
  project->ended = *on;
  save(*tx, actor, *project, now);
  auto out = in_place(*tx, id);
  tx->commit();
  return out;
}

base::Result<ProjectInPlace> reopen_project(const Context& context, const Actor& actor, ProjectId id) {
  const auto tx = context.database.write();
  auto project = writable_project(*tx, actor, id, Thing::project_ending);
  if (!project) return base::fail(project.error());
  if (project->state == ProjectState::active)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "project-active", .title = "The project hasn't ended",
                       .detail = "There is nothing to reopen."});
  project->state = ProjectState::active;
  project->ended.reset();
  project->owner_after.clear();
  save(*tx, actor, *project, context.clock.now());
  auto out = in_place(*tx, id);
  tx->commit();
  return out;
}

namespace {

// Stores the result of a check, or that it has none.
base::Result<std::vector<domain::LaterCheck>> set_later_check(const Context& context, const Actor& actor, ProjectId id, int months,
                                                              std::optional<domain::CheckResult> result, const std::optional<TextDraft>& words, int version) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto project = writable_project(*tx, actor, id, Thing::later_check);
  if (!project) return base::fail(project.error());
  if (project->state != ProjectState::finished)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "project-not-finished", .title = "The project isn't finished",
                       .detail = "Later checks are of a finished change."});
  const auto checks = tx->projects().later_checks(id);
  const auto check = std::ranges::find(checks, months, &domain::LaterCheck::months);
  if (check == checks.end())
    return base::fail({.kind = base::ProblemKind::not_found, .code = "check-unknown", .title = "There is no such check",
                       .detail = "Checks are made after 6, 12 and 24 months."});
  if (check->due > base::london_date(now))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "check-not-due", .title = "It is too early for this check",
                       .detail = "It is due on " + base::in_words(check->due) + "."});
  if (check->version != version) return base::fail(stale("check"));
  domain::LaterCheck said{.months = months, .due = check->due, .result = result, .recorded_by = {}, .recorded_by_name = {}, .recorded_at = {}};
  if (result) {
    said.recorded_by = actor.person;
    said.recorded_at = now;
  }
  tx->projects().record_later_check(id, *project->ended, said);
  if (words) {
    const domain::TextSubject subject{.project = id, .thing = domain::TextThing::project, .thing_id = id.value, .slot = "held_" + std::to_string(months)};
    if (const auto put = put_text(*tx, actor, now, subject, *words, "/words"); !put) return base::fail(put.error());
  }
  auto out = tx->projects().later_checks(id);
  tx->commit();
  return out;
}

}  // namespace

base::Result<std::vector<domain::LaterCheck>> record_later_check(const Context& context, const Actor& actor, ProjectId id,
                                                                 int months, domain::CheckResult result, const std::optional<TextDraft>& words, int version) {
  return set_later_check(context, actor, id, months, result, words, version);
}

base::Result<std::vector<domain::LaterCheck>> take_back_later_check(const Context& context, const Actor& actor, ProjectId id, int months,
                                                                    int version) {
  return set_later_check(context, actor, id, months, std::nullopt, std::nullopt, version);
}

}  // namespace tributary::services
