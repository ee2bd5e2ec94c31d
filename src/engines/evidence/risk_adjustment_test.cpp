#include "engines/evidence/risk_adjustment.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engines/random/samplers.hpp"

namespace tributary::evidence {
namespace {

RiskTable made(unsigned rows, double effect_of_third) {
  random::Stream stream(random::replication_key(5, 0), 1);
  RiskTable out{.unit_names = {"north", "south", "west"}, .term_names = {"age", "emergency"}};
  for (unsigned i = 0; i < rows; ++i) {
    const unsigned unit = i % 3;
    const double age = random::normal(stream) + unit, emergency = stream.unit() < .4 ? 1 : 0;
    const double eta = -2 + .8 * age + .5 * emergency + (unit == 2 ? effect_of_third : 0);
    out.rows.push_back({.unit = unit, .events = stream.unit() < 1 / (1 + std::exp(-eta)) ? 1. : 0., .terms = {age, emergency}});
  }
  return out;
}

std::string refused(const RiskTable& table) {
  const auto out = adjust_risk(table, {});
  return out ? "" : out.error().code;
}

}  // namespace

TEST_CASE("units whose cases differ compare alike once that is allowed for, and observed and expected add up") {
  const auto out = adjust_risk(made(6000, 0), {});
  REQUIRE(out.has_value());
  double observed = 0, expected = 0;
  for (const UnitRisk& each : out->units) {
    observed += each.observed;
    expected += each.expected;
    CHECK(each.ratio == doctest::Approx(1).epsilon(.1));
  }
  CHECK(observed == doctest::Approx(expected).epsilon(1e-9));
  CHECK(out->units[2].observed > 2 * out->units[0].observed);  // unadjusted, west looks dreadful
  CHECK(out->terms[1].value == doctest::Approx(.8).epsilon(.1));
  CHECK(*out->c_statistic > .7);
  CHECK(*out->hosmer_lemeshow_p > .01);
  CHECK(out->groups.size() == 10);
}

TEST_CASE("the exact limits are those of the reference's ten sites") {
  CHECK(poisson_limits(12).low / 15.2 == doctest::Approx(0.4079325729423).epsilon(1e-10));
  CHECK(poisson_limits(12).high / 15.2 == doctest::Approx(1.379051647906).epsilon(1e-10));
  CHECK(poisson_limits(0).low == 0);
  CHECK(poisson_limits(0).high == doctest::Approx(3.688879454).epsilon(1e-9));
}

TEST_CASE("the c statistic of four cases is counted by hand") {
  RiskTable table{.unit_names = {"all"}, .term_names = {"x"}};
  const std::vector<double> x{1, 2, 3, 4, 2}, y{0, 1, 0, 1, 0};
  for (std::size_t i = 0; i < x.size(); ++i) table.rows.push_back({.events = y[i], .terms = {x[i]}});
  // Pairs with x: (2,1) 1, (2,3) 0, (2,2) ½, (4,·) 3: 4.5 of 6.
  CHECK(*adjust_risk(table, {})->c_statistic == doctest::Approx(4.5 / 6));
}

TEST_CASE("separation is refused with the term that separates, and Firth's remedy answers") {
  RiskTable table = made(300, 0);
  for (std::size_t i = 0; i < 300; ++i) {
    table.rows[i].terms.push_back(i < 10 ? 1. : 0.);
    if (i < 10) table.rows[i].events = 1;
  }
  table.term_names.push_back("transfer");
  const auto out = adjust_risk(table, {});
  REQUIRE_FALSE(out.has_value());
  CHECK(out.error().code == "separation");
  CHECK(out.error().detail.starts_with("transfer says"));
  const auto firth = adjust_risk(table, {.firth = true});
  REQUIRE(firth.has_value());
  CHECK(std::isfinite(firth->terms[3].value));
  CHECK(firth->terms[3].value > 1);
}

TEST_CASE("tables that can't answer are refused with what to do") {
  CHECK(refused({}) == "no-rows");
  RiskTable table{.unit_names = {"a"}, .term_names = {}};
  table.rows = {{.events = 0.}, {.events = 0.}};
  CHECK(refused(table) == "no-events");
  table.rows = {{.events = 1.}};
  CHECK(refused(table) == "only-events");
  table.rows = {{.events = 2.}};
  CHECK(refused(table) == "events-out-of-range");
  table.rows = {{.events = std::nullopt}};
  CHECK(refused(table) == "no-rows");
  table.term_names = {"x"};
  table.rows = {{.events = 1., .terms = {NAN}}, {.events = 0., .terms = {1.}}};
  CHECK(refused(table) == "value-not-finite");
}

}  // namespace tributary::evidence
