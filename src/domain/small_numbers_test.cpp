#include "domain/small_numbers.hpp"

#include <doctest/doctest.h>

namespace tributary::domain {

namespace {

using namespace std::chrono_literals;
constexpr base::Date today = std::chrono::sys_days{2026y / 3 / 31};

Measure counting(Quantity quantity, std::string unit = {}) {
  return {.owner = {.place = PlaceId{1}}, .name = "Falls", .unit = std::move(unit), .quantity = quantity, .scale = quantity == Quantity::proportion ? 100.0 : 1.0};
}

Released of(const Measure& measure, Observation figure, SmallNumbers small = SmallNumbers::people) {
  figure.on = today;
  if (figure.numerator) figure.value = measure.scale * *figure.numerator / *figure.denominator;
  const Said said{.observation = figure, .made = {}};
  return released(measure, small, std::span(&figure, 1), std::span(&said, 1)).front();
}
std::optional<double> count_of(double count) { return of(counting(Quantity::number), {.value = count}).observation.value; }

}  // namespace

TEST_CASE("from 1 to 7 people are suppressed, more are rounded to the nearest 5, and nobody is 0") {
  CHECK(count_of(0) == 0);
  for (int few = 1; few <= 7; ++few) CHECK(count_of(few) == std::nullopt);
  CHECK(count_of(8) == 10);
  CHECK(count_of(12) == 10);
  CHECK(count_of(13) == 15);
  CHECK(count_of(1'003) == 1'005);
  CHECK(of(counting(Quantity::number), {.value = 3}).suppressed);
}

TEST_CASE("a share is worked out of its rounded parts, and suppressed where few are counted or few are left") {
  const Measure share = counting(Quantity::proportion, "%");
  const Released fine = of(share, {.numerator = 41, .denominator = 63});
  CHECK(fine.observation.numerator == 40);
  CHECK(fine.observation.denominator == 65);
  CHECK(*fine.observation.value == doctest::Approx(100.0 * 40 / 65));
  for (const auto& [part, whole] : {std::pair{3.0, 63.0}, {60.0, 63.0}, {0.0, 5.0}}) {
    const Released few = of(share, {.numerator = part, .denominator = whole});
    CHECK(few.suppressed);
    CHECK(few.observation == Observation{.on = today});
  }
  CHECK(*of(share, {.numerator = 63, .denominator = 63}).observation.value == 100);
  CHECK(*of(share, {.numerator = 0, .denominator = 63}).observation.value == 0);
}

TEST_CASE("a share whose parts aren't kept, and single events, are never told") {
  CHECK(of(counting(Quantity::proportion, "%"), {.value = 50}).suppressed);
  Measure days_between = counting(Quantity::number);
  days_between.chart = ChartKind::t;
  CHECK(of(days_between, {.value = 210}).suppressed);
}

TEST_CASE("what counts nobody is told as it is, without its note, and what is withheld isn't told") {
  const Released beds = of(counting(Quantity::number, "beds"), {.value = 3, .note = "by hand"}, SmallNumbers::none);
  CHECK(beds.observation.value == 3);
  CHECK(beds.observation.note.empty());
  CHECK(of(counting(Quantity::number), {.value = 300}, SmallNumbers::withheld).suppressed);
  CHECK_FALSE(of(counting(Quantity::number), {}).suppressed);  // a gap is a gap
}

TEST_CASE("until somebody says otherwise shares, rates and numbers are of people; time, money and beds are not") {
  CHECK(small_numbers_of(counting(Quantity::proportion, "%")) == SmallNumbers::people);
  CHECK(small_numbers_of(counting(Quantity::rate)) == SmallNumbers::people);
  CHECK(small_numbers_of(counting(Quantity::number)) == SmallNumbers::people);
  CHECK(small_numbers_of(counting(Quantity::number, "placements")) == SmallNumbers::people);
  CHECK(small_numbers_of(counting(Quantity::number, "falls a month")) == SmallNumbers::people);
  for (const char* unit : {"Minutes", "£", "tasks a round", "days per patient", "beds"}) CHECK(small_numbers_of(counting(Quantity::number, unit)) == SmallNumbers::none);
  Measure said = counting(Quantity::number, "minutes");
  said.small_numbers = SmallNumbers::withheld;
  CHECK(small_numbers_of(said) == SmallNumbers::withheld);
}

}  // namespace tributary::domain
