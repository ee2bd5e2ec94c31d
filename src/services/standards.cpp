#include "services/standards.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/input_check.hpp"
#include "services/packages.hpp"
#include "services/places.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/projects.hpp"
#include "services/standard_page.hpp"

namespace tributary::services {

using domain::Standard;
using domain::StandardId;

namespace {

base::Done check_standard(Standard& standard) {
  InputCheck check;
  check.name(standard.name, "/name");
  check.words(standard.source, "/source", 2000);
  check_wording(check, standard.first);
  return check.done();
}

base::Result<Standard> writable(Transaction& tx, const Actor& actor, StandardId id) {
  auto stored = tx.standards().find(id);
  if (!stored) return base::fail(not_found("standard"));
  if (const auto may = require_write(Thing::standard, actor, scope_of_place(tx, stored->place)); !may) return base::fail(may.error());
  return *std::move(stored);
}

base::Done set_deleted(const Context& context, const Actor& actor, StandardId id, std::optional<int> version, bool deleted) {
  const auto tx = context.database.write();
  const auto stored = writable(*tx, actor, id);
  if (!stored) return base::fail(stored.error());
  if (deleted && stored->deleted) return base::fail(not_found("standard"));
  const auto at = deleted ? std::optional(context.clock.now()) : std::nullopt;
  if (stored->deleted != deleted && !tx->standards().set_deleted(id, at, version.value_or(stored->version))) return base::fail(stale("standard"));
  tx->commit();
  return {};
}

template <class Id>
base::Done refer(const Context& context, const Actor& actor, Transaction& tx, StandardId id, Id thing, bool refers) {
  const auto standard = tx.standards().find(id);
  if (!standard || standard->deleted) return base::fail(not_found("standard"));
  if (refers) tx.standards().refer(id, thing, actor.person, context.clock.now());
  else if (!tx.standards().unrefer(id, thing)) return base::fail(not_found("reference to this standard"));
  tx.commit();
  return {};
}

}  // namespace

void check_wording(InputCheck& check, domain::Wording& words) {
  check.name(words.rule, "/rule", 4000);
  check.words(words.fixed, "/fixed", 4000);
  check.words(words.yours, "/yours", 4000);
  check.words(words.why_here, "/why_here", 4000);
}

AmendmentInStandard in_standard(Transaction& tx, domain::Amendment amendment, const std::vector<domain::StandardVersion>& versions) {
  AmendmentInStandard out{.amendment = {}, .proposer = name_party(tx, amendment.proposer)};
  for (const domain::Position& each : latest_positions(tx, amendment.id))
    if (each.statement == amendment.stated().number && !(each.stance == domain::Stance::endorses && each.party == amendment.proposer)) ++(each.stance == domain::Stance::endorses ? out.endorsed : out.objected);
  out.needs_restating = domain::needs_restating(amendment, versions);
  out.amendment = std::move(amendment);
  return out;
}

std::vector<domain::Position> latest_positions(Transaction& tx, domain::AmendmentId id) {
  std::vector<domain::Position> out;
  for (domain::Position& each : tx.standards().positions_on(id)) {
    std::erase_if(out, [&](const domain::Position& earlier) { return earlier.party == each.party; });
    out.push_back(std::move(each));
  }
  return out;
}

StandardPage standard_page(Transaction& tx, const Actor& actor, Standard standard, base::Date today, bool whole) {
  StandardPage page;
  const Scope scope = scope_of_place(tx, standard.place);
  const auto place = tx.places().find(standard.place);
  page.place_name = place ? place->name : "";
  auto amendments = tx.standards().amendments_of(standard.id);
  page.versions = domain::versions_of(standard, amendments);
  page.in_force = domain::in_force_on(page.versions, today);
  for (domain::Amendment& each : amendments) page.amendments.push_back(in_standard(tx, std::move(each), page.versions));
  page.may_edit = may_write(Thing::standard, relations_of(actor, scope));
  if (whole) {
    page.objectives = tx.standards().objectives_of(standard.id);
    if (may_read(Thing::project, relations_of(actor, scope))) page.projects = tx.standards().projects_of(standard.id);
    for (PackageLine& each : tx.packages().lines_following(standard.id))
      if (may_read_line(actor, each)) page.packages.push_back({.id = each.id.value, .name = std::move(each.name), .place_name = std::move(each.place_name)});
    page.voices = voices_of(tx, actor, Thing::amendment, standard.place, today);
  }
  page.standard = std::move(standard);
  return page;
}

base::Result<StandardList> list_standards(const Context& context, const Actor& actor, const StandardsFilter& filter) {
  if (const auto may = require_read(Thing::standard, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  StandardList out;
  std::vector<Standard> found;
  if (filter.place) {
    if (!tx->places().find(*filter.place)) return base::fail(not_found("place"));
    found = tx->standards().at_place(*filter.place);
    out.may_add = may_write(Thing::standard, relations_of(actor, scope_of_place(*tx, *filter.place)));
  } else if (filter.objective) {
    const auto objective = tx->objectives().find(*filter.objective);
    if (!objective || objective->deleted) return base::fail(not_found("objective"));
    found = tx->standards().of_objective(*filter.objective);
    out.may_refer = may_write(Thing::objective, relations_of(actor, scope_of_place(*tx, objective->place)));
  } else {
    const auto project = filter.project ? tx->projects().find(*filter.project) : std::nullopt;
    if (!project || project->deleted) return base::fail(not_found("project"));
    const Scope scope = scope_of_project(*tx, *project);
    if (const auto may = require_read(Thing::project, actor, scope); !may) return base::fail(may.error());
    found = tx->standards().of_project(*filter.project);
    out.may_refer = may_write(Thing::project, relations_of(actor, scope));
  }
  const base::Date today = base::london_date(context.clock.now());
  for (Standard& each : found) out.standards.push_back(standard_page(*tx, actor, std::move(each), today, false));
  return out;
}

base::Result<StandardPage> find_standard(const Context& context, const Actor& actor, StandardId id) {
  if (const auto may = require_read(Thing::standard, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  auto standard = tx->standards().find(id);
  if (!standard || standard->deleted) return base::fail(not_found("standard"));
  return standard_page(*tx, actor, *std::move(standard), base::london_date(context.clock.now()), true);
}

base::Result<StandardPage> add_standard(const Context& context, const Actor& actor, Standard standard) {
  const auto tx = context.database.write();
  if (!tx->places().find(standard.place)) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto may = require_write(Thing::standard, actor, scope_of_place(*tx, standard.place)); !may) return base::fail(may.error());
  if (const auto good = check_standard(standard); !good) return base::fail(good.error());
  const base::Instant now = context.clock.now();
  const StandardId id = tx->standards().add(standard, actor.person, now);
  auto page = standard_page(*tx, actor, *tx->standards().find(id), base::london_date(now), true);
  tx->commit();
  return page;
}

base::Result<StandardPage> update_standard(const Context& context, const Actor& actor, Standard standard) {
  const auto tx = context.database.write();
  const auto stored = writable(*tx, actor, standard.id);
  if (!stored) return base::fail(stored.error());
  if (stored->deleted) return base::fail(not_found("standard"));
  if (standard.place != stored->place)
    return base::fail({.code = "place-fixed", .title = "A standard stays at its place",
                       .detail = "Agree a standard at the other place instead.", .field = "/place_id"});
  if (const auto good = check_standard(standard); !good) return base::fail(good.error());
  const bool reworded = standard.first != stored->first || standard.first_from != stored->first_from;
  if (reworded && !tx->standards().amendments_of(standard.id).empty())
    return base::fail({.kind = base::ProblemKind::conflict, .code = "standard-agreed", .title = "Its words are agreed",
                       .detail = "An amendment was proposed against this wording, so it stays as it is. Propose an amendment.", .field = "/rule"});
  if (!tx->standards().update(standard, standard.version)) return base::fail(stale("standard"));
  auto page = standard_page(*tx, actor, *tx->standards().find(standard.id), base::london_date(context.clock.now()), true);
  tx->commit();
  return page;
}

base::Done delete_standard(const Context& context, const Actor& actor, StandardId id, int version) {
  return set_deleted(context, actor, id, version, true);
}

base::Result<StandardPage> restore_standard(const Context& context, const Actor& actor, StandardId id) {
  if (const auto done = set_deleted(context, actor, id, {}, false); !done) return base::fail(done.error());
  return find_standard(context, actor, id);
}

base::Done set_reference(const Context& context, const Actor& actor, StandardId id, domain::ObjectiveId objective, bool refers) {
  const auto tx = context.database.write();
  const auto stored = tx->objectives().find(objective);
  if (!stored || stored->deleted) return base::fail(not_found("objective"));
  if (const auto may = require_write(Thing::objective, actor, scope_of_place(*tx, stored->place)); !may) return may;
  return refer(context, actor, *tx, id, objective, refers);
}

base::Done set_reference(const Context& context, const Actor& actor, StandardId id, domain::ProjectId project, bool refers) {
  const auto tx = context.database.write();
  const auto stored = tx->projects().find(project);
  if (!stored || stored->deleted) return base::fail(not_found("project"));
  if (const auto may = require_write(Thing::project, actor, scope_of_project(*tx, *stored)); !may) return may;
  return refer(context, actor, *tx, id, project, refers);
}

}  // namespace tributary::services
