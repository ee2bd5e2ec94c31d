#include "services/progress.hpp"

#include <algorithm>

#include "services/ports/measure_store.hpp"
#include "services/problems.hpp"
#include "services/projects.hpp"

namespace tributary::services {

using domain::Observation;

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

// Adds what the charts of the project's measures show. Balancing measures watch for harm: they can't show that it works.
void add_chart_facts(Transaction& tx, const domain::Project& project, domain::ProgressFacts& facts) {
  const domain::Owner owner{.place = {}, .project = project.id, .person = {}};
  for (const domain::Measure& each : tx.measures().of(owner)) {
    const bool is_aim = project.aim_in_numbers.measured == each.id;
    const bool can_improve = each.direction != domain::Direction::neither && each.kind != domain::MeasureKind::balancing;
    if (!is_aim && !can_improve) continue;
    const auto observations = tx.measures().current(each.id);
    if (is_aim) facts.gap_closed = gap_closed(project.aim_in_numbers, observations);
    if (!can_improve) continue;
    const auto drawing = draw(each, observations, tx.measures().ghosts(each.id), tx.measures().phases(each.id));
    if (!drawing) continue;  // too few values to draw
    const auto found = improvement_on(drawing->chart, observations, each.direction);
    if (!found.improved) continue;
    facts.signal_of_improvement = true;
    facts.points_since_shift = std::max(facts.points_since_shift.value_or(0), found.points_since);
  }
  // The aim may be read on a published measure of the place.
  if (project.aim_in_numbers.measured && !facts.gap_closed)
    if (const auto found = tx.measures().find(*project.aim_in_numbers.measured); found && found->measure.owner.place)
      facts.gap_closed = gap_closed(project.aim_in_numbers, tx.measures().current(*project.aim_in_numbers.measured));
}

}  // namespace

ImprovementOnChart improvement_on(const measure::Chart& chart, const std::vector<Observation>& observations, domain::Direction better) {
  ImprovementOnChart out;
  if (better == domain::Direction::neither) return out;
  for (std::size_t i = 0; i < chart.readings.size() && i < observations.size(); ++i) {
    const int step = step_at(chart, i, better);
    const measure::Meaning meaning = chart.readings[i].meaning;
    const bool back = step < 0 || meaning == measure::Meaning::concern;
    const bool forward = step > 0 || meaning == measure::Meaning::improvement;
    if (back) out = {};
    else if (out.improved && observations[i].value) ++out.points_since;
    else if (forward) out.improved = true;
  }
  return out;
}

std::optional<double> gap_closed(const domain::Aim& aim, const std::vector<Observation>& observations) {
  if (!aim.from || !aim.to || *aim.from == *aim.to) return std::nullopt;
  double sum = 0;
  int count = 0;
  for (auto each = observations.rbegin(); each != observations.rend() && count < 3; ++each)
    if (each->value) {
      sum += *each->value;
      ++count;
    }
  if (count == 0) return std::nullopt;
  return (sum / count - *aim.from) / (*aim.to - *aim.from);
}

domain::Progress progress_of(Transaction& tx, const domain::Project& project) {
  domain::ProgressFacts facts = tx.projects().counted_facts(project.id);
  facts.aim_measurable = domain::is_measurable(project.aim_in_numbers);
  facts.finished = project.state == domain::ProjectState::finished;
  if (facts.measures > 0 || project.aim_in_numbers.measured) add_chart_facts(tx, project, facts);
  return domain::assess_progress(facts, tx.projects().team_answers(project.id));
}

base::Result<domain::Progress> answer_question(const Context& context, const Actor& actor, domain::ProjectId id,
                                               std::string_view question, bool yes) {
  if (domain::find_question(question) == nullptr)
    return base::fail({.kind = base::ProblemKind::not_found, .code = "question-unknown", .title = "There is no such question",
                       .detail = "The progress scale asks the team only what its table says; the rest is computed."});
  const auto tx = context.database.write();
  const auto project = writable_project(*tx, actor, id, Thing::team_answer);
  if (!project) return base::fail(project.error());
  tx->projects().set_team_answer(id, question, yes, actor.person, context.clock.now());
  auto out = progress_of(*tx, *project);
  tx->commit();
  return out;
}

}  // namespace tributary::services
