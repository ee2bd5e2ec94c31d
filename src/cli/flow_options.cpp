#include "base/plain_number.hpp"
#include "cli/flow_options.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <string>

#include "cli/kept_replications.hpp"

namespace tributary::cli {

namespace {

// An option that is one of several words; the library reads an enumeration by its number.
template <class Enum>
CLI::Validator word_for(std::map<std::string, Enum> words) {
  std::string known;
  for (auto each = words.begin(); each != words.end(); ++each) known += (each == words.begin() ? "" : std::next(each) == words.end() ? " or " : ", ") + each->first;
  const auto read = [words = std::move(words), known](std::string& word) {
    const auto found = words.find(word);
    if (found == words.end()) return "\"" + word + "\" is none of its words: use " + known + ".";
    word = std::to_string(static_cast<int>(found->second));
    return std::string();
  };
  return CLI::Validator(read, known);
}

}  // namespace

void add_model_options(CLI::App& command, FlowOptions& options) {
  command.add_option("MODEL", options.model, "The model: a TOML file (docs/guide/reference/flow-model.md says every key)")->required();
  command.add_option("--scenarios", options.scenario_files, "A file with more scenarios")->type_name("FILE");
  command.add_option("--table", options.tables, "A table of the model, from another file than the one beside it")->type_name("NAME=FILE");
}

void add_output_options(CLI::App& command, FlowOptions& options, const char* json) {
  add_format_option(command, options.format);
  command.add_flag("--json", options.json, json)->excludes("--format");
}

void add_draw_options(CLI::App& command, FlowOptions& options) {
  command.add_option("--seed", options.seed, "Where the draws begin: the same seed gives the same numbers")->check([](const std::string& text) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    const bool whole = error == std::errc() && end == text.data() + text.size() && seed <= engine::greatest_seed;
    return whole ? std::string() : "a whole number from 0 to " + std::to_string(engine::greatest_seed);
  });
  command.add_option("--warm-up", options.warm_up, "Time before counting begins, in the model's unit or its own (\"2 weeks\"), or auto")->check([](const std::string& text) {
    return text == "auto" || time_said(text, engine::TimeUnit::day) ? std::string() : "a time of 0 or more such as 90 or \"2 weeks\" (min, h, days, weeks, months, years), or auto";
  });
  command.add_option("--length", options.length, "Time that is counted, in the model's unit or its own (\"5 weeks\")")->check([](const std::string& text) {
    return time_said(text, engine::TimeUnit::day).value_or(0) > 0 ? std::string() : "a time above 0 such as 365 or \"5 weeks\" (min, h, days, weeks, months, years)";
  });
}

void add_run_options(CLI::App& command, FlowOptions& options) {
  command.add_option("--replications", options.replications, "How many runs")->check(CLI::Range(1, 1'000'000));
  add_draw_options(command, options);
  command.add_option("--threads", options.threads, "How many at a time; all of the machine's unless told")->check(CLI::Range(1, 256));
  command.add_option("--engine", options.run_by, "How: events, or the exact recursion, which a plain first-come queue is run by unless told")
      ->transform(word_for(std::map<std::string, engine::RunSettings::Engine>{{"events", engine::RunSettings::Engine::events}, {"recursion", engine::RunSettings::Engine::recursion}}));
  if (options.team != nullptr) options.keep = usual_keeping_place().string();
  command.add_option("--keep", options.keep, "Keep replications that are done in this folder until the command is over: given again, it goes on from them")->type_name("FOLDER")->capture_default_str();
  command.add_option("--progress", options.progress, "What is told meanwhile on standard error: a bar (on a terminal, unless told), events (JSON, one a line), none")
      ->transform(word_for(std::map<std::string, ProgressShown>{{"bar", ProgressShown::bar}, {"events", ProgressShown::events}, {"none", ProgressShown::none}}));
}

std::string not_above_zero(const std::string& text) {
  const auto number = base::plain_number(text);
  return number && *number > 0 ? std::string() : "a number above 0";
}

std::string below_zero(const std::string& text) {
  const auto number = base::plain_number(text);
  return number && *number >= 0 ? std::string() : "a number of 0 or more";
}

void add_set_option(CLI::App& command, FlowOptions& options, const char* what) {
  command.add_option("--set", options.set, what)->type_name("FACTOR=LEVEL")->allow_extra_args(false);
}

void add_report_options(CLI::App& command, FlowOptions& options) {
  CLI::Option* report = command.add_option("--report", options.report, "Write besides a report that opens in any browser: one HTML file with everything in it")->type_name("FILE")
      ->check([](const std::string& name) { return name.empty() ? std::string("a file's name is wanted") : std::string(); });
  command.add_option("--outlines", options.outlines, "Outlines of the areas for the report's map: GeoJSON whose features are named as the model's areas or localities")->type_name("FILE")->needs(report);
}

}  // namespace tributary::cli
