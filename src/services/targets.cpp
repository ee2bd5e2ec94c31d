#include "services/targets.hpp"

#include <algorithm>

#include "base/london.hpp"
#include "base/text.hpp"
#include "services/measures.hpp"
#include "services/problems.hpp"
#include "services/signals.hpp"

namespace tributary::services {

using domain::Target;

namespace {

std::string started(const std::optional<base::Date>& starts) { return starts ? "on " + base::in_words(*starts) : "without a date"; }

// One a day, so that there is no question which holds.
base::Done only_one_starts(const domain::Measure& measure, const std::optional<base::Date>& starts) {
  const auto found = std::ranges::find(measure.targets, starts, &Target::starts);
  if (found == measure.targets.end()) return {};
  return base::fail({.kind = base::ProblemKind::conflict, .code = "target-exists", .title = "A target starts there already",
                     .detail = "One starts " + started(starts) + ". Take it back first, or choose another date.", .field = "/starts_on"});
}

}  // namespace

base::Result<Target> add_target(const Context& context, const Actor& actor, Target target) {
  auto reason = read_name(target.reason, "/reason", 1'000);
  if (!reason) return base::fail(reason.error());
  target.reason = *std::move(reason);
  const auto tx = context.database.write();
  const auto standing = find_writable(*tx, actor, target.measure);
  if (!standing) return base::fail(standing.error());
  if (const auto good = domain::check_target(standing->measure, target); !good) return base::fail(good.error());
  if (const auto good = only_one_starts(standing->measure, target.starts); !good) return base::fail(good.error());
  target.made_by = actor.person;
  target.made = context.clock.now();
  target.id = tx->measures().add_target(target);
  draw_due_signals(*tx);
  tx->commit();
  return target;
}

base::Done remove_target(const Context& context, const Actor& actor, domain::TargetId id, bool removed) {
  const auto tx = context.database.write();
  const auto target = tx->measures().find_target(id);
  if (!target) return base::fail(not_found("target"));
  const auto standing = find_writable(*tx, actor, target->measure);
  if (!standing) return base::fail(standing.error());
  const auto& now = standing->measure.targets;
  const bool in_force = std::ranges::find(now, id, &Target::id) != now.end();
  if (removed != in_force) return {};
  if (!removed) {
    if (const auto good = only_one_starts(standing->measure, target->starts); !good) return base::fail(good.error());
    // The measure may count in another way by now.
    if (const auto good = domain::check_target(standing->measure, *target); !good) return base::fail(good.error());
  }
  tx->measures().set_target_removed(id, removed, actor.person, context.clock.now());
  draw_due_signals(*tx);
  tx->commit();
  return {};
}

base::Done set_plain_target(Transaction& tx, const Actor& actor, const domain::Measure& was, std::optional<double> target, base::Instant now) {
  const auto in_force = domain::target_on(was.targets, base::london_date(now));
  if (target == in_force) return {};
  const bool dated = std::ranges::any_of(was.targets, [](const Target& each) { return each.starts.has_value(); });
  if (dated)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "targets-dated", .title = "This measure's targets have dates",
                       .detail = "One number can't say from when it holds. Leave the target at " + (in_force ? base::to_text(*in_force) : std::string("nothing")) +
                                 " here, which is what holds today, and set the new one, with its date and a reason, on the measure's page.",
                       .field = "/target"});
  for (const Target& each : was.targets) tx.measures().set_target_removed(each.id, true, actor.person, now);
  if (target) tx.measures().add_target({.id = {}, .measure = was.id, .starts = {}, .value = target, .ends = {}, .end_value = {}, .reason = {}, .made_by = actor.person, .made = now});
  return {};
}

}  // namespace tributary::services
