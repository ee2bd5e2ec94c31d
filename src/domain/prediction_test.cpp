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

TEST_CASE("the observation of a date is that of its calendar week, month or quarter, whichever day it is dated by") {
  const auto is = [](Interval interval, std::string_view date, std::string_view first, std::string_view last) {
    return days_of_value(interval, on(date)) == Days{.first = on(first), .last = on(last)};
  };
  CHECK(is(Interval::week, "2026-06-03", "2026-06-01", "2026-06-07"));     // a Wednesday: week-commencing Monday, week-ending Sunday
  CHECK(is(Interval::week, "2026-06-07", "2026-06-01", "2026-06-07"));
  CHECK(is(Interval::week, "2027-01-01", "2026-12-28", "2027-01-03"));     // the week lies in two years
  CHECK(is(Interval::month, "2026-10-31", "2026-10-01", "2026-10-31"));
  CHECK(is(Interval::month, "2024-02-01", "2024-02-01", "2024-02-29"));
  CHECK(is(Interval::month, "2025-02-28", "2025-02-01", "2025-02-28"));
  CHECK(is(Interval::quarter, "2026-12-31", "2026-10-01", "2026-12-31"));
  CHECK(is(Interval::quarter, "2024-02-29", "2024-01-01", "2024-03-31"));
}

TEST_CASE("a value is of its calendar period, or of its day alone where its measure has none") {
  const auto is = [](Interval interval, std::string_view first, std::string_view last) {
    return period_of(interval, on("2026-06-03")) == Days{.first = on(first), .last = on(last)};
  };
  CHECK(is(Interval::week, "2026-06-01", "2026-06-07"));
  CHECK(is(Interval::month, "2026-06-01", "2026-06-30"));
  CHECK(is(Interval::quarter, "2026-04-01", "2026-06-30"));
  for (const Interval day_alone : {Interval::day, Interval::year, Interval::irregular}) {
    CHECK_FALSE(in_calendar_periods(day_alone));
    CHECK(is(day_alone, "2026-06-03", "2026-06-03"));
  }
}

TEST_CASE("a yearly observation is that of a date until a year from its own has passed") {
  const auto holds = [](std::string_view observed, std::string_view date) {
    return days_of_value(Interval::year, on(date)).hold(on(observed));
  };
  CHECK(holds("2026-01-01", "2026-12-31"));
  CHECK_FALSE(holds("2026-01-01", "2027-01-01"));
  CHECK_FALSE(holds("2026-01-01", "2025-12-31"));
  CHECK(holds("2024-02-29", "2025-02-27"));
  CHECK_FALSE(holds("2024-02-29", "2025-02-28"));
  CHECK(holds("2023-03-01", "2024-02-29"));
  CHECK_FALSE(holds("2023-02-28", "2024-02-29"));
}

TEST_CASE("a second value of a week, month, quarter or year is one that had none before; a yearly count may move by some days") {
  const auto dated = [](std::initializer_list<const char*> dates) {
    std::vector<Observation> out;
    for (const char* each : dates) out.push_back({.on = on(each), .value = 1});
    return out;
  };
  const auto seconds = [&](Interval interval, std::initializer_list<const char*> was, std::initializer_list<const char*> now) {
    return second_values(interval, dated(was), dated(now)).size();
  };
  CHECK(seconds(Interval::month, {"2026-09-01"}, {"2026-09-01", "2026-09-15"}) == 1);
  CHECK(seconds(Interval::month, {"2026-09-15"}, {"2026-09-01", "2026-09-15"}) == 1);
  CHECK(seconds(Interval::month, {}, {"2026-09-01", "2026-09-15"}) == 2);
  CHECK(seconds(Interval::month, {"2026-09-01", "2026-09-15"}, {"2026-09-01", "2026-09-15", "2026-10-01"}) == 0);  // of before that was asked for
  CHECK(seconds(Interval::day, {}, {"2026-09-01", "2026-09-02"}) == 0);
  CHECK(seconds(Interval::year, {"2025-01-01"}, {"2025-01-01", "2025-12-31"}) == 1);
  CHECK(seconds(Interval::year, {"2025-12-31"}, {"2025-01-01", "2025-12-31"}) == 1);
  CHECK(seconds(Interval::year, {"2025-04-01"}, {"2025-04-01", "2026-03-31"}) == 1);
  CHECK(seconds(Interval::year, {"2025-12-31"}, {"2025-12-31", "2026-01-01"}) == 1);
  CHECK(seconds(Interval::year, {"2025-01-01"}, {"2025-01-01", "2025-10-01"}) == 1);
  CHECK(seconds(Interval::year, {"2025-01-01"}, {"2025-01-01", "2026-01-01"}) == 0);
  CHECK(seconds(Interval::year, {"2024-02-29"}, {"2024-02-29", "2025-02-28"}) == 0);
  CHECK(seconds(Interval::year, {"2025-06-27"}, {"2025-06-27", "2026-06-26"}) == 0);  // the last Friday of June
}

