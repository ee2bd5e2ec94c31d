#include "domain/standard.hpp"

#include <doctest/doctest.h>

namespace tributary::domain {

namespace {

base::Date day(int year) { return base::make_date(year, 1, 1).value(); }

Standard pathway() {
  Standard out;
  out.first.rule = "Within four hours";
  out.first_from = {.from = day(2010), .year_only = true};
  return out;
}

Amendment stated(int id, int base, std::string rule) {
  Amendment out;
  out.id = {id};
  out.statements.push_back({.number = 1, .base = base, .wording = {.rule = std::move(rule)}});
  return out;
}

}  // namespace

TEST_CASE("a standard's versions are its first wording and what was accepted, by number") {
  Amendment second = stated(1, 1, "Every patient");
  second.state = AmendmentState::accepted;
  second.becomes = 2;
  second.from = InForce{.from = day(2015)};
  const std::vector<Amendment> all{stated(2, 1, "Only by day"), second};
  const auto versions = versions_of(pathway(), all);
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].wording.rule == "Within four hours");
  CHECK(versions[1].wording.rule == "Every patient");
  CHECK(!in_force_on(versions, day(2009)));
  CHECK(in_force_on(versions, day(2014)) == 1);
  CHECK(in_force_on(versions, day(2015)) == 2);
}

TEST_CASE("an open amendment of an older version has to be restated; a closed one has not") {
  Amendment second = stated(1, 1, "Every patient");
  second.state = AmendmentState::accepted;
  second.becomes = 2;
  second.from = InForce{.from = day(2015)};
  Amendment other = stated(2, 1, "Only by day");
  CHECK(!needs_restating(other, versions_of(pathway(), {other})));
  const auto versions = versions_of(pathway(), {second, other});
  CHECK(needs_restating(other, versions));
  other.statements.push_back({.number = 2, .base = 2, .wording = {.rule = "Every patient, only by day"}});
  CHECK(!needs_restating(other, versions));
  other.statements.back().base = 1;
  other.state = AmendmentState::withdrawn;
  CHECK(!needs_restating(other, versions));
}

TEST_CASE("a link is a web address") {
  CHECK(check_link("", "/link"));
  CHECK(check_link("https://example.org", "/link"));
  CHECK(check_link("javascript:alert(1)", "/link").error().code == "link-unreadable");
}

}  // namespace tributary::domain
