// What services/charts.hpp declares of phases and ghosted points: a person's marks on a chart, each with its reason.
// Answers that rest on the limits they move are computed anew in the same transaction.
#include <algorithm>

#include "services/answers.hpp"
#include "services/charts.hpp"
#include "services/problems.hpp"
#include "services/signals.hpp"

namespace tributary::services {

using domain::Observation;

namespace {

bool has_point(const std::vector<Observation>& observations, base::Date on) {
  return std::ranges::binary_search(observations, on, {}, &Observation::on);
}

}  // namespace

base::Result<domain::Phase> add_phase(const Context& context, const Actor& actor, domain::Phase phase) {
  auto reason = read_name(phase.reason, "/reason", 1'000);
  if (!reason) return base::fail(reason.error());
  auto cause = read_words(phase.cause, "/cause", 1'000);
  if (!cause) return base::fail(cause.error());
  if (cause->empty() && !phase.cause_test)
    return base::fail({.code = "cause-missing", .title = "Limits are recalculated for a known cause",
                       .detail = "Name the test of change, or the event, that made the process a different one.", .field = "/cause"});
  phase.reason = *std::move(reason);
  phase.cause = *std::move(cause);

  const auto tx = context.database.write();
  const auto standing = find_writable(*tx, actor, phase.measure);
  if (!standing) return base::fail(standing.error());
  if (phase.cause_test && !tx->measures().is_test_of(*phase.cause_test, standing->measure.owner.project))
    return base::fail(unknown_reference("test of change in this project", "/cause_test_id"));
  if (!has_point(tx->measures().current(phase.measure), phase.starts))
    return base::fail({.code = "phase-start-unmatched", .title = "No point has that date",
                       .detail = base::in_words(phase.starts) + " is not the date of a point. Use the date of the first point of the new phase.",
                       .field = "/starts_on"});
  if (standing->measure.baseline_until && phase.starts <= *standing->measure.baseline_until)
    return base::fail({.code = "baseline-after-phase-start", .title = "That is within the baseline",
                       .detail = "The baseline ends on " + base::in_words(*standing->measure.baseline_until) +
                                 ". Begin the phase after it, or end the baseline earlier.", .field = "/starts_on"});
  for (const domain::Phase& each : tx->measures().phases(phase.measure))
    if (each.starts == phase.starts)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "phase-exists", .title = "A phase begins there already",
                         .detail = "Its reason is \"" + each.reason + "\". Remove it first, or choose another date.", .field = "/starts_on"});
  phase.decided_by = actor.person;
  phase.decided = context.clock.now();
  phase.id = tx->measures().add_phase(phase);
  settle(*tx, phase.measure, phase.decided);
  draw_due_signals(*tx);
  tx->commit();
  return phase;
}

base::Done remove_phase(const Context& context, const Actor& actor, domain::PhaseId id, bool removed) {
  const auto tx = context.database.write();
  const auto phase = tx->measures().find_phase(id);
  if (!phase) return base::fail(not_found("phase"));
  if (const auto standing = find_writable(*tx, actor, phase->measure); !standing) return base::fail(standing.error());
  if (!removed)
    for (const domain::Phase& each : tx->measures().phases(phase->measure))
      if (each.starts == phase->starts && each.id != id)
        return base::fail({.kind = base::ProblemKind::conflict, .code = "phase-exists", .title = "A phase begins there already",
                           .detail = "Remove that one first."});
  const base::Instant now = context.clock.now();
  tx->measures().set_phase_removed(id, removed, actor.person, now);
  settle(*tx, phase->measure, now);
  draw_due_signals(*tx);
  tx->commit();
  return {};
}

base::Result<domain::Ghost> add_ghost(const Context& context, const Actor& actor, domain::Ghost ghost) {
  auto reason = read_name(ghost.reason, "/reason", 1'000);
  if (!reason) return base::fail(reason.error());
  ghost.reason = *std::move(reason);
  const auto tx = context.database.write();
  const auto standing = find_writable(*tx, actor, ghost.measure);
  if (!standing) return base::fail(standing.error());
  if (!has_point(tx->measures().current(ghost.measure), ghost.on))
    return base::fail({.code = "observation-unknown", .title = "No point has that date",
                       .detail = base::in_words(ghost.on) + " is not the date of a point.", .field = "/on"});
  for (const domain::Ghost& each : tx->measures().ghosts(ghost.measure))
    if (each.on == ghost.on)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "ghost-exists", .title = "That point is left out already",
                         .detail = "The reason given was \"" + each.reason + "\".", .field = "/on"});
  ghost.made_by = actor.person;
  ghost.made = context.clock.now();
  ghost.id = tx->measures().add_ghost(ghost);
  settle(*tx, ghost.measure, ghost.made);
  draw_due_signals(*tx);
  tx->commit();
  return ghost;
}

base::Done remove_ghost(const Context& context, const Actor& actor, domain::GhostId id, bool removed) {
  const auto tx = context.database.write();
  const auto ghost = tx->measures().find_ghost(id);
  if (!ghost) return base::fail(not_found("ghosted point"));
  if (const auto standing = find_writable(*tx, actor, ghost->measure); !standing) return base::fail(standing.error());
  if (!removed)
    for (const domain::Ghost& each : tx->measures().ghosts(ghost->measure))
      if (each.on == ghost->on && each.id != id)
        return base::fail({.kind = base::ProblemKind::conflict, .code = "ghost-exists", .title = "That point is left out already",
                           .detail = "It has been left out again since."});
  const base::Instant now = context.clock.now();
  tx->measures().set_ghost_removed(id, removed, actor.person, now);
  settle(*tx, ghost->measure, now);
  draw_due_signals(*tx);
  tx->commit();
  return {};
}

}  // namespace tributary::services