TEST_CASE("what is measured daily, or now and then, has an observation of the day, and the next stands in for it") {
  CHECK(days_of_value(Interval::day, on("2026-02-28")).last == on("2026-03-01"));
  CHECK(days_of_value(Interval::day, on("2026-02-28")).first == on("2026-02-28"));
  CHECK(days_of_value(Interval::irregular, on("2026-01-31")).last == on("2026-02-28"));
}

TEST_CASE("a mean is of the whole months and quarters that its days touch, and of the weeks that lie in it for the most part") {
  const auto is = [](Interval interval, std::string_view from, std::string_view to, std::string_view first, std::string_view last) {
    return days_of_mean(interval, on(from), on(to)) == Days{.first = on(first), .last = on(last)};
  };
  CHECK(is(Interval::month, "2026-07-31", "2026-09-01", "2026-07-01", "2026-09-30"));
  CHECK(is(Interval::quarter, "2026-03-31", "2026-04-01", "2026-01-01", "2026-06-30"));
  CHECK(is(Interval::week, "2026-06-01", "2026-06-14", "2026-06-01", "2026-06-14"));
  CHECK(is(Interval::week, "2026-05-01", "2026-05-31", "2026-05-04", "2026-05-31"));   // Friday 1 May: its week is April's
  CHECK(is(Interval::week, "2026-04-01", "2026-04-30", "2026-03-30", "2026-05-03"));   // and no week is of both months
  CHECK(is(Interval::week, "2026-06-05", "2026-06-06", "2026-06-01", "2026-06-07"));   // not half a week: that of its last day
  CHECK(is(Interval::day, "2026-04-01", "2026-04-30", "2026-04-01", "2026-04-30"));
  CHECK(is(Interval::year, "2025-01-01", "2026-12-31", "2025-01-01", "2026-12-31"));
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
  CHECK(check_rows(Statistic::mean, Interval::month, {row, next}));
  next.from = on("2026-04-30");
  CHECK(check_rows(Statistic::mean, Interval::month, {row, next}).error().field == "/rows/1/from_on");
  row.high90 = 2e12;
  CHECK(check_rows(Statistic::mean, Interval::month, {row}).error().code == "number-out-of-range");
}

TEST_CASE("no two rows speak of one observation") {
  const PredictionRow first{.from = {}, .on = on("2026-10-01"), .median = 1, .low50 = 1, .high50 = 1, .low90 = 1, .high90 = 1};
  PredictionRow again = first;
  again.on = on("2026-10-31");
  CHECK(check_rows(Statistic::value, Interval::month, {first, again}).error().code == "rows-of-one-period");
  CHECK(check_rows(Statistic::value, Interval::week, {first, again}));
  CHECK(check_rows(Statistic::value, Interval::day, {first, again}));
}

}  // namespace tributary::domain
