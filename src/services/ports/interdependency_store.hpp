// Issues between places: their parties, what those say and propose, agree and do.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "domain/interdependency.hpp"

namespace tributary::services {

class InterdependencyStore {
 public:
  virtual ~InterdependencyStore() = default;

  virtual domain::InterdependencyId add(const domain::Interdependency& issue, domain::PersonId by) = 0;  // with its parties
  virtual bool set_deleted(domain::InterdependencyId id, std::optional<base::Instant> at, int expected) = 0;
  // Something was done about it: its state, and when it moved.
  virtual void move(domain::InterdependencyId id, domain::IssueState state, base::Instant now) = 0;
  virtual std::optional<domain::Interdependency> find(domain::InterdependencyId id) = 0;  // deleted ones too, marked
  // Not deleted: raised by a place or its localities, or naming them, an organisation that serves them or their groups.
  virtual std::vector<domain::Interdependency> around(domain::PlaceId place) = 0;
  virtual std::vector<domain::Interdependency> with_party(domain::GroupId group) = 0;  // not deleted; last moved first

  virtual domain::InterdependentId add_party(domain::InterdependencyId id, const domain::Interdependent& party) = 0;
  virtual domain::ViewId add_view(domain::InterdependencyId id, const domain::View& view) = 0;
  virtual void set_view_deleted(domain::ViewId id, std::optional<base::Instant> at) = 0;
  virtual domain::ProposalId add_proposal(domain::InterdependencyId id, const domain::Proposal& proposal) = 0;
  virtual void set_withdrawn(domain::ProposalId id, std::optional<base::Instant> at) = 0;
  virtual void hold_proposal(domain::ProposalId id, base::Instant at) = 0;
  virtual void add_agreement(domain::ProposalId id, const domain::Agreement& agreement) = 0;
  virtual void end_agreement(domain::ProposalId id, domain::InterdependentId party) = 0;
  virtual void add_action(domain::InterdependencyId id, const domain::Action& action) = 0;
  virtual bool update_action(const domain::Action& action, int expected) = 0;
  virtual void note_action_word(const domain::Action& action, const domain::ActionWord& word) = 0;
  virtual std::optional<domain::InterdependencyId> issue_of(domain::ActionId action) = 0;
  virtual void escalate(domain::InterdependencyId id, const domain::Escalation& escalation) = 0;
};

}  // namespace tributary::services
