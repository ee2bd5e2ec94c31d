// Amendments: proposing, restating, endorsing, objecting, deciding.
#include <algorithm>
#include <iterator>

#include "base/check.hpp"
#include "services/input_check.hpp"
#include "services/places.hpp"
#include "services/ports/measure_store.hpp"
#include "services/standard_page.hpp"

namespace tributary::services {

using domain::Amendment;
using domain::AmendmentId;
using domain::AmendmentState;
using domain::Standard;

namespace {

// An amendment with its standard and that one's versions, as they are now.
struct Found {
  Amendment amendment;
  Standard standard;
  std::vector<domain::StandardVersion> versions;
};

base::Result<Found> find(Transaction& tx, AmendmentId id) {
  auto amendment = tx.standards().find_amendment(id);
  auto standard = amendment ? tx.standards().find(amendment->standard) : std::nullopt;
  if (!standard || standard->deleted) return base::fail(not_found("amendment"));
  auto versions = domain::versions_of(*standard, tx.standards().amendments_of(standard->id));
  return Found{.amendment = *std::move(amendment), .standard = *std::move(standard), .versions = std::move(versions)};
}

base::Done require_open(const Amendment& amendment) {
  if (amendment.state == AmendmentState::open) return {};
  return base::fail({.kind = base::ProblemKind::conflict, .code = "amendment-closed", .title = "This amendment isn't open any more",
                     .detail = "It was " + std::string(base::word(amendment.state)) + ". Take that back first, or propose another."});
}

base::Done check_draft(Transaction& tx, AmendmentDraft& draft, const std::vector<domain::StandardVersion>& versions) {
  InputCheck check;
  check.name(draft.name, "/name");
  check.words(draft.why, "/why", 4000);
  check_wording(check, draft.wording);
  if (draft.evidence.empty())
    check.note({.code = "evidence-missing", .title = "Say what speaks for it",
                .detail = "Add at least one piece of evidence: words or a figure, with where it comes from.", .field = "/evidence"});
  std::size_t i = 0;
  for (domain::AmendmentEvidence& each : draft.evidence) {
    const std::string at = "/evidence/" + std::to_string(i++);
    check.name(each.says, at + "/says", 2000);
    check.words(each.source, at + "/source", 2000);
    check.words(each.link, at + "/link", 2000);
    check.that(domain::check_link(each.link, at + "/link"));
    const auto measure = each.measure ? tx.measures().find(*each.measure) : std::nullopt;
    if (each.measure && (!measure || !measure->measure.published)) check.note(unknown_reference("published measure", at + "/measure_id"));
  }
  const domain::StandardVersion& newest = versions.back();
  if (draft.base != newest.number)
    check.note({.kind = base::ProblemKind::conflict, .code = "base-not-newest", .title = "A newer version has been agreed",
                .detail = "Version " + std::to_string(newest.number) + " is the newest now. Read it, then say what you would change in it.",
                .field = "/base"});
  else if (draft.wording == newest.wording)
    check.note({.code = "amends-nothing", .title = "Nothing would change",
                .detail = "The words are those of version " + std::to_string(newest.number) + ". Change them, or leave it.", .field = "/rule"});
  return check.done();
}

// Of another party than the standard's place: in its own name one may speak and decide.
std::optional<domain::Party> other_voice(Transaction& tx, const Actor& actor, const Found& found) {
  for (const domain::Position& each : tx.standards().positions_on(found.amendment.id))
    if (each.by == actor.person && each.party.place != found.standard.place) return each.party;
  return std::nullopt;
}

AmendmentPage page_of(Transaction& tx, const Context& context, const Actor& actor, AmendmentId id) {
  auto found = find(tx, id);
  base::check(found.has_value(), "an amendment that was just read or written is stored");
  const base::Date today = base::london_date(context.clock.now());
  AmendmentPage page;
  page.standard = standard_page(tx, actor, found->standard, today, true);
  page.may_decide = may_write(Thing::amendment_decision, relations_of(actor, scope_of_place(tx, found->standard.place)));
  if (const auto other = page.may_decide ? other_voice(tx, actor, *found) : std::nullopt) page.spoke_for = name_party(tx, *other).name;
  page.decided_by_stater = found->amendment.decided_by && found->amendment.proposer.place != found->standard.place &&
                           found->amendment.decided_by == found->amendment.stated().by;
  page.may_change = may_write(Thing::amendment, relations_of(actor, scope_of_party(tx, actor, found->amendment.proposer, today)));
  const auto said = tx.standards().positions_on(id);
  for (domain::Position& each : latest_positions(tx, id)) {
    NamedParty party = name_party(tx, each.party);
    const bool own = may_write(Thing::amendment, relations_of(actor, scope_of_party(tx, actor, each.party, today)));
    page.positions.push_back({.position = std::move(each), .party = std::move(party), .earlier = false, .before = {}, .may_withdraw = own});
    SaidPosition& latest = page.positions.back();
    latest.earlier = latest.position.statement != found->amendment.stated().number;
    std::ranges::copy_if(said, std::back_inserter(latest.before), [&](const domain::Position& one) { return one.party == latest.position.party && one.id != latest.position.id; });
  }
  page.voices = page.standard.voices;
  const auto heard = domain::spoke_for(found->amendment, said, actor.person);
  std::erase_if(page.voices, [&](const NamedParty& each) { return each.party == found->amendment.proposer || (heard && each.party != *heard); });
  if (!may_read(Thing::person, relations_of(actor, {}))) {
    for (SaidPosition& each : page.positions) {
      each.position.by_name.clear();
      for (domain::Position& earlier : each.before) earlier.by_name.clear();
    }
    for (domain::Statement& each : found->amendment.statements) each.by_name.clear();
    found->amendment.decided_by_name.clear();
  }
  page.in = in_standard(tx, std::move(found->amendment), found->versions);
  return page;
}

base::Result<Found> changeable(Transaction& tx, const Context& context, const Actor& actor, AmendmentId id) {
  auto found = find(tx, id);
  if (!found) return found;
  if (const auto may = require_party(tx, actor, Thing::amendment, found->amendment.proposer, base::london_date(context.clock.now())); !may)
    return base::fail(may.error());
  return found;
}

base::Result<Found> decidable(Transaction& tx, const Actor& actor, AmendmentId id) {
  auto found = find(tx, id);
  if (!found) return found;
  if (const auto may = require_write(Thing::amendment_decision, actor, scope_of_place(tx, found->standard.place)); !may)
    return base::fail(may.error());
  return found;
}

// What was written stands from here on.
AmendmentPage committed(Transaction& tx, const Context& context, const Actor& actor, AmendmentId id) {
  auto page = page_of(tx, context, actor, id);
  tx.commit();
  return page;
}

base::Result<AmendmentPage> save(Transaction& tx, const Context& context, const Actor& actor, const Amendment& amendment, int version) {
  if (!tx.standards().update_amendment(amendment, version)) return base::fail(stale("amendment"));
  return committed(tx, context, actor, amendment.id);
}

}  // namespace

base::Result<AmendmentPage> propose_amendment(const Context& context, const Actor& actor, domain::StandardId id, AmendmentDraft draft) {
  const auto tx = context.database.write();
  const auto standard = tx->standards().find(id);
  if (!standard || standard->deleted) return base::fail(not_found("standard"));
  const base::Instant now = context.clock.now();
  if (const auto party = find_party(*tx, draft.proposer, "/proposer"); !party) return base::fail(party.error());
  if (const auto home = check_party_of_system(*tx, draft.proposer, standard->place, "/proposer"); !home) return base::fail(home.error());
  if (const auto may = require_party(*tx, actor, Thing::amendment, draft.proposer, base::london_date(now)); !may)
    return base::fail(may.error());
  if (const auto good = check_draft(*tx, draft, domain::versions_of(*standard, tx->standards().amendments_of(id))); !good)
    return base::fail(good.error());
  Amendment amendment{.id = {}, .standard = id, .name = std::move(draft.name), .why = std::move(draft.why), .proposer = draft.proposer,
                      .evidence = std::move(draft.evidence),
                      .statements = {{.number = 1, .base = draft.base, .wording = std::move(draft.wording), .by = actor.person, .by_name = {}, .at = now}},
                      .from = {}, .becomes = {}, .reason = {}, .decided_by = {}, .decided_by_name = {}, .decided = {}};
  return committed(*tx, context, actor, tx->standards().add_amendment(amendment, now));
}

base::Result<AmendmentPage> find_amendment(const Context& context, const Actor& actor, AmendmentId id) {
  if (const auto may = require_read(Thing::amendment, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  if (const auto found = find(*tx, id); !found) return base::fail(found.error());
  return page_of(*tx, context, actor, id);
}

base::Result<AmendmentPage> restate_amendment(const Context& context, const Actor& actor, AmendmentId id, AmendmentDraft draft, int version) {
  const auto tx = context.database.write();
  auto found = changeable(*tx, context, actor, id);
  if (!found) return base::fail(found.error());
  if (const auto open = require_open(found->amendment); !open) return base::fail(open.error());
  if (draft.proposer != found->amendment.proposer)
    return base::fail({.code = "proposer-fixed", .title = "It stays in the name of who proposed it",
                       .detail = "Propose another amendment in the other name.", .field = "/proposer"});
  for (const domain::Position& each : tx->standards().positions_on(id))
    if (each.by == actor.person && each.party != found->amendment.proposer)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "speaks-for-another", .title = "You have spoken for another party to this amendment",
                         .detail = "You spoke for " + name_party(*tx, each.party).name + ", and nobody speaks for two: another of those who proposed it states it anew."});
  if (const auto good = check_draft(*tx, draft, found->versions); !good) return base::fail(good.error());
  Amendment& amendment = found->amendment;
  amendment.name = std::move(draft.name);
  amendment.why = std::move(draft.why);
  amendment.evidence = std::move(draft.evidence);
  if (draft.wording != amendment.stated().wording || draft.base != amendment.stated().base)
    amendment.statements.push_back({.number = amendment.stated().number + 1, .base = draft.base, .wording = std::move(draft.wording),
                                    .by = actor.person, .by_name = {}, .at = context.clock.now()});
  return save(*tx, context, actor, amendment, version);
}

base::Result<AmendmentPage> say_position(const Context& context, const Actor& actor, domain::Position position) {
  const auto tx = context.database.write();
  const auto found = find(*tx, position.amendment);
  if (!found) return base::fail(found.error());
  const base::Instant now = context.clock.now();
  if (const auto party = find_party(*tx, position.party, "/party"); !party) return base::fail(party.error());
  if (const auto home = check_party_of_system(*tx, position.party, found->standard.place, "/party"); !home) return base::fail(home.error());
  if (const auto may = require_party(*tx, actor, Thing::amendment, position.party, base::london_date(now)); !may)
    return base::fail(may.error());
  if (const auto open = require_open(found->amendment); !open) return base::fail(open.error());
  if (const auto other = domain::spoke_for(found->amendment, tx->standards().positions_on(position.amendment), actor.person); other && *other != position.party)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "speaks-for-another", .title = "You have spoken for another party to this amendment",
                       .detail = "You spoke for " + name_party(*tx, *other).name + ". Nobody speaks for two: somebody else says what this one thinks.",
                       .field = "/party"});
  if (position.party == found->amendment.proposer)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "own-amendment", .title = "It is its own amendment",
                       .detail = "Who proposes it is heard in its words. State it anew where you think otherwise now, or withdraw it.", .field = "/party"});
  InputCheck check;
  const int newest = found->amendment.stated().number;
  if (position.statement < 1 || position.statement > newest)
    check.note({.code = "statement-unknown", .title = "There is no such wording of it",
                .detail = "It was stated " + std::to_string(newest) + (newest == 1 ? " time" : " times") + ": give the number of the wording that you read.", .field = "/statement"});
  if (position.stance == domain::Stance::objects) check.name(position.reason, "/reason", 4000);
  else check.words(position.reason, "/reason", 4000);
  if (const auto good = check.done(); !good) return base::fail(good.error());
  position.by = actor.person;
  position.at = now;
  tx->standards().add_position(position);
  return committed(*tx, context, actor, position.amendment);
}

