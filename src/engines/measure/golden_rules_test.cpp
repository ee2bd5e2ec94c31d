// Known answers: NHSRplotthedots (profile `ptd-r`), and qcc (profiles `western-electric` and `nelson`). Read where they stand.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "engines/measure/draw_chart.hpp"
#include "engines/measure/golden_cases.hpp"
#include "engines/measure/icons.hpp"

namespace tributary::measure {
namespace {

using namespace testing;

// NHSRplotthedots gives one name to a point, of the rules that it is part of.
std::string ptd_name(Signals signals) {
  if (signals.has(Rule::point_high)) return "Above UCL";
  if (signals.has(Rule::point_low)) return "Below LCL";
  if (signals.has(Rule::trend_up)) return "7 Point Trend (Increasing)";
  if (signals.has(Rule::trend_down)) return "7 Point Trend (Decreasing)";
  if (signals.has(Rule::two_of_three_high)) return "2 in 3 Above CL";
  if (signals.has(Rule::two_of_three_low)) return "2 in 3 Below CL";
  if (signals.has(Rule::shift_high)) return "7 Points Above CL";
  if (signals.has(Rule::shift_low)) return "7 Points Below CL";
  return "Common Cause";
}

std::string ptd_word(AssuranceIcon icon) {
  return icon == AssuranceIcon::pass ? "consistent_pass" : icon == AssuranceIcon::fail ? "consistent_fail" : "inconsistent";
}

struct Case {
  std::vector<Point> points;
  std::vector<base::Date> starts;
  std::vector<Target> targets;
  Series series;

  Case(const std::vector<GoldenRow>& rows, const nlohmann::json& options) {
    for (const GoldenRow& row : rows) {
      const base::Date date = base::Date{} + std::chrono::days{points.size()};
      if (!points.empty() && row.text("rebase_group") != rows[points.size() - 1].text("rebase_group")) starts.push_back(date);
      points.push_back({.date = date, .value = row.number("y")});
    }
    const std::string better = options.value("improvement_direction", "increase");
    series.better = better == "increase" ? Direction::up : better == "decrease" ? Direction::down : Direction::neither;
    if (options.contains("target")) targets.push_back({.value = options.at("target")});
    series.points = points;
    series.phase_starts = starts;
    series.targets = targets;
  }
};

}  // namespace

TEST_CASE("the ptd-r profile gives NHSRplotthedots's limits, names of points and assurance on every golden case") {
  const fs::path folder = golden_folder();
  if (folder.empty()) {
    MESSAGE("skipped: ../shared/golden/spc is absent");
    return;
  }
  const auto cases = read_golden(folder / "ptd-r.csv");
  std::ifstream file(folder / "ptd-r.cases.json");
  std::size_t tried = 0, compared = 0, refused = 0;
  for (const auto& each : nlohmann::json::parse(file)) {
    const auto name = each.at("id").get<std::string>();
    const nlohmann::json options = each.at("options").is_object() ? each.at("options") : nlohmann::json::object();
    Profile profile = *profile_named("ptd-r");
    profile.screen = options.value("screen_outliers", true);
    profile.fix_after_points = options.value("fix_after_n_points", 0);
    if (!each.at("error").is_null()) {  // limits fixed after fewer than 12 points
      CHECK(draw_chart({}, ChartType::xmr, profile).error().code == "setting-out-of-range");
      ++refused;
      continue;
    }
    const auto& rows = cases.at(name);
    const Case given(rows, options);
    const auto chart = draw_chart(given.series, ChartType::xmr, profile);
    REQUIRE_MESSAGE(chart.has_value(), name);
    ++tried;
    Comparison compare(name);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const GoldenRow& row = rows[i];
      const Limits& limits = chart->limits_at(i);
      compare.number(i, "mean_col", row.number("mean_col"), limits.centre);
      compare.text(i, "special_cause_type", row.text("special_cause_type"), ptd_name(chart->readings[i].signals));
      ++compared;
      // Its limits are NaN where screening leaves no range, and of one value. Ours are then without width, and aren't shown.
      if (!row.number("upl")) {
        CHECK(limits.upper == limits.lower);
        continue;
      }
      compare.number(i, "lpl", row.number("lpl"), limits.lower);
      compare.number(i, "upl", row.number("upl"), limits.upper);
    }
    const auto& summary = each.at("summary").back();
    if (summary.contains("assurance_type")) compare.text(0, "assurance", summary.at("assurance_type").get<std::string>(), ptd_word(chart->assurance));
    CHECK_MESSAGE(compare.differences.empty(), compare.differences.substr(0, 400));
  }
  CHECK(tried == 177);
  CHECK(refused == 1);
  MESSAGE(tried << " charts, " << compared << " points");
}

