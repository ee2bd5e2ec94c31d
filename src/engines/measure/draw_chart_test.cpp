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

std::string marks(const Chart& chart, Rule rule) {
  std::string text;
  for (const Reading& reading : chart.readings) text += reading.signals.has(rule) ? '1' : '0';
  return text;
}

std::size_t marked(const Chart& chart) {
  return static_cast<std::size_t>(std::ranges::count_if(chart.readings, [](const Reading& reading) { return reading.signals.any(); }));
}

std::string codes(const Series& series, ChartType type, const Profile& profile) {
  std::string text;
  for (const Caution& caution : appraise(series, draw_chart(series, type, profile).value()).cautions)
    text += (text.empty() ? "" : " ") + std::string(caution.code);
  return text;
}

Values one_step() {
  Values step(10, 5);
  step.resize(20, 6);
  return step;
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

// The table of ties and edge cases, line by line.

TEST_CASE("edge: a point on the centre ends a shift, or is passed over, by profile") {
  const Values values = {1, 1, 1, 1, 0, 1, 1, 1, -9, 1, -9, 9, -9, 9, 0};
  Profile six = mdc_2022();
  six.shift_points = 6;
  const auto points = monthly(values);
  const double centre = draw_chart({.points = points}, ChartType::run, named("ihi-run")).value().limits_at(0).centre;
  CHECK(centre == 1);
  const Values about_zero = {1, 1, 1, 1, 0, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1};
  CHECK(drawn(about_zero, ChartType::xmr, six).limits_at(0).centre == 0);
  CHECK(marks(drawn(about_zero, ChartType::xmr, six), Rule::shift_high) == "000000000000000");
  six.shift_tie = Tie::is_skipped;
  CHECK(marks(drawn(about_zero, ChartType::xmr, six), Rule::shift_high) == "111101110000000");
}

TEST_CASE("edge: equal neighbours end a trend, and are counted once by Perla's rules") {
  const Values values = {5, 1, 2, 3, 3, 4, 5, 0, 5, 0};
  CHECK(marks(drawn(values, ChartType::run, named("ihi-run")), Rule::trend_up) == "0111011000");
  Profile five = named("ihi-run");
  five.trend_tie = Tie::ends_run;
  CHECK(marks(drawn(values, ChartType::run, five), Rule::trend_up) == "0000000000");
}

TEST_CASE("edge: a point on a limit is inside it") {
  // A c chart of mean 9 has limits of exactly 0 and 18.
  const Chart chart = drawn({18, 0, 9, 9, 9}, ChartType::c, mdc_2022());
  CHECK(chart.limits_at(0).upper == 18);
  CHECK(marked(chart) == 0);
}

TEST_CASE("edge: whether a point beyond the limit counts in two of three, and where the third lies, is by profile") {
  Values values;
  for (int i = 0; i < 20; ++i) values.emplace_back(i % 2 == 0 ? 1 : -1);
  // Limits are at about ±6: 4.5 lies between two and three sigma, 9 beyond.
  values.insert(values.end(), {9, -1, 4.5});
  const auto has = [&](const char* profile) {
    return drawn(values, ChartType::xmr, named(profile)).readings.back().signals.has(Rule::two_of_three_high);
  };
  const Limits limits = drawn(values, ChartType::xmr, named("western-electric")).limits_at(0);
  REQUIRE(limits.upper > 4.5);
  REQUIRE(limits.upper_two_sigma < 4.5 + 1e-9 + 10);
  Values near = values;
  near.back() = (limits.upper + limits.upper_two_sigma) / 2 + 0.3;
  const auto points = monthly(near);
  for (const char* profile : {"western-electric", "nelson", "powerbi"}) {
    Profile unscreened = named(profile);
    unscreened.screen = false;
    const Chart chart = draw_chart({.points = points}, ChartType::xmr, unscreened).value();
    REQUIRE(chart.readings[20].signals.has(Rule::point_high));
    CHECK_MESSAGE(chart.readings.back().signals.has(Rule::two_of_three_high), profile);
  }
  CHECK_FALSE(has("mdc-2022"));
}

TEST_CASE("edge: equal values have limits on their mean, no signal in any profile or type, and a note") {
  for (const std::string_view name : every_profile) {
    for (const ChartType type : every_chart_type) {
      const auto points = monthly(Values(30, type == ChartType::p || type == ChartType::p_prime ? 0.5 : 5));
      const std::vector<double> sizes(30, 10), spreads(30, 0);
      const auto chart = draw_chart({.points = points, .better = Direction::up, .sizes = sizes, .spreads = spreads}, type, named(name));
      REQUIRE_MESSAGE(chart.has_value(), name << " " << name_of(type));
      // qcc finds, by Nelson's seventh test, that equal values hug their centre, and the profile marks what it marks (the sentence
      // says that there is no variation). A g chart's centre lies below its mean where a profile has it at 0.693 of it.
      if (type == ChartType::g || name == "nelson") continue;
      CHECK_MESSAGE(!has_signal(*chart), name << " " << name_of(type));
    }
  }
  const auto points = monthly(Values(30, 5));
  const Chart chart = xmr_chart({.points = points}, named("nelson")).value();
  CHECK(chart.limits_at(0).upper == 5);
  CHECK(codes({.points = points}, ChartType::xmr, named("ptd-r")) == "no-variation");
  CHECK(sentence({.points = points}, chart, {}) == "No variation: every value is 5.");
}

TEST_CASE("edge: one step in flat data is marked as peers mark it, and isn't shown where screening left nothing") {
  const auto points = monthly(one_step());
  const Series series{.points = points, .better = Direction::up};
  const Chart screened = xmr_chart(series, named("ptd-r")).value();
  CHECK(marked(screened) == 20);
  CHECK(screened.limits_at(0).upper == 5.5);
  CHECK_FALSE(screened.show_limits());
  const auto cautions = appraise(series, screened).cautions;
  REQUIRE(cautions.size() >= 1);
  CHECK(cautions[0].code == "screening-left-no-variation");
  CHECK(cautions[0].text.find("Without screening they would be 5.36 to 5.64.") != std::string::npos);
  CHECK(sentence(series, screened, {}).starts_with("Screening left out every difference"));
  // Unscreened they are drawn, and said to be unreliable.
  const Chart plain = xmr_chart(series, mdc_2022()).value();
  CHECK(marked(plain) == 20);
  CHECK(plain.show_limits());
  CHECK(codes(series, ChartType::xmr, mdc_2022()).find("few-distinct-values") != std::string::npos);
}

TEST_CASE("edge: one value has no limits in any type of values, and 2 to 11 make a run chart only") {
  for (const ChartType type : every_chart_type) {
    const std::vector<double> sizes = {10}, spreads = {1};
    const auto one = monthly({0.5});
    const Chart chart = draw_chart({.points = one, .sizes = sizes, .spreads = spreads}, type, mdc_2022()).value();
    CHECK_MESSAGE(!chart.show_limits(), name_of(type));
    CHECK_MESSAGE(marked(chart) == 0, name_of(type));
    for (std::size_t n = 2; n <= 20; ++n) {
      Values values;
      for (std::size_t i = 0; i < n; ++i) values.emplace_back(0.4 + 0.01 * static_cast<double>(i % 3));
      const std::vector<double> many(n, 100), wide(n, 0.1);
      const auto points = monthly(values);
      const Chart longer = draw_chart({.points = points, .sizes = many, .spreads = wide}, type, mdc_2022()).value();
      CHECK_MESSAGE(longer.show_limits() == (n >= 12 && type != ChartType::run), name_of(type) << " of " << n);
      CHECK((longer.standing(longer.phases[0]) == Standing::trial) == (n >= 12 && n < 20));
    }
  }
}

TEST_CASE("edge: a missing value makes a gap that no range or test of neighbours bridges, and breaks no run of Anhøj's") {
  const Values values = {5, 9, std::nullopt, 1, 5, 9};
  CHECK(drawn(values, ChartType::xmr, named("anhoej")).phases[0].ranges == 3);
  CHECK(drawn(values, ChartType::t, mdc_2022()).phases[0].ranges == 3);
  Values run(8, 2);
  run[4] = std::nullopt;
  run.insert(run.end(), {-2, -2, -2, -2, -2, -2, -2});
  const Chart chart = drawn(run, ChartType::run, named("anhoej"));
  CHECK(chart.runs[0].longest == 7);
  CHECK(chart.runs[0].useful == 14);
}

TEST_CASE("edge: zero moving ranges are kept: 5, 5, 6, 5 has limits of 3.66 to 6.34 and not those of its ranges above 0") {
  const Chart chart = drawn({5, 5, 6, 5, 5, 5, 5, 5, 5, 5}, ChartType::xmr, mdc_2022());
  CHECK(chart.phases[0].mean_range == doctest::Approx(2.0 / 9));
}

TEST_CASE("edge: values exactly on the centre, seven times, are no shift in any profile") {
  const Values values = {4, 6, 5, 5, 5, 5, 5, 5, 5, 5, 5, 4, 6};
  for (const std::string_view name : every_profile) {
    if (named(name).screen_recalculates_mean && named(name).screen) continue;  // its mean is another
    const Chart chart = drawn(values, ChartType::xmr, named(name));
    CHECK_MESSAGE(marks(chart, Rule::shift_high).find('1') == std::string::npos, name);
    CHECK_MESSAGE(marks(chart, Rule::shift_low).find('1') == std::string::npos, name);
  }
}

TEST_CASE("edge: duplicate dates, dates of phases that match nothing, sizes of 0 and counts above them are refused with their place") {
  auto points = monthly({0.1, 0.2, 0.3});
  std::vector<double> sizes = {10, 10, 10};
  const auto problem = [&](ChartType type, std::vector<base::Date> starts = {}) {
    const auto chart = draw_chart({.points = points, .phase_starts = starts, .sizes = sizes}, type, mdc_2022());
    return chart ? std::string("drawn") : chart.error().code + " " + chart.error().field;
  };
  CHECK(problem(ChartType::p) == "drawn");
  CHECK(problem(ChartType::p, {month(1) + std::chrono::days{3}}) == "phase-start-unmatched /phase_starts/0");
  sizes[1] = 0;
  CHECK(problem(ChartType::p) == "denominator-not-positive /sizes/1");
  CHECK(problem(ChartType::xmr) == "drawn");
  sizes[1] = std::nan("");
  CHECK(problem(ChartType::u) == "denominator-not-positive /sizes/1");
  sizes = {10, 10, 11};
  CHECK(problem(ChartType::np) == "denominators-differ /sizes/2");
  points[2].value = 1.2;
  CHECK(problem(ChartType::p) == "numerator-above-denominator /points/2");
  CHECK(problem(ChartType::u) == "drawn");
  points[2].value = -1;
  CHECK(problem(ChartType::c) == "value-negative /points/2");
  CHECK(problem(ChartType::xbar) == "spreads-missing /spreads");
  sizes.clear();
  CHECK(problem(ChartType::i_prime) == "sizes-missing /sizes");
  points[2] = points[1];
  CHECK(problem(ChartType::run) == "duplicate-date /points/2/date");
  points[1].value.reset();  // a gap needs no size
  points[2].date = month(2);
  points[2].value = 0.1;
  sizes = {10, 0, 10};
  CHECK(problem(ChartType::p) == "drawn");
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
