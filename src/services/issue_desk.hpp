// Desk: one issue within one transaction, on behalf of one actor: who may speak for which party of it, and its page.
#pragma once

#include "services/interdependencies.hpp"

namespace tributary::services {

// Problem "forbidden" unless the actor may speak for that party. An organisation that has closed is spoken for by its successors.
[[nodiscard]] base::Done require_voice(Transaction& tx, const Actor& actor, const domain::Party& party, base::Date today);

class Desk {
 public:
  Desk(Transaction& tx, const Context& context, const Actor& actor)
      : tx_(tx), actor_(actor), now_(context.clock.now()), today_(base::london_date(now_)) {}

  [[nodiscard]] base::Instant now() const { return now_; }
  [[nodiscard]] base::Date today() const { return today_; }

  base::Result<domain::Interdependency> find(domain::InterdependencyId id);
  // The issue, where the actor may speak for that party and has spoken for no other. A resolved one takes no more.
  base::Result<domain::Interdependency> speaking(const PartyAct& act, bool resolved_too = false);
  // That who acts has spoken for no other party of it. Fails with "speaks-for-another".
  base::Done heard_for(const domain::Interdependency& issue, domain::InterdependentId party);
  IssuePage page(domain::Interdependency issue);
  IssuePage page(domain::InterdependencyId id);  // of a stored one
  // By who raised it, until another has said anything.
  bool may_remove(const domain::Interdependency& issue);
  // After an agreement: what all agree to holds.
  void settle(domain::InterdependencyId id, domain::ProposalId proposal);

 private:
  PartyInIssue in_issue(const domain::Interdependency& issue, const domain::Interdependent& each);

  Transaction& tx_;
  const Actor& actor_;
  base::Instant now_;
  base::Date today_;
};

}  // namespace tributary::services
