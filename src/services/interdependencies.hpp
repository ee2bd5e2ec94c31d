// Interdependencies: issues between places. A place raises one and names who is part of it; each answers in its own name; what
// is proposed holds once all agree; else it is escalated with both views written down.
//
// Voices    a place is spoken for by its leads; a group by its people (or the leads of its place); an organisation by the
//           executives and leads of the places that it serves. Nobody speaks for two parties of one issue ("speaks-for-another"):
//           so nothing is closed by one side alone, whatever roles somebody holds
// Merged    an organisation that has closed is represented by its successors, and by theirs where those have closed too; one
//           without a successor by those who speak for the places that it served
#pragma once

#include <string>
#include <vector>

#include "domain/interdependency.hpp"
#include "services/context.hpp"
#include "services/parties.hpp"

namespace tributary::services {

struct PartyInIssue {
  domain::Interdependent party;
  NamedParty named;
  std::vector<std::string> represented_by;  // of an organisation that has closed: its successors
  bool closed = false;
  bool answered = false;
  bool mine = false;                        // the reader may speak for it
};

struct IssuePage {
  domain::Interdependency issue;
  std::string place_name;
  std::string objective_name;
  std::vector<PartyInIssue> parties;  // in the order of the issue's
  std::vector<domain::Age> ages;
  std::string escalated_to;
  domain::PersonId reader;            // whose own words may be taken back
  bool may_remove = false;
};

struct IssueList {
  std::vector<IssuePage> issues;
  bool may_raise = false;
};

// Those around a place: what has grown old first.
[[nodiscard]] base::Result<IssueList> list_issues(const Context& context, const Actor& actor, domain::PlaceId place);
[[nodiscard]] base::Result<IssuePage> find_issue(const Context& context, const Actor& actor, domain::InterdependencyId id);

struct IssueDraft {
  domain::PlaceId place;
  std::string name;
  std::string view;  // of the place that raises it
  std::optional<domain::ObjectiveId> objective;
  std::vector<domain::Party> parties;  // the others
  bool illustrative = false;
};

// Fails with "party-missing" where it names nobody else, "named-twice", "party-elsewhere" or "reference-unknown".
[[nodiscard]] base::Result<IssuePage> raise_issue(const Context& context, const Actor& actor, IssueDraft draft);
// By who raised it, and only until another party has said anything, taken back or not ("answered-already").
[[nodiscard]] base::Done delete_issue(const Context& context, const Actor& actor, domain::InterdependencyId id, int version);
[[nodiscard]] base::Result<IssuePage> restore_issue(const Context& context, const Actor& actor, domain::InterdependencyId id);

// What a party does, in whose name. Each fails with "speaks-for-another", or "issue-resolved" where that is over.
struct PartyAct {
  domain::InterdependencyId issue;
  domain::InterdependentId party;
};

[[nodiscard]] base::Result<IssuePage> write_view(const Context& context, const Actor& actor, PartyAct act, std::string body);
// By its author. Not once the issue was escalated or something was agreed by all while it stood ("view-built-upon").
[[nodiscard]] base::Result<IssuePage> set_view_deleted(const Context& context, const Actor& actor, domain::InterdependencyId id, domain::ViewId view, bool deleted);

struct ProposalDraft {
  domain::ProposalKind kind = domain::ProposalKind::resolution;
  std::string words;
  std::vector<domain::Action> actions;  // of a collective action: at least one
};

// Fails with "actions-missing", "date-past" (an action due before today) or "reference-unknown" (the party that owns an action).
[[nodiscard]] base::Result<IssuePage> propose(const Context& context, const Actor& actor, PartyAct act, ProposalDraft draft);
// With the last party's agreement a resolution resolves the issue, and a collective action is under way.
[[nodiscard]] base::Result<IssuePage> set_agreement(const Context& context, const Actor& actor, PartyAct act, domain::ProposalId proposal, bool agrees);
// By the party that proposed it, which takes that back again: those who had agreed agree still.
[[nodiscard]] base::Result<IssuePage> set_withdrawn(const Context& context, const Actor& actor, domain::InterdependencyId id, domain::ProposalId proposal, bool withdrawn);
// By the party that owns it. An ended action says what came of it.
[[nodiscard]] base::Result<IssuePage> update_action(const Context& context, const Actor& actor, domain::Action action);
// Fails with "view-missing" while a party has neither written its view nor let 14 days pass, and "named-twice" (a party already).
[[nodiscard]] base::Result<IssuePage> escalate(const Context& context, const Actor& actor, PartyAct act, domain::Party to, std::string words);
// A resolved issue is open again, with the reason as that party's view.
[[nodiscard]] base::Result<IssuePage> reopen(const Context& context, const Actor& actor, PartyAct act, std::string reason);

}  // namespace tributary::services
