#include "engines/evidence/qca/truth_table.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace tributary::evidence::qca {
namespace {

// Two conditions, six sites: the outcome comes where both are, but for one site.
Cases six_sites() {
  return {.names = {"Ash", "Birch", "Cedar", "Elm", "Fir", "Gorse"},
          .conditions = {{.name = "LEAD", .values = {1, 1, 1, 0, 0, 1}}, {.name = "TIME", .values = {1, 1, 1, 1, 0, 0}}},
          .outcome_name = "KEPT",
          .outcome = {1, 1, 0, 0, 0, 0}};
}

TEST_CASE("a case counts in the one combination in which it is more in than out, and alike cases that differ in the outcome are told") {
  const auto table = truth_table(six_sites(), {.consistency = 0.6});
  REQUIRE(table.has_value());
  CHECK(table->possible == 4);
  REQUIRE(table->rows.size() == 4);
  const TruthRow& both = table->rows.back();
  CHECK(both.levels == Term{1, 1});
  CHECK(both.cases == std::vector<std::size_t>{0, 1, 2});
  CHECK(both.contradictory);
  CHECK(both.standing == Standing::positive);
  CHECK(*both.fit.consistency == doctest::Approx(2.0 / 3));
  CHECK(table->rows.front().standing == Standing::negative);
}

TEST_CASE("a combination with too few cases is one that wasn't seen, and a perfect cut lets no contradiction pass") {
  const auto rare = truth_table(six_sites(), {.consistency = 0.6, .cases = 2});
  REQUIRE(rare.has_value());
  CHECK(rare->rows.front().standing == Standing::remainder);
  const auto strict = truth_table(six_sites(), {.consistency = 1});
  REQUIRE(strict.has_value());
  CHECK(strict->rows.back().standing == Standing::negative);
}

TEST_CASE("a membership of exactly one half belongs to no combination") {
  Cases cases = six_sites();
  cases.conditions[0].values[4] = 0.5;
  const auto table = truth_table(cases, {});
  REQUIRE(table.has_value());
  CHECK(table->between == std::vector<std::size_t>{4});
  CHECK(table->rows.size() == 3);
}

TEST_CASE("what can't be compared is refused, with what is wrong and where") {
  const auto code = [](const Cases& cases, const Cuts& cuts = {}) { return truth_table(cases, cuts).error().code; };
  Cases wrong = six_sites();
  wrong.conditions[1].values[2] = 1.5;
  CHECK(code(wrong) == "membership-out-of-range");
  CHECK(truth_table(wrong, {}).error().field == "/conditions/1/values/2");
  wrong.conditions[1].values[2] = std::numeric_limits<double>::quiet_NaN();
  CHECK(code(wrong) == "membership-out-of-range");
  wrong = six_sites();
  wrong.outcome = {1, 1, 1, 1, 1, 1};
  CHECK(code(wrong) == "outcome-one-sided");
  wrong.outcome = {0, 0, 0, 0, 0, 0};
  CHECK(code(wrong) == "outcome-one-sided");
  wrong = six_sites();
  wrong.conditions.clear();
  CHECK(code(wrong) == "too-few-conditions");
  wrong = six_sites();
  wrong.conditions.resize(most_conditions + 1, wrong.conditions.front());
  CHECK(code(wrong) == "too-many-conditions");
  wrong = six_sites();
  wrong.conditions[0].multi_value = true;
  wrong.conditions[0].values[0] = 2;
  CHECK(code(wrong) == "level-wrong");
  CHECK(code(Cases{.names = {"Ash"}, .conditions = {{.name = "A", .values = {1}}}, .outcome = {1}}) == "too-few-cases");
  CHECK(code(six_sites(), {.consistency = 1.2}) == "cut-out-of-range");
}

TEST_CASE("fits without anybody in the set are absent, not zero and not infinite") {
  const std::vector<double> nobody{0, 0}, somebody{1, 0};
  CHECK(!sufficiency(nobody, somebody).consistency.has_value());
  CHECK(!sufficiency(somebody, nobody).coverage.has_value());
  CHECK(!necessity(somebody, nobody).consistency.has_value());
}

}  // namespace
}  // namespace tributary::evidence::qca
