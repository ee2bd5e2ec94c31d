#include "domain/measure.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace tributary::domain {

namespace {

using namespace std::chrono_literals;
constexpr base::Date today = std::chrono::sys_days{2026y / 3 / 31};

Measure share_of_ten() {
  return {.owner = {.place = PlaceId{1}}, .name = "Seen within four hours", .quantity = Quantity::proportion, .scale = 100};
}

std::string refusal(const Measure& measure, const Observation& observation) {
  const auto read = complete_observation(measure, observation, today, "/observations/0");
  return read ? "" : read.error().code + " " + read.error().field;
}

}  // namespace

TEST_CASE("a proportion's value is its numerator over its denominator, times its scale") {
  const auto read = complete_observation(share_of_ten(), {.on = today, .numerator = 9.0, .denominator = 10.0}, today, "");
  REQUIRE(read.has_value());
  CHECK(*read->value == 90.0);
}

TEST_CASE("an observation that can't be is refused, naming the field") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Measure share = share_of_ten();
  CHECK(refusal(share, {.on = today, .numerator = 11.0, .denominator = 10.0}) == "numerator-out-of-range /observations/0/numerator");
  CHECK(refusal(share, {.on = today, .numerator = 0.0, .denominator = 0.0}) == "denominator-not-positive /observations/0/denominator");
  CHECK(refusal(share, {.on = today, .numerator = 1.0}) == "parts-missing /observations/0/denominator");
  CHECK(refusal(share, {.on = today, .value = 25.0, .numerator = 50.0, .denominator = 100.0}) == "value-contradicts-parts /observations/0/value");
  CHECK(refusal(share, {.on = today, .value = 34.0, .numerator = 1.0, .denominator = 3.0}) == "value-contradicts-parts /observations/0/value");
  CHECK(refusal(share, {.on = today, .value = 33.3, .numerator = 1.0, .denominator = 3.0}).empty());  // as it was rounded
  CHECK(refusal(share, {.on = today, .value = 33.0, .numerator = 1.0, .denominator = 3.0}).empty());
  CHECK(refusal(share, {.on = today, .value = 101.0}) == "value-out-of-range /observations/0/value");
  CHECK(refusal(share, {.on = today, .value = nan}) == "number-not-finite /observations/0/value");
  CHECK(refusal(share, {.on = today + std::chrono::days{1}, .value = 1.0}) == "date-in-future /observations/0/on");
  Measure number{.owner = {.place = PlaceId{1}}};
  CHECK(refusal(number, {.on = today, .numerator = 1.0, .denominator = 2.0}) == "parts-not-expected /observations/0/numerator");
  CHECK(refusal(number, {.on = today, .value = -3.0}).empty());
  CHECK(refusal(number, {.on = today}).empty());  // a gap
}

TEST_CASE("a chart of shares takes a proportion, one of rates a rate, one of counts a number; XmR and run charts take any") {
  const auto refused = [](Quantity quantity, ChartKind chart) {
    const auto checked = check_measure({.owner = {.place = PlaceId{1}}, .quantity = quantity, .chart = chart});
    return checked ? std::string() : checked.error().code + " " + checked.error().field;
  };
  const std::string unfitting = "chart-unfitting /chart";
  for (const ChartKind any : {ChartKind::run, ChartKind::xmr})
    for (const Quantity quantity : {Quantity::number, Quantity::proportion, Quantity::rate}) CHECK(refused(quantity, any).empty());
  for (const ChartKind share : {ChartKind::p, ChartKind::np, ChartKind::p_prime}) {
    CHECK(refused(Quantity::proportion, share).empty());
    CHECK(refused(Quantity::rate, share) == unfitting);
    CHECK(refused(Quantity::number, share) == unfitting);
  }
  for (const ChartKind rate : {ChartKind::u, ChartKind::u_prime}) {
    CHECK(refused(Quantity::rate, rate).empty());
    CHECK(refused(Quantity::proportion, rate) == unfitting);
  }
  CHECK(refused(Quantity::proportion, ChartKind::i_prime).empty());
  CHECK(refused(Quantity::number, ChartKind::i_prime) == unfitting);
  for (const ChartKind count : {ChartKind::c, ChartKind::t, ChartKind::g}) {
    CHECK(refused(Quantity::number, count).empty());
    CHECK(refused(Quantity::rate, count) == unfitting);
  }
}

TEST_CASE("a measure's settings fit together") {
  Measure measure = share_of_ten();
  CHECK(check_measure(measure).has_value());
  measure.targets = {{.value = 101}};
  CHECK(check_measure(measure).error().field == "/target");
  measure.targets = {{.value = std::numeric_limits<double>::infinity()}};
  CHECK(check_measure(measure).error().code == "number-not-finite");
  measure.targets.clear();
  measure.scale = 0;
  CHECK(check_measure(measure).error().field == "/scale");
  measure.quantity = Quantity::number;
  measure.scale = 100;
  CHECK(check_measure(measure).error().field == "/scale");
}

TEST_CASE("each target holds until the next one starts, and a way goes straight from its start to its end, and stays there") {
  const auto day = [](int year, unsigned month, unsigned on) { return base::make_date(year, month, on).value(); };
  const std::vector<Target> targets{{.value = 50},
                                    {.starts = day(2025, 4, 1), .value = 60, .ends = day(2025, 4, 11), .end_value = 80},
                                    {.starts = day(2026, 1, 1)},
                                    {.starts = day(2026, 2, 1), .value = 90}};
  CHECK(target_on(targets, day(1990, 1, 1)) == 50);
  CHECK(target_on(targets, day(2025, 3, 31)) == 50);
  CHECK(target_on(targets, day(2025, 4, 1)) == 60);
  CHECK(*target_on(targets, day(2025, 4, 6)) == doctest::Approx(70));
  CHECK(target_on(targets, day(2025, 4, 11)) == 80);
  CHECK(target_on(targets, day(2025, 12, 31)) == 80);
  CHECK_FALSE(target_on(targets, day(2026, 1, 15)));
  CHECK(target_on(targets, day(2026, 2, 1)) == 90);
  CHECK_FALSE(target_on(std::vector<Target>{targets[3]}, day(2026, 1, 31)));
}

TEST_CASE("a target that can't be meant is refused, naming what is wrong") {
  const Measure measure = share_of_ten();
  const auto day = [](unsigned on) { return base::make_date(2025, 4, on).value(); };
  const auto refused = [&](const Target& target) { return check_target(measure, target).error(); };
  CHECK(refused({}).code == "target-empty");
  CHECK(refused({.value = 5, .ends = day(9), .end_value = 6}).field == "/starts_on");
  CHECK(refused({.starts = day(1), .value = 5, .ends = day(9)}).field == "/end_value");
  CHECK(refused({.starts = day(9), .value = 5, .ends = day(9), .end_value = 6}).code == "target-way-backwards");
  CHECK(refused({.starts = day(1), .value = 5, .ends = day(9), .end_value = 1'000}).code == "target-out-of-range");
  CHECK(check_target(measure, {.starts = day(1)}).has_value());  // none from then on
}

}  // namespace tributary::domain
