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

TEST_CASE("who proposed has spoken for that party, though the agreement is taken back and the proposal withdrawn") {
  Interdependency issue = between_two();
  issue.proposals.push_back({.id = {1}, .kind = ProposalKind::resolution, .words = "We share", .by = {2}, .person = {8}, .at = issue.raised});
  CHECK(spoke_for(issue, PersonId{8}) == InterdependentId{2});
  issue.proposals.back().withdrawn = true;
  CHECK(spoke_for(issue, PersonId{8}) == InterdependentId{2});
  CHECK_FALSE(spoke_for(issue, PersonId{9}).has_value());
}

}  // namespace tributary::domain
