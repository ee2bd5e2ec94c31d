#include "domain/prediction.hpp"

#include <doctest/doctest.h>

namespace tributary::domain {

namespace {

base::Date on(std::string_view iso) { return base::parse_iso_date(iso).value(); }

}  // namespace

TEST_CASE("a period holds as many points as its measure's interval fits into it, and at least one") {
  CHECK(expected_points(Interval::day, on("2026-04-01"), on("2026-04-30")) == 30);
  CHECK(expected_points(Interval::week, on("2026-04-01"), on("2026-04-30")) == 4);
  CHECK(expected_points(Interval::month, on("2026-04-01"), on("2026-06-30")) == 3);
  CHECK(expected_points(Interval::month, on("2026-01-31"), on("2026-02-27")) == 1);
  CHECK(expected_points(Interval::month, on("2026-04-15"), on("2026-04-16")) == 1);
  CHECK(expected_points(Interval::quarter, on("2026-01-01"), on("2026-12-31")) == 4);
  CHECK(expected_points(Interval::year, on("2025-01-01"), on("2026-12-31")) == 2);
  CHECK(expected_points(Interval::irregular, on("2020-01-01"), on("2026-12-31")) == 1);
}

TEST_CASE("an observation stands in for a date for one interval after it") {
  CHECK(latest_stand_in(Interval::day, on("2026-02-28")) == on("2026-03-01"));
  CHECK(latest_stand_in(Interval::month, on("2026-01-31")) == on("2026-02-28"));
  CHECK(latest_stand_in(Interval::year, on("2026-01-31")) == on("2027-01-31"));
}

TEST_CASE("the next observation is asked for once what it speaks of has passed") {
  CHECK(next_observation_due(Interval::day, on("2026-02-28")) == on("2026-03-01"));
  CHECK(next_observation_due(Interval::week, on("2026-11-23")) == on("2026-11-30"));
  CHECK(next_observation_due(Interval::month, on("2026-10-01")) == on("2026-12-01"));   // October's, dated by its first day: November's comes in December
  CHECK(next_observation_due(Interval::month, on("2026-10-31")) == on("2026-11-30"));
  CHECK(next_observation_due(Interval::quarter, on("2026-07-01")) == on("2027-01-01"));
  CHECK(next_observation_due(Interval::quarter, on("2026-08-01")) == on("2026-11-01"));
  CHECK(next_observation_due(Interval::year, on("2025-04-01")) == on("2027-04-01"));
  CHECK_FALSE(next_observation_due(Interval::irregular, on("2026-10-01")));
}

TEST_CASE("periods may touch and may not overlap; equal numbers are in order") {
  PredictionRow row{.from = on("2026-04-01"), .on = on("2026-04-30"), .median = 1, .low50 = 1, .high50 = 1, .low90 = 1, .high90 = 1};
  PredictionRow next = row;
  next.from = on("2026-05-01");
  next.on = on("2026-05-31");
  CHECK(check_rows(Statistic::mean, {row, next}));
  next.from = on("2026-04-30");
  CHECK(check_rows(Statistic::mean, {row, next}).error().field == "/rows/1/from_on");
  row.high90 = 2e12;
  CHECK(check_rows(Statistic::mean, {row}).error().code == "number-out-of-range");
}

}  // namespace tributary::domain
