#include "services/measures.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/london.hpp"
#include "services/answers.hpp"
#include "services/charts.hpp"
#include "services/drawn_series.hpp"
#include "services/measure_settings.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/project_store.hpp"
#include "services/problems.hpp"
#include "services/signals.hpp"
#include "services/targets.hpp"

namespace tributary::services {

using domain::Measure;
using domain::MeasureId;
using domain::Owner;

namespace {

Thing thing_to_read(const Measure& measure) {
  if (measure.owner.person) return Thing::sandbox_measure;
  if (measure.published) return Thing::published_measure;
  return measure.owner.project ? Thing::private_measure : Thing::place_measure;
}

Thing thing_to_write(const Owner& owner, bool published) {
  if (owner.person) return Thing::sandbox_measure;
  if (owner.place) return Thing::place_measure;
  return published ? Thing::published_measure : Thing::private_measure;
}

Thing publication_of(const Owner& owner) { return owner.place ? Thing::place_publication : Thing::publication; }

base::Result<MeasureView> view_again(Transaction& tx, const Actor& actor, MeasureId id) {
  auto now = tx.measures().find(id);
  base::check(now.has_value(), "a measure that was just written is there");
  return view_of(actor, *std::move(now));
}

// From one owner to another; commits.
base::Result<MeasureView> give_to(Transaction& tx, const Actor& actor, StandingMeasure stored, const Owner& to, int expected, base::Instant now) {
  Measure moved = stored.measure;
  moved.owner = to;
  if (!tx.measures().update(moved, expected)) return base::fail(stale("measure"));
  auto view = view_again(tx, actor, moved.id);
  log_settings(tx, actor, stored.measure, moved, now);
  draw_due_signals(tx);
  tx.commit();
  return view;
}

base::Done read_words_of(Transaction& tx, Measure& measure) {
  auto name = read_name(measure.name, "/name");
  if (!name) return base::fail(name.error());
  auto definition = read_words(measure.definition, "/definition", 4'000);
  if (!definition) return base::fail(definition.error());
  auto unit = read_words(measure.unit, "/unit", 40);
  if (!unit) return base::fail(unit.error());
  auto source = read_words(measure.source, "/source", 1'000);
  if (!source) return base::fail(source.error());
  measure.name = *std::move(name);
  measure.definition = *std::move(definition);
  measure.unit = *std::move(unit);
  measure.source = *std::move(source);
  if (!measure::profile_named(measure.profile))
    return base::fail({.code = "profile-unknown", .title = "There is no such chart profile",
                       .detail = "\"" + measure.profile.substr(0, 40) + "\" is not one of: " + measure::profile_names() + ".",
                       .field = "/profile"});
  if (measure.organisation && !tx.organisations().find(*measure.organisation))
    return base::fail(unknown_reference("organisation", "/organisation_id"));
  return domain::check_measure(measure);
}

// A chart needs values that it can take; where some are none, they are gaps with a caution.
base::Done check_charted(domain::ChartKind chart, const std::vector<domain::Observation>& observations) {
  const auto values = std::ranges::count_if(observations, [](const domain::Observation& each) { return each.value.has_value(); });
  if (values == 0 || std::ranges::any_of(observations, [&](const domain::Observation& each) { return can_be_charted(chart, each); })) return {};
  const std::string these = values == 1 ? "Its one value" : "None of its " + std::to_string(values) + " values";
  return base::fail({.kind = base::ProblemKind::conflict, .code = "chart-without-data", .title = "That chart has nothing to draw",
                     .detail = domain::needs_parts(chart)
                                   ? these + (values == 1 ? " has no" : " has a") + " numerator and denominator, which this chart is drawn from. Enter them, "
                                     "or choose an XmR or a run chart."
                                   : these + (values == 1 ? " is below 0" : " is 0 or above") + ", as this chart needs. Mend them, or choose an XmR or a run chart.",
                     .field = "/chart"});
}

// Of a measure that isn't a project's: what rests on it, and whether it is locked, may be for other eyes than the reader's.
base::Problem rested_on(std::string field) {
  return {.kind = base::ProblemKind::conflict, .code = "measure-rested-on", .title = "Others rest on this measure",
          .detail = "What others have built on it, an aim, a package or a test of change, would lose its footing. It stays as it is: make another measure to say otherwise.",
          .field = std::move(field)};
}

}  // namespace

bool may_read_measure(const Actor& actor, const StandingMeasure& standing) {
  return may_read(thing_to_read(standing.measure), relations_of(actor, standing.scope));
}

bool may_read_notes(const Actor& actor, const StandingMeasure& standing) {
  const Owner& owner = standing.measure.owner;
  const Thing thing = owner.person ? Thing::sandbox_measure : owner.place ? Thing::place_measure : Thing::value_note;
  return may_read(thing, relations_of(actor, standing.scope));
}

base::Done require_measure_write(const Actor& actor, const StandingMeasure& standing) {
  const Measure& m = standing.measure;
  return require_write(thing_to_write(m.owner, m.published.has_value()), actor, standing.scope);
}

MeasureView view_of(const Actor& actor, StandingMeasure standing) {
  const Relations relations = relations_of(actor, standing.scope);
  const Measure& m = standing.measure;
  const bool may_edit = may_write(thing_to_write(m.owner, m.published.has_value()), relations);
  const bool may_publish = !m.owner.person && may_write(publication_of(m.owner), relations);
  return {.measure = std::move(standing.measure), .may_edit = may_edit, .may_publish = may_publish};
}

base::Result<StandingMeasure> find_readable(Transaction& tx, const Actor& actor, MeasureId id) {
  auto standing = tx.measures().find(id);
  if (!standing || !may_read_measure(actor, *standing)) return base::fail(not_found("measure"));
  // What belongs to a deleted project goes with it, and comes back with it.
  if (standing->measure.owner.project && !tx.measures().scope_of(standing->measure.owner)) return base::fail(not_found("measure"));
  return *std::move(standing);
}

base::Result<StandingMeasure> find_writable(Transaction& tx, const Actor& actor, MeasureId id) {
  auto standing = find_readable(tx, actor, id);
  if (!standing) return standing;
  if (const auto may = require_measure_write(actor, *standing); !may) return base::fail(may.error());
  return standing;
}

std::string home_of(Transaction& tx, const Actor& actor, const Owner& owner) {
  if (owner.person) return "sandbox";
  if (owner.place) {
    const auto place = tx.places().find(*owner.place);
    return place ? place->name : std::string();
  }
  if (!owner.project || !may_read(Thing::project, relations_of(actor, {}))) return {};
  const auto project = tx.projects().find(*owner.project);
  return project ? project->name : std::string();
}

base::Done require_owner(Transaction& tx, const Actor& actor, const Owner& owner) {
  if (!owner.one())
    return base::fail({.code = "owner-missing", .title = "A measure belongs to one place, one project or one person",
                       .detail = "Name the place or the project, not both; name neither for your own sandbox.",
                       .field = "/project_id"});
  const auto scope = tx.measures().scope_of(owner);
  if (!scope)
    return base::fail(owner.place ? unknown_reference("place", "/place_id") : unknown_reference("project", "/project_id"));
  return require_write(thing_to_write(owner, false), actor, *scope);
}

base::Result<MeasureView> find_measure(const Context& context, const Actor& actor, MeasureId id) {
  const auto tx = context.database.read();
  auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  return view_of(actor, *std::move(standing));
}

base::Result<MeasureList> list_measures(const Context& context, const Actor& actor, const Owner& owner, int limit, int offset,
                                        const std::string& words) {
  const auto tx = context.database.read();
  const auto scope = tx->measures().scope_of(owner);
  if (!scope) return base::fail(not_found(owner.place ? "place" : "project"));
  const Relations relations = relations_of(actor, *scope);
  const bool all = may_read(owner.person ? Thing::sandbox_measure : owner.place ? Thing::place_measure : Thing::private_measure,
                            relations);
  if (owner.person && !all) return base::fail(not_found("sandbox"));
  const bool published = may_read(Thing::published_measure, relations);
  if (!all && !published) return MeasureList{};
  auto found = tx->measures().list({.owner = owner, .published_only = !all, .words = words, .limit = limit, .offset = offset});
  MeasureList out{.total = found.total};
  for (Measure& each : found.measures) out.measures.push_back(view_of(actor, {.measure = std::move(each), .scope = *scope}));
  return out;
}

base::Result<MeasureList> search_measures(const Context& context, const Actor& actor, const MeasureSearch& wanted) {
  const auto tx = context.database.read();
  if (wanted.projects_of && !tx->places().find(*wanted.projects_of)) return base::fail(not_found("place"));
  MeasuresFound found = tx->measures().search(wanted);
  MeasureList out{.total = found.total};
  for (StandingMeasure& each : found.measures)
    if (may_read_measure(actor, each)) out.measures.push_back(view_of(actor, std::move(each)));
  return out;
}

base::Result<MeasureView> add_measure(const Context& context, const Actor& actor, Measure measure) {
  const auto tx = context.database.write();
  if (const auto may = require_owner(*tx, actor, measure.owner); !may) return base::fail(may.error());
  if (const auto good = read_words_of(*tx, measure); !good) return base::fail(good.error());
  measure.created_by = actor.person;
  const MeasureId id = tx->measures().add(measure, context.clock.now());
  auto view = view_again(*tx, actor, id);
  draw_due_signals(*tx);
  tx->commit();
  return view;
}

base::Result<MeasureView> update_measure(const Context& context, const Actor& actor, Measure measure) {
  const auto tx = context.database.write();
  const auto stored = find_writable(*tx, actor, measure.id);
  if (!stored) return base::fail(stored.error());
  const Measure& was = stored->measure;
  measure.owner = was.owner;
  measure.series_key = was.series_key;
  if (!measure.small_numbers) measure.small_numbers = was.small_numbers;  // what was decided about the public stands until it is decided anew
  const base::Instant now = context.clock.now();
  const auto wanted = measure.targets.empty() ? std::nullopt : measure.targets.front().value;
  if (wanted == domain::target_on(was.targets, base::london_date(now))) measure.targets = was.targets;
  if (const auto good = read_words_of(*tx, measure); !good) return base::fail(good.error());
  if ((measure.quantity != was.quantity || measure.scale != was.scale) && tx->measures().has_observations(measure.id))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "quantity-fixed", .title = "What it counts in is fixed by its data",
                       .detail = "It has observations, stored as a " + std::string(base::word(was.quantity)) +
                                 ". Make another measure to count in another way.", .field = "/quantity"});
  if (measure.chart != was.chart)
    if (const auto good = check_charted(measure.chart, tx->measures().current(measure.id)); !good) return base::fail(good.error());
  const bool another = measure.direction != was.direction || measure.interval != was.interval;
  if (another && tx->measures().has_locked_prediction(measure.id) && !was.owner.project)
    return base::fail(rested_on(measure.direction != was.direction ? "/direction" : "/interval"));
  if (another && tx->measures().has_locked_prediction(measure.id))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "measure-predicted", .title = "A locked prediction rests on this measure",
                       .detail = "Which way is better, and how often it is measured, decide the prediction's answer and stay as they "
                                 "are. Make another measure to say otherwise.",
                       .field = measure.direction != was.direction ? "/direction" : "/interval"});
  if (measure.interval != was.interval)
    if (const auto good = one_a_period(measure, {}, tx->measures().current(measure.id), "/interval"); !good) return base::fail(good.error());
  if (!tx->measures().update(measure, measure.version)) return base::fail(stale("measure"));
  if (const auto set = set_plain_target(*tx, actor, was, wanted, now); !set) return base::fail(set.error());
  auto view = view_again(*tx, actor, measure.id);
  log_settings(*tx, actor, was, view->measure, now);
  if (another) lock_seen(*tx, measure.id, now);  // a date stands for other days now
  settle(*tx, measure.id, now);
  draw_due_signals(*tx);
  tx->commit();
  return view;
}

