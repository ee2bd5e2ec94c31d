#include "domain/interdependency.hpp"

#include <doctest/doctest.h>

namespace tributary::domain {

namespace {

base::Instant at(std::string_view iso) { return base::parse_iso_instant(iso).value(); }
base::Date on(std::string_view iso) { return base::parse_iso_date(iso).value(); }

// Raised by the first of two parties on 1 March.
Interdependency between_two() {
  Interdependency out;
  out.raised = out.moved = at("2026-03-01T09:00:00Z");
  out.parties = {{.id = {1}, .party = {.place = PlaceId{1}}, .raised = true, .since = out.raised},
                 {.id = {2}, .party = {.organisation = OrganisationId{1}}, .raised = false, .since = out.raised}};
  out.views = {{.id = {1}, .by = {1}, .author = {7}, .author_name = {}, .body = "We wait", .at = out.raised}};
  return out;
}

}  // namespace

TEST_CASE("who has not answered after 14 days, and what has not moved for 28, shows by itself") {
  Interdependency issue = between_two();
  CHECK(ages_of(issue, on("2026-03-14")).empty());
  const auto two_weeks = ages_of(issue, on("2026-03-15"));
  REQUIRE(two_weeks.size() == 1);
  CHECK(two_weeks.front().kind == AgeKind::no_answer);
  CHECK(two_weeks.front().party == InterdependentId{2});
  CHECK(two_weeks.front().days == 14);
  issue.views.push_back({.id = {2}, .by = {2}, .author = {8}, .author_name = {}, .body = "So do we", .at = issue.raised});
  CHECK(ages_of(issue, on("2026-03-28")).empty());
  REQUIRE(ages_of(issue, on("2026-03-29")).size() == 1);
  CHECK(ages_of(issue, on("2026-03-29")).front().kind == AgeKind::no_movement);
  issue.state = IssueState::resolved;
  CHECK(ages_of(issue, on("2026-12-01")).empty());
}

TEST_CASE("who said how an action stands has spoken for the party that owes it") {
  Interdependency issue = between_two();
  issue.actions = {{.id = {1}, .proposal = {1}, .what = "Share the list", .by = {2}, .owner = {}, .due = on("2026-04-01"), .said = {{.person = {9}, .person_name = {}, .at = issue.raised}}}};
  CHECK(spoke_for(issue, {9}) == InterdependentId{2});
  CHECK_FALSE(spoke_for(issue, {8}).has_value());
}

TEST_CASE("a view that was written in the wrong name and removed binds its author no longer") {
  Interdependency issue = between_two();
  issue.views.push_back({.id = {2}, .by = {2}, .author = {8}, .author_name = {}, .body = "A slip", .at = issue.raised});
  CHECK(spoke_for(issue, {8}) == InterdependentId{2});
  issue.views.back().deleted = true;
  CHECK_FALSE(spoke_for(issue, {8}).has_value());
}

TEST_CASE("an agreed action shows once its date is past, and a proposed one does not") {
  Interdependency issue = between_two();
  issue.views.push_back({.id = {2}, .by = {2}, .author = {8}, .author_name = {}, .body = "So do we", .at = issue.raised});
  issue.proposals = {{.id = {1}, .kind = ProposalKind::action, .words = {}, .by = {1}, .person = {7}, .at = issue.raised}};
  issue.actions = {{.id = {1}, .proposal = {1}, .what = "Share the list", .by = {2}, .owner = "Ward lead", .due = on("2026-03-10")}};
  CHECK(ages_of(issue, on("2026-03-12")).empty());
  issue.proposals.front().held_since = issue.raised;
  REQUIRE(ages_of(issue, on("2026-03-12")).size() == 1);
  CHECK(ages_of(issue, on("2026-03-12")).front().days == 2);
  issue.actions.front().state = ActionState::done;
  CHECK(ages_of(issue, on("2026-03-12")).empty());
}

TEST_CASE("a proposal holds when every party has agreed, and one person is heard for one party") {
  Interdependency issue = between_two();
  Proposal proposal{.id = {1}, .kind = ProposalKind::resolution, .words = "It is solved", .by = {1}, .person = {7}, .at = issue.raised};
  proposal.agreements = {{.by = {1}, .person = {7}, .person_name = {}, .at = issue.raised}};
  CHECK(!all_agree(issue, proposal));
  proposal.agreements.push_back({.by = {2}, .person = {8}, .person_name = {}, .at = issue.raised});
  CHECK(all_agree(issue, proposal));
  proposal.withdrawn = true;
  CHECK(!all_agree(issue, proposal));
  issue.proposals = {proposal};
  CHECK(spoke_for(issue, {7}) == InterdependentId{1});
  CHECK(spoke_for(issue, {8}) == InterdependentId{2});
  CHECK(!spoke_for(issue, {9}));
}

TEST_CASE("an issue is its raiser's alone only until another party has said anything, taken back or not") {
  Interdependency issue = between_two();
  CHECK(!others_spoke(issue));
  Interdependency viewed = issue;
  viewed.views.push_back({.id = {2}, .by = {2}, .author = {8}, .author_name = {}, .body = "So do we", .at = issue.raised, .deleted = true});
  CHECK(others_spoke(viewed));
  const Proposal theirs{.id = {1}, .kind = ProposalKind::action, .words = {}, .by = {2}, .person = {8}, .at = issue.raised};
  Interdependency proposed = issue;
  proposed.proposals = {theirs};
  CHECK(others_spoke(proposed));
  Interdependency agreed = issue;
  agreed.proposals = {{.id = {1}, .kind = ProposalKind::resolution, .words = {}, .by = {1}, .person = {7}, .at = issue.raised}};
  CHECK(!others_spoke(agreed));
  agreed.proposals.front().agreements = {{.by = {2}, .person = {8}, .person_name = {}, .at = issue.raised}};
  CHECK(others_spoke(agreed));
  Interdependency escalated = issue;
  escalated.escalation = Escalation{.to = {.place = PlaceId{9}}, .words = {}, .by = {1}, .at = issue.raised};
  CHECK(others_spoke(escalated));
}

TEST_CASE("a view is built upon once it was there when the issue went up or something was agreed by all") {
  Interdependency issue = between_two();
  const base::Instant later = at("2026-03-05T09:00:00Z");
  CHECK(!is_built_upon(issue, issue.views.front()));
  issue.escalation = Escalation{.to = {.place = PlaceId{9}}, .words = {}, .by = {1}, .at = later};
  CHECK(is_built_upon(issue, issue.views.front()));
  CHECK(!is_built_upon(issue, {.id = {3}, .by = {1}, .author = {7}, .author_name = {}, .body = "Since", .at = at("2026-03-06T09:00:00Z")}));
  issue.escalation.reset();
  issue.proposals = {{.id = {1}, .kind = ProposalKind::resolution, .words = {}, .by = {1}, .person = {7}, .at = issue.raised, .held_since = later}};
  CHECK(is_built_upon(issue, issue.views.front()));
}

TEST_CASE("who proposes or agrees has answered, and a proposal that is withdrawn answers nothing") {
  Interdependency issue = between_two();
  CHECK(!has_answered(issue, {2}));
  issue.proposals = {{.id = {1}, .kind = ProposalKind::resolution, .words = {}, .by = {2}, .person = {8}, .at = issue.raised}};
  CHECK(has_answered(issue, {2}));
  CHECK(ages_of(issue, on("2026-03-20")).empty());
  issue.proposals.front().withdrawn = true;
  CHECK(!has_answered(issue, {2}));
  issue.proposals = {{.id = {2}, .kind = ProposalKind::resolution, .words = {}, .by = {1}, .person = {7}, .at = issue.raised}};
  issue.proposals.front().agreements = {{.by = {2}, .person = {8}, .person_name = {}, .at = issue.raised}};
  CHECK(has_answered(issue, {2}));
}

TEST_CASE("an agreed action that is dropped shows, and so does a collective action of which nothing is left") {
  Interdependency issue = between_two();
  issue.state = IssueState::acting;
  issue.moved = at("2026-03-10T09:00:00Z");
  issue.proposals = {{.id = {1}, .kind = ProposalKind::action, .words = {}, .by = {2}, .person = {8}, .at = issue.raised, .held_since = issue.raised}};
  issue.actions = {{.id = {1}, .proposal = {1}, .what = "Share the list", .by = {2}, .owner = {}, .due = on("2026-04-10")},
                   {.id = {2}, .proposal = {1}, .what = "Visit", .by = {1}, .owner = {}, .due = on("2026-04-10"), .state = ActionState::done}};
  CHECK(ages_of(issue, on("2026-03-12")).empty());
  issue.actions.front().state = ActionState::dropped;
  const auto ages = ages_of(issue, on("2026-03-12"));
  REQUIRE(ages.size() == 2);
  CHECK(ages[0].kind == AgeKind::dropped);
  CHECK(ages[0].party == InterdependentId{2});
  CHECK(ages[0].days == 2);
  CHECK(ages[1].kind == AgeKind::nothing_left);
  issue.state = IssueState::resolved;
  CHECK(ages_of(issue, on("2026-03-12")).empty());
}

TEST_CASE("the last word is that of the latest view, proposal or agreement that stands, and of a proposal withdrawn since") {
  Interdependency issue = between_two();
  CHECK(last_word(issue) == InterdependentId{1});
  issue.views.push_back({.id = {2}, .by = {2}, .author = {8}, .author_name = {}, .body = "So do we", .at = at("2026-03-02T09:00:00Z")});
  CHECK(last_word(issue) == InterdependentId{2});
  issue.views.back().deleted = true;
  CHECK(last_word(issue) == InterdependentId{1});
  issue.proposals = {{.id = {1}, .kind = ProposalKind::resolution, .words = {}, .by = {2}, .person = {8}, .at = at("2026-03-03T09:00:00Z"), .withdrawn = true}};
  CHECK(last_word(issue) == InterdependentId{2});
}

TEST_CASE("who proposed has spoken for that party, though the agreement is taken back and the proposal withdrawn") {
  Interdependency issue = between_two();
  issue.proposals.push_back({.id = {1}, .kind = ProposalKind::resolution, .words = "We share", .by = {2}, .person = {8}, .at = issue.raised});
  CHECK(spoke_for(issue, PersonId{8}) == InterdependentId{2});
  issue.proposals.back().withdrawn = true;
  CHECK(spoke_for(issue, PersonId{8}) == InterdependentId{2});
  CHECK_FALSE(spoke_for(issue, PersonId{9}).has_value());
}

}  // namespace tributary::domain
