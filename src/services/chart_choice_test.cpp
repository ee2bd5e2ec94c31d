#include "services/chart_choice.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/date.hpp"

namespace tributary::services {

namespace {

base::Date month(int number) { return base::add_months(base::make_date(2024, 1, 1).value(), number); }

std::vector<domain::Observation> shares(double of_how_many, double apart) {
  std::vector<domain::Observation> out;
  for (int i = 0; i < 24; ++i) {
    const double all = of_how_many + i, some = all * (0.5 + (i % 2 == 0 ? apart : -apart));
    out.push_back({.on = month(i), .value = 100 * some / all, .numerator = some, .denominator = all});
  }
  return out;
}

bool has(const ChartChoice& choice, domain::ChartKind chart) { return std::ranges::find(choice.charts, chart) != choice.charts.end(); }

}  // namespace

TEST_CASE("a share with its parts is a P chart, one that varies more than counting a P′, and single values an XmR") {
  const domain::Measure share{.owner = {.person = domain::PersonId{1}}, .name = "Seen in time", .quantity = domain::Quantity::proportion, .scale = 100};
  CHECK(chart_choice(share, shares(100, 0.03)).charts.front() == domain::ChartKind::p);
  const auto wide = chart_choice(share, shares(50'000, 0.1));
  CHECK(wide.charts.front() == domain::ChartKind::p_prime);
  CHECK(wide.because.find("more than counting") != std::string::npos);
  CHECK(has(wide, domain::ChartKind::run));
  CHECK_FALSE(has(wide, domain::ChartKind::c));

  auto without_parts = shares(100, 0.03);
  without_parts[7].numerator.reset();
  without_parts[7].denominator.reset();
  const auto plain = chart_choice(share, without_parts);
  CHECK(plain.charts.front() == domain::ChartKind::xmr);
  CHECK_FALSE(has(plain, domain::ChartKind::p));

  const domain::Measure count{.owner = {.person = domain::PersonId{1}}, .name = "Falls"};
  const auto counted = chart_choice(count, {{.on = month(0), .value = 3}, {.on = month(1), .value = 5}});
  CHECK(counted.charts.front() == domain::ChartKind::xmr);
  CHECK(has(counted, domain::ChartKind::c));
  CHECK_FALSE(has(chart_choice(count, {{.on = month(0), .value = -3}}), domain::ChartKind::c));
}

TEST_CASE("T and G are for events now and then, and nP where the number stays the same") {
  domain::Measure falls{.owner = {.person = domain::PersonId{1}}, .name = "Falls", .interval = domain::Interval::month};
  const std::vector<domain::Observation> values{{.on = month(0), .value = 3}, {.on = month(1), .value = 5}};
  CHECK_FALSE(has(chart_choice(falls, values), domain::ChartKind::t));
  CHECK_FALSE(has(chart_choice(falls, values), domain::ChartKind::g));
  falls.interval = domain::Interval::day;  // as a sheet of odd dates is read
  CHECK(has(chart_choice(falls, values), domain::ChartKind::t));
  CHECK(has(chart_choice(falls, values), domain::ChartKind::g));
  CHECK(chart_choice(falls, values).charts.front() == domain::ChartKind::xmr);
  falls.name = "Days between falls";
  CHECK(chart_choice(falls, values).charts.front() == domain::ChartKind::t);
  falls.name = "Operations between infections";
  CHECK(chart_choice(falls, values).charts.front() == domain::ChartKind::g);
  falls.name = "Falls";
  CHECK_FALSE(has(chart_choice(falls, {{.on = month(0), .value = 3}, {.on = month(0) + std::chrono::days{1}, .value = 5}, {.on = month(0) + std::chrono::days{2}, .value = 4}}), domain::ChartKind::t));

  const domain::Measure share{.owner = {.person = domain::PersonId{1}}, .name = "Seen in time", .quantity = domain::Quantity::proportion, .scale = 100};
  CHECK_FALSE(has(chart_choice(share, shares(100, 0.03)), domain::ChartKind::np));
  CHECK(has(chart_choice(share, {{.on = month(0), .value = 50, .numerator = 20, .denominator = 40}, {.on = month(1), .value = 25, .numerator = 10, .denominator = 40}}), domain::ChartKind::np));
}

}  // namespace tributary::services
