#include "exchange/flow/journeys.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace tributary::exchange::flow {

namespace {

Journeys read(std::string_view text, const JourneyColumns& columns = {}) {
  auto out = read_journeys(text, "log.csv", columns);
  REQUIRE_MESSAGE(out, out.error().detail);
  return std::move(*out);
}

std::string refusal(std::string_view text, const JourneyColumns& columns = {}) {
  const auto out = read_journeys(text, "log.csv", columns);
  REQUIRE_FALSE(out);
  CHECK_FALSE(out.error().detail.empty());
  return out.error().code;
}

std::size_t count(const Journeys& journeys, std::string_view what) {
  const auto found = std::find_if(journeys.left_out.begin(), journeys.left_out.end(), [&](const LeftOut& each) { return each.what == what; });
  return found == journeys.left_out.end() ? 0 : found->count;
}

}  // namespace

TEST_CASE("of lengths of stay absences, negatives, percentages and words are counted and told, and never a value") {
  const auto out = read("id,los_hours\n1,3\n2,NA\n3,\n4,NULL\n5,-\n6,-2\n7,long\n8,1.5 days\n9,0\n3,\n10,50%\n");
  CHECK(out.kind == Journeys::Kind::lengths);
  REQUIRE(out.journeys.size() == 3);
  CHECK(out.journeys[0].visits[0].stay == doctest::Approx(3 / 24.0));
  CHECK(out.journeys[1].visits[0].stay == doctest::Approx(1.5));
  CHECK(out.journeys[2].visits[0].stay == 0);
  CHECK(out.grid == doctest::Approx(1 / 24.0));  // whole hours
  CHECK(count(out, "no length of stay") == 4);
  CHECK(count(out, "a stay below 0") == 1);
  CHECK(count(out, "a length of stay that can't be read") == 2);
  CHECK(count(out, "the same row again") == 1);
  CHECK(out.left_out[0].first == "log.csv:3");
  CHECK_FALSE(out.journeys[0].came);
}

TEST_CASE("a unit that is told counts, and stays with parts are exact") {
  const auto out = read("stay\n90\n30.5\n30.5\n", {.stay = "stay", .unit = "minutes"});
  CHECK(out.journeys.size() == 3);  // without a case two may be alike
  CHECK(out.journeys[0].visits[0].stay == doctest::Approx(1.5 / 24));
  CHECK(out.grid == 0);
  CHECK(refusal("stay\n90\n", {.stay = "stay", .unit = "fortnights"}) == "unit-not-known");
}

TEST_CASE("stays with both ends: an end before its begin is left out, one that is missing is going on or unknown") {
  const auto out = read("admitted;discharged\n01/02/2026 08:00;03/02/2026 20:00\n2/2/2026 09:00;1/2/2026\n13/02/2026 10:00;\n04/02/2026;NA\nNA;05/02/2026\n10/02/2026 00:00;14/02/2026 12:00\nlater;\n");
  CHECK(out.kind == Journeys::Kind::spells);
  CHECK(out.clock);
  REQUIRE(out.journeys.size() == 4);
  CHECK(out.journeys[0].visits[0].stay == doctest::Approx(2.5));
  CHECK(out.journeys[1].visits[0].state == Visit::State::going_on);
  CHECK(out.journeys[1].visits[0].stay == doctest::Approx(1 + 2 / 24.0));  // until the file's last moment
  CHECK(out.journeys[2].visits[0].state == Visit::State::unknown);         // for ten days: longer than any
  CHECK(count(out, "an end before its begin") == 1);
  CHECK(count(out, "no begin") == 1);
  CHECK(count(out, "begin that can't be read") == 1);
}

TEST_CASE("days without times of day are whole days") {
  CHECK(read("start,end\n2026-01-01,2026-01-03\n2026-01-02,2026-01-02\n").grid == 1);
}

