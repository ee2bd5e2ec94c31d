#include "services/drawn_series.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "services/charts.hpp"

namespace tributary::services {

using domain::ChartKind;
using domain::Measure;
using domain::Observation;
using domain::Quantity;

namespace {

base::Date day(int number) { return *base::parse_iso_date("2025-01-01") + std::chrono::days{number}; }

// Of each day so many of so many; a denominator of 0: the value alone, as a share of 100.
std::vector<Observation> parts(std::initializer_list<std::pair<double, double>> list, double scale = 100) {
  std::vector<Observation> out;
  for (const auto& [numerator, denominator] : list) {
    Observation one{.on = day(static_cast<int>(out.size())), .value = numerator, .numerator = {}, .denominator = {}, .note = {}};
    if (denominator > 0) {
      one.value = scale * numerator / denominator;
      one.numerator = numerator;
      one.denominator = denominator;
    }
    out.push_back(one);
  }
  return out;
}

std::vector<Observation> fourteen_days() {
  return parts({{45, 50}, {88, 100}, {46, 50}, {91, 100}, {44, 50}, {90, 100}, {45, 50}, {92, 100}, {46, 50}, {89, 100}, {44, 50}, {90, 100}, {45, 50}, {91, 100}});
}

std::vector<Observation> values(std::initializer_list<double> list) {
  std::vector<Observation> out;
  for (const double value : list) out.push_back({.on = day(static_cast<int>(out.size())), .value = value, .numerator = {}, .denominator = {}, .note = {}});
  return out;
}

bool cautioned(const Drawing& drawing, std::string_view code) {
  return std::ranges::any_of(drawing.appraisal.cautions, [&](const measure::Caution& each) { return each.code == code; });
}

Measure share(ChartKind chart) { return {.name = "Scanned", .unit = "%", .quantity = Quantity::proportion, .scale = 100, .direction = domain::Direction::up, .chart = chart}; }

}  // namespace

TEST_CASE("the limits of a P chart are in the measure's unit and follow each point's denominator") {
  const auto drawn = draw(share(ChartKind::p), fourteen_days(), {}, {});
  REQUIRE(drawn.has_value());
  const double p = 946.0 / 1050;
  const auto three_sigma = [&](double n) { return 300 * std::sqrt(p * (1 - p) / n); };
  CHECK(drawn->chart.limits_at(0).centre == doctest::Approx(100 * p));
  CHECK(drawn->chart.limits_at(0).lower == doctest::Approx(100 * p - three_sigma(50)));
  CHECK(drawn->chart.limits_at(1).lower == doctest::Approx(100 * p - three_sigma(100)));
  CHECK(drawn->chart.limits_at(0).upper == doctest::Approx(100));  // a share has no line beyond the whole
  CHECK(drawn->sentence.find("%") != std::string::npos);
  CHECK(drawn->left_out.empty());
}

TEST_CASE("a target in per cent is held against limits of a share") {
  Measure measure = share(ChartKind::p);
  measure.targets = {{.value = 60}};
  CHECK(draw(measure, fourteen_days(), {}, {})->chart.assurance == measure::AssuranceIcon::pass);
  measure.targets = {{.value = 90}};
  CHECK(draw(measure, fourteen_days(), {}, {})->chart.assurance == measure::AssuranceIcon::hit_or_miss);
}

TEST_CASE("a value without numerator and denominator is a gap to a P chart, which says so") {
  auto observations = fourteen_days();
  observations.push_back({.on = day(14), .value = 12, .numerator = {}, .denominator = {}, .note = {}});
  const auto drawn = draw(share(ChartKind::p), observations, {}, {});
  CHECK(drawn->left_out == std::vector<std::size_t>{14});
  CHECK(cautioned(*drawn, "parts-missing"));
  CHECK(*drawn->chart.last == 13);
  CHECK(draw(share(ChartKind::xmr), observations, {}, {})->left_out.empty());
}

TEST_CASE("an nP chart has its lines in per cent of its one denominator, is told in counts, and is a P chart where denominators differ") {
  const auto same = parts({{5, 50}, {6, 50}, {4, 50}, {5, 50}, {7, 50}, {5, 50}, {4, 50}, {6, 50}, {5, 50}, {5, 50}, {6, 50}, {4, 50}});
  const auto drawn = draw(share(ChartKind::np), same, {}, {});
  CHECK(drawn->chart.type == measure::ChartType::np);
  CHECK(drawn->chart.limits_at(0).centre == doctest::Approx(100 * 62.0 / 600));
  CHECK(drawn->sentence.find("of 50") != std::string::npos);
  CHECK(drawn->sentence.find('%') == std::string::npos);
  const auto differing = draw(share(ChartKind::np), fourteen_days(), {}, {});
  CHECK(differing->chart.type == measure::ChartType::p);
  CHECK(cautioned(*differing, "denominators-differ"));
}

TEST_CASE("a rate is drawn for each thousand where the measure says so") {
  const Measure measure{.name = "Falls", .unit = "falls", .quantity = Quantity::rate, .scale = 1000, .direction = domain::Direction::down, .chart = ChartKind::u};
  const auto drawn = draw(measure, parts({{6, 1000}, {5, 900}, {7, 1100}, {6, 1000}, {5, 950}, {8, 1050}}, 1000), {}, {});
  CHECK(drawn->chart.limits_at(0).centre == doctest::Approx(1000 * 37.0 / 6000));
  CHECK(drawn->chart.limits_at(0).upper == doctest::Approx(1000 * (37.0 / 6000 + 3 * std::sqrt(37.0 / 6000 / 1000))));
}

TEST_CASE("what is below nought is a gap to a chart of counts") {
  const Measure measure{.name = "Days between", .chart = ChartKind::t};
  const auto drawn = draw(measure, values({3, 8, -1, 12, 2}), {}, {});
  CHECK(drawn->left_out == std::vector<std::size_t>{2});
  CHECK(cautioned(*drawn, "values-below-nought"));
}

TEST_CASE("a run chart has a median and its runs, and signals without limits") {
  const Measure measure{.name = "Waits", .direction = domain::Direction::down, .chart = ChartKind::run, .profile = "anhoej"};
  const auto drawn = draw(measure, values({9, 8, 9, 10, 8, 9, 10, 9, 8, 10, 3, 2, 3, 4, 2, 3, 4, 3, 2, 3}), {}, {});
  CHECK(drawn->chart.limits_at(0).known == measure::Known::centre);
  REQUIRE(drawn->chart.runs.size() == 1);
  CHECK(drawn->chart.runs.front().signal());
  CHECK(says_something(drawn->chart));
}

TEST_CASE("a shift that goes on is named with its mean in the measure's unit") {
  auto observations = parts({{10, 50}, {12, 50}, {9, 50}, {11, 50}, {10, 50}, {12, 50}, {9, 50}, {11, 50}, {10, 50}, {12, 50}, {30, 50}, {31, 50}, {30, 50}, {31, 50}, {30, 50}, {31, 50}, {30, 50}, {31, 50}});
  const auto drawn = draw(share(ChartKind::p), observations, {}, {});
  REQUIRE(drawn->shift.has_value());
  CHECK(drawn->shift->first == 10);
  CHECK(drawn->shift->high);
  CHECK(drawn->shift->mean == doctest::Approx(61));
}

TEST_CASE("the lines alone are those of the whole drawing") {
  for (const ChartKind chart : {ChartKind::run, ChartKind::xmr, ChartKind::p, ChartKind::np, ChartKind::p_prime, ChartKind::i_prime}) {
    const auto lines = lines_of(share(chart), fourteen_days(), {}, {});
    const auto drawn = draw(share(chart), fourteen_days(), {}, {});
    CHECK(lines->limits_at(3).upper == drawn->chart.limits_at(3).upper);
    CHECK(lines->readings.back().signals == drawn->chart.readings.back().signals);
  }
}

}  // namespace tributary::services