base::Done delete_measure(const Context& context, const Actor& actor, MeasureId id, int expected) {
  const auto tx = context.database.write();
  const auto stored = find_writable(*tx, actor, id);
  if (!stored) return base::fail(stored.error());
  if (tx->measures().is_predicted(id) && !stored->measure.owner.project) return base::fail(rested_on(""));
  if (tx->measures().is_predicted(id))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "measure-predicted", .title = "A test of change may rest on this measure",
                       .detail = "The answer of a prediction could be lost. Keep the measure; a team that has predicted it can remove its prediction while it is open."});
  if (!tx->measures().set_deleted(id, expected, context.clock.now())) return base::fail(stale("measure"));
  draw_due_signals(*tx);
  tx->commit();
  return {};
}

base::Result<MeasureView> restore_measure(const Context& context, const Actor& actor, MeasureId id) {
  const auto tx = context.database.write();
  const auto stored = tx->measures().find_deleted(id);
  if (!stored || !may_read_measure(actor, *stored)) return base::fail(not_found("measure"));
  if (const auto may = require_measure_write(actor, *stored); !may) return base::fail(may.error());
  (void)tx->measures().set_deleted(id, stored->measure.version, std::nullopt);
  auto view = view_again(*tx, actor, id);
  draw_due_signals(*tx);
  tx->commit();
  return view;
}