base::Result<AmendmentPage> withdraw_position(const Context& context, const Actor& actor, AmendmentId id, domain::PositionId position) {
  const auto tx = context.database.write();
  const auto found = find(*tx, id);
  if (!found) return base::fail(found.error());
  const base::Instant now = context.clock.now();
  const auto said = tx->standards().positions_on(id);
  const auto own = std::ranges::find(said, position, &domain::Position::id);
  if (own == said.end()) return base::fail(not_found("word on this amendment"));
  if (const auto may = require_party(*tx, actor, Thing::amendment, own->party, base::london_date(now)); !may)
    return base::fail(may.error());
  if (const auto open = require_open(found->amendment); !open) return base::fail(open.error());
  // With it goes what that party had said before, or that would stand again.
  for (const domain::Position& each : said)
    if (each.party == own->party) tx->standards().withdraw_position(each.id, now);
  return committed(*tx, context, actor, id);
}

base::Result<AmendmentPage> decide_amendment(const Context& context, const Actor& actor, AmendmentId id, Decision decision, int version) {
  const auto tx = context.database.write();
  auto found = decidable(*tx, actor, id);
  if (!found) return base::fail(found.error());
  Amendment& amendment = found->amendment;
  if (const auto open = require_open(amendment); !open) return base::fail(open.error());
  if (const auto other = other_voice(*tx, actor, *found)) {
    const std::string name = name_party(*tx, *other).name;
    return base::fail({.kind = base::ProblemKind::conflict, .code = "speaks-for-another", .title = "You have spoken for another party to this amendment",
                       .detail = "You spoke for " + name + ", and nobody speaks for two. Somebody else who speaks for the standard's place decides; or take back first what you said for " +
                                 name + ", and leave that to another of its people."});
  }
  const domain::StandardVersion& newest = found->versions.back();
  InputCheck check;
  const bool needs_reason = !decision.accept || in_standard(*tx, amendment, found->versions).objected > 0;
  if (needs_reason) check.name(decision.reason, "/reason", 4000);
  else check.words(decision.reason, "/reason", 4000);
  if (decision.accept && !decision.from)
    check.note({.code = "date-missing", .title = "Say from when it is in force", .detail = "Fill in the date.", .field = "/from_on"});
  else if (decision.accept && decision.from->from <= newest.in_force.from)
    check.note({.code = "before-the-last", .title = "That is no later than the version before it",
                .detail = "Version " + std::to_string(newest.number) + " is in force from " + base::in_words(newest.in_force.from) + ". Choose a later date.",
                .field = "/from_on"});
  else if (const base::Date today = base::london_date(context.clock.now()); decision.accept && decision.from->from < today && !decision.recorded_afterwards)
    check.note({.code = "date-past", .title = "That date has passed already",
                .detail = base::in_words(decision.from->from) + " is before today. Check the year, or say that it was agreed then and is recorded afterwards.",
                .field = "/from_on"});
  if (const auto good = check.done(); !good) return base::fail(good.error());
  if (decision.accept && domain::needs_restating(amendment, found->versions))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "must-be-restated", .title = "A newer version was agreed meanwhile",
                       .detail = "This amendment was stated against version " + std::to_string(amendment.stated().base) + "; version " +
                                 std::to_string(newest.number) + " is the newest. Its proposer has to state it again against that one first."});
  amendment.state = decision.accept ? AmendmentState::accepted : AmendmentState::declined;
  if (decision.accept) {
    amendment.from = decision.from;
    amendment.becomes = newest.number + 1;
  }
  amendment.reason = std::move(decision.reason);
  amendment.decided_by = actor.person;
  amendment.decided = context.clock.now();
  return save(*tx, context, actor, amendment, version);
}

