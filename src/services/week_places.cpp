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
#include "services/standard_page.hpp"
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
    const auto spoken = domain::spoke_for(issue, in_.actor.person);
    std::vector<domain::Interdependent> mine;
    for (const domain::Interdependent& party : issue.parties)
      if (is_mine(party.party) && (!spoken || *spoken == party.id)) mine.push_back(party);
    if (!mine.empty()) gather_agreed(issue);
    if (issue.state == domain::IssueState::resolved) return;
    bool waits = false;
    for (const domain::Interdependent& party : mine) {
      if (!domain::has_answered(issue, party.id)) {
        tell(issue, WeekKind::issue_to_answer, base::london_date(party.since), party);
        waits = true;
      }
      gather_agreements(issue, party);
    }
    const auto ages = domain::ages_of(issue, in_.week.today);
    if (mine.empty() || waits || ages.empty()) return;
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
        gather_action(issue, action, party);
  }
  void gather_action(const Interdependency& issue, const domain::Action& action, const domain::Interdependent& party) {
    WeekItem told = item(issue, WeekKind::action_due, action.due);
    told.who = name_party(in_.tx, party.party).name;
    told.says = action.what;
    const bool later = action.due > in_.week.to && action.due <= in_.week.today + in_sight;
    told.part = WeekPart::ahead;
    if (later) in_.add(std::move(told));
    else in_.due(std::move(told));
  }
  // What every party has agreed to; who agreed last has seen it.
  void gather_agreed(const Interdependency& issue) {
    for (const domain::Proposal& proposal : issue.proposals) {
      if (!proposal.held_since) continue;
      const auto last = std::ranges::max_element(proposal.agreements, {}, &domain::Agreement::at);
      if (last == proposal.agreements.end() || last->person == in_.actor.person) continue;
      WeekItem told = item(issue, WeekKind::proposal_agreed, base::london_date(*proposal.held_since));
      told.says = proposal.words;
      const auto party = std::ranges::find(issue.parties, last->by, &domain::Interdependent::id);
      if (party != issue.parties.end()) told.who = name_party(in_.tx, party->party).name;
      in_.happened(std::move(told));
    }
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

// To those of whom the proposer is one, or who stated it: who objects, and who did and endorses since. To them and to all who spoke
// to it: what was decided. To others whom its standard concerns: that it changes.
void gather_news(WeekGathering& in, const Voices& voices, const domain::Standard& standard, const domain::Amendment& amendment,
                 const std::vector<Party>& concerned) {
  const auto is_own = [&](const Party& party) { return std::ranges::find(voices.own, party) != voices.own.end(); };
  const auto tell = [&](WeekKind kind, base::Instant at, std::string who) {
    in.happened({.kind = kind, .part = WeekPart::happened, .on = base::london_date(at), .project = {}, .project_name = {}, .id = amendment.id.value,
                 .name = standard.name, .who = std::move(who), .says = amendment.name, .verdict = {}});
  };
  const bool proposed = is_own(amendment.proposer) ||
                        std::ranges::any_of(amendment.statements, [&](const domain::Statement& each) { return each.by == in.actor.person; });
  const auto said = in.tx.standards().positions_on(amendment.id);
  if (amendment.state == domain::AmendmentState::open && proposed)
    for (const domain::Position& each : latest_positions(in.tx, amendment.id)) {
      if (each.statement != amendment.stated().number || each.by == in.actor.person) continue;
      const bool objected = std::ranges::any_of(said, [&](const domain::Position& one) { return one.party == each.party && one.stance == domain::Stance::objects; });
      if (objected)
        tell(each.stance == domain::Stance::objects ? WeekKind::amendment_objected : WeekKind::objection_turned, each.at, name_party(in.tx, each.party).name);
    }
  if (!amendment.decided) return;
  const bool spoke = std::ranges::any_of(said, [&](const domain::Position& each) { return is_own(each.party) || each.by == in.actor.person; });
  const bool decided = amendment.decided_by == in.actor.person;
  if (std::ranges::any_of(concerned, is_own))
    gather_change(in, standard, amendment,
                  {.kind = WeekKind::standard_changes, .part = WeekPart::waiting, .on = {}, .project = {}, .project_name = {}, .id = standard.id.value,
                   .name = standard.name, .who = {}, .says = {}, .verdict = {}},
                  !proposed && !spoke && !decided);
  if ((proposed || spoke) && !decided)
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
      if (amendments.empty()) continue;
      const auto concerned = concerned_by(in.tx, standard, amendments);
      for (const domain::Amendment& each : amendments) gather_news(in, voices, standard, each, concerned);
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
        if (day.on >= in.week.today && day.on <= in.week.today + in_sight)
          in.add({.kind = WeekKind::review_day, .part = WeekPart::ahead, .on = day.on, .project = {}, .project_name = {}, .id = day.id.value,
                  .name = programme.name, .who = {}, .says = {}, .verdict = {}});
    }
  }
}

}  // namespace

void gather_change(WeekGathering& in, const domain::Standard& standard, const domain::Amendment& amendment, const WeekItem& of, bool news) {
  if (amendment.state != domain::AmendmentState::accepted) return;
  WeekItem told = of;
  told.name = standard.name;
  told.says = amendment.name;
  if (const base::Date from = amendment.from->from; from > in.week.today && from <= in.week.today + in_sight) {
    told.part = WeekPart::ahead;
    told.on = from;
    in.add(told);
  }
  if (!news) return;
  told.on = base::london_date(*amendment.decided);
  in.happened(std::move(told));
}

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
