// tributary flow check|analytic|run|compare|trace FILE, and the commands of an analysis in files of their own: models of people moving through services, from a text file.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <string>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/flow_allocate.hpp"
#include "cli/flow_arrivals.hpp"
#include "cli/flow_compare.hpp"
#include "cli/flow_files.hpp"
#include "cli/flow_fit.hpp"
#include "cli/flow_optimise.hpp"
#include "cli/flow_options.hpp"
#include "cli/flow_report.hpp"
#include "cli/flow_runner.hpp"
#include "cli/flow_sensitivity.hpp"
#include "cli/flow_solve.hpp"
#include "cli/flow_story.hpp"
#include "cli/flow_sweep.hpp"
#include "cli/flow_team.hpp"
#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/engine/simulation.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/event_log.hpp"
#include "exchange/flow/scenario_course.hpp"

namespace tributary::cli {

namespace {

namespace file = exchange::flow;

// Warnings of a model and of its scenarios: what was said of the model as it stands isn't said again of these.
class Warnings {
 public:
  void tell(const file::FlowModel& made, const std::string& scenario) {
    for (const auto& each : made.warnings) tell_one(each, "");
    for (const auto& each : engine::warnings_of(made.model)) tell_one(made.placed(each), scenario);
  }
  // Of the services that can't keep up. What theory can't solve may be run all the same.
  void tell_overloads(const engine::Model& model, const std::string& scenario) {
    const auto theory = engine::solve(model);
    if (!theory) return;
    for (const auto& each : engine::overloads(model, *theory)) tell_one(each, scenario);
    for (const auto& each : engine::hardly_served(model, *theory)) tell_one(each, scenario);
  }
  void tell_one(base::Problem problem, const std::string& scenario) {
    if (of_the_model_.contains(problem.detail)) return;
    any_ = true;
    if (scenario.empty()) of_the_model_.insert(problem.detail);
    else problem.detail = "In the scenario " + scenario + ": " + problem.detail;
    std::cerr << "tributary: " << base::one_line(problem) << "\n";
  }
  [[nodiscard]] bool any() const { return any_; }

