// Known answers: qicharts2 on 96 series and up to 24 kinds of chart each, by the profile `anhoej`. Read where they stand.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "engines/measure/draw_chart.hpp"
#include "engines/measure/golden_cases.hpp"

namespace tributary::measure {
namespace {

using namespace testing;

ChartType type_of(const std::string& word) {
  if (word == "i") return ChartType::xmr;
  if (word == "ip") return ChartType::i_prime;
  if (word == "pp") return ChartType::p_prime;
  if (word == "up") return ChartType::u_prime;
  return *chart_type_named(word);
}

// qicharts2 numbers its points; parts are phases, points after a freeze take the baseline's limits.
struct Case {
  std::vector<Point> points;
  std::vector<double> sizes;
  std::vector<base::Date> starts;
  Series series;

  explicit Case(const std::vector<GoldenRow>& rows) {
    for (const GoldenRow& row : rows) {
      const base::Date date = base::Date{} + std::chrono::days{points.size()};
      if (!points.empty() && row.text("part") != rows[points.size() - 1].text("part")) starts.push_back(date);
      if (!points.empty() && !row.flag("baseline") && rows[points.size() - 1].flag("baseline")) series.baseline_end = points.back().date;
      points.push_back({.date = date, .value = row.number("y"), .ghosted = !row.flag("include")});
      sizes.push_back(row.number("n").value_or(0));
    }
    series.points = points;
    series.phase_starts = starts;
    series.sizes = sizes;
  }
};

// Tests of runs by other boxes than Anhøj's own, and a centre that a person gives, are qicharts2's and not ours.
bool is_offered(const nlohmann::json& options) { return !options.contains("cl") && !options.contains("method"); }

}  // namespace

TEST_CASE("the anhoej profile gives qicharts2's limits and runs on every golden series and chart") {
  const fs::path folder = golden_folder();
  if (folder.empty()) {
    MESSAGE("skipped: ../shared/golden/spc is absent");
    return;
  }
  const auto cases = read_golden(folder / "qicharts2.csv");
  std::ifstream file(folder / "qicharts2.cases.json");
  const Profile profile = *profile_named("anhoej");
  std::size_t compared = 0, tried = 0, flat = 0;
  for (const auto& options : nlohmann::json::parse(file)) {
    const auto name = options.at("id").get<std::string>();
    if (!is_offered(options.at("options"))) continue;
    const auto& rows = cases.at(name);
    const Case given(rows);
    const ChartType type = type_of(options.at("options").at("chart"));
    Profile own = profile;
    own.screen = options.at("options").at("qic.screenedmr");
    Profile plain = own;
    plain.screen = false;
    const auto chart = draw_chart(given.series, type, type == ChartType::moving_range ? plain : own);
    REQUIRE_MESSAGE(chart.has_value(), name << " " << chart.error().detail);
    ++tried;
    Comparison compare(name);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Limits& limits = chart->limits_at(i);
      const auto line = [&](double value) { return limits.known == Known::limits ? std::optional(value) : std::nullopt; };
      if (limits.known != Known::nothing) compare.number(i, "cl", rows[i].number("cl"), limits.centre);
      // Where screening leaves no range qicharts2 has no limits, and neither has one value; ours have no width, and are not shown.
      if (!rows[i].number("ucl")) {
        flat += type != ChartType::run ? 1 : 0;
        CHECK((limits.known != Known::limits || limits.upper == limits.lower));
        continue;
      }
      if (type == ChartType::p_prime || type == ChartType::p || rows[i].number("lcl")) compare.number(i, "lcl", rows[i].number("lcl"), line(limits.lower));
      compare.number(i, "ucl", rows[i].number("ucl"), line(limits.upper));
      // A ghosted point is marked by no rule of ours; qicharts2 looks at it.
      if (given.points[i].ghosted || type == ChartType::moving_range) continue;
      const Signals signals = chart->readings[i].signals;
      compare.flag(i, "sigma.signal", rows[i].flag("sigma.signal"), signals.has(Rule::point_high) || signals.has(Rule::point_low));
      ++compared;
    }
    const bool ghosts = std::ranges::any_of(given.points, &Point::ghosted);
    for (const RunsFound& runs : chart->runs) {
      const GoldenRow& row = rows[runs.first];
      if (ghosts || row.text("longest.run").empty()) continue;  // nothing useful
      compare.number(runs.first, "n.useful", row.number("n.useful"), runs.useful);
      compare.number(runs.first, "longest.run", row.number("longest.run"), runs.longest);
      compare.number(runs.first, "longest.run.max", row.number("longest.run.max"), runs.longest_allowed);
      compare.number(runs.first, "n.crossings", row.number("n.crossings"), runs.crossings);
      compare.number(runs.first, "n.crossings.min", row.number("n.crossings.min"), runs.fewest_crossings);
      compare.flag(runs.first, "runs.signal", row.flag("runs.signal"), runs.signal());
    }
    CHECK_MESSAGE(compare.differences.empty(), compare.differences.substr(0, 400));
  }
  CHECK(tried == 615);
  MESSAGE(tried << " charts, " << compared << " points; " << flat << " points without limits there");
}

}  // namespace tributary::measure