TEST_CASE("a case of an event log lasts from its first event to its last, in whatever order they stand, and one may be called NA") {
  const auto out = read("case,activity,time\nNA,Leave,2026-01-02T12:00:00Z\n7,Come,2026-01-01 00:00\nNA,Come,2026-01-01T00:00:00Z\n7,Leave,2026-01-05 00:00\n,Come,2026-01-05\n7,,2026-01-05\n7,See,NA\n7,See,soon\n7,Leave,2026-01-05 00:00\n");
  REQUIRE(out.journeys.size() == 2);
  CHECK(out.services == std::vector<std::string>{"stay"});
  CHECK(out.journeys[0].visits[0].stay == doctest::Approx(1.5));
  CHECK(out.journeys[1].visits[0].stay == doctest::Approx(4));
  CHECK(out.journeys[1].came == doctest::Approx(out.journeys[0].came.value_or(0)));
  CHECK(count(out, "no case") == 1);
  CHECK(count(out, "no activity") == 1);
  CHECK(count(out, "no time") == 1);
  CHECK(count(out, "time that can't be read") == 1);
  CHECK(count(out, "the same row again") == 1);
  CHECK(out.notes.size() >= 1);
}

TEST_CASE("start and complete make visits, and what has no start is none") {
  const auto out = read("case_id,activity,lifecycle,timestamp\n1,Ward,schedule,2026-01-01T00:00:00\n1,Ward,start,2026-01-01T06:00:00\n1,Ward,complete,2026-01-03T06:00:00\n1,Home,complete,2026-01-03T06:00:00\n1,Rehab,start,2026-01-03T06:00:00\n1,Rehab,complete,2026-01-13T06:00:00\n");
  CHECK(out.services == std::vector<std::string>{"Ward", "Rehab"});
  REQUIRE(out.journeys.size() == 1);
  REQUIRE(out.journeys[0].visits.size() == 2);
  CHECK(out.journeys[0].visits[0].stay == doctest::Approx(2));
  CHECK(out.journeys[0].visits[1].stay == doctest::Approx(10));
  CHECK(out.journeys[0].visits[0].begins - *out.journeys[0].came == doctest::Approx(.25));
}

TEST_CASE("activities that are named make a chain: the same again goes on, another ends it, and so does what they are until") {
  constexpr const char* log = "case,activity,time\n1,In A,2026-01-01\n1,Test,2026-01-02\n1,In A,2026-01-03\n1,In B,2026-01-04\n1,Out X,2026-01-10\n1,Test,2026-01-20\n2,In B,2026-01-05\n2,Test,2026-01-06\n";
  const auto out = read(log, {.services = {"In*"}, .until = {"Out*"}});
  CHECK(out.services == std::vector<std::string>{"In A", "In B"});
  REQUIRE(out.journeys[0].visits.size() == 2);
  CHECK(out.journeys[0].visits[0].stay == doctest::Approx(3));
  CHECK(out.journeys[0].visits[1].stay == doctest::Approx(6));
  CHECK(out.journeys[1].visits[0].state == Visit::State::unknown);  // fifteen days: longer than any
  CHECK(read(log, {.services = {"In B"}}).journeys[0].visits[0].stay == doctest::Approx(16));  // to the case's last event
  CHECK(refusal(log, {.services = {"In C"}}) == "activity-absent");
  CHECK(refusal(log, {.until = {"Out X"}}) == "service-missing");
}

TEST_CASE("a class is the first that a case's rows say, and none is a class of its own") {
  const auto out = read("case,activity,time,kind\n1,a,2026-01-01,NA\n1,b,2026-01-02,red\n2,a,2026-01-01,\n2,b,2026-01-03,NA\n", {.by = "Kind"});
  CHECK(out.classes == std::vector<std::string>{"red", "not known"});
  CHECK(out.journeys[1].cls == 1);
}

TEST_CASE("a file from which nothing can be fitted is refused, with what to do") {
  CHECK(refusal("a,b\n1,2\n") == "log-columns-unknown");
  CHECK(refusal("stay\nNA\n\n-\n") == "nothing-to-fit");
  CHECK(refusal("stay\n") == "nothing-to-fit");
  CHECK(refusal("start,end\n2026-01-02,2026-01-01\n") == "nothing-to-fit");
  CHECK(refusal("stay\n1\n", {.stay = "length"}) == "column-absent");
  CHECK(refusal("stay,stay\n1,2\n", {.stay = "stay"}) == "column-ambiguous");
  CHECK(refusal("stay\n1\n", {.services = {"a"}}) == "log-columns-unknown");
}

}  // namespace tributary::exchange::flow
