#include "cli/flow_study.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/flow_figures.hpp"
#include "cli/flow_options.hpp"
#include "cli/flow_runner.hpp"
#include "engines/flow/check.hpp"
#include "exchange/flow/factor.hpp"
#include "exchange/flow/report_json.hpp"
#include "exchange/flow/scenario_course.hpp"

namespace tributary::cli {

using Json = nlohmann::ordered_json;
namespace file = exchange::flow;

namespace {

base::Problem measure_not_known(const std::string& name, const engine::Model& model) {
  std::vector<std::string> known;
  std::string all;
  for (const auto& each : model.measures) known.push_back(each.name), all += (all.empty() ? "" : ", ") + each.name;
  const std::string near = file::nearest_name(name, known);
  if (known.empty()) return {.kind = base::ProblemKind::not_found, .code = "measure-not-known", .title = "The model has no measures", .detail = "Write [measures.NAME] with the quantity that is to be known.", .field = "--measure"};
  return {.kind = base::ProblemKind::not_found, .code = "measure-not-known", .title = "The model has no such measure",
          .detail = "\"" + base::shorten(name, 60) + "\": " + (!near.empty() ? "was it " + near + "?" : "it has " + all + "."), .field = "--measure"};
}

std::vector<engine::Observed> of_replications(const engine::RunResult& result, std::size_t measure) {
  std::vector<engine::Observed> out;
  for (const auto& each : result.replications) out.push_back(each.measure(measure, 0));
  return out;
}

// What two factors both vary; empty where that is nothing. Names of one list are apart.
std::string path_of_both(const file::Factor& a, const file::Factor& b) {
  if (!a.member.empty() && !b.member.empty() && a.member != b.member) return {};
  for (const std::string& path : a.paths) {
    if (std::ranges::find(b.paths, path) != b.paths.end()) return path;
  }
  return {};
}

base::Problem of_option(base::Problem problem) {
  problem.field = "--vary";
  return problem;
}

// A number between whole ones, where the model wants a whole one: how to ask for those alone.
base::Problem in_steps(base::Problem problem, const std::vector<file::Setting>& settings) {
  if (problem.code != "number-not-whole") return problem;
  for (const auto& [factor, level] : settings) {
    if (!factor->step) problem.detail += " Vary it in whole steps: --vary \"" + factor->name + "=" + base::to_text(std::ceil(factor->from)) + ".." + base::to_text(std::floor(factor->to)) + "/1\".";
  }
  return problem;
}

// Why theory is silent: a service can't keep up, or has no closed form.
std::string why_of(const engine::Model& model, const engine::Solution& theory, const engine::Measure& measure) {
  const auto overloaded = engine::overloads(model, theory);
  if (!overloaded.empty()) return ". " + overloaded.front().detail;
  for (std::uint32_t i = 0; i < theory.services.size(); ++i) {
    const auto& each = theory.services[i];
    const bool among = measure.services.empty() || std::ranges::find(measure.services, i, &engine::ServiceId::value) != measure.services.end();
    if (among && !each.exact && !each.why.empty()) return ". Of " + each.name + ": " + each.why + ".";
  }
  return ".";
}

// Positions in the model of the measures that are studied: a scenario may have others.
base::Result<std::vector<std::size_t>> positions(const std::vector<StudiedMeasure>& measures, const engine::Model& model) {
  std::vector<std::size_t> out;
  for (const auto& each : measures) {
    const auto found = std::ranges::find(model.measures, each.name, &engine::Measure::name);
    if (found == model.measures.end()) return base::fail(measure_not_known(each.name, model));
    out.push_back(static_cast<std::size_t>(found - model.measures.begin()));
  }
  return out;
}

}  // namespace

base::Result<std::unique_ptr<Study>> Study::open(const StudyOptions& options) {
  auto out = std::unique_ptr<Study>(new Study(options));
  auto opened = OpenedModel::open(options.flow);
  if (!opened) return base::fail(opened.error());
  out->opened_ = std::move(*opened);
  const auto scenarios = out->opened_->chosen(options.flow.scenarios);
  if (!scenarios) return base::fail(scenarios.error());
  out->scenario_ = scenarios->front();
  const auto& known = out->opened_->factors();
  const std::string scenario = out->scenario_ == nullptr ? "" : out->scenario_->name;
  for (const std::string& each : options.vary) {
    auto factors = file::factors_said(each, known);
    if (!factors) return base::fail(factors.error());
    for (file::Factor& factor : *factors) {
      if (!factor.scenario.empty() && factor.scenario != scenario)
        return base::fail({.code = "factor-of-another-scenario", .title = "The factor is of another scenario", .detail = factor.name + " is varied on top of the scenario " + factor.scenario + ": say --scenario " + factor.scenario + ".", .field = "--vary"});
      if (std::ranges::find(out->factors_, factor.name, &file::Factor::name) != out->factors_.end())
        return base::fail({.code = "factor-twice", .title = "A factor is named twice", .detail = "\"" + base::shorten(factor.name, 60) + "\": name each once.", .field = "--vary"});
      for (const file::Factor& other : out->factors_) {
        if (const std::string both = path_of_both(factor, other); !both.empty())
          return base::fail({.code = "factor-twice", .title = "Two factors vary one number", .detail = other.name + " and " + factor.name + " both vary " + both + ": one would undo the other. Say one of them.", .field = "--vary"});
      }
      out->factors_.push_back(std::move(factor));
    }
  }
  if (out->factors_.size() > file::most_factors)
    return base::fail({.code = "factors-too-many", .title = "There are too many factors", .detail = std::to_string(file::most_factors) + " is the most.", .field = "--vary"});
  if (options.vary.empty()) std::ranges::copy_if(known, std::back_inserter(out->factors_), [&](const file::Factor& each) {
    return (each.scenario.empty() || each.scenario == scenario) && (each.choice || !options.choices_alone);
  });
  const auto made = out->opened_->model(out->scenario_);
  if (!made) return base::fail(made.error());
  out->unknowns_ = made->unknowns;
  for (const auto& each : out->factors_) {
    if (auto good = file::varies_this_scenario(each, out->scenario_, out->opened_->scenarios()); !good) return base::fail(of_option(good.error()));
    if (const auto good = file::varies_numbers(each, *made->tree); !good) return base::fail(good.error());
    for (const std::string& remark : file::overridden_at_a_date(each, out->scenario_)) std::cerr << "tributary: " << remark << "\n";
    out->as_they_stand_.push_back(file::as_it_stands(each, *made->tree, out->scenario_));
    out->numbers_varied_.push_back(file::number_varied(each, *made->tree, out->scenario_));
  }
  if (auto done = out->choose(made->model); !done) return base::fail(done.error());
  return out;
}

base::Done Study::choose(const engine::Model& model) {
  settings_ = model.run;
  changes_ = model.changes;
  file::note(note_, model);
  note_.version = TRIBUTARY_VERSION;
  for (const std::string& name : options_.measures) {
    const auto found = std::ranges::find(model.measures, name, &engine::Measure::name);
    if (found == model.measures.end()) return base::fail(measure_not_known(name, model));
    if (std::ranges::find(measures_, name, &StudiedMeasure::name) == measures_.end()) measures_.push_back({found->name, found->title, found->unit});
  }
  if (options_.measures.empty()) {
    for (const auto& each : model.measures) measures_.push_back({each.name, each.title, each.unit});
  }
  if (measures_.empty()) return base::fail(measure_not_known("", model));
  return {};
}

std::vector<file::Setting> Study::all_at(const std::vector<double>& levels) const {
  std::vector<file::Setting> out;
  for (std::size_t i = 0; i < levels.size(); ++i) out.push_back({&factors_[i], levels[i]});
  return out;
}

void Study::tell_time(std::size_t points) const {
  const double minutes = longest_point_ * static_cast<double>(points) / 60;
  if (minutes < 1) return;
  std::cerr << "tributary: " << points << " points take about " << (minutes < 90 ? figure(std::ceil(minutes), Format::table) + " minutes" : figure(std::ceil(minutes / 60), Format::table) + " hours")
            << ". Fewer --replications take less; with --keep FOLDER a command that was ended goes on when it is given again.\n";
}

// What nobody asks for isn't counted, added up or sent at each point; draws don't depend on it. A model that is drawn anew for each
// replication has all its measures.
void Study::keep_studied(engine::Model& model) const {
  if (model.drawn) return;
  std::erase_if(model.measures, [&](const engine::Measure& each) {
    const bool precise = model.run.precision && model.run.precision->measure == each.name;
    return !precise && std::ranges::find(measures_, each.name, &StudiedMeasure::name) == measures_.end();
  });
}

// All that a point's replications depend on besides the files, and which measures they hold.
std::string Study::inputs_of(const std::vector<file::Setting>& settings, const file::UnknownShares* shares) const {
  std::string out = (scenario_ == nullptr ? "base" : scenario_->name) + "\n";
  for (const auto& [factor, level] : settings) {
    for (const std::string& path : factor->paths) out += std::to_string(static_cast<int>(factor->how)) + path + "=" + base::to_text(level) + "\n";
  }
  for (const auto& each : measures_) out += "measure " + each.name + "\n";
  if (shares == nullptr) return out;
  out += "unknowns\n";
  for (const auto& [name, share] : *shares) out += name + "=" + base::to_text(share) + "\n";
  return out;
}

base::Result<Answers> Study::at(const std::vector<file::Setting>& settings, const std::string& called, const file::UnknownShares* shares) {
  const file::ScenarioText point = varied(scenario_, settings);
  auto made = opened_->model(settings.empty() ? scenario_ : &point, shares);
  if (!made) return base::fail(in_steps(made.error(), settings));
  engine::Model& model = made->model;
  if (options_.theory) return solved(model, called);
  keep_studied(model);
  const auto where = positions(measures_, model);
  if (!where) return base::fail(where.error());
  if (warm_up_) model.run.warm_up = *warm_up_;
  const auto began = std::chrono::steady_clock::now();
  FlowRunner runner(options_.flow, called, opened_->hash() + "\n" + inputs_of(settings, shares), model);
  auto result = runner.run(model);
  if (!result) return base::fail(made->placed(result.error()));
  runner.over(*result);
  if (result->cancelled) return base::fail({.code = stopped_early_code, .title = "Stopped early", .detail = "Stopped at " + called + ".", .field = {}});
  longest_point_ = std::max(longest_point_, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
  warm_up_ = result->warm_up;
  settings_.warm_up = result->warm_up;
  Answers out;
  for (const std::size_t at : *where) out.push_back({.run = result->measures[at].whole, .replications = of_replications(*result, at), .theory = {}, .silent = {}, .unknown = {}});
  return out;
}

base::Result<Answers> Study::solved(const engine::Model& model, const std::string& called) const {
  const auto theory = engine::solve(model);
  if (!theory) return base::fail(theory.error());
  const auto where = positions(measures_, model);
  if (!where) return base::fail(where.error());
  Answers out;
  for (std::size_t i = 0; i < measures_.size(); ++i) {
    const auto& whole = theory->measures[(*where)[i]].whole;
    if (whole && whole->exact) {
      out.push_back({.run = {}, .replications = {}, .theory = whole, .silent = {}, .unknown = {}});
      continue;
    }
    Answer& silent = out.emplace_back();
    silent.unknown = measures_[i].name + (whole ? " is known only nearly by theory" : " isn't known by theory") + " (" + called + ")" + why_of(model, *theory, model.measures[(*where)[i]]);
    if (!options_.measures.empty()) silent.silent = silent.unknown;
  }
  return out;
}

ModelNote Study::note() const {
  ModelNote out = note_;
  out.hash = opened_->hash();
  return out;
}

std::optional<double> Study::changes_at() const {
  const auto dates = file::live_while_counting(changes_, settings_.warm_up.value_or(0), settings_.length);
  return dates.empty() ? std::nullopt : std::optional(dates.front());
}

std::string Study::head() const {
  const ModelNote note = this->note();
  std::string out = title_line(note);
  if (options_.theory) return out + "by theory, exact; model " + note.hash.substr(0, 12) + "; tributary " + note.version + "\n";
  out += std::to_string(settings_.replications) + " replications of " + figure(settings_.length, Format::table) + " " + unit_words(note.unit) + " after " +
         figure(settings_.warm_up.value_or(0), Format::table) + " at each point, the same people at all; seed " + std::to_string(settings_.seed) + "; model " + note.hash.substr(0, 12) + "; tributary " + note.version + "\n";
  if (const auto at = changes_at()) out += file::changes_in_words(note, scenario_->name, *at, settings_.warm_up.value_or(0)) + ": all numbers are of the time before as well. --warm-up " + base::to_text(*at) + " leaves that out; a ramp after it is part of them still.\n";
  return out;
}

base::Problem theory_silent(const Answer& answer) {
  return {.code = "theory-silent", .title = "Theory doesn't know the measure", .detail = answer.unknown + " Leave --theory out, and it is run; or ask for other measures by --measure.", .field = "--theory"};
}

base::Problem nothing_to_vary() {
  return {.code = "factor-missing", .title = "There is nothing to vary", .detail = "The model names no factor that fits. Say --vary with the path of any number in it: --vary \"services.ward.beds=10..14/1\".", .field = "--vary"};
}

std::optional<engine::Estimate> change(const Answer& from, const Answer& to) {
  const std::size_t both = std::min(from.replications.size(), to.replications.size());  // a run that is precise enough stops sooner
  return engine::paired_difference(std::span(from.replications).first(both), std::span(to.replications).first(both));
}

Json json_of(const std::optional<engine::Estimate>& value) {
  if (!value) return nullptr;
  const auto spread = [&](double x) { return value->knows_spread() ? Json(x) : Json(nullptr); };
  return {{"mean", value->mean}, {"half_width", spread(value->half_width)}, {"sd", spread(value->sd)}, {"replications", value->count}};
}

Json json_of(const Study& study) {
  Json out = file::json_of(study.note());
  const auto& settings = study.settings();
  out["by"] = study.by_theory() ? "theory" : "run";
  out["seed"] = settings.seed;
  if (!study.by_theory()) out["replications"] = settings.replications, out["warm_up"] = settings.warm_up.value_or(0), out["length"] = settings.length;
  if (const auto at = study.changes_at()) out["changes_at"] = file::json_of_moment(study.note(), *at);
  out["factors"] = Json::array();
  for (const auto& each : study.factors()) {
    out["factors"].push_back({{"name", each.name}, {"title", each.title}, {"unit", each.unit}, {"from", each.from}, {"to", each.to}, {"step", each.step ? Json(*each.step) : Json(nullptr)}});
  }
  return out;
}

void add_study_options(CLI::App& command, StudyOptions& options) {
  add_model_options(command, options.flow);
  command.add_option("--scenario", options.flow.scenarios, "A scenario of the model, which levels are put on top of; the model as it stands unless told")->type_name("NAME")->expected(1)->take_last();
  command.add_option("--vary", options.vary, "What is varied, and how far: a factor of the model (NAME, NAME=LOW..HIGH) or any number in it (PATH=LOW..HIGH, PATH*=, PATH+=), /STEP after it; the model's factors unless told")
      ->type_name("FACTOR");
  command.add_option("--measure", options.measures, "A measure of the model; all unless told")->type_name("NAME");
  CLI::Option* theory = command.add_flag("--theory", options.theory, "By theory alone, at once, where it knows the measures exactly");
  add_run_options(command, options.flow);
  for (const char* of_runs : {"--replications", "--threads", "--engine", "--keep"}) theory->excludes(of_runs);
}

}  // namespace tributary::cli
