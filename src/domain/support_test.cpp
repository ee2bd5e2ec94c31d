#include "domain/support.hpp"

#include <doctest/doctest.h>

namespace tributary::domain {

namespace {

base::Date day(const char* iso) { return base::parse_iso_date(iso).value(); }

const base::Date today = day("2026-11-25");

// A project of which nobody needs to ask anything.
SupportFacts lively() {
  return {.started = day("2026-01-05"), .active = true,
          .measures = {{.name = "Tasks identified", .interval = Interval::week, .since = day("2026-01-05"), .last = day("2026-11-23")}},
          .last_test = day("2026-11-20"), .last_session = day("2026-11-19"), .next_review = {}, .last_review = {}, .last_answer = {}};
}

std::vector<SupportReason> reasons(const SupportFacts& facts, const SupportThresholds& thresholds = {}) {
  return reasons_for_support(facts, thresholds, today);
}

}  // namespace

TEST_CASE("a project that measures, tests and talks gives no reason") { CHECK(reasons(lively()).empty()); }

TEST_CASE("a weekly measure without a value for two whole weeks is a reason on that day, and not a day before") {
  SupportFacts facts = lively();
  const base::Date sunday = day("2026-11-29");
  facts.measures[0].last = day("2026-11-12");  // of the week that ended on the 15th
  CHECK(reasons_for_support(facts, {}, sunday - std::chrono::days(1)).empty());
  REQUIRE(reasons_for_support(facts, {}, sunday).size() == 1);
  const SupportReason reason = reasons_for_support(facts, {}, sunday)[0];
  CHECK(reason.kind == ReasonKind::no_observation);
  CHECK(reason.since == sunday);
  CHECK(reason.says == "“Tasks identified” has had no value since 12 November 2026; one is expected each week.");
}

TEST_CASE("a period counts from its last day, whichever day of it dates the value") {
  SupportFacts facts = lively();
  const auto first_asked = [&](Interval interval, const char* last) {
    facts.measures[0].interval = interval;
    facts.measures[0].last = day(last);
    facts.last_test = day("2030-01-01");
    base::Date on = day(last);
    while (reasons_for_support(facts, {}, on).empty()) on += std::chrono::days(1);
    return base::to_iso(on);
  };
  CHECK(first_asked(Interval::month, "2026-09-01") == "2026-11-30");
  CHECK(first_asked(Interval::month, "2026-09-30") == "2026-11-30");
  CHECK(first_asked(Interval::month, "2026-02-01") == "2026-04-30");
  CHECK(first_asked(Interval::quarter, "2026-04-01") == "2026-12-31");
  CHECK(first_asked(Interval::year, "2024-04-01") == "2027-03-31");
  CHECK(first_asked(Interval::year, "2025-03-31") == "2027-03-31");
  CHECK(first_asked(Interval::day, "2026-11-20") == "2026-11-22");
}

TEST_CASE("each measure is asked by its own interval, and one without an interval never") {
  SupportFacts facts = lively();
  facts.measures[0].last = day("2026-09-30");
  facts.measures[0].interval = Interval::month;
  CHECK(reasons(facts).empty());
  facts.measures[0].interval = Interval::day;
  CHECK(reasons(facts).size() == 1);
  facts.measures[0].interval = Interval::irregular;
  CHECK(reasons(facts).empty());
}

TEST_CASE("a value that is dated by the first day of its week or month is as fresh as that week's or month's end") {
  SupportFacts facts = lively();
  facts.measures[0].interval = Interval::month;
  facts.measures[0].last = day("2026-09-01");
  CHECK(reasons(facts).empty());  // September's: until 30 November
  facts.measures[0].last = day("2026-08-01");
  REQUIRE(reasons(facts).size() == 1);
  CHECK(reasons(facts)[0].since == day("2026-10-31"));
  facts.measures[0].interval = Interval::week;
  facts.measures[0].last = day("2026-11-09");  // a Monday
  CHECK(reasons(facts).empty());
}

TEST_CASE("a measure that never had a value counts from the day it was made") {
  SupportFacts facts = lively();
  facts.measures[0].last = {};
  facts.measures[0].since = day("2026-11-01");
  REQUIRE(reasons(facts).size() == 1);
  CHECK(reasons(facts)[0].says ==
        "“Tasks identified” has no value yet; it was set up on 1 November 2026 and one is expected each week.");
}

TEST_CASE("a test or a session within the fortnight is enough, whichever was later") {
  SupportFacts facts = lively();
  facts.last_test = day("2026-06-01");
  CHECK(reasons(facts).empty());
  facts.last_session = day("2026-11-11");
  REQUIRE(reasons(facts).size() == 1);
  CHECK(reasons(facts)[0].says == "No test of change and no session since 11 November 2026.");
  facts.last_test = facts.last_session = {};
  CHECK(reasons(facts)[0].says == "No test of change and no session yet; it started on 5 January 2026.");
}

TEST_CASE("a review within three weeks asks for an answered prediction, one since the last review") {
  SupportFacts facts = lively();
  facts.next_review = day("2026-12-17");
  CHECK(reasons(facts).empty());
  facts.next_review = day("2026-12-16");
  REQUIRE(reasons(facts).size() == 1);
  CHECK(reasons(facts)[0].says == "Its review is on 16 December 2026 and no prediction has been answered yet.");
  facts.last_answer = day("2026-08-01");
  CHECK(reasons(facts).empty());
  facts.last_review = day("2026-09-01");
  REQUIRE(reasons(facts).size() == 1);
  CHECK(reasons(facts)[0].says ==
        "Its review is on 16 December 2026 and no prediction has been answered since the last one, on 1 September 2026.");
}

TEST_CASE("what has waited longest comes first, and an ended project asks for nobody") {
  SupportFacts facts = lively();
  facts.measures[0].last = day("2026-11-01");
  facts.last_test = day("2026-10-01");
  facts.last_session = {};
  REQUIRE(reasons(facts).size() == 2);
  CHECK(reasons(facts)[0].kind == ReasonKind::no_test_or_session);
  CHECK(reasons(facts)[1].kind == ReasonKind::no_observation);
  facts.active = false;
  CHECK(reasons(facts).empty());
}

TEST_CASE("a programme's thresholds are what is asked, and of two programmes the one that asks soonest") {
  SupportFacts facts = lively();
  facts.last_test = facts.last_session = day("2026-11-11");
  CHECK(reasons(facts, {.intervals = 2, .quiet_days = 15, .review_days = 21}).empty());
  CHECK(soonest({.intervals = 2, .quiet_days = 28, .review_days = 14}, {.intervals = 3, .quiet_days = 7, .review_days = 30}) ==
        SupportThresholds{.intervals = 2, .quiet_days = 7, .review_days = 30});
  CHECK(check_thresholds({.intervals = 0, .quiet_days = 14, .review_days = 21}).error().field == "/intervals");
  CHECK(check_thresholds({.intervals = 2, .quiet_days = 14, .review_days = 366}).error().code == "threshold-out-of-range");
}

TEST_CASE("a session is logged once it has been, and seen later") {
  SupportSession session{.held_on = today, .see_on = today};
  CHECK(check_session(session, today).has_value());
  session.see_on = day("2026-11-24");
  CHECK(check_session(session, today).error().code == "seen-before-the-session");
  session.held_on = day("2026-11-26");
  CHECK(check_session(session, today).error().code == "date-in-future");
}

}  // namespace tributary::domain
