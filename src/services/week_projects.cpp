// What a week is told of one project, to who has a role in it.
#include <algorithm>

#include "services/adoptions.hpp"
#include "services/answer_basis.hpp"
#include "services/policy.hpp"
#include "services/ports/package_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/standard_store.hpp"
#include "services/ports/support_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/support_needs.hpp"
#include "services/texts.hpp"
#include "services/week.hpp"

namespace tributary::services {

using domain::ProjectId;

namespace {

// One project, to one person.
struct Here {
  WeekGathering& in;
  const ProjectSummary& project;
  Relations relations;

  [[nodiscard]] bool reads(Thing thing) const { return may_read(thing, relations); }
  [[nodiscard]] bool writes(Thing thing) const { return may_write(thing, relations); }
  [[nodiscard]] WeekItem item(WeekKind kind, base::Date on, std::int64_t id, std::string name) const {
    return {.kind = kind, .part = WeekPart::waiting, .on = on, .project = project.id, .project_name = project.name, .id = id,
            .name = std::move(name), .who = {}, .says = {}, .verdict = {}};
  }
};

void gather_prediction(const Here& here, const domain::Test& test, const domain::Prediction& prediction) {
  if (prediction.deleted || !prediction.lock) return;
  const auto answers = here.in.tx.predictions().answers(prediction.id);
  const domain::Answer* stands = domain::standing_answer(answers);
  const domain::Measure measure = predicted_measure(here.in.tx, prediction.measure);
  const base::Date due = domain::due_on(measure.interval, prediction);
  if (stands == nullptr) {
    if (here.reads(Thing::open_prediction)) here.in.due(here.item(WeekKind::prediction_due, due, test.id.value, test.name));
    return;
  }
  const domain::Answer& answer = *stands;
  WeekItem told = here.item(WeekKind::prediction_answered, base::london_date(answer.computed), test.id.value, test.name);
  told.verdict = domain::verdict_word(answer.verdict, measure.direction);
  // Of no value there is nothing to judge; of a time before the test nobody is asked whether it was the change.
  const bool to_judge = answer.verdict != domain::Verdict::no_value && !(test.started_on && due < *test.started_on);
  if (to_judge && here.writes(Thing::judgement) && here.in.tx.predictions().judgements(answer.id).empty()) {
    told.kind = WeekKind::answer_to_judge;
    here.in.add(std::move(told));
  } else if (here.reads(Thing::answered_prediction)) {
    here.in.happened(std::move(told));
  }
}

void gather_tests(const Here& here) {
  for (const domain::Test& test : here.in.tx.tests().of_project(here.project.id)) {
    const auto told = [&](WeekKind kind, base::Date on) { return here.item(kind, on, test.id.value, test.name); };
    if (here.writes(Thing::test)) switch (test.state()) {
        case domain::TestState::planned:
          if (test.planned_from) here.in.due(told(WeekKind::test_to_start, *test.planned_from));
          break;
        case domain::TestState::running:
          if (test.planned_to) here.in.due(told(WeekKind::test_to_end, *test.planned_to));
          break;
        case domain::TestState::done: here.in.due(told(WeekKind::test_to_decide, *test.ended_on)); break;
        case domain::TestState::decided: break;
      }
    for (const domain::Prediction& prediction : here.in.tx.predictions().of_test(test.id)) gather_prediction(here, test, prediction);
  }
}

void gather_measures(const Here& here, const domain::SupportFacts& facts) {
  if (!here.writes(Thing::private_measure)) return;
  for (const domain::SupportFacts::Watched& measure : facts.measures)
    if (const auto on = domain::next_observation_due(measure.interval, measure.last.value_or(measure.since)))
      here.in.due(here.item(WeekKind::observation_due, *on, measure.id.value, measure.name));
}

void gather_sessions(const Here& here) {
  if (!here.reads(Thing::support_attendance)) return;
  bool latest = true;
  for (const domain::SupportSession& session : here.in.tx.support().of_project(here.project.id)) {
    here.in.happened(here.item(WeekKind::session_held, session.held_on, session.id.value, session.topic));
    if (session.kind != domain::SessionKind::mentoring) continue;
    if (latest && session.see_on) here.in.due(here.item(WeekKind::next_step_to_see, *session.see_on, session.id.value, ""));
    latest = false;
  }
}

// The team's own measures wait already, each by itself; its mentor hears of them here.
void gather_reasons(const Here& here, const SupportOfProject& support) {
  if (!here.reads(Thing::support_need)) return;
  for (const domain::SupportReason& reason : support.reasons) {
    if (reason.kind == domain::ReasonKind::no_observation && here.writes(Thing::private_measure)) continue;
    WeekItem told = here.item(WeekKind::project_quiet, reason.since, 0, "");
    told.part = WeekPart::ageing;
    told.says = reason.says;
    here.in.add(std::move(told));
  }
}

void gather_review(const Here& here, const SupportOfProject& support) {
  if (!support.next_review || support.next_review->on > here.in.week.today + in_sight) return;
  WeekItem told = here.item(WeekKind::review_ahead, support.next_review->on, support.next_review->day ? support.next_review->day->id.value : 0, "");
  told.part = WeekPart::ahead;
  here.in.add(std::move(told));
}

void gather_later_checks(const Here& here) {
  if (!here.writes(Thing::later_check)) return;
  for (const domain::LaterCheck& check : here.in.tx.projects().later_checks(here.project.id))
    if (!check.result) here.in.due(here.item(WeekKind::later_check_due, check.due, 0, ""));
}

// What became of the package that the project took on, for those who work with it.
void gather_adopted(const Here& here) {
  PackageStore& packages = here.in.tx.packages();
  const auto id = packages.adoption_of_project(here.project.id);
  if (!id || !here.reads(Thing::adoption_record)) return;
  const auto adoption = packages.find_adoption(*id);
  const auto package = packages.find(adoption->package);
  if (!package || package->deleted) return;
  const auto versions = packages.versions(package->id);
  const auto adopted = std::ranges::find(versions, adoption->package_version, &domain::PackageVersion::id);
  const base::Date lately = here.in.week.today - news_lasts;
  const auto tell = [&](WeekKind kind, base::Instant at, const std::string& name) {
    WeekItem told = here.item(kind, base::london_date(at), package->id.value, name);
    told.part = WeekPart::happened;
    if (told.on >= lately) here.in.add(std::move(told));
  };
  for (const domain::UpstreamProposal& each : packages.proposals_from(*id)) {
    if (each.state == domain::UpstreamProposalState::open || !each.answered) continue;
    tell(each.state == domain::UpstreamProposalState::taken ? WeekKind::package_proposal_taken : WeekKind::package_proposal_declined, *each.answered,
         adopted->name);
  }
  if (package->state == domain::PackageState::withdrawn) return tell(WeekKind::package_withdrawn, package->withdrawal->at, adopted->name);
  for (auto newest = versions.rbegin(); newest != versions.rend() && newest->number > adopted->number; ++newest)
    if (newest->published) return tell(WeekKind::package_renewed, *newest->published, newest->name);
}

// What an adoption is asked for: under which conditions it sets out, while nothing has come of it; then what became of its components.
void gather_adoption(const Here& here) {
  PackageStore& packages = here.in.tx.packages();
  const auto id = packages.adoption_of_project(here.project.id);
  if (!id || !here.writes(Thing::adoption_record)) return;
  const auto adoption = packages.find_adoption(*id);
  const auto version = packages.find_version(adoption->package_version);
  const auto first = first_result_of(here.in.tx, *adoption);
  if (!first && !adoption->conditions_recorded)
    here.in.add(here.item(WeekKind::conditions_to_record, adoption->on, id->value, version->name));
  const bool told = std::ranges::all_of(version->components, [&](const domain::Component& each) {
    return std::ranges::find(adoption->components, each.slot, &domain::ComponentFate::slot) != adoption->components.end();
  });
  if (!told) here.in.due(here.item(WeekKind::components_to_tell, std::min(first.value_or(adoption->on + told_after), adoption->on + told_after), id->value, version->name));
}

// A draft that lacks something, to who writes it for the project.
void gather_drafts(const Here& here) {
  if (!here.writes(Thing::package_draft)) return;
  for (const PackageLine& package : here.in.tx.packages().lines_of_project(here.project.id))
    if (auto draft = draft_of(here.in, package.id); draft && draft->kind == WeekKind::package_to_finish)
      here.in.add(*std::move(draft));
}

void gather_proposals(const Here& here) {
  if (!here.writes(Thing::package_proposal)) return;
  for (const PackageLine& package : here.in.tx.packages().lines_of_project(here.project.id))
    for (const domain::UpstreamProposal& proposal : here.in.tx.packages().proposals_to(package.id)) {
      if (proposal.state != domain::UpstreamProposalState::open) continue;
      WeekItem told = here.item(WeekKind::package_proposal, base::london_date(proposal.made), package.id.value, package.name);
      told.who = proposal.place_name;
      here.in.add(std::move(told));
    }
}

void gather_lead(const Here& here) {
  const auto lead = here.in.tx.people().lead_to_see(here.project.id, here.in.actor.person);
  if (!lead) return;
  WeekItem told = here.item(WeekKind::lead_given, base::london_date(lead->since), 0, "");
  told.who = lead->by_name;
  here.in.add(std::move(told));
}

void gather_standards(const Here& here) {
  for (const domain::Standard& standard : here.in.tx.standards().of_project(here.project.id))
    for (const domain::Amendment& each : here.in.tx.standards().amendments_of(standard.id))
      gather_change(here.in, standard, each, here.item(WeekKind::standard_changes, {}, standard.id.value, standard.name), true);
}

}  // namespace

void gather_project(WeekGathering& in, ProjectId id) {
  const auto project = in.tx.projects().summary(id);
  const auto scope = scope_of_text_project(in.tx, id);
  if (!project || !scope) return;  // it was removed
  const Here here{.in = in, .project = *project, .relations = relations_of(in.actor, *scope)};
  gather_lead(here);
  gather_adopted(here);
  gather_proposals(here);
  gather_drafts(here);
  if (project->state != domain::ProjectState::active) return gather_later_checks(here);
  gather_adoption(here);
  gather_tests(here);
  gather_measures(here, in.tx.support().facts(id, in.week.today));
  gather_sessions(here);
  const SupportOfProject support = support_of(in.tx, *project, in.week.today);
  gather_reasons(here, support);
  gather_review(here, support);
  gather_standards(here);
}

}  // namespace tributary::services
