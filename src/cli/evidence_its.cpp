// tributary evidence its: an interrupted time series.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <numeric>

#include "cli/evidence.hpp"
#include "cli/evidence_panel.hpp"
#include "engines/evidence/interrupted_series.hpp"

namespace tributary::cli {
namespace {

struct ItsCommand {
  std::string file, outcome, time, control, at_risk, better = "neither", family = "value", errors = "newey-west", season = "none";
  std::vector<std::string> at;
  double phase_in = 0, cycle = 12;
  unsigned harmonics = 2;
  int lag = -1;
  bool no_slope = false, json = false;
};

const std::vector<std::pair<std::string, std::string>> its_options_of{{"/interruptions", "--at"}, {"/control", "--control"}, {"/outcome", "--outcome"}, {"/lag", "--lag"}, {"/cycle", "--cycle"}};

evidence::SeriesOptions engine_options(const ItsCommand& command, const std::string& period) {
  using namespace evidence;
  SeriesOptions out{.cycle = command.cycle, .harmonics = command.harmonics, .slopes = !command.no_slope, .better = better_of(command.better), .outcome = command.outcome, .period = period};
  if (command.family != "value") out.family = command.family == "poisson" ? SeriesFamily::poisson : SeriesFamily::quasi_poisson;
  if (command.errors == "prais-winsten") out.errors = SeriesErrors::prais_winsten;
  if (command.season != "none") out.season = command.season == "months" ? Season::months : Season::harmonics;
  if (command.lag >= 0) out.lag = static_cast<std::size_t>(command.lag);
  return out;
}

base::Result<std::vector<std::optional<double>>> numbers_of(const exchange::DataTable& table, const std::string& name, const char* option) {
  if (name.empty()) return std::vector<std::optional<double>>(table.cases());
  const auto column = table.column(name, option);
  if (!column) return base::fail(column.error());
  return table.numbers(*column);
}

struct ReadSeries {
  exchange::DataTable table;
  EvidenceTimes times;
  std::vector<evidence::SeriesPoint> points;
  std::vector<std::size_t> cases;  // of each point
  std::vector<evidence::Interruption> interruptions;
};

base::Done read_interruptions(const ItsCommand& command, ReadSeries& out) {
  for (const std::string& text : command.at) {
    const auto value = out.times.value_of(text, "--at", "");
    if (!value) return base::fail(value.error());
    const auto place = std::ranges::lower_bound(out.times.values, *value);
    const bool beyond = place == out.times.values.end();
    const auto at = static_cast<std::size_t>(place - out.times.values.begin());
    out.interruptions.push_back({.time = beyond ? out.times.periods.back() + 1 : out.times.periods[at], .phase_in = command.phase_in, .name = beyond ? text : out.times.names[at]});
  }
  return {};
}

base::Result<ReadSeries> read_series(const ItsCommand& command, EvidenceReport& report) {
  auto table = read_evidence(command.file, report);
  if (!table) return base::fail(table.error());
  const auto column = table->column(command.time, "--time");
  if (!column) return base::fail(column.error());
  auto times = read_times(*table, *column);
  if (!times) return base::fail(times.error());
  ReadSeries out{.table = std::move(*table), .times = std::move(*times)};
  const auto outcome = numbers_of(out.table, command.outcome, "--outcome");
  if (!outcome) return base::fail(outcome.error());
  const auto control = numbers_of(out.table, command.control, "--control");
  if (!control) return base::fail(control.error());
  const auto at_risk = numbers_of(out.table, command.at_risk, "--at-risk");
  if (!at_risk) return base::fail(at_risk.error());
  out.cases.resize(out.table.cases());
  std::iota(out.cases.begin(), out.cases.end(), std::size_t{0});
  std::ranges::stable_sort(out.cases, {}, [&](std::size_t i) { return out.times.of_case[i]; });
  for (std::size_t k = 0; k < out.cases.size(); ++k) {
    const std::size_t i = out.cases[k];
    const auto place = out.times.of_case[i];
    if (k > 0 && out.times.of_case[out.cases[k - 1]] == place)
      return base::fail(base::Problem{.code = "time-twice", .title = "A time stands in two rows", .detail = out.times.names[place] + " stands at " + out.table.where(out.cases[k - 1]) + " too. A series has one value a period.", .field = "--time", .where = out.table.where(i)});
    out.points.push_back({.time = out.times.periods[place], .name = out.times.names[place], .outcome = (*outcome)[i], .control = (*control)[i], .at_risk = command.at_risk.empty() ? 1 : (*at_risk)[i].value_or(0)});
  }
  if (auto done = read_interruptions(command, out); !done) return base::fail(done.error());
  return out;
}

base::Done run_its(const ItsCommand& command) {
  EvidenceReport report{.method = "its"};
  const auto read = read_series(command, report);
  if (!read) return base::fail(read.error());
  const auto out = evidence::interrupted_series(read->points, read->interruptions, engine_options(command, read->times.period));
  if (!out) {
    base::Problem problem = out.error();
    const bool of_point = problem.field.starts_with("/points/");
    if (of_point) problem.where = read->table.where(read->cases[std::stoul(problem.field.substr(8))]), problem.field.clear();
    return base::fail(of_point ? std::move(problem) : in_table(std::move(problem), read->table, its_options_of));
  }
  const bool counts = command.family != "value";
  report.options = {{"outcome", command.outcome}, {"time", command.time}, {"at", command.at}, {"phase_in", command.phase_in}, {"family", command.family},
                    {"errors", counts ? std::string(out->lag > 0 ? "newey-west of scores" : command.family) : command.errors}, {"season", command.season}, {"slope", !command.no_slope}, {"better", command.better}};
  if (!out->rho) report.options.emplace_back("lag", static_cast<double>(out->lag));
  if (!command.control.empty()) report.options.emplace_back("control", command.control);
  if (!command.at_risk.empty()) report.options.emplace_back("at_risk", command.at_risk);
  report.told = out->told;
  report.estimates = out->terms;
  if (counts)
    for (auto& each : report.estimates) each.name = "log rate: " + each.name;
  report.estimates.push_back(out->at_end);
  if (out->in_total) report.estimates.push_back(*out->in_total);
  report.tables.push_back({.name = "at_end", .title = "", .columns = {"with", "without"}, .rows = {{out->with, out->without}}});
  report.tables.push_back({.name = "checks", .title = "", .columns = {"durbin_watson", "autocorrelation", "rho", "dispersion", "used", "left_out"},
                           .rows = {{cell_of(out->durbin_watson), cell_of(out->autocorrelation), cell_of(out->rho), cell_of(out->dispersion), static_cast<double>(out->used), static_cast<double>(out->left_out)}}});
  EvidenceTable line{.name = "line", .title = "", .columns = {"period", "fitted", "without"}};
  for (const auto& each : out->line) line.rows.push_back({each.time, each.fitted, each.without});
  report.tables.push_back(std::move(line));
  std::cout << written(report, command.json);
  return {};
}

}  // namespace

void add_evidence_its(CLI::App& evidence, Run& run) {
  CLI::App* command = evidence.add_subcommand("its", "Interrupted time series: did a series change its level or slope when something happened?");
  const auto options = std::make_shared<ItsCommand>();
  command->add_option("FILE", options->file, "A CSV file, a row a period; - for standard input")->required();
  command->add_option("--outcome", options->outcome, "The column of values or counts")->required();
  command->add_option("--time", options->time, "The column of times: numbers, 202404, or dates")->required();
  command->add_option("--at", options->at, "The time from which the change was in force; may be given again")->required()->allow_extra_args(false);
  command->add_option("--phase-in", options->phase_in, "So many periods from --at on are left out, while it comes in")->check(CLI::Range(0, 1000))->capture_default_str();
  command->add_flag("--no-slope", options->no_slope, "A step alone, no further slope after it");
  command->add_option("--family", options->family, "What the outcome is")->check(CLI::IsMember({"value", "poisson", "quasi-poisson"}))->capture_default_str();
  command->add_option("--at-risk", options->at_risk, "For counts: the column of how many they are out of");
  command->add_option("--errors", options->errors, "Of values: how errors that follow one another are allowed for")->check(CLI::IsMember({"newey-west", "prais-winsten"}))->capture_default_str();
  command->add_option("--lag", options->lag, "Newey-West's; values: the whole part of 4 (n/100)^(2/9) unless told; counts: none")->check(CLI::Range(0, 10'000));
  command->add_option("--season", options->season, "harmonics: sine and cosine; months: a level for each place in the cycle")->check(CLI::IsMember({"none", "harmonics", "months"}))->capture_default_str();
  command->add_option("--harmonics", options->harmonics, "Pairs of sine and cosine")->check(CLI::Range(1, 6))->capture_default_str();
  command->add_option("--cycle", options->cycle, "Periods in a cycle of the season")->capture_default_str();
  command->add_option("--control", options->control, "A column of the same measure where nothing changed: the difference is analysed");
  add_better_option(*command, options->better);
  command->add_flag("--json", options->json, "Every number, as JSON");
  command->callback([&run, options] { run = [options] { return run_its(*options); }; });
}

}  // namespace tributary::cli
