// Interdependency: an issue between places that one raises and several must resolve.
//
// Idea      who raises it names the parties that it depends on. They answer, each in its own name; a proposal (that it is
//           resolved, or what they will do together) holds once every party has agreed to it; or it is escalated, with
//           both views written down, to somebody who then is a party too
// Promises  nothing is closed by one side alone: a proposal that lacks one party's agreement closes nothing
// Ageing    a party that has not answered after 14 days, no movement for 28, an action past its date, an agreed action that its
//           owner dropped, a collective action of which nothing is left to do: each shows by itself
// Movement  is what another has not undone: a party's second word in a row, an agreement that completes nothing, and a view that is
//           taken back make no issue younger
// Time      an organisation that has closed is represented by its successors (see services/interdependencies.hpp)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"
#include "domain/party.hpp"

namespace tributary::domain {

inline constexpr int days_to_answer = 14;
inline constexpr int days_to_move = 28;

enum class IssueState { open, escalated, acting, resolved };
enum class ProposalKind { resolution, action };
enum class ActionState { open, done, dropped };

struct Interdependent {
  InterdependentId id;
  Party party;
  bool raised = false;  // this one raised it
  base::Instant since;
};

struct View {
  ViewId id;
  InterdependentId by;
  PersonId author;
  std::string author_name;  // read along; not written
  std::string body;
  base::Instant at;
  bool deleted = false;
  std::optional<base::Instant> moved_before;  // when the issue had last moved before it
};

struct Agreement {
  InterdependentId by;
  PersonId person;
  std::string person_name;  // read along; not written
  base::Instant at;
};

struct Proposal {
  ProposalId id;
  ProposalKind kind = ProposalKind::resolution;
  std::string words;
  InterdependentId by;
  PersonId person;
  base::Instant at;
  bool withdrawn = false;
  std::optional<base::Instant> held_since;  // when the last party agreed
  std::vector<Agreement> agreements;        // who proposes agrees
};

// Who said how an action stands, in the name of the party that owes it.
struct ActionWord {
  PersonId person;
  std::string person_name;  // read along; not written
  base::Instant at;
};

// What the parties do together, from the proposal that they agreed to.
struct Action {
  ActionId id;
  ProposalId proposal;
  std::string what;
  InterdependentId by;
  std::string owner;  // a role
  base::Date due;
  ActionState state = ActionState::open;
  std::string outcome;
  std::vector<ActionWord> said;  // oldest first
  int version = 1;
};

struct Escalation {
  Party to;
  std::string words;
  InterdependentId by;
  base::Instant at;
};

struct Interdependency {
  InterdependencyId id;
  PlaceId place;  // that raised it
  std::string name;
  std::optional<ObjectiveId> objective;
  bool illustrative = false;
  IssueState state = IssueState::open;
  base::Instant raised;
  base::Instant moved;  // the last time anybody did anything about it
  std::vector<Interdependent> parties;
  std::vector<View> views;          // oldest first
  std::vector<Proposal> proposals;  // oldest first
  std::vector<Action> actions;      // by date
  std::optional<Escalation> escalation;
  bool deleted = false;
  int version = 1;
};

// It has written a view, or proposed or agreed to something, that stands.
[[nodiscard]] bool has_answered(const Interdependency& issue, InterdependentId party);
[[nodiscard]] bool all_agree(const Interdependency& issue, const Proposal& proposal);
// The party for which that person has spoken already in this issue, if any: nobody speaks for two. A view that was removed binds nobody.
[[nodiscard]] std::optional<InterdependentId> spoke_for(const Interdependency& issue, PersonId person);
// Who had the last word that stands; a proposal that was withdrawn was one.
[[nodiscard]] std::optional<InterdependentId> last_word(const Interdependency& issue);
// Whether any party but the one that raised it has said anything, taken back or not; or it has gone up.
[[nodiscard]] bool others_spoke(const Interdependency& issue);
// Whether it was escalated, or something was agreed by all, while that view stood: it is part of what was decided on.
[[nodiscard]] bool is_built_upon(const Interdependency& issue, const View& view);
// An action of a proposal that holds.
[[nodiscard]] bool is_agreed(const Interdependency& issue, const Action& action);

enum class AgeKind { no_answer, no_movement, overdue, dropped, nothing_left };

// Why an issue has grown old, and by how many days.
struct Age {
  AgeKind kind = AgeKind::no_answer;
  std::optional<InterdependentId> party;
  std::optional<ActionId> action;
  int days = 0;
};

// Nothing for one that is resolved.
[[nodiscard]] std::vector<Age> ages_of(const Interdependency& issue, base::Date today);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::IssueState> =
    tributary::base::word_list<tributary::domain::IssueState>({
        {tributary::domain::IssueState::open, "open"},
        {tributary::domain::IssueState::escalated, "escalated"},
        {tributary::domain::IssueState::acting, "acting"},
        {tributary::domain::IssueState::resolved, "resolved"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::ProposalKind> =
    tributary::base::word_list<tributary::domain::ProposalKind>({
        {tributary::domain::ProposalKind::resolution, "resolution"},
        {tributary::domain::ProposalKind::action, "action"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::ActionState> =
    tributary::base::word_list<tributary::domain::ActionState>({
        {tributary::domain::ActionState::open, "open"},
        {tributary::domain::ActionState::done, "done"},
        {tributary::domain::ActionState::dropped, "dropped"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::AgeKind> =
    tributary::base::word_list<tributary::domain::AgeKind>({
        {tributary::domain::AgeKind::no_answer, "no_answer"},
        {tributary::domain::AgeKind::no_movement, "no_movement"},
        {tributary::domain::AgeKind::overdue, "overdue"},
        {tributary::domain::AgeKind::dropped, "dropped"},
        {tributary::domain::AgeKind::nothing_left, "nothing_left"},
    });