TEST_CASE("the ptd-r profile agrees with NHSRplotthedots's own unit tests of trends and of two in three") {
  const fs::path folder = golden_folder();
  if (folder.empty()) {
    MESSAGE("skipped: ../shared/golden/spc is absent");
    return;
  }
  std::ifstream file(folder / "ptd-r-unit-vectors.json");
  const auto vectors = nlohmann::json::parse(file);
  Profile completing = *profile_named("ptd-r");
  completing.marking = Marking::from_completion;
  for (const auto& each : vectors.at("seven_point_trend")) {
    std::vector<Point> points;
    for (const auto& y : each.at("in").at("y")) points.push_back({.date = base::Date{} + std::chrono::days{points.size()}, .value = y});
    const Chart chart = draw_chart({.points = points}, ChartType::xmr, completing).value();
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Signals signals = chart.readings[i].signals;
      CHECK(each.at("out").at(i) == (signals.has(Rule::trend_up) ? 1 : 0) - (signals.has(Rule::trend_down) ? 1 : 0));
    }
  }
  std::vector<Point> points;
  for (const auto& y : vectors.at("two_of_three_opposite_sides").at("y"))
    points.push_back({.date = base::Date{} + std::chrono::days{points.size()}, .value = y});
  const Chart opposite = draw_chart({.points = points, .better = Direction::up}, ChartType::xmr, *profile_named("ptd-r")).value();
  CHECK(opposite.readings[points.size() - 1].meaning == Meaning::common_cause);
  CHECK(opposite.readings[points.size() - 2].meaning == Meaning::common_cause);
}

TEST_CASE("the western-electric and nelson profiles mark what qcc marks, from the completing point on") {
  const fs::path folder = golden_folder();
  if (folder.empty()) {
    MESSAGE("skipped: ../shared/golden/spc is absent");
    return;
  }
  const auto cases = read_golden(folder / "western-electric-nelson.csv");
  const auto series = read_golden(folder / "series.csv", "series");
  std::ifstream file(folder / "western-electric-nelson.cases.json");
  std::size_t compared = 0, tried = 0;
  std::string others;
  for (const auto& each : nlohmann::json::parse(file)) {
    const auto name = each.at("id").get<std::string>();
    const auto word = each.at("type").get<std::string>();
    // qcc draws its xbar by default from mean ranges, not from standard deviations, and an R chart is not among ours.
    if (word == "R" || word == "xbar") {
      others += " " + name;
      continue;
    }
    const ChartType type = word == "xbar.one" ? ChartType::xmr : *chart_type_named(word == "S" ? "s" : word);
    const auto& rows = cases.at(name);
    const auto given = series.find(each.at("series").get<std::string>());
    std::vector<Point> points;
    std::vector<double> sizes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      points.push_back({.date = base::Date{} + std::chrono::days{i}, .value = rows[i].number("value")});
      const auto sized = given == series.end() ? std::nullopt : given->second.at(i).number("n");
      const double center = *rows[i].number("center"), sigma = *rows[i].number("std_dev");
      // Where the series is not given, the size is what makes qcc's sigma: σ² = n p (1 − p), p (1 − p) / n.
      const double solved = type == ChartType::np ? std::round(center / (1 - sigma * sigma / center))
                            : type == ChartType::p ? std::round(center * (1 - center) / (sigma * sigma))
                                                   : 5;  // in qcc's own data of a u chart and of an S chart
      sizes.push_back(sized.value_or(solved));
    }
    ++tried;
    for (const char* profile_name : {"western-electric", "nelson"}) {
      const auto chart = draw_chart({.points = points, .sizes = sizes}, type, *profile_named(profile_name));
      REQUIRE_MESSAGE(chart.has_value(), name << " " << chart.error().detail);
      Comparison compare(name);
      const bool nelson = std::string_view(profile_name) == "nelson";
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const GoldenRow& row = rows[i];
        const Limits& limits = chart->limits_at(i);
        const Signals signals = chart->readings[i].signals;
        compare.number(i, "center", row.number("center"), limits.centre);
        compare.number(i, "lcl", row.number("lcl"), limits.lower);
        compare.number(i, "ucl", row.number("ucl"), limits.upper);
        const auto flag = [&](const std::string& column, Rule high) {
          const auto low = static_cast<Rule>(static_cast<unsigned>(high) + 1);
          compare.flag(i, column.c_str(), row.flag(column), signals.has(high) || (high < Rule::alternating && signals.has(low)));
          ++compared;
        };
        flag(nelson ? "nelson1" : "we1", Rule::point_high);
        flag(nelson ? "nelson5" : "we2", Rule::two_of_three_high);
        flag(nelson ? "nelson6" : "we3", Rule::four_of_five_high);
        flag(nelson ? "nelson2" : "we4", Rule::shift_high);
        if (!nelson) continue;
        flag("nelson3", Rule::trend_up);
        flag("nelson4", Rule::alternating);
        flag("nelson7", Rule::within_one_sigma);
        flag("nelson8", Rule::outside_one_sigma);
      }
      CHECK_MESSAGE(compare.differences.empty(), compare.differences.substr(0, 400));
    }
  }
  CHECK(tried == 142);
  MESSAGE(tried << " charts, " << compared << " flags; drawn from ranges, so not ours:" << others);
}

}  // namespace tributary::measure
