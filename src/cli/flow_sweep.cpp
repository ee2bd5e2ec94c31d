#include "cli/flow_sweep.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/flow_figures.hpp"
#include "cli/flow_options.hpp"
#include "cli/flow_runner.hpp"
#include "cli/flow_study.hpp"
#include "engines/statistics/latin_hypercube.hpp"
#include "exchange/flow/factor.hpp"

namespace tributary::cli {

namespace {

using Json = nlohmann::ordered_json;
namespace file = exchange::flow;

constexpr std::size_t most_points = 100'000;

struct SweepOptions {
  StudyOptions study;
  int levels = 5;  // of a factor without steps
  int latin = 0;   // points; 0: a grid
};

struct Swept {
  std::vector<double> levels;  // empty: as it stands
  Answers answers;
};

// Each combination of levels, the last factor's going round first.
base::Result<std::vector<std::vector<double>>> grid(const std::vector<file::Factor>& factors, int levels) {
  double points = 1;
  for (const auto& each : factors) points *= static_cast<double>(each.levels().value_or(static_cast<std::size_t>(levels)));
  if (points > static_cast<double>(most_points))
    return base::fail({.code = "points-too-many", .title = "There are too many points", .detail = "The grid has " + base::to_text(points) + " points; " + std::to_string(most_points) + " is the most. Vary fewer factors, in longer steps, or say --latin POINTS.", .field = "--vary"});
  std::vector<std::vector<double>> out{{}};
  for (const auto& each : factors) {
    std::vector<std::vector<double>> longer;
    const std::size_t count = each.levels().value_or(static_cast<std::size_t>(levels));
    for (const auto& before : out) {
      for (std::size_t i = 0; i < count; ++i) {
        longer.push_back(before);
        longer.back().push_back(each.step ? each.nearest(each.from + static_cast<double>(i) * *each.step) : each.at(static_cast<double>(i) / static_cast<double>(count - 1)));
      }
    }
    out = std::move(longer);
  }
  return out;
}

std::vector<std::vector<double>> hypercube(const std::vector<file::Factor>& factors, int points, std::uint64_t seed) {
  auto out = statistics::latin_hypercube(static_cast<std::size_t>(points), factors.size(), seed);
  for (auto& point : out) {
    for (std::size_t i = 0; i < factors.size(); ++i) point[i] = factors[i].at(point[i]);
  }
  return out;
}

std::string table_of(const Study& study, const std::vector<Swept>& points, Format format) {
  std::vector<std::string> columns;
  for (const auto& each : study.factors()) columns.push_back(each.name);
  for (const auto& each : study.measures()) {
    columns.push_back(each.name);
    if (!study.by_theory()) columns.push_back(format == Format::table ? "±" : each.name + "_half_width");
    if (format != Format::table && !study.by_theory()) columns.push_back(each.name + "_change"), columns.push_back(each.name + "_change_half_width");
  }
  Table table(std::move(columns));
  const auto f = [&](const std::optional<double>& value) { return value ? figure(*value, format) : std::string(); };
  const auto spread = [&](const std::optional<engine::Estimate>& value) { return value && value->knows_spread() ? figure(value->half_width, format) : std::string(); };
  for (const auto& [levels, answers] : points) {
    std::vector<std::string> row;
    for (std::size_t i = 0; i < study.factors().size(); ++i) row.push_back(f(levels.empty() ? study.as_it_stands(i) : std::optional(levels[i])));
    for (std::size_t i = 0; i < answers.size(); ++i) {
      row.push_back(f(answers[i].value()));
      if (study.by_theory()) continue;
      row.push_back(spread(answers[i].run));
      if (format == Format::table) continue;
      const auto changed = change(points.front().answers[i], answers[i]);
      row.push_back(f(changed ? std::optional(changed->mean) : std::nullopt)), row.push_back(spread(changed));
    }
    table.add(std::move(row));
  }
  if (format != Format::table) return table.in(format);
  return study.head() + "First the scenario as it stands, then each point" + (study.by_theory() ? "" : "; ± is the half-width of the 95 % interval") + ".\n\n" + table.in(format);
}

std::string json_text(const Study& study, const std::vector<Swept>& points, const std::string& design, const std::string& stopped) {
  Json out = json_of(study);
  out["design"] = design;
  if (!stopped.empty()) out["stopped"] = stopped;
  out["points"] = Json::array();
  for (const auto& [levels, answers] : points) {
    Json point = {{"levels", Json::object()}, {"measures", Json::object()}};
    for (std::size_t i = 0; i < study.factors().size(); ++i) {
      const auto level = levels.empty() ? study.as_it_stands(i) : std::optional(levels[i]);
      point["levels"][study.factors()[i].name] = level ? Json(*level) : Json(nullptr);
    }
    for (std::size_t i = 0; i < answers.size(); ++i) {
      Json& one = point["measures"][study.measures()[i].name];
      if (answers[i].theory) one = {{"theory", json_of(answers[i].theory)}};
      else one = json_of(answers[i].run);
      if (!levels.empty() && !study.by_theory() && one.is_object()) one["change"] = json_of(change(points.front().answers[i], answers[i]));
    }
    out["points"].push_back(std::move(point));
  }
  return out.dump(2) + "\n";
}

// Of each measure that theory knows at no point, why. Where there is no other, there is nothing to print.
base::Result<std::string> never_known(const std::vector<Swept>& points) {
  std::string out;
  std::size_t count = 0;
  const auto& first = points.front().answers;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (std::ranges::any_of(points, [i](const Swept& each) { return each.answers[i].unknown.empty(); })) continue;
    ++count, out += (out.empty() ? "" : "\n") + first[i].unknown;
  }
  if (count == first.size()) return base::fail(theory_silent(first.front()));
  return out;
}

// Said where theory leaves cells empty; fails where it leaves all.
base::Done tell_silent(const std::vector<Swept>& points) {
  std::size_t silent = 0, all = 0;
  const Answer* first = nullptr;
  for (const auto& [levels, answers] : points) {
    for (const Answer& each : answers) {
      ++all;
      if (each.silent.empty()) continue;
      ++silent;
      if (first == nullptr) first = &each;
    }
  }
  if (first == nullptr) return {};
  if (silent == all) return base::fail(theory_silent(*first));
  std::cerr << "tributary: theory leaves " << silent << " of " << all << " values open. The first: " << first->silent << "\n";
  return {};
}

base::Done sweep(const SweepOptions& options) {
  auto opened = Study::open(options.study);
  if (!opened) return base::fail(opened.error());
  Study& study = **opened;
  if (study.factors().empty()) return base::fail(nothing_to_vary());
  base::Result<std::vector<std::vector<double>>> wanted = options.latin > 0 ? hypercube(study.factors(), options.latin, study.settings().seed) : grid(study.factors(), options.levels);
  if (!wanted) return base::fail(wanted.error());
  wanted->insert(wanted->begin(), std::vector<double>());
  std::vector<Swept> points;
  std::string stopped;
  for (const auto& levels : *wanted) {
    const std::string called = levels.empty() ? "as it stands" : "point " + std::to_string(points.size()) + " of " + std::to_string(wanted->size() - 1) + (study.by_theory() ? ", " + file::name_of(study.all_at(levels)) : "");
    auto answers = study.at(study.all_at(levels), called);
    if (!answers && answers.error().code == stopped_early_code && !points.empty()) {
      stopped = std::to_string(points.size() - 1) + " of " + std::to_string(wanted->size() - 1) + " points";
      break;
    }
    if (!answers) return base::fail(answers.error());
    points.push_back({levels, std::move(*answers)});
    if (levels.empty()) study.tell_time(wanted->size() - 1);
  }
  if (const auto told = tell_silent(points); !told) return base::fail(told.error());
  const auto unknown = never_known(points);
  if (!unknown) return base::fail(unknown.error());
  const std::string design = options.latin > 0 ? "latin hypercube" : "grid";
  std::cout << (options.study.flow.json ? json_text(study, points, design, stopped) : table_of(study, points, options.study.flow.format));
  if (!unknown->empty()) (options.study.flow.json || options.study.flow.format != Format::table ? std::cerr : std::cout << "\n") << *unknown << "\n";
  if (stopped.empty()) return {};
  return base::fail({.code = stopped_early_code, .title = "Stopped early", .detail = stopped + " are done, and are what was printed.", .field = {}});
}

}  // namespace

void add_flow_sweep(CLI::App& flow, Run& run, const Team* team) {
  const auto options = std::make_shared<SweepOptions>();
  CLI::App* command = flow.add_subcommand("sweep", "Run a model at many levels of its factors, with the same people at each");
  options->study.flow.team = team;
  add_study_options(*command, options->study);
  command->add_option("--levels", options->levels, "On a grid, of each factor that has no steps")->check(CLI::Range(2, 1000))->capture_default_str();
  command->add_option("--latin", options->latin, "A Latin hypercube of so many points, instead of a grid")->type_name("POINTS")->check(CLI::Range(2, 100'000))->excludes("--levels");
  add_output_options(*command, options->study.flow, "Everything that is known, as JSON: every point with intervals, and its paired change from the model as it stands");
  command->callback([&run, options] { run = [options] { return kept_until_done(options->study.flow, [&] { return sweep(*options); }); }; });
}

}  // namespace tributary::cli
