#include "services/season.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "services/charts.hpp"
#include "services/measures.hpp"
#include "services/phase_suggestions.hpp"
#include "services/targets.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using namespace std::chrono_literals;
using test::MeasuredPlace;

namespace {

base::Date month(int number) { return base::add_months(std::chrono::sys_days{2020y / 1 / 1}, number); }

// Winters twice as high as summers about 100, with a step to 140 in the fourth year, and some unrest.
domain::MeasureId wintry(const MeasuredPlace& at, int months, domain::Interval interval = domain::Interval::month) {
  const auto id = at.place_measure({.name = "Admissions", .direction = domain::Direction::down, .interval = interval});
  constexpr std::array<double, 12> index{1.4, 1.3, 1.1, 1, 0.9, 0.8, 0.7, 0.7, 0.8, 0.9, 1.1, 1.3};
  std::vector<domain::Observation> values;
  for (int i = 0; i < months; ++i)
    values.push_back({.on = month(i), .value = (i < 36 ? 100 : 140) * index[static_cast<std::size_t>(i % 12)] * (1 + 0.01 * ((i * 7) % 5 - 2))});
  REQUIRE(observe(at.context, at.analyst, id, values));
  return id;
}

}  // namespace

TEST_CASE("with the season taken out limits are those of what is left, and what was observed stands beside") {
  const MeasuredPlace at;
  const auto id = wintry(at, 36);
  REQUIRE(add_target(at.context, at.analyst, {.id = {}, .measure = id, .starts = {}, .value = 90, .reason = "Agreed"}));
  const auto as_it_is = chart_of(at.context, at.analyst, id).value();
  CHECK(as_it_is.season.methods.size() == 2);
  CHECK_FALSE(as_it_is.without_season);
  const auto chart = chart_of(at.context, at.analyst, id, {}, measure::SeasonalMethod::multiplicative).value();
  REQUIRE(chart.without_season);
  CHECK(chart.without_season->indices.size() == 12);
  CHECK(chart.without_season->indices[0] == doctest::Approx(1.4).epsilon(0.03));
  CHECK(*chart.without_season->strength > 0.9);
  const auto width = [](const ChartView& of) { return of.drawing.chart.limits_at(0).upper - of.drawing.chart.limits_at(0).lower; };
  CHECK(width(chart) < width(as_it_is) / 3);
  CHECK(chart.observed[0] == as_it_is.observations[0].value);
  CHECK(*chart.observations[0].value == doctest::Approx(*chart.observed[0] / chart.without_season->indices[0]));
  CHECK(chart.drawing.target_line.empty());
  CHECK(chart.drawing.chart.assurance == measure::AssuranceIcon::none);
  CHECK(chart.without_season->statement.find("The target is left out") != std::string::npos);
}

TEST_CASE("a chart whose values repeat with the season says so, where it isn't taken out, in place of the advice for alike neighbours") {
  const MeasuredPlace at;
  const auto said = [](const ChartView& chart, std::string_view words) {
    return std::ranges::any_of(chart.drawing.appraisal.cautions, [&](const measure::Caution& each) { return each.text.find(words) != std::string::npos; });
  };
  const auto id = wintry(at, 36);
  const auto chart = chart_of(at.context, at.analyst, id).value();
  CHECK(said(chart, "Values repeat with the season: remove it (For analysts: the season) before reading signals."));
  CHECK(said(chart, "A high value tends to be followed by another"));
  CHECK_FALSE(said(chart, "Chart what comes in or goes out"));
  CHECK_FALSE(said(chart_of(at.context, at.analyst, id, {}, measure::SeasonalMethod::multiplicative).value(), "Values repeat"));
  CHECK_FALSE(said(chart_of(at.context, at.analyst, wintry(at, 20)).value(), "Values repeat"));
}

TEST_CASE("where too little is known of seasons, it says what is missing and refuses to draw without one") {
  const MeasuredPlace at;
  const auto few = wintry(at, 20);
  const auto chart = chart_of(at.context, at.analyst, few).value();
  CHECK(chart.season.methods.empty());
  CHECK(chart.season.why_not.find("two full years") != std::string::npos);
  CHECK(chart_of(at.context, at.analyst, few, {}, measure::SeasonalMethod::additive).error().code == "too-few-cycles");
  const auto yearly = at.place_measure({.name = "Yearly", .interval = domain::Interval::year});
  CHECK(chart_of(at.context, at.analyst, yearly, {}, measure::SeasonalMethod::additive).error().code == "season-not-for-measure");
}

TEST_CASE("a quarterly measure has the four quarters for its season, a weekly one none") {
  const MeasuredPlace at;
  const auto quarterly = at.place_measure({.name = "Waiting list", .interval = domain::Interval::quarter});
  std::vector<domain::Observation> values;
  for (int i = 0; i < 12; ++i) values.push_back({.on = month(3 * i), .value = i % 4 == 0 ? 130 : 90});
  REQUIRE(observe(at.context, at.analyst, quarterly, values));
  const auto chart = chart_of(at.context, at.analyst, quarterly, {}, measure::SeasonalMethod::multiplicative).value();
  CHECK(chart.season.season == measure::Season::quarter);
  REQUIRE(chart.without_season->indices.size() == 4);
  CHECK(chart.without_season->indices[0] == doctest::Approx(1.3));
  CHECK(chart.without_season->indices[1] == doctest::Approx(0.9));
  CHECK(chart.without_season->statement.find("each value was divided by its quarter's index") != std::string::npos);
  const auto weekly = at.place_measure({.name = "Falls", .interval = domain::Interval::week});
  CHECK_FALSE(chart_of(at.context, at.analyst, weekly)->season.season);
}

TEST_CASE("a suggested phase comes with its evidence, redraws nothing, and is told apart from one that a person has begun") {
  const MeasuredPlace at;
  const auto id = wintry(at, 60);
  const auto season = measure::SeasonalMethod::multiplicative;
  const auto found = suggested_phases_of(at.context, at.analyst, id, season).value();
  REQUIRE(found.phases.size() == 1);
  CHECK(found.phases[0].starts == month(36));
  CHECK(found.phases[0].values_before == 36);
  CHECK(found.phases[0].values_after == 24);
  CHECK(found.phases[0].mean_after > 1.2 * found.phases[0].mean_before);
  CHECK_FALSE(found.phases[0].begins_already);
  CHECK(found.statement.find("Suggested, not applied") != std::string::npos);
  CHECK(chart_of(at.context, at.analyst, id)->phases.empty());
  REQUIRE(add_phase(at.context, at.analyst, {.measure = id, .starts = month(36), .reason = "It lasts", .cause = "A second ward"}));
  CHECK(suggested_phases_of(at.context, at.analyst, id, season)->phases[0].begins_already);
}

}  // namespace tributary::services
