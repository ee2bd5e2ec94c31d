// Known answers: NHS England's published logic on 63 series, and on its own sample data. Read where they stand.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engines/measure/draw_chart.hpp"
#include "engines/measure/false_alarm.hpp"
#include "engines/measure/golden_cases.hpp"
#include "engines/measure/icons.hpp"
#include "engines/measure/xmr_chart.hpp"

namespace tributary::measure {
namespace {

using namespace testing;

std::size_t compare_case(const std::string& name, const std::vector<GoldenRow>& rows, Direction better, Profile profile,
                         ChartType type = ChartType::xmr) {
  std::vector<Point> points;
  std::vector<Target> targets;
  std::vector<base::Date> starts;
  Series series{.better = better};
  for (const GoldenRow& row : rows) {
    const base::Date date = base::parse_iso_date(row.text("date")).value();
    const auto part = row.text("part");
    if (!points.empty() && part != rows[points.size() - 1].text("part")) {
      if (part == "1") series.baseline_end = points.back().date;
      else starts.push_back(date);
    }
    if (const auto target = row.number("target")) targets.push_back({.value = *target, .from = date, .to = date});
    points.push_back({.date = date, .value = row.number("value"), .ghosted = row.flag("ghost")});
  }
  series.points = points;
  series.targets = targets;
  series.phase_starts = starts;
  profile.duplicate_dates = DuplicateDates::keep;  // a few of the sample's charts hold several values a month
  const auto chart = draw_chart(series, type, profile);
  REQUIRE_MESSAGE(chart.has_value(), name);

  Comparison compare(name);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const GoldenRow& row = rows[i];
    const Limits& limits = chart->limits_at(i);
    const Reading& reading = chart->readings[i];
    // Of a g chart the query gives the upper limit alone: counts have no lower one, and lines between would be of no use. Ours are
    // at 0 or above, so that they say the same.
    const bool upper_alone = type == ChartType::g;
    const auto line = [&](double value) { return limits.known == Known::limits && !upper_alone ? std::optional(value) : std::nullopt; };
    compare.number(i, "mean", row.number("mean"), limits.centre);
    if (!upper_alone) compare.number(i, "mr_mean", row.number("mr_mean"), line(chart->phase_at(i).mean_range));
    compare.number(i, "lpl", row.number("lpl"), line(limits.lower));
    compare.number(i, "l2", row.number("l2"), line(limits.lower_two_sigma));
    compare.number(i, "l1", row.number("l1"), line(limits.lower_one_sigma));
    compare.number(i, "u1", row.number("u1"), line(limits.upper_one_sigma));
    compare.number(i, "u2", row.number("u2"), line(limits.upper_two_sigma));
    compare.number(i, "upl", row.number("upl"), limits.known == Known::limits ? std::optional(limits.upper) : std::nullopt);
    compare.number(i, "part", row.number("part"), chart->phase_at(i).number);
    compare.flag(i, "pt_hi", row.flag("pt_hi"), reading.signals.has(Rule::point_high));
    compare.flag(i, "pt_lo", row.flag("pt_lo"), reading.signals.has(Rule::point_low));
    compare.flag(i, "sh_hi", row.flag("sh_hi"), reading.signals.has(Rule::shift_high));
    compare.flag(i, "sh_lo", row.flag("sh_lo"), reading.signals.has(Rule::shift_low));
    compare.flag(i, "tr_up", row.flag("tr_up"), reading.signals.has(Rule::trend_up));
    compare.flag(i, "tr_dn", row.flag("tr_dn"), reading.signals.has(Rule::trend_down));
    compare.flag(i, "two_hi", row.flag("two_hi"), reading.signals.has(Rule::two_of_three_high));
    compare.flag(i, "two_lo", row.flag("two_lo"), reading.signals.has(Rule::two_of_three_low));
    compare.flag(i, "conflict", row.flag("conflict"), reading.conflict);
    compare.flag(i, "improvement", row.flag("improvement"), reading.meaning == Meaning::improvement);
    compare.flag(i, "concern", row.flag("concern"), reading.meaning == Meaning::concern);
    compare.flag(i, "neither", row.flag("neither"), reading.meaning == Meaning::neither);
    const bool last = chart->last == i;
    compare.text(i, "variation_icon", row.text("variation_icon"), last ? label(chart->variation) : "");
    compare.text(i, "assurance_icon", row.text("assurance_icon"), last ? label(chart->assurance) : "");
  }
  CHECK_MESSAGE(compare.differences.empty(), compare.differences);
  return compare.compared;
}

}  // namespace

TEST_CASE("the mdc-2022 profile gives the published logic's limits, flags and icons on every golden series") {
  const fs::path folder = golden_folder();
  if (folder.empty()) {
    MESSAGE("skipped: ../shared/golden/spc is absent");
    return;
  }
  const auto cases = read_golden(folder / "mdc-2022.csv");
  CHECK(cases.size() == 378);
  std::size_t compared = 0;
  for (const auto& [name, rows] : cases) {
    const auto options = name.substr(name.find("__") + 2);
    const auto screened = options.ends_with("_screened");
    compared += compare_case(name, rows, direction_of(options.substr(0, options.find('_'))),
                             screened ? mdc_2022_screened() : mdc_2022());
  }
  CHECK(compared == 15594 * 23);
}

TEST_CASE("the mdc-2022 profile gives the published query's answers on its own sample, with baselines and targets") {
  const fs::path folder = golden_folder();
  if (folder.empty()) {
    MESSAGE("skipped: ../shared/golden/spc is absent");
    return;
  }
  const auto cases = read_golden(folder / "mdc-2022-sample.csv");
  std::ifstream file(folder / "mdc-2022-sample.cases.json");
  std::size_t tried = 0;
  for (const auto& options : nlohmann::json::parse(file)) {
    const auto name = options.at("id").get<std::string>();
    Profile profile = mdc_2022();
    if (options.at("conflict_rule") == "Improvement") profile.conflict = ConflictRule::improvement;
    const std::string type = options.at("chart");
    compare_case(name, cases.at(name), direction_of(options.at("improvement")), profile,
                 type == "T" ? ChartType::t : type == "G" ? ChartType::g : ChartType::xmr);
    ++tried;
  }
  CHECK(tried == 39);
}

TEST_CASE("the table of false alarms agrees with an independent simulation to within a percentage point") {
  const fs::path folder = golden_folder();
  if (folder.empty()) {
    MESSAGE("skipped: ../shared/golden/spc is absent");
    return;
  }
  std::ifstream file(folder / "anhoej" / "false_signal_sim.csv");
  std::string line;
  std::size_t compared = 0;
  while (std::getline(file, line)) {
    const auto name = line.find("\"NHSE SQL/MDC: 3s+7 shift+7 trend");
    if (name == std::string::npos || line.substr(0, name).find(",0,") == std::string::npos) continue;
    const double theirs = std::strtod(line.substr(line.rfind(',') + 1).c_str(), nullptr);
    const double ours = false_alarm_chance(mdc_2022(), static_cast<std::uint32_t>(std::stoul(line)));
    CHECK_MESSAGE(std::abs(ours - theirs) < 0.01, line << " ours " << ours);
    ++compared;
  }
  CHECK(compared == 7);
}

}  // namespace tributary::measure