base::Result<AmendmentPage> undo_decision(const Context& context, const Actor& actor, AmendmentId id, int version) {
  const auto tx = context.database.write();
  auto found = decidable(*tx, actor, id);
  if (!found) return base::fail(found.error());
  Amendment& amendment = found->amendment;
  if (amendment.state != AmendmentState::accepted && amendment.state != AmendmentState::declined) return base::fail(not_found("decision"));
  const auto others = tx->standards().amendments_of(amendment.standard);
  // One that was withdrawn or declined is stated anew before it counts again.
  const bool built_upon = amendment.becomes && std::ranges::any_of(others, [&](const Amendment& each) {
    const bool counts = each.state == AmendmentState::open || each.state == AmendmentState::accepted;
    return counts && each.stated().base == *amendment.becomes;
  });
  if (built_upon)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "built-upon", .title = "Another amendment builds on it",
                       .detail = "One is stated against version " + std::to_string(*amendment.becomes) + ". Propose an amendment that changes it back instead."});
  amendment.state = AmendmentState::open;
  amendment.from = {};
  amendment.becomes = {};
  amendment.reason.clear();
  amendment.decided_by = {};
  amendment.decided = {};
  return save(*tx, context, actor, amendment, version);
}

base::Result<AmendmentPage> set_withdrawn(const Context& context, const Actor& actor, AmendmentId id, bool withdrawn) {
  const auto tx = context.database.write();
  auto found = changeable(*tx, context, actor, id);
  if (!found) return base::fail(found.error());
  const AmendmentState wanted = withdrawn ? AmendmentState::withdrawn : AmendmentState::open;
  if (found->amendment.state != wanted) {
    if (found->amendment.state != AmendmentState::withdrawn)
      if (const auto open = require_open(found->amendment); !open) return base::fail(open.error());
    found->amendment.state = wanted;
    (void)tx->standards().update_amendment(found->amendment, found->amendment.version);
  }
  return committed(*tx, context, actor, id);
}

}  // namespace tributary::services
