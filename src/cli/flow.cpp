// tributary flow check|solve|run|compare|trace FILE: models of people moving through services, from a text file.
#include <sodium.h>

#include <CLI/CLI.hpp>
#include <array>
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <set>
#include <unistd.h>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/flow_allocate.hpp"
#include "cli/flow_report.hpp"
#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/engine/simulation.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/event_log.hpp"

namespace tributary::cli {

namespace {

namespace file = exchange::flow;

struct FlowOptions {
  std::string model;
  std::vector<std::string> scenario_files, scenarios, tables;
  std::optional<int> replications;
  std::optional<std::uint64_t> seed;
  std::string warm_up;
  std::optional<double> length;
  unsigned threads = 0;
  bool json = false;
  Format format = Format::table;
};

base::Result<std::string> model_bytes(const std::string& name) {
  std::ifstream stream(name, std::ios::binary);
  std::error_code unknown;
  if (!stream || std::filesystem::is_directory(name, unknown)) {
    return base::fail({.kind = base::ProblemKind::not_found, .code = "file-unreadable", .title = "The file can't be read",
                       .detail = "Check its name and that you may read it.", .where = name});
  }
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

// A model file with what stands beside it, and the hash of every byte that was read.
class OpenedModel {
 public:
  static base::Result<std::unique_ptr<OpenedModel>> open(const FlowOptions& options) {
    auto out = std::unique_ptr<OpenedModel>(new OpenedModel(options));
    const auto text = out->read(options.model);
    if (!text) return base::fail(text.error());
    auto model = file::ModelFile::read(*text, options.model);
    if (!model) return base::fail(model.error());
    out->file_ = std::move(*model);
    for (const std::string& each : options.scenario_files) {
      const auto more = out->read(each);
      if (!more) return base::fail(more.error());
      if (auto done = out->file_->add_scenarios(*more, each); !done) return base::fail(done.error());
    }
    for (const std::string& each : options.tables) {
      const auto equals = each.find('=');
      if (equals == std::string::npos || equals == 0)
        return base::fail({.code = "table-unreadable", .title = "A table is given by name and file", .detail = "\"" + each + "\": write --table NAME=FILE.", .field = "--table"});
      out->given_[each.substr(0, equals)] = each.substr(equals + 1);
    }
    if (auto done = out->check_tables(); !done) return base::fail(done.error());
    return out;
  }

  [[nodiscard]] const std::vector<file::ScenarioText>& scenarios() const { return file_->scenarios(); }

  // Each table that is given is one that the model, or a scenario of it, reads. A model that can't be made says so when it is.
  base::Done check_tables() {
    if (given_.empty()) return {};
    std::vector<std::string> known;
    const auto note = [&](const std::string& name) {
      if (std::ranges::find(known, name) == known.end()) known.push_back(name);
      return model_bytes(path_of(name));
    };
    if (!file_->model(nullptr, note)) return {};
    for (const file::ScenarioText& each : scenarios()) static_cast<void>(file_->model(&each, note).has_value());
    for (const auto& [name, path] : given_) {
      if (std::ranges::find(known, name) != known.end()) continue;
      const std::string near = file::nearest_name(name, known);
      std::string all;
      for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
      return base::fail({.kind = base::ProblemKind::not_found, .code = "table-unknown", .title = "The model has no such table",
                         .detail = "\"" + base::shorten(name, 60) + "\"" + (!near.empty() ? ": was it " + near + "?" : all.empty() ? ": it reads none." : ": it reads " + all + "."),
                         .field = "--table"});
    }
    return {};
  }

  base::Result<file::FlowModel> model(const file::ScenarioText* scenario) {
    auto made = file_->model(scenario, [this](const std::string& name) { return table(name); });
    if (!made) return made;
    engine::Model& model = made->model;
    if (options_.replications) model.run.replications = *options_.replications, model.run.precision.reset();
    if (options_.seed) model.run.seed = *options_.seed;
    if (options_.length) model.run.length = *options_.length;
    if (options_.warm_up == "auto") model.run.warm_up.reset();
    else if (!options_.warm_up.empty()) model.run.warm_up = std::strtod(options_.warm_up.c_str(), nullptr);
    if (auto done = engine::check_model(model); !done) {
      auto problem = done.error();
      if (problem.where.empty()) problem.where = options_.model;
      return base::fail(std::move(problem));
    }
    return made;
  }

  [[nodiscard]] std::string hash() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_state copy = hash_;
    crypto_hash_sha256_final(&copy, digest.data());
    std::string out;
    for (const unsigned char byte : digest) {
      constexpr const char* digits = "0123456789abcdef";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
    return out;
  }

 private:
  explicit OpenedModel(const FlowOptions& options) : options_(options) { crypto_hash_sha256_init(&hash_); }

  base::Result<std::string> read(const std::string& name) {
    auto text = model_bytes(name);
    if (text) crypto_hash_sha256_update(&hash_, reinterpret_cast<const unsigned char*>(text->data()), text->size());
    return text;
  }

  [[nodiscard]] std::string path_of(const std::string& name) const {
    const auto given = given_.find(name);
    return given != given_.end() ? given->second : (std::filesystem::path(options_.model).parent_path() / (name.ends_with(".csv") ? name : name + ".csv")).string();
  }

  // Beside the model, unless the command line says where; read once.
  base::Result<std::string> table(const std::string& name) {
    if (const auto kept = read_.find(name); kept != read_.end()) return kept->second;
    auto text = read(path_of(name));
    if (!text) {
      auto problem = text.error();
      problem.detail = "The model reads the table \"" + name + "\" from " + path_of(name) + ". Put it there, or say --table " + name + "=FILE.";
      return base::fail(std::move(problem));
    }
    read_[name] = *text;
    return text;
  }

  const FlowOptions& options_;
  std::optional<file::ModelFile> file_;
  std::map<std::string, std::string> given_, read_;
  crypto_hash_sha256_state hash_{};
};

// The scenarios asked for, base among them where it was named or none was; null is the model as it stands.
base::Result<std::vector<const file::ScenarioText*>> chosen(const OpenedModel& opened, const std::vector<std::string>& names) {
  std::vector<const file::ScenarioText*> out;
  if (names.empty()) out.push_back(nullptr);
  for (const std::string& name : names) {
    if (name == "base") {
      out.push_back(nullptr);
      continue;
    }
    const auto found = std::ranges::find(opened.scenarios(), name, &file::ScenarioText::name);
    if (found == opened.scenarios().end()) {
      std::vector<std::string> known{"base"};
      for (const auto& each : opened.scenarios()) known.push_back(each.name);
      const std::string near = file::nearest_name(name, known);
      std::string all;
      for (const auto& each : known) all += (all.empty() ? "" : ", ") + each;
      return base::fail({.kind = base::ProblemKind::not_found, .code = "scenario-unknown", .title = "The model has no such scenario",
                         .detail = "\"" + base::shorten(name, 60) + "\"" + (near.empty() ? ": it has " + all + "." : ": was it " + near + "?"), .field = "--scenario"});
    }
    out.push_back(&*found);
  }
  return out;
}

// Ctrl-C ends a run early and keeps the replications that are done.
std::atomic<bool> stopped{false};

// On a terminal the count of replications, on one line that goes when it is done.
engine::Control control_of(const FlowOptions& options, const std::string& scenario) {
  engine::Control control;
  control.threads = options.threads;
  control.cancel = &stopped;
  std::signal(SIGINT, [](int) { stopped = true; });
  if (isatty(STDERR_FILENO) != 0) {
    control.progress = [scenario](std::size_t done, std::size_t of) {
      std::fprintf(stderr, "\r%s: %zu of %zu replications", scenario.c_str(), done, of);
      if (done == of) std::fprintf(stderr, "\r\033[K");
    };
  }
  return control;
}

void tell_warnings(const file::FlowModel& made) {
  for (const auto& each : made.warnings) std::cerr << "tributary: " << base::one_line(each) << "\n";
  for (const auto& each : engine::warnings_of(made.model)) std::cerr << "tributary: " << base::one_line(each) << "\n";
}

// Of the services that can't keep up. `told` holds what was said of the model as it stands, which isn't said again of its scenarios.
void tell_overloads(const engine::Model& model, const std::string& scenario, std::set<std::string>& told) {
  const auto theory = engine::solve(model);
  if (!theory) return;  // what theory can't solve may be run all the same
  for (auto& each : engine::overloads(model, *theory)) {
    if (told.contains(each.detail)) continue;
    if (scenario.empty()) told.insert(each.detail);
    else each.detail = "In the scenario " + scenario + ": " + each.detail;
    std::cerr << "tributary: " << base::one_line(each) << "\n";
  }
}

base::Done check(const FlowOptions& options) {
  auto opened = OpenedModel::open(options);
  if (!opened) return base::fail(opened.error());
  std::vector<std::string> names{"base"};
  for (const auto& each : (*opened)->scenarios()) names.push_back(each.name);
  const auto scenarios = chosen(**opened, names);
  std::set<std::string> told;
  std::string fine;
  for (const auto* scenario : *scenarios) {
    const auto made = (*opened)->model(scenario);
    if (!made) {
      auto problem = made.error();
      if (scenario != nullptr) problem.detail = "In the scenario " + scenario->name + ": " + problem.detail;
      return base::fail(std::move(problem));
    }
    if (scenario == nullptr) {
      tell_warnings(*made);
      for (const auto& each : engine::contradictions(made->model)) std::cerr << "tributary: sources contradict each other: " << each << "\n";
      fine = options.model + ": " + std::to_string(made->model.services.size()) + " services, " + std::to_string(made->model.sources.size()) + " kinds of arrivals, " +
             std::to_string(made->model.measures.size()) + " measures, " + std::to_string((*opened)->scenarios().size()) + " scenarios. Nothing is wrong with it.\n";
    }
    tell_overloads(made->model, scenario == nullptr ? "" : scenario->name, told);
  }
  std::cout << fine;
  return {};
}

void note(ModelNote& note, const engine::Model& model) {
  note.unit = model.unit;
  note.model = model.name;
  note.title = model.title;
  note.evidence = model.evidence;
  note.contradictions = engine::contradictions(model);
}

// Each of the scenarios asked for, as a checked model.
template <class Each>
base::Done for_scenarios(const FlowOptions& options, const std::vector<std::string>& names, ModelNote& report, Each each) {
  auto opened = OpenedModel::open(options);
  if (!opened) return base::fail(opened.error());
  const auto scenarios = chosen(**opened, names);
  if (!scenarios) return base::fail(scenarios.error());
  for (const auto* scenario : *scenarios) {
    auto made = (*opened)->model(scenario);
    if (!made) return base::fail(made.error());
    if (scenario == scenarios->front()) tell_warnings(*made);
    note(report, made->model);
    const std::string name = scenario == nullptr ? "base" : scenario->name;
    if (auto done = each(made->model, name, scenario == nullptr ? "The model as it stands" : scenario->title); !done) return done;
  }
  report.hash = (*opened)->hash();
  report.version = TRIBUTARY_VERSION;
  return {};
}

base::Result<FlowReport> ran(const FlowOptions& options, const std::vector<std::string>& names) {
  FlowReport report;
  auto done = for_scenarios(options, names, report, [&](engine::Model& model, const std::string& name, const std::string& title) -> base::Done {
    auto result = engine::run_model(model, control_of(options, name));
    if (!result) return base::fail(result.error());
    model.run.warm_up = result->warm_up;
    auto theory = engine::solve(model);
    if (!theory) theory = engine::Solution::unknown(model, theory.error().detail);
    std::vector<std::string> overloads;
    for (const auto& each : engine::overloads(model, *theory)) overloads.push_back(each.detail);
    report.runs.push_back({name, title, std::move(*result), std::move(*theory), std::move(overloads)});
    return {};
  });
  if (!done) return base::fail(done.error());
  return report;
}

base::Result<SolveReport> solved(const FlowOptions& options) {
  SolveReport report;
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
  const auto scenarios = chosen(**opened, options.scenarios);
  if (!scenarios) return base::fail(scenarios.error());
  const auto made = (*opened)->model(scenarios->front());
  if (!made) return base::fail(made.error());
  tell_warnings(*made);
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

void add_model_options(CLI::App& command, FlowOptions& options) {
  command.add_option("MODEL", options.model, "The model: a TOML file (docs/guide/reference/flow-model.md says every key)")->required();
  command.add_option("--scenarios", options.scenario_files, "A file with more scenarios")->type_name("FILE");
  command.add_option("--table", options.tables, "A table of the model, from another file than the one beside it")->type_name("NAME=FILE");
}

void add_output_options(CLI::App& command, FlowOptions& options, const char* json) {
  command.add_flag("--json", options.json, json);
  add_format_option(command, options.format);
}

void add_draw_options(CLI::App& command, FlowOptions& options) {
  command.add_option("--seed", options.seed, "Where the draws begin: the same seed gives the same numbers");
  command.add_option("--warm-up", options.warm_up, "Time before counting begins, in the model's unit, or auto")->check([](const std::string& text) {
    char* end = nullptr;
    return text == "auto" || (std::strtod(text.c_str(), &end) >= 0 && end != nullptr && *end == '\0' && !text.empty()) ? std::string() : "a time of 0 or more, or auto";
  });
  command.add_option("--length", options.length, "Time that is counted, in the model's unit")->check([](const std::string& text) {
    char* end = nullptr;
    const double time = std::strtod(text.c_str(), &end);
    return std::isfinite(time) && time > 0 && *end == '\0' ? std::string() : "a time above 0";
  });
}

void add_run_options(CLI::App& command, FlowOptions& options) {
  command.add_option("--replications", options.replications, "How many runs")->check(CLI::Range(1, 1'000'000));
  add_draw_options(command, options);
  command.add_option("--threads", options.threads, "How many at a time; all of the machine's unless told")->check(CLI::Range(1, 256));
  add_output_options(command, options, "Everything that is known, as JSON: every number with its interval, and beside it what theory says");
}

}  // namespace

void add_flow(CLI::App& app, Run& run) {
  CLI::App* flow = app.add_subcommand("flow", "Models of people moving through services (no data folder needed)");
  flow->require_subcommand(1);
  const auto options = std::make_shared<FlowOptions>();

  CLI::App* checking = flow->add_subcommand("check", "Say what is wrong with a model, or that nothing is");
  add_model_options(*checking, *options);
  checking->callback([&run, options] { run = [options] { return check(*options); }; });

  CLI::App* solving = flow->add_subcommand("solve", "Say at once what theory knows of a model: loads, and every number with a closed form");
  add_model_options(*solving, *options);
  solving->add_option("--scenario", options->scenarios, "A scenario of the model; base is the model as it stands")->type_name("NAME");
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
  add_run_options(*running, *options);
  running->callback([&run, options] {
    run = [options]() -> base::Done {
      const auto report = ran(*options, options->scenarios);
      if (!report) return base::fail(report.error());
      std::cout << (options->json ? report_as_json(*report) : report_in(*report, options->format));
      return {};
    };
  });

  CLI::App* comparing = flow->add_subcommand("compare", "Run scenarios with the same people, and say how they differ from the first");
  add_model_options(*comparing, *options);
  comparing->add_option("--scenario", options->scenarios, "The scenarios, the one to compare with first; base and all of the file unless told")->type_name("NAME");
  add_run_options(*comparing, *options);
  comparing->callback([&run, options] {
    run = [options]() -> base::Done {
      std::vector<std::string> names = options->scenarios;
      if (names.empty()) {
        auto opened = OpenedModel::open(*options);
        if (!opened) return base::fail(opened.error());
        names.push_back("base");
        for (const auto& each : (*opened)->scenarios()) names.push_back(each.name);
      }
      if (names.size() < 2)
        return base::fail({.code = "scenarios-missing", .title = "There is nothing to compare", .detail = "Name two scenarios, or write [scenarios.NAME] in the model.", .field = "--scenario"});
      const auto report = ran(*options, names);
      if (!report) return base::fail(report.error());
      std::cout << (options->json ? report_as_json(*report) : differences_in(*report, options->format));
      return {};
    };
  });

  CLI::App* tracing = flow->add_subcommand("trace", "Write what happens to each person of one replication, as an event log (CSV)");
  add_model_options(*tracing, *options);
  tracing->add_option("--scenario", options->scenarios, "A scenario of the model; base is the model as it stands")->type_name("NAME")->expected(1)->take_last();
  add_draw_options(*tracing, *options);
  const auto replication = std::make_shared<std::uint64_t>(1);
  tracing->add_option("--replication", *replication, "Which of the run's replications; the first unless told")->check(CLI::Range(1, 1'000'000));
  tracing->callback([&run, options, replication] { run = [options, replication] { return trace(*options, *replication); }; });

  add_flow_allocate(*flow, run);
}

}  // namespace tributary::cli
