#include "base/date.hpp"

#include <doctest/doctest.h>

#include "base/clock.hpp"

namespace tributary::base {

TEST_CASE("an ISO date reads back as it was written") {
  CHECK(to_iso(parse_iso_date("2026-03-31").value()) == "2026-03-31");
  CHECK(to_iso(parse_iso_date("2024-02-29").value()) == "2024-02-29");
}

TEST_CASE("a date that isn't in the calendar, or is in the year 0, is refused with what to mend") {
  CHECK(parse_iso_date("2025-02-29").error().code == "date-unknown");
  CHECK(parse_iso_date("2025-02-29").error().detail == "February 2025 has 28 days, not 29.");
  CHECK(parse_iso_date("2027-04-31").error().detail == "April has 30 days, not 31.");
  CHECK(parse_iso_date("2027-13-01").error().code == "date-unknown");
  CHECK(parse_iso_date("0000-01-01").error().code == "date-out-of-range");
  CHECK(parse_iso_date("31/03/2026").error().code == "date-unreadable");
  CHECK(parse_iso_date("2026-3-31").error().code == "date-unreadable");
  CHECK(parse_iso_date("+026-03-31").error().code == "date-unreadable");
}

TEST_CASE("what is wrong with a date is said as people write dates") {
  CHECK(parse_iso_date("2024-02-31").error().detail == "February 2024 has 29 days, not 31.");
  CHECK(parse_iso_date("2024-14-02").error().detail.starts_with("There is no month 14."));
  CHECK(parse_iso_date("0000-01-01").error().detail.starts_with("The year 0 is not between 1900 and 2200."));
}

TEST_CASE("a date in a sentence has its month in words") { CHECK(in_words(parse_iso_date("2026-03-01").value()) == "1 March 2026"); }

TEST_CASE("a month later than 31 January is the last day of February") {
  CHECK(to_iso(add_months(parse_iso_date("2026-01-31").value(), 1)) == "2026-02-28");
  CHECK(to_iso(add_months(parse_iso_date("2026-01-31").value(), 24)) == "2028-01-31");
}

TEST_CASE("half past eleven in the evening UTC is already tomorrow in a London summer") {
  CHECK(to_iso(london_date(parse_iso_instant("2026-07-01T23:30:00.000Z").value())) == "2026-07-02");
  CHECK(to_iso(london_date(parse_iso_instant("2026-12-01T23:30:00.000Z").value())) == "2026-12-01");
}

TEST_CASE("an instant reads back as it was written") {
  CHECK(to_iso(parse_iso_instant("2026-07-01T23:30:05.120Z").value()) == "2026-07-01T23:30:05.120Z");
  CHECK(parse_iso_instant("2026-07-01 23:30").error().code == "instant-unreadable");
}

}  // namespace tributary::base
