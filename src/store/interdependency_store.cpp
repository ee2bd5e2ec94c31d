#include "store/interdependency_store.hpp"

#include "store/connection.hpp"

#define ISSUE_SELECT                                                                                                       \
  "SELECT i.id, i.place_id, i.name, i.objective_id, i.illustrative, i.state, i.raised_at, i.moved_at, i.escalated_to_place_id, " \
  "i.escalated_to_grouping_id, i.escalation, i.escalated_by, i.escalated_at, i.deleted_at IS NOT NULL, i.version FROM interdependency i"

namespace tributary::store {

using base::Instant;
using domain::ActionId;
using domain::GroupId;
using domain::InterdependencyId;
using domain::InterdependentId;
using domain::Interdependency;
using domain::OrganisationId;
using domain::PersonId;
using domain::PlaceId;
using domain::ProposalId;
using std::optional;
using std::string;

namespace {

void load_parties(Connection& db, Interdependency& issue) {
  db.each<InterdependentId, optional<PlaceId>, optional<OrganisationId>, optional<GroupId>, bool, Instant>(
      "SELECT id, place_id, organisation_id, grouping_id, raised, since FROM interdependency_party WHERE interdependency_id = :id ORDER BY id",
      [&](InterdependentId id, optional<PlaceId> place, optional<OrganisationId> organisation, optional<GroupId> group, bool raised, Instant since) {
        issue.parties.push_back({.id = id, .party = {.place = place, .organisation = organisation, .group = group}, .raised = raised, .since = since});
      },
      issue.id);
}

void load_words(Connection& db, Interdependency& issue) {
  db.each<domain::ViewId, InterdependentId, PersonId, string, string, Instant, bool, optional<Instant>>(
      "SELECT v.id, v.party_id, v.author_id, p.name, v.body, v.written_at, v.deleted_at IS NOT NULL, v.moved_before FROM interdependency_view v "
      "JOIN person p ON p.id = v.author_id WHERE v.interdependency_id = :id ORDER BY v.id",
      [&](domain::ViewId id, InterdependentId by, PersonId author, string name, string body, Instant at, bool deleted, optional<Instant> moved) {
        issue.views.push_back({.id = id, .by = by, .author = author, .author_name = std::move(name), .body = std::move(body), .at = at, .deleted = deleted,
                               .moved_before = moved});
      },
      issue.id);
  db.each<ProposalId, domain::ProposalKind, string, InterdependentId, PersonId, Instant, bool, optional<Instant>>(
      "SELECT id, kind, words, party_id, proposed_by, proposed_at, withdrawn_at IS NOT NULL, held_since FROM interdependency_proposal "
      "WHERE interdependency_id = :id ORDER BY id",
      [&](ProposalId id, domain::ProposalKind kind, string words, InterdependentId by, PersonId person, Instant at, bool withdrawn, optional<Instant> held) {
        issue.proposals.push_back({.id = id, .kind = kind, .words = std::move(words), .by = by, .person = person, .at = at, .withdrawn = withdrawn,
                                   .held_since = held, .agreements = {}});
      },
      issue.id);
  for (domain::Proposal& proposal : issue.proposals)
    db.each<InterdependentId, PersonId, string, Instant>(
        "SELECT a.party_id, a.person_id, p.name, a.agreed_at FROM interdependency_agreement a JOIN person p ON p.id = a.person_id "
        "WHERE a.proposal_id = :id ORDER BY a.agreed_at",
        [&](InterdependentId by, PersonId person, string name, Instant at) {
          proposal.agreements.push_back({.by = by, .person = person, .person_name = std::move(name), .at = at});
        },
        proposal.id);
  db.each<ActionId, ProposalId, string, InterdependentId, string, base::Date, domain::ActionState, string, int>(
      "SELECT id, proposal_id, what, party_id, owner, due_on, state, outcome, version FROM interdependency_action "
      "WHERE interdependency_id = :id ORDER BY due_on, id",
      [&](ActionId id, ProposalId proposal, string what, InterdependentId by, string owner, base::Date due, domain::ActionState state, string outcome,
          int version) {
        issue.actions.push_back({.id = id, .proposal = proposal, .what = std::move(what), .by = by, .owner = std::move(owner), .due = due, .state = state,
                                 .outcome = std::move(outcome), .said = {}, .version = version});
      },
      issue.id);
  for (domain::Action& action : issue.actions)
    db.each<PersonId, string, Instant>(
        "SELECT w.person_id, p.name, w.said_at FROM interdependency_action_word w JOIN person p ON p.id = w.person_id WHERE w.action_id = :id ORDER BY w.id",
        [&](PersonId person, string name, Instant at) { action.said.push_back({.person = person, .person_name = std::move(name), .at = at}); }, action.id);
}

template <class... Args>
std::vector<Interdependency> issues(Connection& db, const char* sql, const Args&... args) {
  std::vector<Interdependency> out;
  db.each<InterdependencyId, PlaceId, string, optional<domain::ObjectiveId>, bool, domain::IssueState, Instant, Instant, optional<PlaceId>,
          optional<GroupId>, string, optional<InterdependentId>, optional<Instant>, bool, int>(
      sql,
      [&](InterdependencyId id, PlaceId place, string name, optional<domain::ObjectiveId> objective, bool illustrative, domain::IssueState state,
          Instant raised, Instant moved, optional<PlaceId> to_place, optional<GroupId> to_group, string words, optional<InterdependentId> by,
          optional<Instant> escalated, bool deleted, int version) {
        Interdependency issue{.id = id, .place = place, .name = std::move(name), .objective = objective, .illustrative = illustrative, .state = state,
                              .raised = raised, .moved = moved, .parties = {}, .views = {}, .proposals = {}, .actions = {}, .escalation = {},
                              .deleted = deleted, .version = version};
        if (escalated)
          issue.escalation = domain::Escalation{.to = {.place = to_place, .organisation = {}, .group = to_group}, .words = std::move(words), .by = *by, .at = *escalated};
        out.push_back(std::move(issue));
      },
      args...);
  for (Interdependency& issue : out) {
    load_parties(db, issue);
    load_words(db, issue);
  }
  return out;
}

}  // namespace

InterdependencyId SqlInterdependencyStore::add(const Interdependency& issue, PersonId by) {
  const auto id = db_.value<InterdependencyId>(
      "INSERT INTO interdependency (place_id, name, objective_id, illustrative, state, raised_by, raised_at, moved_at) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h) RETURNING id",
      issue.place, issue.name, issue.objective, issue.illustrative, issue.state, by, issue.raised, issue.moved);
  for (const domain::Interdependent& party : issue.parties) (void)add_party(id, party);
  return id;
}

bool SqlInterdependencyStore::set_deleted(InterdependencyId id, optional<Instant> at, int expected) {
  return db_.run("UPDATE interdependency SET deleted_at = :at, version = version + 1 WHERE id = :id AND version = :v", at, id, expected) == 1;
}

void SqlInterdependencyStore::move(InterdependencyId id, domain::IssueState state, Instant now) {
  db_.run("UPDATE interdependency SET state = :a, moved_at = :b, version = version + 1 WHERE id = :c", state, now, id);
}

optional<Interdependency> SqlInterdependencyStore::find(InterdependencyId id) {
  auto found = issues(db_, ISSUE_SELECT " WHERE i.id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Interdependency> SqlInterdependencyStore::around(PlaceId place) {
  return issues(db_,
                ISSUE_SELECT
                " WHERE i.deleted_at IS NULL AND (i.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place) "
                "OR i.id IN (SELECT p.interdependency_id FROM interdependency_party p WHERE p.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place) "
                "OR p.organisation_id IN (SELECT organisation_id FROM organisation_place WHERE place_id = :place) "
                "OR p.grouping_id IN (SELECT id FROM grouping WHERE place_id = :place))) ORDER BY i.raised_at DESC, i.id DESC",
                place);
}

std::vector<Interdependency> SqlInterdependencyStore::with_party(GroupId group) {
  return issues(db_,
                ISSUE_SELECT
                " WHERE i.deleted_at IS NULL AND i.id IN (SELECT p.interdependency_id FROM interdependency_party p WHERE p.grouping_id = :group) "
                "ORDER BY i.moved_at DESC, i.id DESC",
                group);
}

InterdependentId SqlInterdependencyStore::add_party(InterdependencyId id, const domain::Interdependent& party) {
  return db_.value<InterdependentId>(
      "INSERT INTO interdependency_party (interdependency_id, place_id, organisation_id, grouping_id, raised, since) VALUES (:a, :b, :c, :d, :e, :f) RETURNING id",
      id, party.party.place, party.party.organisation, party.party.group, party.raised, party.since);
}

domain::ViewId SqlInterdependencyStore::add_view(InterdependencyId id, const domain::View& view) {
  return db_.value<domain::ViewId>(
      "INSERT INTO interdependency_view (interdependency_id, party_id, author_id, body, written_at, moved_before) VALUES (:a, :b, :c, :d, :e, :f) RETURNING id", id, view.by,
      view.author, view.body, view.at, view.moved_before);
}

void SqlInterdependencyStore::set_view_deleted(domain::ViewId id, optional<Instant> at) {
  db_.run("UPDATE interdependency_view SET deleted_at = :a WHERE id = :b", at, id);
}

ProposalId SqlInterdependencyStore::add_proposal(InterdependencyId id, const domain::Proposal& proposal) {
  return db_.value<ProposalId>(
      "INSERT INTO interdependency_proposal (interdependency_id, kind, words, party_id, proposed_by, proposed_at) VALUES (:a, :b, :c, :d, :e, :f) RETURNING id",
      id, proposal.kind, proposal.words, proposal.by, proposal.person, proposal.at);
}

void SqlInterdependencyStore::set_withdrawn(ProposalId id, optional<Instant> at) {
  db_.run("UPDATE interdependency_proposal SET withdrawn_at = :a WHERE id = :b", at, id);
}

void SqlInterdependencyStore::hold_proposal(ProposalId id, Instant at) {
  db_.run("UPDATE interdependency_proposal SET held_since = :a WHERE id = :b", at, id);
}

void SqlInterdependencyStore::add_agreement(ProposalId id, const domain::Agreement& agreement) {
  db_.run("INSERT INTO interdependency_agreement (proposal_id, party_id, person_id, agreed_at) VALUES (:a, :b, :c, :d) ON CONFLICT DO NOTHING", id,
          agreement.by, agreement.person, agreement.at);
}

void SqlInterdependencyStore::end_agreement(ProposalId id, InterdependentId party) {
  db_.run("DELETE FROM interdependency_agreement WHERE proposal_id = :a AND party_id = :b", id, party);
}

void SqlInterdependencyStore::add_action(InterdependencyId id, const domain::Action& action) {
  db_.run("INSERT INTO interdependency_action (interdependency_id, proposal_id, what, party_id, owner, due_on) VALUES (:a, :b, :c, :d, :e, :f)", id,
          action.proposal, action.what, action.by, action.owner, action.due);
}

bool SqlInterdependencyStore::update_action(const domain::Action& action, int expected) {
  return db_.run("UPDATE interdependency_action SET state = :a, outcome = :b, version = version + 1 WHERE id = :c AND version = :d", action.state,
                 action.outcome, action.id, expected) == 1;
}

void SqlInterdependencyStore::note_action_word(const domain::Action& action, const domain::ActionWord& word) {
  db_.run("INSERT INTO interdependency_action_word (action_id, person_id, state, said_at) VALUES (:a, :b, :c, :d)", action.id, word.person, action.state,
          word.at);
}

optional<InterdependencyId> SqlInterdependencyStore::issue_of(ActionId action) {
  const auto row = db_.one<InterdependencyId>("SELECT interdependency_id FROM interdependency_action WHERE id = :id", action);
  if (!row) return std::nullopt;
  return std::get<0>(*row);
}

void SqlInterdependencyStore::escalate(InterdependencyId id, const domain::Escalation& escalation) {
  db_.run("UPDATE interdependency SET escalated_to_place_id = :a, escalated_to_grouping_id = :b, escalation = :c, escalated_by = :d, escalated_at = :e "
          "WHERE id = :f",
          escalation.to.place, escalation.to.group, escalation.words, escalation.by, escalation.at, id);
}

}  // namespace tributary::store
