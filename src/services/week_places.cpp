// What a week is told in whose name one speaks: of a place that one leads, a group that one is a member of, an organisation there.
//
// Own       the very places of one's roles and the groups of one's memberships: a system's lead may speak for each locality
//           too, and isn't asked to
#include <algorithm>
#include <set>

#include "services/issue_desk.hpp"
#include "services/places.hpp"
#include "services/policy.hpp"
#include "services/ports/interdependency_store.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/programme_store.hpp"
#include "services/ports/review_store.hpp"
#include "services/ports/standard_store.hpp"
#include "services/week.hpp"

namespace tributary::services {

using domain::Interdependency;
using domain::Party;
using domain::PlaceId;

namespace {

struct Voices {
  std::vector<Party> own;              // places and groups
  std::set<PlaceId> executive_at;      // whose organisations one may speak for
  std::set<PlaceId> around;            // where issues and standards are looked for
};

Voices voices_of_week(const WeekGathering& in) {
  Voices out;
  for (const domain::Grant& grant : in.actor.grants) {
    if (!grant.place) continue;
    const Relations relations = relations_of(in.actor, scope_of_place(in.tx, *grant.place));
    const bool speaks = may_write(Thing::interdependency, relations);
    const Party party{.place = *grant.place, .organisation = {}, .group = {}};
    if (speaks && std::ranges::find(out.own, party) == out.own.end()) out.own.push_back(party);
    if (grant.role == domain::Role::executive) out.executive_at.insert(*grant.place);
    if (speaks || grant.role == domain::Role::executive) out.around.insert(*grant.place);
  }
  for (const domain::Group& group : in.tx.organisations().groups_with(in.actor.person, in.week.today)) {
    out.own.push_back({.place = {}, .organisation = {}, .group = group.id});
    out.around.insert(group.place);
  }
  return out;
}

class Issues {
 public:
  Issues(WeekGathering& in, const Voices& voices) : in_(in), voices_(voices) {}

  void gather(const Interdependency& issue) {
    if (issue.state == domain::IssueState::resolved) return;
    const auto spoken = domain::spoke_for(issue, in_.actor.person);
    bool mine = false, waits = false;
    for (const domain::Interdependent& party : issue.parties) {
      if (!is_mine(party.party) || (spoken && *spoken != party.id)) continue;
      mine = true;
      if (!domain::has_answered(issue, party.id)) {
        tell(issue, WeekKind::issue_to_answer, base::london_date(party.since), party);
        waits = true;
      }
      gather_agreements(issue, party);
    }
    const auto ages = domain::ages_of(issue, in_.week.today);
    if (!mine || waits || ages.empty()) return;
    const auto oldest = std::ranges::max_element(ages, {}, &domain::Age::days);
    WeekItem told = item(issue, WeekKind::issue_ageing, in_.week.today - std::chrono::days(oldest->days));
    told.part = WeekPart::ageing;
    in_.add(std::move(told));
  }

 private:
  [[nodiscard]] WeekItem item(const Interdependency& issue, WeekKind kind, base::Date on) const {
    return {.kind = kind, .part = WeekPart::waiting, .on = on, .project = {}, .project_name = {}, .id = issue.id.value, .name = issue.name,
            .who = {}, .says = {}, .verdict = {}};
  }
  void tell(const Interdependency& issue, WeekKind kind, base::Date on, const domain::Interdependent& party) {
    WeekItem told = item(issue, kind, on);
    told.who = name_party(in_.tx, party.party).name;
    in_.due(std::move(told));
  }
  void gather_agreements(const Interdependency& issue, const domain::Interdependent& party) {
    for (const domain::Proposal& proposal : issue.proposals) {
      const bool agreed = std::ranges::find(proposal.agreements, party.id, &domain::Agreement::by) != proposal.agreements.end();
      if (!proposal.withdrawn && !proposal.held_since && !agreed) tell(issue, WeekKind::proposal_to_agree, base::london_date(proposal.at), party);
    }
    for (const domain::Action& action : issue.actions)
      if (action.by == party.id && action.state == domain::ActionState::open && domain::is_agreed(issue, action))
        tell(issue, WeekKind::action_due, action.due, party);
  }
  bool is_mine(const Party& party) {
    if (!party.organisation) return std::ranges::find(voices_.own, party) != voices_.own.end();
    return !voices_.executive_at.empty() && require_voice(in_.tx, in_.actor, party, in_.week.today).has_value();
  }