base::Result<MeasureView> publish_measure(const Context& context, const Actor& actor, MeasureId id, int expected, bool published) {
  const auto tx = context.database.write();
  const auto stored = find_readable(*tx, actor, id);
  if (!stored) return base::fail(stored.error());
  if (stored->measure.owner.person)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "sandbox-unpublished", .title = "A sandbox isn't published",
                       .detail = "Move the measure into a project or a place first; there it can be published."});
  if (const auto may = require_write(publication_of(stored->measure.owner), actor, stored->scope); !may) return base::fail(may.error());
  const auto at = published ? std::optional(context.clock.now()) : std::nullopt;
  if (!tx->measures().set_published(id, expected, at, actor.person)) return base::fail(stale("measure"));
  auto view = view_again(*tx, actor, id);
  log_settings(*tx, actor, stored->measure, view->measure, context.clock.now());
  draw_due_signals(*tx);
  tx->commit();
  return view;
}

base::Result<MeasureView> move_measure(const Context& context, const Actor& actor, MeasureId id, const Owner& to, int expected) {
  const auto tx = context.database.write();
  auto stored = find_writable(*tx, actor, id);
  if (!stored) return base::fail(stored.error());
  if (!stored->measure.owner.person || to.person)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "not-in-sandbox", .title = "Only a sandbox's measure moves",
                       .detail = "It moves out of your sandbox into one project or one place, and stays there."});
  if (const auto may = require_owner(*tx, actor, to); !may) return base::fail(may.error());
  return give_to(*tx, actor, *std::move(stored), to, expected, context.clock.now());
}

base::Result<MeasureView> take_back_move(const Context& context, const Actor& actor, MeasureId id, int expected) {
  const auto tx = context.database.write();
  auto stored = find_writable(*tx, actor, id);
  if (!stored) return base::fail(stored.error());
  if (stored->measure.version != expected) return base::fail(stale("measure"));
  const Owner own{.place = {}, .project = {}, .person = actor.person};
  const auto changes = tx->measures().setting_changes(id);
  const auto moved = std::ranges::find(changes, "owner", [](const LoggedSetting& each) -> const std::string& { return each.change.setting; });
  if (moved == changes.end() || moved->change.before != owner_text(own) || stored->measure.owner.person)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "not-your-move", .title = "Only who moved it takes it back",
                       .detail = "It didn't come from your sandbox."});
  if (stored->measure.published)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "measure-published", .title = "It is published",
                       .detail = "Take the publication back first; then it can go back into your sandbox."});
  if (tx->measures().is_rested_on(id))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "measure-rested-on", .title = "Others rest on it by now",
                       .detail = "A prediction, an aim or a package speaks of this measure, and would lose it. It stays where it is."});
  return give_to(*tx, actor, *std::move(stored), own, expected, context.clock.now());
}

}  // namespace tributary::services