 private:
  std::set<std::string> of_the_model_;
  bool any_ = false;
};

// Says in which scenario that is, where it isn't the model as it stands.
base::Problem in_scenario(base::Problem problem, const file::ScenarioText* scenario) {
  if (scenario != nullptr) problem.detail = "In the scenario " + scenario->name + ": " + problem.detail;
  return problem;
}

std::string counted(std::size_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

base::Done check(const FlowOptions& options) {
  auto opened = OpenedModel::open(options);
  if (!opened) return base::fail(opened.error());
  std::vector<std::string> names{"base"};
  for (const auto& each : (*opened)->scenarios()) names.push_back(each.name);
  const auto scenarios = (*opened)->chosen(names);
  Warnings warnings;
  std::string fine, who_comes;
  std::vector<std::string> nobody;  // the kinds of which nobody comes under any scenario
  for (const auto* scenario : *scenarios) {
    const auto made = (*opened)->model(scenario);
    if (!made) return base::fail(made.error());
    const std::string name = scenario == nullptr ? "" : scenario->name;
    warnings.tell(*made, name);
    const auto none_here = nobody_of(made->model);
    if (scenario == nullptr) nobody = none_here;
    else std::erase_if(nobody, [&](const std::string& each) { return std::ranges::find(none_here, each) == none_here.end(); });
    if (scenario == nullptr) {
      who_comes = arrivals_in_words(made->model);
      for (const auto& each : engine::contradictions(made->model)) std::cerr << "tributary: sources contradict each other: " << each << "\n";
      fine = options.model + ": " + counted(made->model.services.size(), "service", "services") + ", " + counted(made->model.sources.size(), "kind of arrivals", "kinds of arrivals") + ", " +
             counted(made->model.measures.size(), "measure", "measures") + ", " + counted((*opened)->scenarios().size(), "scenario", "scenarios") + ". ";
    }
    warnings.tell_overloads(made->model, name);
  }
  for (const auto& each : (*opened)->factors()) {  // no level of a slider may be refused
    const auto on_top_of = (*opened)->chosen({each.scenario.empty() ? "base" : each.scenario});
    if (!on_top_of) return base::fail(on_top_of.error());
    if (auto done = file::varies_this_scenario(each, on_top_of->front(), (*opened)->scenarios()); !done) return done;
    for (const double level : {each.from, each.to}) {
      const auto end = file::varied(on_top_of->front(), {{&each, level}});
      if (const auto made = (*opened)->model(&end); !made) return base::fail(made.error());
    }
  }
  for (const std::string& each : nobody)
    warnings.tell_one({.code = "nobody-comes", .title = "Nobody ever comes", .detail = "Of the arrivals " + each + " nobody comes in the run: their rate is 0, or they begin after its end or end before it. Give them a rate, or leave them out.", .field = "arrivals." + each}, "");
  std::cout << fine << (warnings.any() ? "It can be run; what to look at is above.\n" : "Nothing is wrong with it.\n") << who_comes << (who_comes.empty() ? "" : "\n");
  return {};
}

// Each of the scenarios asked for, as a checked model.
template <class Each>
base::Done for_scenarios(const FlowOptions& options, const std::vector<std::string>& names, ModelNote& report, Each each) {
  auto opened = OpenedModel::open(options);
  if (!opened) return base::fail(opened.error());
  const auto scenarios = (*opened)->chosen(names);
  if (!scenarios) return base::fail(scenarios.error());
  for (const std::string& remark : (*opened)->remarks()) std::cerr << "tributary: " << remark << "\n";
  Warnings warnings;
  for (const auto* scenario : *scenarios) {
    auto made = (*opened)->model(scenario);
    if (!made) return base::fail(made.error());
    warnings.tell(*made, scenario == nullptr ? "" : scenario->name);
    file::note(report, made->model);
    const std::string name = scenario == nullptr ? "base" : scenario->name;
    if (auto done = each(made->model, name, file::title_of(scenario, {})); !done) return base::fail(in_scenario(done.error(), scenario));
  }
  report.hash = (*opened)->hash();
  report.version = TRIBUTARY_VERSION;
  return {};
}

// Of a run that Ctrl-C ended; `reached` says how far each scenario came.
base::Problem stopped_early(const std::string& reached, bool any) {
  return {.code = stopped_early_code, .title = "Stopped early", .detail = reached + " are done" + (any ? ", and are what was printed." : ", so that nothing was printed."), .field = {}};
}

// With a story, what its report shows is measured and told besides.
base::Result<FlowReport> ran(const FlowOptions& options, const std::vector<std::string>& names, FlowStory* story) {
  FlowReport report;
  std::vector<file::Asked> asked;
  auto done = for_scenarios(options, names, report, [&](engine::Model& model, const std::string& name, const std::string& title) -> base::Done {
    asked.push_back({std::move(model), name, title});
    return {};
  });
  if (!done) return base::fail(done.error());
  file::run_one_way(asked);
  std::string reached;
  for (const file::Asked& each : asked) {
    const auto& [model, name, title] = each;
    FlowRunner runner(options, name, report.hash + "\n" + name, model);
    engine::Model watched = model;
    if (story != nullptr) story->watch(watched);
    auto result = runner.run(watched);
    if (!result) return base::fail(result.error());
    if (story != nullptr) {
      if (auto told = story->tell(model, *result, runner.besides()); !told) return base::fail(told.error());
    }
    runner.over(*result);
    reached += (reached.empty() ? "" : ", ") + runner.reached(*result);
    if (result->replications.empty()) break;  // stopped before anything of this scenario was done
    report.runs.push_back(file::beside_theory(each, std::move(*result)));
    if (report.runs.back().result.cancelled) break;
  }
  if (report.runs.empty()) return base::fail(stopped_early(reached, false));
  if (report.runs.size() < asked.size() || report.runs.back().result.cancelled) report.stopped = reached;
  return report;
}

// Prints what a run came to, in the form asked for; one that was stopped early says so besides.
base::Done print(const FlowReport& report, const std::string& text) {
  std::cout << text;
  if (report.stopped.empty()) return {};
  return base::fail(stopped_early(report.stopped, true));
}

// Runs, writes the report where one is wanted, and prints.
base::Done run_and_tell(const FlowOptions& options, const std::vector<std::string>& names, bool compares) {
  std::optional<FlowStory> story;
  if (!options.report.empty()) {
    auto begun = FlowStory::begin(options, names, compares);
    if (!begun) return base::fail(begun.error());
    story = std::move(*begun);
  }
  const auto report = ran(options, names, story ? &*story : nullptr);
  if (!report) return base::fail(report.error());
  if (compares && report->runs.size() < 2) return base::fail(stopped_early(report->stopped, false));  // a difference takes two
  if (story && (options.team == nullptr || options.team->prints())) {
    if (auto done = story->write(*report); !done) return done;
  }
  if (!options.json && options.format == Format::csv)
    for (const Caution& each : cautions(*report))
      if (each.says_it) std::cerr << "tributary: " << in_words(each) << "\n";  // the others are columns
  if (compares) return print(*report, options.json ? differences_as_json(*report) : differences_in(*report, options.format));
  return print(*report, options.json ? report_as_json(*report) : report_in(*report, options.format));
}

base::Result<TheoryReport> solved(const FlowOptions& options) {
  TheoryReport report;
  auto done = for_scenarios(options, options.scenarios, report, [&](const engine::Model& model, const std::string& name, const std::string& title) -> base::Done {
    auto theory = engine::solve(model);
    if (!theory) return base::fail(theory.error());
    report.solutions.push_back({name, title, std::move(*theory)});
    return {};
  });
  if (!done) return base::fail(done.error());
  return report;
}

// The log goes out as it comes to be; the warm-up is part of it.
base::Done trace(const FlowOptions& options, std::uint64_t replication) {
  auto opened = OpenedModel::open(options);
  if (!opened) return base::fail(opened.error());
  const auto scenarios = (*opened)->chosen(options.scenarios);
  if (!scenarios) return base::fail(scenarios.error());
  const auto made = (*opened)->model(scenarios->front());
  if (!made) return base::fail(made.error());
  Warnings().tell(*made, scenarios->front() == nullptr ? "" : scenarios->front()->name);
  engine::Model model = made->model;
  if (model.drawn) {  // what isn't known exactly is as it was in that replication
    auto drawn = model.drawn(model.run.seed, replication - 1);
    if (!drawn) return base::fail(drawn.error());
    drawn->run = model.run;
    model = std::move(*drawn);
  }
  const engine::Tables tables = engine::compile(model);
  engine::Simulation simulation(tables);
  file::EventLog log(model, [](const std::string& text) { std::cout << text; });
  simulation.trace([&log](const engine::Happening& happening) { log.add(happening); });
  simulation.run(model.run.seed, replication - 1, {.warm_up = model.run.warm_up.value_or(0), .length = model.run.length, .daily_snapshots = false, .until_empty = model.run.until_empty});
  log.finish();
  return {};
}

base::Done compare(const FlowOptions& options) {
  std::vector<std::string> names = options.scenarios;
  if (!options.set.empty() && names.empty()) names.push_back("base");
  if (names.empty()) {
    auto opened = OpenedModel::open(options);
    if (!opened) return base::fail(opened.error());
    names.push_back("base");
    for (const auto& each : (*opened)->scenarios()) names.push_back(each.name);
  } else if (names.size() == 1 && names.front() != "base") {
    names.insert(names.begin(), "base");
  }
  if (names.size() < 2 && options.set.empty())
    return base::fail({.code = "scenarios-missing", .title = "There is nothing to compare", .detail = "Name two scenarios, say --set FACTOR=LEVEL, or write [scenarios.NAME] in the model.", .field = "--scenario"});
  return run_and_tell(options, names, true);
}

constexpr const char* json_of_run = "Everything that is known, as JSON: every number with its interval, and beside it what theory says";

}  // namespace

void add_flow(CLI::App& app, Run& run, const Team* team) {
  CLI::App* flow = app.add_subcommand("flow", "Models of people moving through services (no data folder needed)");
  flow->require_subcommand(1);
  const auto options = std::make_shared<FlowOptions>();
  options->team = team;

  CLI::App* checking = flow->add_subcommand("check", "Say what is wrong with a model, or that nothing is");
  add_model_options(*checking, *options);
  checking->callback([&run, options] { run = [options] { return check(*options); }; });

  CLI::App* solving = flow->add_subcommand("analytic", "Say at once what theory knows of a model: loads, and every number with a closed form");
  add_model_options(*solving, *options);
  solving->add_option("--scenario", options->scenarios, "A scenario of the model; base is the model as it stands")->type_name("NAME");
  add_set_option(*solving, *options, "What holds besides what the scenario says: a factor of the model at a level, or any number by its path (PATH=, PATH*=, PATH+=); again for more");
  add_output_options(*solving, *options, "Everything that is known, as JSON: every number, the formula that it is by and what that takes for granted");
  solving->callback([&run, options] {
    run = [options]() -> base::Done {
      const auto report = solved(*options);
      if (!report) return base::fail(report.error());
      std::cout << (options->json ? solution_as_json(*report) : solution_in(*report, options->format));
      return {};
    };
  });

  CLI::App* running = flow->add_subcommand("run", "Run a model, and say what it came to");
  add_model_options(*running, *options);
  running->add_option("--scenario", options->scenarios, "A scenario of the model; base is the model as it stands")->type_name("NAME");
  add_set_option(*running, *options, "What is run besides as the scenario has it: a factor of the model at a level, or any number by its path (PATH=, PATH*=, PATH+=); again for more");
  add_run_options(*running, *options);
  add_report_options(*running, *options);
  add_output_options(*running, *options, json_of_run);
  running->callback([&run, options] {
    run = [options] { return kept_until_done(*options, [&] { return run_and_tell(*options, options->scenarios, false); }); };
  });

  CLI::App* comparing = flow->add_subcommand("compare", "Run scenarios with the same people, and say how they differ from the first");
  add_model_options(*comparing, *options);
  comparing->add_option("--scenario", options->scenarios, "The scenarios, the one to compare with first, which is base where one alone is named; base and all of the file unless told")->type_name("NAME");
  add_set_option(*comparing, *options, "One more scenario, on top of the last that is named: a factor of the model at a level, or any number by its path (PATH=, PATH*=, PATH+=); again for more in it");
  add_run_options(*comparing, *options);
  add_report_options(*comparing, *options);
  add_output_options(*comparing, *options, json_of_run);
  comparing->callback([&run, options] { options->set_is_another = true; run = [options] { return kept_until_done(*options, [&] { return compare(*options); }); }; });

  CLI::App* tracing = flow->add_subcommand("trace", "Write what happens to each person of one replication, as an event log (CSV)");
  add_model_options(*tracing, *options);
  tracing->add_option("--scenario", options->scenarios, "A scenario of the model; base is the model as it stands")->type_name("NAME")->expected(1)->take_last();
  add_draw_options(*tracing, *options);
  const auto replication = std::make_shared<std::uint64_t>(1);
  tracing->add_option("--replication", *replication, "Which of the run's replications; the first unless told")->check(CLI::Range(1, 1'000'000));
  tracing->callback([&run, options, replication] { run = [options, replication] { return trace(*options, *replication); }; });

  add_flow_sweep(*flow, run, team);
  add_flow_sensitivity(*flow, run, team);
  add_flow_solve(*flow, run, team);
  add_flow_optimise(*flow, run, team);
  add_flow_allocate(*flow, run);
  add_flow_fit(*flow, run);
}

}  // namespace tributary::cli
