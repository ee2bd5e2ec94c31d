#include "cli/flow_story.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/text.hpp"
#include "cli/flow_html.hpp"
#include "cli/read_file.hpp"
#include "engines/flow/check.hpp"

namespace tributary::cli {

namespace {

namespace file = exchange::flow;

// As a shell reads it again: quoted where it has to be.
std::string word(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=,:+@") == std::string::npos;
  if (plain) return text;
  std::string out = "'";
  for (const char each : text) out += each == '\'' ? std::string("'\\''") : std::string(1, each);
  return out + "'";
}

// What to type for the same numbers: without what only says how they are shown, or how fast they come.
std::string command_of(const FlowOptions& options, bool compares) {
  std::string out = std::string("tributary flow ") + (compares ? "compare " : "run ") + word(options.model);
  const auto each_of = [&](const char* option, const std::vector<std::string>& values) {
    for (const std::string& each : values) out += std::string(" ") + option + " " + word(each);
  };
  each_of("--scenarios", options.scenario_files);
  each_of("--table", options.tables);
  each_of("--scenario", options.scenarios);
  each_of("--set", options.set);
  if (options.replications) out += " --replications " + std::to_string(*options.replications);
  if (options.seed) out += " --seed " + std::to_string(*options.seed);
  if (!options.warm_up.empty()) out += " --warm-up " + word(options.warm_up);
  if (!options.length.empty()) out += " --length " + word(options.length);
  if (options.run_by) out += std::string(" --engine ") + (*options.run_by == engine::RunSettings::Engine::events ? "events" : "recursion");
  each_of("--outlines", options.outlines);
  return out + " --report " + word(std::filesystem::path(options.report).filename().string());
}

base::Problem not_writable(const std::string& name, const std::string& detail) {
  return {.code = "report-not-writable", .title = "The report can't be written there", .detail = detail, .field = "--report", .where = name};
}

// Nothing runs for an hour to find at its end that the folder isn't there, or to overwrite what it was made of.
base::Done check_place(const FlowOptions& options) {
  namespace fs = std::filesystem;
  std::error_code none;
  const fs::path path = options.report;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, none)) return base::fail(not_writable(options.report, "There is no folder " + folder.string() + ". Make it, or name another."));
  if (fs::is_directory(path, none)) return base::fail(not_writable(options.report, "That is a folder. Name a file in it, such as " + (path / "report.html").string() + "."));
  std::vector<std::string> read{options.model};
  read.insert(read.end(), options.scenario_files.begin(), options.scenario_files.end());
  read.insert(read.end(), options.outlines.begin(), options.outlines.end());
  for (const std::string& each : options.tables) read.push_back(each.substr(each.find('=') + 1));
  for (const std::string& each : read) {
    if (fs::equivalent(path, each, none)) return base::fail(not_writable(options.report, "The run reads that file, and the report would replace it. Name another."));
  }
  return {};
}

base::Result<std::vector<file::Outline>> outlines_of(const FlowOptions& options) {
  std::vector<file::Outline> out;
  for (const std::string& name : options.outlines) {
    const auto text = read_file(name, "--outlines");
    if (!text) return base::fail(text.error());
    auto outlines = file::read_outlines(*text, name);
    if (!outlines) return base::fail(outlines.error());
    out.insert(out.end(), std::make_move_iterator(outlines->begin()), std::make_move_iterator(outlines->end()));
  }
  return out;
}

std::vector<std::vector<engine::BedStep>> beds_of(const engine::Model& model, const engine::RunResult& result) {
  std::vector<std::vector<engine::BedStep>> out(model.services.size());
  const auto limited = [](std::size_t at) { return [at](const engine::Model& each) { return each.services[at].limits_people(); }; };
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (!limited(at)(model) || !std::all_of(model.versions.begin(), model.versions.end(), limited(at))) continue;
    out[at] = engine::bed_steps(model, {static_cast<std::uint32_t>(at)}, result.warm_up, result.warm_up + result.length);
  }
  return out;
}

}  // namespace

base::Result<FlowStory> FlowStory::begin(const FlowOptions& options, const std::vector<std::string>& names, bool compares) {
  FlowStory out;
  out.compares = compares;
  out.file = options.report;
  out.command = command_of(options, compares);
  if (auto done = has_report_page(); !done) return base::fail(done.error());
  if (auto done = check_place(options); !done) return base::fail(done.error());
  const auto outlines = outlines_of(options);
  if (!outlines) return base::fail(outlines.error());
  auto opened = OpenedModel::open(options);
  if (!opened) return base::fail(opened.error());
  const auto scenarios = (*opened)->chosen(names);
  if (!scenarios) return base::fail(scenarios.error());
  const auto base_model = (*opened)->model(nullptr);
  if (!base_model) return base::fail(base_model.error());
  for (const auto* scenario : *scenarios) out.changes.push_back(scenario == nullptr ? std::vector<file::ChangeTold>() : file::changes_told(*scenario, *base_model->tree));
  const auto made = (*opened)->model(scenarios->front());
  if (!made) return base::fail(made.error());
  out.model = made->model;
  for (const auto& each : made->warnings) out.remarks.push_back(each.detail);
  for (const auto& each : engine::warnings_of(made->model)) out.remarks.push_back(each.detail);
  out.parameters = file::parameters_of(*base_model->tree, base_model->model.evidence);  // what scenarios change of them is told apart
  auto map = file::map_of(out.model, *outlines);
  if (!map) return base::fail(map.error());
  out.map = std::move(*map);
  return out;
}

void FlowStory::watch(engine::Model& running) {
  scenarios.emplace_back().slices = engine::slices_of(running);
  engine::measure_over_time(running, scenarios.back().slices);
}

base::Done FlowStory::tell(const engine::Model& ran, engine::RunResult& result, const engine::Control& control) {
  ScenarioStory& story = scenarios.back();
  story.over_time = engine::take_over_time(ran, result, ran.measures.size(), story.slices);
  if (!ran.drawn) story.beds = beds_of(ran, result);
  if (result.cancelled) return {};
  engine::Model known = ran;
  known.run.warm_up = result.warm_up;
  auto curves = engine::bed_curves(known, {.threads = control.threads, .cancel = control.cancel, .progress = {}});
  if (!curves) return base::fail(curves.error());
  story.curves = std::move(*curves);
  auto film = engine::film_of(known);
  if (!film) return base::fail(film.error());
  story.film = std::move(*film);
  if (known.areas.empty() || map.empty()) return {};
  auto catchment = engine::catchment_of(known);
  if (!catchment) return base::fail(catchment.error());
  story.catchment = std::move(*catchment);
  return {};
}

base::Done FlowStory::write(const FlowReport& report) const {
  const std::string page = report_page(report, *this);
  std::ofstream out(file, std::ios::binary);
  out << page;
  out.close();
  if (!out) return base::fail(not_writable(file, "It could not be written. Look whether the disk is full, and who may write there."));
  return {};
}

}  // namespace tributary::cli
