#pragma once

#include "services/ports/interdependency_store.hpp"

namespace tributary::store {

class Connection;

class SqlInterdependencyStore final : public services::InterdependencyStore {
 public:
  explicit SqlInterdependencyStore(Connection& db) : db_(db) {}

  domain::InterdependencyId add(const domain::Interdependency& issue, domain::PersonId by) override;
  bool set_deleted(domain::InterdependencyId id, std::optional<base::Instant> at, int expected) override;
  void move(domain::InterdependencyId id, domain::IssueState state, base::Instant now) override;
  std::optional<domain::Interdependency> find(domain::InterdependencyId id) override;
  std::vector<domain::Interdependency> around(domain::PlaceId place) override;
  std::vector<domain::Interdependency> with_party(domain::GroupId group) override;
  domain::InterdependentId add_party(domain::InterdependencyId id, const domain::Interdependent& party) override;
  domain::ViewId add_view(domain::InterdependencyId id, const domain::View& view) override;
  void set_view_deleted(domain::ViewId id, std::optional<base::Instant> at) override;
  domain::ProposalId add_proposal(domain::InterdependencyId id, const domain::Proposal& proposal) override;
  void set_withdrawn(domain::ProposalId id, std::optional<base::Instant> at) override;
  void hold_proposal(domain::ProposalId id, base::Instant at) override;
  void add_agreement(domain::ProposalId id, const domain::Agreement& agreement) override;
  void end_agreement(domain::ProposalId id, domain::InterdependentId party) override;
  void add_action(domain::InterdependencyId id, const domain::Action& action) override;
  bool update_action(const domain::Action& action, int expected) override;
  void note_action_word(const domain::Action& action, const domain::ActionWord& word) override;
  std::optional<domain::InterdependencyId> issue_of(domain::ActionId action) override;
  void escalate(domain::InterdependencyId id, const domain::Escalation& escalation) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
