// An interrupted time series.
#include <algorithm>
#include <numeric>

#include "exchange/evidence/methods.hpp"
#include "exchange/evidence/panel.hpp"
#include "engines/evidence/interrupted_series.hpp"

namespace tributary::exchange {
namespace {

struct Its {
  std::string outcome, time, control, at_risk, better, family, errors, season;
  std::vector<std::string> from;
  double phase_in = 0, cycle = 12;
  unsigned harmonics = 2;
  std::optional<std::size_t> lag;
  bool no_slope = false;
};

Its its_of(const EvidenceSettings& settings) {
  Its out{.outcome = settings.text("outcome"), .time = settings.text("time"), .control = settings.text("control"), .at_risk = settings.text("at-risk"), .better = settings.text("better"),
          .family = settings.text("family"), .errors = settings.text("errors"), .season = settings.text("season"), .from = settings.texts("from"), .phase_in = settings.number("phase-in"),
          .cycle = settings.number("cycle"), .harmonics = static_cast<unsigned>(settings.number("harmonics")), .lag = {}, .no_slope = settings.on("no-slope")};
  if (settings.told("lag")) out.lag = static_cast<std::size_t>(settings.number("lag"));
  return out;
}

const std::vector<std::pair<std::string, std::string>> its_options_of{{"/interruptions", "--from"}, {"/control", "--control"}, {"/outcome", "--outcome"}, {"/lag", "--lag"}, {"/cycle", "--cycle"}};

evidence::SeriesOptions engine_options(const Its& asked, const std::string& period) {
  using namespace evidence;
  SeriesOptions out{.cycle = asked.cycle, .harmonics = asked.harmonics, .slopes = !asked.no_slope, .better = better_of(asked.better), .outcome = asked.outcome, .period = period};
  if (asked.family != "value") out.family = asked.family == "poisson" ? SeriesFamily::poisson : SeriesFamily::quasi_poisson;
  if (asked.errors == "prais-winsten") out.errors = SeriesErrors::prais_winsten;
  if (asked.season != "none") out.season = asked.season == "months" ? Season::months : Season::harmonics;
  out.lag = asked.lag;
  return out;
}

base::Result<std::vector<std::optional<double>>> numbers_of(const DataTable& table, const std::string& name, const char* option) {
  if (name.empty()) return std::vector<std::optional<double>>(table.cases());
  const auto column = table.column(name, option);
  if (!column) return base::fail(column.error());
  return table.numbers(*column);
}

struct ReadSeries {
  EvidenceTimes times;
  std::vector<evidence::SeriesPoint> points;
  std::vector<std::size_t> cases;  // of each point
  std::vector<evidence::Interruption> interruptions;
};

base::Done read_interruptions(const Its& asked, ReadSeries& out) {
  for (const std::string& text : asked.from) {
    const auto value = out.times.value_of(text, "--from", "");
    if (!value) return base::fail(value.error());
    const auto place = std::ranges::lower_bound(out.times.values, *value);
    const bool beyond = place == out.times.values.end();
    const auto at = static_cast<std::size_t>(place - out.times.values.begin());
    out.interruptions.push_back({.time = beyond ? out.times.periods.back() + 1 : out.times.periods[at], .phase_in = asked.phase_in, .name = beyond ? text : out.times.names[at]});
  }
  return {};
}

base::Result<ReadSeries> read_series(const DataTable& table, const Its& asked) {
  const auto column = table.column(asked.time, "--time");
  if (!column) return base::fail(column.error());
  auto times = read_times(table, *column);
  if (!times) return base::fail(times.error());
  ReadSeries out{.times = std::move(*times)};
  const auto outcome = numbers_of(table, asked.outcome, "--outcome");
  if (!outcome) return base::fail(outcome.error());
  const auto control = numbers_of(table, asked.control, "--control");
  if (!control) return base::fail(control.error());
  const auto at_risk = numbers_of(table, asked.at_risk, "--at-risk");
  if (!at_risk) return base::fail(at_risk.error());
  out.cases.resize(table.cases());
  std::iota(out.cases.begin(), out.cases.end(), std::size_t{0});
  std::ranges::stable_sort(out.cases, {}, [&](std::size_t i) { return out.times.of_case[i]; });
  for (std::size_t k = 0; k < out.cases.size(); ++k) {
    const std::size_t i = out.cases[k];
    const auto place = out.times.of_case[i];
    if (k > 0 && out.times.of_case[out.cases[k - 1]] == place)
      return base::fail(base::Problem{.code = "time-twice", .title = "A time stands in two rows", .detail = out.times.names[place] + " stands at " + table.where(out.cases[k - 1]) + " too. A series has one value a period.", .field = "--time", .where = table.where(i)});
    out.points.push_back({.time = out.times.periods[place], .name = out.times.names[place], .outcome = (*outcome)[i], .control = (*control)[i], .at_risk = asked.at_risk.empty() ? 1 : (*at_risk)[i].value_or(0)});
  }
  if (auto done = read_interruptions(asked, out); !done) return base::fail(done.error());
  return out;
}

base::Done answer_its(const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report) {
  const Its asked = its_of(settings);
  const auto read = read_series(table, asked);
  if (!read) return base::fail(read.error());
  const auto out = evidence::interrupted_series(read->points, read->interruptions, engine_options(asked, read->times.period));
  if (!out) {
    base::Problem problem = out.error();
    const bool of_point = problem.field.starts_with("/points/");
    if (of_point) problem.where = table.where(read->cases[std::stoul(problem.field.substr(8))]), problem.field.clear();
    return base::fail(of_point ? std::move(problem) : in_table(std::move(problem), table, its_options_of));
  }
  const bool counts = asked.family != "value";
  report.options = {{"outcome", asked.outcome}, {"time", asked.time}, {"from", asked.from}, {"phase_in", asked.phase_in}, {"family", asked.family},
                    {"errors", counts ? std::string(out->lag > 0 ? "newey-west of scores" : asked.family) : asked.errors}, {"season", asked.season}, {"slope", !asked.no_slope}, {"better", asked.better}};
  if (!out->rho) report.options.emplace_back("lag", static_cast<double>(out->lag));
  if (!asked.control.empty()) report.options.emplace_back("control", asked.control);
  if (!asked.at_risk.empty()) report.options.emplace_back("at_risk", asked.at_risk);
  report.told = out->told;
  report.estimates = out->terms;
  if (counts)
    for (auto& each : report.estimates) each.name = "log rate: " + each.name;
  report.estimates.push_back(out->at_end);
  if (out->in_total) report.estimates.push_back(*out->in_total);
  report.tables.push_back({.name = "at_end", .title = "", .columns = {"with", "without"}, .rows = {{out->with, out->without}}});
  report.tables.push_back({.name = "checks", .title = "", .columns = {"durbin_watson", "autocorrelation", "rho", "dispersion", "used", "left_out"},
                           .rows = {{cell_of(out->durbin_watson), cell_of(out->autocorrelation), cell_of(out->rho), cell_of(out->dispersion), static_cast<double>(out->used), static_cast<double>(out->left_out)}}});
  EvidenceTable line{.name = "line", .title = "", .columns = {"period", "time", "observed", "fitted", "without"}};
  auto point = read->points.begin();  // both are in the order of time; the line leaves out what the method did
  for (const auto& each : out->line) {
    point = std::find_if(point, read->points.end(), [&](const evidence::SeriesPoint& one) { return one.time >= each.time; });
    line.rows.push_back({each.time, point == read->points.end() ? std::string() : point->name, each.observed, each.fitted, each.without});
  }
  report.tables.push_back(std::move(line));
  return {};
}

}  // namespace

EvidenceMethod its_method() {
  using Kind = EvidenceOption::Kind;
  return {.name = "its", .title = "Interrupted time series: did a series change its level or slope when something happened?", .row = "a row a period", .more = {},
          .options = {{.name = "outcome", .label = "What was measured", .means = "The column of values or counts", .wanted = true},
                      {.name = "time", .label = "Time", .means = "The column of times: numbers, 202404, or dates", .wanted = true},
                      {.name = "from", .label = "From when", .kind = Kind::texts, .means = "The time from which the change was in force", .wanted = true, .also = "at"},
                      {.name = "phase-in", .label = "Periods of coming in", .kind = Kind::number, .means = "So many periods from --from on are left out, while it comes in", .standard = "0", .least = 0, .most = 1000},
                      {.name = "no-slope", .label = "A step alone", .kind = Kind::flag, .means = "A step alone, no further slope after it"},
                      {.name = "family", .label = "Kind of outcome", .kind = Kind::choice, .means = "What the outcome is", .standard = "value", .choices = {"value", "poisson", "quasi-poisson"}},
                      {.name = "at-risk", .label = "Out of how many", .means = "For counts: the column of how many they are out of"},
                      {.name = "errors", .label = "Errors", .kind = Kind::choice, .means = "Of values: how errors that follow one another are allowed for", .standard = "newey-west", .choices = {"newey-west", "prais-winsten"}},
                      {.name = "lag", .label = "Lag", .kind = Kind::whole, .means = "Newey-West's; values: the whole part of 4 (n/100)^(2/9) unless told; counts: none", .least = 0, .most = 10'000},
                      {.name = "season", .label = "Season", .kind = Kind::choice, .means = "harmonics: sine and cosine; months: a level for each place in the cycle", .standard = "none", .choices = {"none", "harmonics", "months"}},
                      {.name = "harmonics", .label = "Waves in a cycle", .kind = Kind::whole, .means = "Pairs of sine and cosine", .standard = "2", .least = 1, .most = 6},
                      {.name = "cycle", .label = "Length of a cycle", .kind = Kind::number, .means = "Periods in a cycle of the season", .standard = "12", .least = 2, .most = 10'000},
                      {.name = "control", .label = "Control series", .means = "A column of the same measure where nothing changed: the difference is analysed"},
                      better_option()},
          .answer = answer_its};
}

}  // namespace tributary::exchange
