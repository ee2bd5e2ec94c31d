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

}  // namespace tributary::measure