  WeekGathering& in_;
  const Voices& voices_;
};

void gather_issues(WeekGathering& in, const Voices& voices) {
  if (!may_read(Thing::interdependency, relations_of(in.actor, {}))) return;
  std::set<std::int64_t> seen;
  Issues issues(in, voices);
  for (const PlaceId place : voices.around)
    for (const Interdependency& issue : in.tx.interdependencies().around(place))
      if (seen.insert(issue.id.value).second) issues.gather(issue);
}

// Whom the amendments of a standard concern: the place whose it is, places that use it, and places and groups that have proposed to
// change it or have said something to that.
std::vector<Party> concerned_by(Transaction& tx, const domain::Standard& standard, const std::vector<domain::Amendment>& amendments) {
  std::vector<Party> out{{.place = standard.place, .organisation = {}, .group = {}}};
  for (const PlaceId place : tx.standards().places_using(standard.id)) out.push_back({.place = place, .organisation = {}, .group = {}});
  for (const domain::Amendment& each : amendments) {
    out.push_back(each.proposer);
    for (const domain::Position& said : tx.standards().positions_on(each.id)) out.push_back(said.party);
  }
  return out;
}

// To those of whom the proposer is one, or who stated it: who objects. To them and to all who spoke to it: what was decided.
void gather_news(WeekGathering& in, const Voices& voices, const domain::Standard& standard, const domain::Amendment& amendment) {
  const auto is_own = [&](const Party& party) { return std::ranges::find(voices.own, party) != voices.own.end(); };
  const auto tell = [&](WeekKind kind, base::Instant at, std::string who) {
    in.happened({.kind = kind, .part = WeekPart::happened, .on = base::london_date(at), .project = {}, .project_name = {}, .id = amendment.id.value,
                 .name = standard.name, .who = std::move(who), .says = amendment.name, .verdict = {}});
  };
  const bool proposed = is_own(amendment.proposer) ||
                        std::ranges::any_of(amendment.statements, [&](const domain::Statement& each) { return each.by == in.actor.person; });
  const auto said = in.tx.standards().positions_on(amendment.id);
  if (amendment.state == domain::AmendmentState::open && proposed)
    for (const domain::Position& each : said)
      if (each.stance == domain::Stance::objects && each.statement == amendment.stated().number && each.by != in.actor.person)
        tell(WeekKind::amendment_objected, each.at, name_party(in.tx, each.party).name);
  if (!amendment.decided || amendment.decided_by == in.actor.person) return;
  const bool spoke = std::ranges::any_of(said, [&](const domain::Position& each) { return is_own(each.party) || each.by == in.actor.person; });
  if (proposed || spoke)
    tell(amendment.state == domain::AmendmentState::accepted ? WeekKind::amendment_accepted : WeekKind::amendment_declined, *amendment.decided,
         amendment.decided_by_name);
}

// It can't be accepted as it stands, and its proposer alone can mend that: nobody else is asked for anything.
void ask_to_restate(WeekGathering& in, const Voices& voices, const domain::Standard& standard, const domain::Amendment& amendment,
                    const std::vector<domain::Amendment>& all) {
  if (std::ranges::find(voices.own, amendment.proposer) == voices.own.end()) return;
  base::Instant since = amendment.stated().at;
  for (const domain::Amendment& each : all)
    if (each.state == domain::AmendmentState::accepted && each.decided && *each.decided > since) since = *each.decided;
  in.add({.kind = WeekKind::amendment_to_restate, .part = WeekPart::waiting, .on = base::london_date(since), .project = {}, .project_name = {},
          .id = amendment.id.value, .name = standard.name, .who = name_party(in.tx, amendment.proposer).name, .says = amendment.name, .verdict = {}});
}

// Open amendments, by others, on whose present wording those of one's places and groups whom they concern have said nothing.
void gather_amendments(WeekGathering& in, const Voices& voices) {
  if (voices.own.empty()) return;
  std::set<std::int64_t> seen;
  for (const PlaceId place : voices.around)
    for (const domain::Standard& standard : in.tx.standards().at_place(place)) {
      if (!seen.insert(standard.id.value).second) continue;
      const auto amendments = in.tx.standards().amendments_of(standard.id);
      for (const domain::Amendment& each : amendments) gather_news(in, voices, standard, each);
      if (std::ranges::none_of(amendments, [](const domain::Amendment& each) { return each.state == domain::AmendmentState::open; })) continue;
      const auto concerned = concerned_by(in.tx, standard, amendments);
      const auto versions = domain::versions_of(standard, amendments);
      for (const domain::Amendment& amendment : amendments) {
        if (amendment.state != domain::AmendmentState::open) continue;
        if (domain::needs_restating(amendment, versions)) {
          ask_to_restate(in, voices, standard, amendment, amendments);
          continue;
        }
        const auto said = in.tx.standards().positions_on(amendment.id);
        const auto heard = domain::spoke_for(amendment, said, in.actor.person);
        std::string who;
        for (const Party& party : voices.own) {
          if (heard && *heard != party) continue;  // nobody speaks for two
          if (std::ranges::find(concerned, party) == concerned.end()) continue;
          const bool spoke = party == amendment.proposer || std::ranges::any_of(said, [&](const domain::Position& each) {
            return each.party == party && each.statement == amendment.stated().number;
          });
          if (!spoke) who += (who.empty() ? "" : ", ") + name_party(in.tx, party).name;
        }
        if (who.empty()) continue;
        in.add({.kind = WeekKind::amendment_to_endorse, .part = WeekPart::waiting, .on = base::london_date(amendment.stated().at), .project = {},
                .project_name = {}, .id = amendment.id.value, .name = standard.name, .who = who, .says = amendment.name, .verdict = {}});
      }
    }
}

void gather_review_days(WeekGathering& in) {
  std::set<std::int64_t> seen;
  for (const domain::Grant& grant : in.actor.grants) {
    if (!grant.place || !may_write(Thing::review, relations_of(in.actor, scope_of_place(in.tx, *grant.place)))) continue;
    for (const domain::Programme& programme : in.tx.programmes().at_place(*grant.place)) {
      if (!seen.insert(programme.id.value).second) continue;
      for (const domain::ReviewDay& day : in.tx.reviews().days_of(programme.id))
        if (day.on >= in.week.today && day.on <= in.week.today + review_in_sight)
          in.add({.kind = WeekKind::review_day, .part = WeekPart::ahead, .on = day.on, .project = {}, .project_name = {}, .id = day.id.value,
                  .name = programme.name, .who = {}, .says = {}, .verdict = {}});
    }
  }
}

}  // namespace

void gather_places(WeekGathering& in) {
  const Voices voices = voices_of_week(in);
  gather_issues(in, voices);
  gather_amendments(in, voices);
  std::vector<PlaceId> led;
  for (const Party& each : voices.own)
    if (each.place) led.push_back(*each.place);
  gather_packages(in, led);
  gather_review_days(in);
}

}  // namespace tributary::services
