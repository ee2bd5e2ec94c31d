#include "services/progress.hpp"

#include <algorithm>
#include <set>

#include "services/ports/measure_store.hpp"
#include "services/ports/signal_store.hpp"
#include "services/problems.hpp"
#include "services/projects.hpp"

namespace tributary::services {

using domain::DriverKind;
using domain::Observation;
using domain::Role;

namespace {

// +1 where a phase begins at that point with a better centre than the one before, -1 with a worse, else 0.
int step_at(const measure::Chart& chart, std::size_t point, domain::Direction better) {
  if (point == 0 || chart.readings[point].phase == chart.readings[point - 1].phase) return 0;
  const measure::Limits& before = chart.limits_at(point - 1);
  const measure::Limits& after = chart.limits_at(point);
  if (before.known == measure::Known::nothing || after.known == measure::Known::nothing || before.centre == after.centre) return 0;
  const bool up = after.centre > before.centre;
  return up == (better == domain::Direction::up) ? 1 : -1;
}

// While what is kept is due.
domain::ChartFacts draw_facts(Transaction& tx, const domain::Measure& measure) {
  const auto observations = tx.measures().current(measure.id);
  const auto chart = lines_of(measure, observations, tx.measures().ghosts(measure.id), tx.measures().phases(measure.id));
  return chart_facts(chart ? &*chart : nullptr, observations, measure.direction);
}

// Adds what the charts of the project's measures show. Balancing measures watch for harm: they can't show that it works.
void add_chart_facts(Transaction& tx, const domain::Aim& aim, const ProgressParts& parts, domain::ProgressFacts& facts) {
  for (const domain::Measure& each : parts.measures) {
    const auto kept = parts.charts.find(each.id);
    const domain::ChartFacts shown = kept != parts.charts.end() ? kept->second : draw_facts(tx, each);
    ++facts.measures;
    facts.measures_with_target += each.targets.empty() ? 0 : 1;
    facts.measures_charted += shown.values >= domain::charted_points ? 1 : 0;
    if (aim.measured == each.id) facts.gap_closed = gap_closed(aim, shown.recent);
    if (!shown.improved || each.kind == domain::MeasureKind::balancing) continue;
    facts.signal_of_improvement = true;
    facts.points_since_shift = std::max(facts.points_since_shift.value_or(0), shown.points_since);
  }
  // The aim may be read on a published measure of the place.
  if (aim.measured && !facts.gap_closed)
    if (const auto found = tx.measures().find(*aim.measured); found && found->measure.owner.place && found->measure.published) {
      const auto kept = tx.signals().facts(found->measure.id);
      facts.gap_closed = gap_closed(aim, (kept ? *kept : draw_facts(tx, found->measure)).recent);
    }
}

int count_people(const std::vector<Member>& members) {
  std::set<domain::PersonId> people;
  for (const Member& each : members)
    if (each.grant.role != Role::mentor) people.insert(each.grant.person);
  return static_cast<int>(people.size());
}

void count_tests(const std::vector<TestOfProject>& tests, domain::ProgressFacts& facts) {
  for (const TestOfProject& each : tests) {
    ++facts.tests_planned;
    facts.tests_started += each.started ? 1 : 0;
    facts.tests_finished += each.started && !each.decision.empty() ? 1 : 0;
    facts.tests_taken_on += each.decision == "adopt" || each.decision == "adapt" ? 1 : 0;
    facts.tests_adopted += each.decision == "adopt" ? 1 : 0;
  }
}

std::optional<double> mean_of_last_three(const std::vector<Observation>& observations) {
  double sum = 0;
  int count = 0;
  for (auto each = observations.rbegin(); each != observations.rend() && count < 3; ++each)
    if (each->value) {
      sum += *each->value;
      ++count;
    }
  if (count == 0) return std::nullopt;
  return sum / count;
}

}  // namespace

domain::ChartFacts chart_facts(const measure::Chart* chart, const std::vector<Observation>& observations, domain::Direction better) {
  domain::ChartFacts out{.recent = mean_of_last_three(observations)};
  out.values = static_cast<int>(std::ranges::count_if(observations, [](const Observation& each) { return each.value.has_value(); }));
  for (std::size_t end = observations.size(); end > 0 && out.trail.empty(); --end) {
    if (!observations[end - 1].value) continue;
    out.latest = observations[end - 1].on;
    for (std::size_t i = end > domain::longest_trail ? end - domain::longest_trail : 0; i < end; ++i) out.trail.push_back(observations[i].value);
  }
  if (chart == nullptr || better == domain::Direction::neither) return out;
  for (std::size_t i = 0; i < chart->readings.size() && i < observations.size(); ++i) {
    const int step = step_at(*chart, i, better);
    const measure::Meaning meaning = chart->readings[i].meaning;
    const bool back = step < 0 || meaning == measure::Meaning::concern;
    const bool forward = step > 0 || meaning == measure::Meaning::improvement;
    if (back) {
      out.improved = false;
      out.points_since = 0;
    } else if (out.improved && observations[i].value) {
      ++out.points_since;
    } else if (forward) {
      out.improved = true;
    }
  }
  return out;
}

std::optional<double> gap_closed(const domain::Aim& aim, std::optional<double> recent) {
  if (!recent || !aim.from || !aim.to || *aim.from == *aim.to) return std::nullopt;
  return (*recent - *aim.from) / (*aim.to - *aim.from);
}

domain::Progress progress_of(Transaction& tx, const domain::Project& project, const ProgressParts& parts) {
  domain::ProgressFacts facts;
  facts.members = count_people(parts.members);
  facts.aim_measurable = domain::is_measurable(project.aim_in_numbers);
  for (const DriverWithTests& each : parts.drivers) {
    facts.primary_drivers += each.driver.kind == DriverKind::primary ? 1 : 0;
    facts.change_ideas += each.driver.kind == DriverKind::change_idea ? 1 : 0;
  }
  count_tests(parts.tests, facts);
  for (const domain::LaterCheck& each : parts.later_checks) {
    facts.checks_held += each.result == domain::CheckResult::held ? 1 : 0;
    facts.checks_slipped += each.result == domain::CheckResult::slipped ? 1 : 0;
  }
  facts.finished = project.state == domain::ProjectState::finished;
  add_chart_facts(tx, project.aim_in_numbers, parts, facts);
  return domain::assess_progress(facts, tx.projects().team_answers(project.id));
}

base::Result<domain::Progress> answer_question(const Context& context, const Actor& actor, domain::ProjectId id,
                                               std::string_view question, bool yes, int version) {
  if (domain::find_question(question) == nullptr)
    return base::fail({.kind = base::ProblemKind::not_found, .code = "question-unknown", .title = "There is no such question",
                       .detail = "The progress scale asks the team only what its table says; the rest is computed."});
  const auto tx = context.database.write();
  const auto project = writable_project(*tx, actor, id, Thing::team_answer);
  if (!project) return base::fail(project.error());
  const auto answers = tx->projects().team_answers(id);
  const auto said = answers.find(question);
  if ((said == answers.end() ? 0 : said->second.version) != version) return base::fail(stale("team's answer"));
  tx->projects().set_team_answer(id, question, yes, actor.person, context.clock.now());
  auto out = progress_of(*tx, *project,
                         {.members = members_of(*tx, id), .drivers = diagram_of(*tx, id),
                          .measures = tx->measures().of({.place = {}, .project = id, .person = {}}), .charts = tx->signals().facts_of(id),
                          .tests = tx->projects().tests(id), .later_checks = tx->projects().later_checks(id)});
  tx->commit();
  return out;
}

}  // namespace tributary::services
