#include "engines/measure/sentence.hpp"

#include <doctest/doctest.h>

#include "engines/measure/test_series.hpp"
#include "engines/measure/wording.hpp"
#include "engines/measure/xmr_chart.hpp"

namespace tributary::measure {
namespace {

using testing::month;
using testing::monthly;
using testing::steady;

std::string said(const std::vector<std::optional<double>>& values, Direction better, std::optional<double> target = {},
                 const Wording& wording = {.unit = "%"}) {
  const auto points = monthly(values);
  std::vector<Target> targets;
  if (target) targets.push_back({.value = *target});
  const Series series{.points = points, .better = better, .targets = targets};
  return sentence(series, xmr_chart(series, mdc_2022()).value(), wording);
}

std::vector<std::optional<double>> followed_by(std::vector<std::optional<double>> values,
                                               const std::vector<std::optional<double>>& more) {
  values.insert(values.end(), more.begin(), more.end());
  return values;
}

}  // namespace

TEST_CASE("common cause says what the process gives, and that one more month will not tell") {
  CHECK(said(steady(71, 24), Direction::up) ==
        "Common cause: the process gives 66.7 to 75.4 %; one more month will not tell you; change the system.");
  CHECK(said(steady(71, 24), Direction::neither) ==
        "Common cause: the process gives 66.7 to 75.4 %; one more month will not tell you.");
}

TEST_CASE("with a target, common cause says whether the process can meet it") {
  CHECK(said(steady(71, 24), Direction::up, 95) ==
        "Common cause: the process gives 66.7 to 75.4 %, out of reach of the target of 95 %; one more month will not "
        "tell you; change the system.");
  CHECK(said(steady(71, 24), Direction::up, 70) ==
        "Common cause: the process gives 66.7 to 75.4 %, so the target of 70 % is met in some months and missed in "
        "others by chance; one more month will not tell you; change the system.");
  CHECK(said(steady(71, 24), Direction::up, 60) ==
        "Common cause: the process gives 66.7 to 75.4 %, which meets the target of 60 % every month unless the system "
        "changes.");
}

TEST_CASE("a target that moves is judged where it stands, and what it will ask is told as well") {
  const auto points = monthly(steady(71, 24));
  const base::Date last = points.back().date, start = points[12].date, end = base::add_months(last, 12);
  const auto sentence_for = [&](const std::vector<Target>& targets) {
    const Series series{.points = points, .better = Direction::up, .targets = targets};
    return sentence(series, xmr_chart(series, mdc_2022()).value(), {.unit = "%"});
  };
  const auto moving = sentence_for({{.value = 60, .from = start, .to = end, .to_value = 90}});
  CHECK(moving.find("so the target of 74.3 % is met in some months") != std::string::npos);
  CHECK(moving.find("The target is on its way to 90 % by December 2026, and is judged here as it stands at the last value, 74.3 %: limits stand "
                    "still, so as it moves on the process as it is will miss it.") != std::string::npos);
  const auto later = sentence_for({{.value = 60, .to = last}, {.value = 80, .from = base::add_months(last, 3)}});
  CHECK(later.find("which meets the target of 60 % every month") != std::string::npos);
  CHECK(later.ends_with("From March 2026 the target is 80 %, which the process as it is will miss."));
  CHECK(sentence_for({{.value = 60, .from = start, .to = last, .to_value = 65}}).find("65 %") != std::string::npos);
  CHECK(sentence_for({{.value = 60}, {.value = 60, .from = base::add_months(last, 3)}}).find("From") == std::string::npos);
}

TEST_CASE("for readers who are no team it asks for nothing") {
  const auto told = [](const std::vector<std::optional<double>>& values) {
    const auto points = monthly(values);
    const Series series{.points = points, .better = Direction::up};
    return sentence(series, xmr_chart(series, mdc_2022()).value(), {.unit = "%", .asks = false});
  };
  CHECK(told(steady(71, 24)) == "Common cause: the process gives 66.7 to 75.4 %.");
  CHECK(told(followed_by(steady(70, 18), steady(74, 9))).find("Find out") == std::string::npos);
  CHECK(told(steady(71, 5)).find("Keep measuring") == std::string::npos);
}

TEST_CASE("a special cause names the rule and since when, and asks for what helps") {
  const auto shift = followed_by(steady(70, 18), steady(74, 9));
  CHECK(said(shift, Direction::up)
            .starts_with("Improvement: 9 values in a row above the mean of 71.3 %, since July 2025"));
  CHECK(said(shift, Direction::up).ends_with("Find out what changed, and keep it."));
  CHECK(said(shift, Direction::down).starts_with("Concern: 9 values in a row above the mean"));
  CHECK(said(shift, Direction::neither).starts_with("Change: 9 values in a row above the mean"));
  CHECK(said(followed_by(steady(70, 20), {55}), Direction::up)
            .starts_with("Concern: 55 % in September 2025 is below the lower limit of 6"));
}

TEST_CASE("a value just beyond a limit is written so that the two differ") {
  const auto points = monthly({0, 1, 0, -1, 0, 1, 0, -1, 0, 1, 0, -1, 0, 2.6601});
  const Series series{.points = points, .better = Direction::up, .baseline_end = month(12)};
  const std::string text = sentence(series, xmr_chart(series, mdc_2022()).value(), {});
  CHECK(text.starts_with("Improvement: 2.6601 in February 2025 is above the upper limit of 2.6600."));
  CHECK(text.ends_with("The limits are on trial: they come from 13 values."));
}

TEST_CASE("a trend is told from where it began, with both of its ends") {
  const auto trend = followed_by(steady(70, 20), {66, 67, 68, 69, 70, 71, 72});
  CHECK(said(trend, Direction::up)
            .starts_with("Improvement: 7 values in a row, each higher than the one before, since "
                         "September 2025."));
}

TEST_CASE("too few values, none, or no variation are said plainly") {
  CHECK(said(steady(71, 7), Direction::up) == "7 values so far: too few for limits, which take 12. Keep measuring.");
  CHECK(said({}, Direction::up) == "No values yet.");
  CHECK(said({std::nullopt}, Direction::up) == "No values yet.");
  CHECK(said(std::vector<std::optional<double>>(20, 5.0), Direction::up, {}, {}) == "No variation: every value is 5.");
  CHECK(said(std::vector<std::optional<double>>(20, 5.0), Direction::up, 6, {}) ==
        "No variation: every value is 5, short of the target of 6.");
}

TEST_CASE("an earlier special cause is remembered for a year of months") {
  auto values = steady(70, 30);
  values[22] = 85;
  CHECK(said(values, Direction::up).ends_with("The last special cause was an improvement, in November 2025."));
  values[22] = 70;
  values[2] = 85;
  CHECK(said(values, Direction::up).find("last special cause") == std::string::npos);
}

TEST_CASE("a share is written in per cent, and no limit goes beyond what a share can be") {
  std::vector<std::optional<double>> shares;
  for (const auto& value : steady(0.01, 24)) shares.push_back(0.01 + (*value - 0.01) / 250);
  CHECK(said(shares, Direction::down, {}, {.unit = "%", .scale = 100, .least = 0, .most = 1}) ==
        "Common cause: the process gives 0.0 to 2.8 %; one more month will not tell you; change the system.");
}

TEST_CASE("numbers have the decimals that tell the limits apart, commas, and no minus before zero") {
  CHECK(decimals_for(19, 70) == 0);
  CHECK(decimals_for(5.3, 70) == 1);
  CHECK(decimals_for(0.02, 1) == 3);
  CHECK(decimals_for(0, 0) == 0);
  CHECK(written_number(1234567.4, 0) == "1,234,567");
  CHECK(written_number(-1234.56, 1) == "−1,234.6");
  CHECK(written_number(-0.04, 1) == "0.0");
  CHECK(written_number(999.96, 1) == "1,000.0");
  CHECK(written_number(123, 0) == "123");
}

TEST_CASE("the period between points has a name where most are equally apart") {
  CHECK(period_of(monthly(steady(1, 6))).one == "month");
  CHECK(period_of(monthly(steady(1, 6))).whole_months);
  std::vector<Point> weekly;
  for (int i = 0; i < 8; ++i) weekly.push_back({.date = month(0) + std::chrono::days{7 * i}, .value = 1});
  CHECK(period_of(weekly).one == "week");
  std::vector<Point> four_weekly;
  for (int i = 0; i < 8; ++i) four_weekly.push_back({.date = month(0) + std::chrono::days{28 * i}, .value = 1});
  CHECK_FALSE(period_of(four_weekly).whole_months);
  CHECK(period_of({}).one == "point");
  CHECK(period_of(monthly({1})).one == "point");
}

}  // namespace tributary::measure
