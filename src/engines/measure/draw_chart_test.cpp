#include "engines/measure/draw_chart.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "engines/measure/cautions.hpp"
#include "engines/measure/icons.hpp"
#include "engines/measure/pattern_rules.hpp"
#include "engines/measure/runs.hpp"
#include "engines/measure/sentence.hpp"
#include "engines/measure/shewhart_constants.hpp"
#include "engines/measure/test_series.hpp"
#include "engines/measure/xmr_chart.hpp"

namespace tributary::measure {
namespace {

using testing::month;
using testing::monthly;
using testing::steady;
using Values = std::vector<std::optional<double>>;

Profile named(std::string_view name) { return *profile_named(name); }

Chart drawn(const Values& values, ChartType type, const Profile& profile, const std::vector<double>& sizes = {}) {
  const auto points = monthly(values);
  return draw_chart({.points = points, .better = Direction::up, .sizes = sizes}, type, profile).value();
}

std::string codes(const Series& series, ChartType type, const Profile& profile) {
  std::string text;
  for (const Caution& caution : appraise(series, draw_chart(series, type, profile).value()).cautions)
    text += (text.empty() ? "" : " ") + std::string(caution.code);
  return text;
}

}  // namespace

TEST_CASE("limits of counts, shares and rates are three sigma of what counting makes them vary, and stay where values can be") {
  const Chart c = drawn({4, 2, 6, 4}, ChartType::c, mdc_2022());
  CHECK(c.limits_at(0).centre == 4);
  CHECK(c.limits_at(0).upper == 10);
  CHECK(c.limits_at(0).lower == 0);  // -2, which no count is
  const Chart p = drawn({0.1, 0.3}, ChartType::p, mdc_2022(), {100, 400});
  CHECK(p.limits_at(0).centre == doctest::Approx(0.26));
  CHECK(p.limits_at(0).upper == doctest::Approx(0.26 + 3 * std::sqrt(0.26 * 0.74 / 100)));
  CHECK(p.limits_at(1).upper == doctest::Approx(0.26 + 3 * std::sqrt(0.26 * 0.74 / 400)));
  CHECK(drawn({0.9, 1, 1}, ChartType::p, mdc_2022(), {10, 10, 10}).limits_at(0).upper == 1);
  const Chart u = drawn({0.1, 0.3}, ChartType::u, mdc_2022(), {100, 400});
  CHECK(u.limits_at(1).lower == doctest::Approx(0.26 - 3 * std::sqrt(0.26 / 400)));
  const Chart np = drawn({10, 20, 30}, ChartType::np, mdc_2022(), {100, 100, 100});
  CHECK(np.limits_at(0).upper == doctest::Approx(20 + 3 * std::sqrt(20 * 0.8)));
}

TEST_CASE("the primed charts are their plain ones where counting explains the variation, and wider where more is at work") {
  std::mt19937_64 random(5);
  std::binomial_distribution<int> counts(1000, 0.2);
  std::normal_distribution<double> normal(0.2, 0.05);
  Values plain, spread;
  const std::vector<double> sizes(200, 1000);
  for (int i = 0; i < 200; ++i) {
    plain.emplace_back(counts(random) / 1000.0);
    spread.emplace_back(normal(random));
  }
  const auto width = [&](const Values& values, ChartType type) {
    const Limits limits = drawn(values, type, mdc_2022(), sizes).limits_at(0);
    return limits.upper - limits.centre;
  };
  CHECK(width(plain, ChartType::p_prime) == doctest::Approx(width(plain, ChartType::p)).epsilon(0.1));
  CHECK(width(spread, ChartType::p_prime) == doctest::Approx(0.15).epsilon(0.15));
  CHECK(width(spread, ChartType::i_prime) == doctest::Approx(0.15).epsilon(0.15));
  CHECK(width(spread, ChartType::p) == doctest::Approx(0.038).epsilon(0.05));
  const auto points = monthly(spread);
  const Series series{.points = points, .sizes = sizes};
  CHECK(codes(series, ChartType::p, mdc_2022()).find("overdispersed") != std::string::npos);
  CHECK(codes(series, ChartType::p_prime, mdc_2022()).find("overdispersed") == std::string::npos);
  const auto calm = monthly(plain);
  CHECK(codes({.points = calm, .sizes = sizes}, ChartType::p, mdc_2022()).find("dispersed") == std::string::npos);
  // Counts that hardly vary are rationed rather than counted.
  Values rationed;
  for (int i = 0; i < 24; ++i) rationed.emplace_back(50 + i % 2);
  const auto steady_points = monthly(rationed);
  CHECK(codes({.points = steady_points}, ChartType::c, mdc_2022()).find("underdispersed") != std::string::npos);
}

TEST_CASE("few expected events are said: an np below 5 makes limits rough") {
  const std::vector<double> sizes(24, 20);
  Values values;
  for (int i = 0; i < 24; ++i) values.emplace_back(0.05 * (i % 4));
  const auto points = monthly(values);
  CHECK(codes({.points = points, .sizes = sizes}, ChartType::p, mdc_2022()).starts_with("small-counts"));
  Values nearly_all;
  for (int i = 0; i < 24; ++i) nearly_all.emplace_back(1 - 0.05 * (i % 4));
  const auto others = monthly(nearly_all);
  CHECK(codes({.points = others, .sizes = sizes}, ChartType::p, mdc_2022()).starts_with("small-counts"));
  const std::vector<double> large(24, 2000);
  CHECK(codes({.points = points, .sizes = large}, ChartType::p, mdc_2022()).find("small-counts") == std::string::npos);
}

TEST_CASE("subgroups of one size take the mean of their spreads, of several sizes a pooled one; one value has no limits") {
  const auto points = monthly({10, 12, 11});
  const std::vector<double> same = {4, 4, 4}, several = {4, 9, 1}, spreads = {1, 2, 3};
  const Series equal{.points = points, .sizes = same, .spreads = spreads};
  const Limits mean_of_spreads = draw_chart(equal, ChartType::xbar, mdc_2022()).value().limits_at(0);
  CHECK(mean_of_spreads.upper - mean_of_spreads.centre == doctest::Approx(a3(4) * 2));
  const Limits pooled = draw_chart(equal, ChartType::xbar, named("powerbi")).value().limits_at(0);
  CHECK(pooled.upper - pooled.centre == doctest::Approx(a3(4) * std::sqrt(14.0 / 3)));
  const Chart unequal = draw_chart({.points = points, .sizes = several, .spreads = spreads}, ChartType::xbar, mdc_2022()).value();
  CHECK(unequal.limits_at(0).centre == doctest::Approx((40 + 108 + 11) / 14.0));
  CHECK(unequal.limits_at(1).upper - unequal.limits_at(1).centre == doctest::Approx(a3(9) * std::sqrt((3 * 1 + 8 * 4) / 11.0)));
  CHECK(unequal.limits_at(2).known == Known::centre);
  const Limits s = draw_chart({.points = points, .sizes = same}, ChartType::s, mdc_2022()).value().limits_at(0);
  CHECK(s.upper == doctest::Approx(11 * b4(4)));
  CHECK(s.lower == 0);
}

TEST_CASE("a t chart is an XmR of times to the power 1 / 3.6, a g chart's centre is by profile") {
  const Values times = {10, 40, 5, 80, 20, 15};
  const Limits t = drawn(times, ChartType::t, mdc_2022()).limits_at(0);
  Values roots;
  for (const auto& time : times) roots.emplace_back(std::pow(*time, 1 / 3.6));
  const Limits xmr = drawn(roots, ChartType::xmr, mdc_2022()).limits_at(0);
  CHECK(t.upper == doctest::Approx(std::pow(xmr.upper, 3.6)));
  CHECK(t.centre == doctest::Approx(std::pow(xmr.centre, 3.6)));
  CHECK(t.lower >= 0);
  const Values cases = {3, 0, 10, 7};
  const Chart g = drawn(cases, ChartType::g, mdc_2022());
  CHECK(g.limits_at(0).centre == doctest::Approx(0.693 * 5));
  CHECK(g.limits_at(0).upper == doctest::Approx(5 + 3 * std::sqrt(30)));
  CHECK(g.limits_at(0).lower == 0);
  CHECK(drawn(cases, ChartType::g, named("anhoej")).limits_at(0).centre == 5);  // (3 + 7) / 2
  // Between events there is no assurance, whatever the target.
  const auto points = monthly(cases);
  const Target targets[] = {{.value = 1}};
  CHECK(draw_chart({.points = points, .better = Direction::up, .targets = targets}, ChartType::g, mdc_2022()).value().assurance == AssuranceIcon::none);
}

TEST_CASE("the moving ranges of an XmR chart have a chart of their own, within phases and not across gaps") {
  const auto points = monthly({1, 3, std::nullopt, 8, 10, 4});
  const base::Date starts[] = {month(4)};
  const Series series{.points = points, .phase_starts = starts};
  const Chart values = xmr_chart(series, mdc_2022()).value();
  const auto ranges = moving_ranges(series, values);
  const auto text = [&] {
    std::string out;
    for (const Point& point : ranges) out += point.value ? std::to_string(static_cast<int>(*point.value)) : "-";
    return out;
  }();
  CHECK(text == "-2---6");
  const Chart chart = drawn({2, 4, 3, 30}, ChartType::moving_range, mdc_2022());
  CHECK(chart.limits_at(0).centre == 9.75);
  CHECK(chart.limits_at(0).upper == doctest::Approx(3.267 * 9.75));
  CHECK(drawn(Values(30, 1), ChartType::moving_range, named("nelson")).runs.empty());
}

TEST_CASE("a baseline's centre holds on, with limits for each point's own size") {
  const std::vector<double> sizes = {100, 100, 100, 400, 400};
  const auto points = monthly({0.1, 0.2, 0.3, 0.5, 0.6});
  const Chart chart = draw_chart({.points = points, .baseline_end = month(2), .sizes = sizes}, ChartType::p, mdc_2022()).value();
  CHECK(chart.limits_at(4).centre == doctest::Approx(0.2));
  CHECK(chart.limits_at(4).upper == doctest::Approx(0.2 + 3 * std::sqrt(0.16 / 400)));
  CHECK(chart.readings[4].signals.has(Rule::point_high));
  CHECK(chart.phases[1].inherits);
}

TEST_CASE("the slower way of the four rules marks what the fast one marks") {
  std::mt19937_64 random(17);
  std::normal_distribution<double> normal;
  std::size_t signals = 0;
  for (int trial = 0; trial < 500; ++trial) {
    std::vector<Point> points;
    std::vector<base::Date> starts;
    double level = 0;
    for (int i = 0; i < 50; ++i) {
      if (random() % 20 == 0) level = normal(random) * 2;
      Point point{.date = month(i), .value = std::round((level + normal(random)) * 4) / 4, .ghosted = random() % 15 == 0};
      if (random() % 25 == 0) point.value.reset();
      points.push_back(point);
      if (i > 20 && random() % 25 == 0) starts.push_back(point.date);
    }
    Profile profile = random() % 2 == 0 ? mdc_2022() : mdc_2022_screened();
    profile.trend_crosses_phases = random() % 2 == 0;
    Series series{.points = points, .better = Direction::up, .phase_starts = starts};
    if (random() % 3 == 0) series.baseline_end = month(15);
    Chart chart = xmr_chart(series, profile).value();
    const auto fast = chart.readings;
    apply_patterns(points, chart);
    for (std::size_t i = 0; i < points.size(); ++i) {
      CHECK(chart.readings[i].signals == fast[i].signals);
      signals += fast[i].signals.any() ? 1 : 0;
    }
  }
  CHECK(signals > 1000);
}

TEST_CASE("no chart of any type, profile or input holds a NaN") {
  std::mt19937_64 random(23);
  const double wild[] = {0, -0.0, 1e300, 5e-324, 0.5, 1, 2, 1e17, 3};
  Chart chart;
  std::size_t drawn_ones = 0;
  for (int trial = 0; trial < 6000; ++trial) {
    std::vector<Point> points;
    std::vector<double> sizes, spreads;
    std::vector<base::Date> starts;
    const auto count = random() % 25;
    const bool tame = random() % 2 == 0;
    for (std::size_t i = 0; i < count; ++i) {
      Point point{.date = month(static_cast<int>(i)), .ghosted = random() % 6 == 0};
      if (random() % 5 != 0) point.value = tame ? static_cast<double>(random() % 5) / 4 : wild[random() % 9];
      points.push_back(point);
      sizes.push_back(tame ? static_cast<double>(1 + random() % 4) : std::max(1.0, wild[random() % 9]));
      spreads.push_back(tame ? 0.5 : wild[random() % 9]);
      if (random() % 9 == 0) starts.push_back(point.date);
    }
    const ChartType type = every_chart_type[random() % every_chart_type.size()];
    const Profile profile = named(every_profile[random() % every_profile.size()]);
    const Series series{.points = points, .better = Direction::down, .phase_starts = starts, .sizes = sizes, .spreads = spreads};
    const auto done = draw_chart_into(series, type, profile, chart);
    if (!done) continue;
    ++drawn_ones;
    for (const Limits& limits : chart.limits)
      for (const double line : {limits.lower, limits.lower_two_sigma, limits.lower_one_sigma, limits.centre, limits.upper_one_sigma, limits.upper_two_sigma, limits.upper})
        CHECK(std::isfinite(line));
    CHECK_FALSE(sentence(series, chart, {}).empty());
    if (!tame || trial % 20 != 0) continue;
    const Appraisal appraisal = appraise(series, chart);
    if (appraisal.false_alarm) CHECK((*appraisal.false_alarm >= 0 && *appraisal.false_alarm <= 1));
    if (appraisal.dispersion) CHECK(std::isfinite(appraisal.dispersion->ratio));
  }
  CHECK(drawn_ones > 2000);
}

TEST_CASE("a million points have their runs tested, and one has none") {
  std::vector<Point> points(1'000'000);
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = {.date = base::Date{} + std::chrono::days{i}, .value = static_cast<double>(i % 2)};
  const Chart chart = draw_chart({.points = points}, ChartType::run, named("ihi-run")).value();
  CHECK(chart.runs[0].too_many);
  CHECK_FALSE(chart.runs[0].too_few);
  CHECK(draw_chart({}, ChartType::run, named("anhoej")).value().runs[0].useful == 0);
}

TEST_CASE("undirected rules make a change, whichever way is better, and their icon says where the value lies") {
  Values values;
  for (int i = 0; i < 20; ++i) values.emplace_back(i % 2 == 0 ? 4 + (i % 3) * 0.1 : 6 + (i % 5) * 0.1);
  const auto points = monthly(values);
  const Series series{.points = points, .better = Direction::up};
  const Chart chart = draw_chart(series, ChartType::xmr, named("nelson")).value();
  REQUIRE(chart.readings.back().signals.has(Rule::alternating));
  CHECK(chart.readings.back().meaning == Meaning::neither);
  CHECK(chart.variation == VariationIcon::neither_high);
  CHECK(sentence(series, chart, {}).find("14 values in a row go up and down by turns") != std::string::npos);
}

TEST_CASE("a run chart's sentence speaks of its median, and of its runs where no point is marked") {
  Values values;
  for (int i = 0; i < 24; ++i) values.emplace_back(i / 6 % 2 == 0 ? 10 + i % 3 : 20 + i % 3);
  const auto points = monthly(values);
  const Series series{.points = points, .better = Direction::up};
  const std::string text = sentence(series, draw_chart(series, ChartType::run, named("anhoej")).value(), {.unit = "days"});
  CHECK(text == "Change: the values cross the centre 3 times, where chance gives 8 or more. The values don't vary by chance alone. Find out what changed.");
  const auto calm = monthly({5, 7, 6, 8, 5, 9, 6, 7, 8, 5, 9, 6, 5, 8, 7, 6});
  const Series quiet{.points = calm};
  CHECK(sentence(quiet, draw_chart(quiet, ChartType::run, named("anhoej")).value(), {.unit = "days"}).starts_with("No sign of change: the values lie about the median of 6.5 days"));
  const auto few = monthly({5, 7, 6});
  const Series short_one{.points = few};
  CHECK(sentence(short_one, draw_chart(short_one, ChartType::run, named("anhoej")).value(), {}).starts_with("2 values lie off the median of 6"));
}

TEST_CASE("every profile is known by its name, passes its own check and carries all that it sets") {
  for (const std::string_view name : every_profile) {
    const auto profile = profile_named(name);
    REQUIRE(profile.has_value());
    CHECK(profile->name == name);
    CHECK(check_profile(*profile).has_value());
    CHECK(drawn(steady(50, 24), ChartType::xmr, *profile).profile == *profile);
  }
  CHECK_FALSE(profile_named("magic").has_value());
  for (const ChartType type : every_chart_type) CHECK(chart_type_named(name_of(type)) == type);
}

}  // namespace tributary::measure
