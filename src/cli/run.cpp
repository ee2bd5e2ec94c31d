#include "cli/run.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <sstream>

#include "cli/command.hpp"
#include "cli/flow_team.hpp"

namespace tributary::cli {

namespace {

constexpr int done = 0;
constexpr int broken = 1;
constexpr int refused = 2;
constexpr int stopped_early = 130;  // 128 + SIGINT, as a shell tells it

// Whether all that was printed went where it should: a disk may be full.
bool written() {
  if (std::cout.flush()) return true;
  std::cerr << "tributary: something broke here: the output could not be written. Is the disk full?\n";
  return false;
}

// The command that was being read, such as `tributary user list`: its own help says what it takes.
const CLI::App& deepest(const CLI::App& app, std::string& name) {
  const CLI::App* at = &app;
  name = app.get_name();
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    name += " " + at->get_name();
  }
  return *at;
}

// A word too many after an option that takes several with commas between them: the option as it was meant, else nothing.
std::string with_commas(const CLI::App& at, const std::vector<std::string>& words, const std::string& too_many) {
  auto word = std::ranges::find(words, too_many);
  while (word != words.begin() && (word == words.end() || !word->starts_with("--"))) --word;
  if (word == words.end() || !word->starts_with("--")) return {};
  const auto equals = word->find('=');
  const std::string name = word->substr(0, equals);
  const CLI::Option* option = at.get_option_no_throw(name);
  if (option == nullptr || option->get_delimiter() != ',') return {};
  std::vector<std::string> meant;
  if (equals != std::string::npos) meant.push_back(word->substr(equals + 1));
  while (++word != words.end() && !word->starts_with('-')) meant.push_back(*word);
  if (meant.size() < 2) return {};
  return name + " " + meant[0] + "," + meant[1] + (meant.size() > 2 ? ",…" : "");  // the last may be a file
}

std::string what_is_wrong(const CLI::App& app, const CLI::App& at, const std::vector<std::string>& words, const CLI::ParseError& error) {
  // What isn't known is told before what is missing: it may be the missing one, spelt otherwise.
  const std::vector<std::string> unknown = app.remaining(true);
  const auto option = std::ranges::find_if(unknown, [](const std::string& word) { return word.starts_with('-') && word.size() > 1; });
  if (option != unknown.end()) return "there is no option `" + *option + "`.";
  if (!unknown.empty() && !at.get_subcommands([](const CLI::App*) { return true; }).empty())
    return "there is no command `" + unknown.front() + "`.";
  if (const std::string meant = unknown.empty() ? std::string() : with_commas(at, words, unknown.front()); !meant.empty())
    return "`" + unknown.front() + "` was not expected. Several go into one word, with commas and no spaces between them: `" + meant + "`.";
  std::string what = error.what();
  if (!what.ends_with('.')) what += '.';
  return what;
}

int run_parsed(CLI::App& app, int argc, char** argv, const Run& run) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version are asked for; everything else is a line that can't be read.
    if (error.get_exit_code() == 0) {
      app.exit(error);
      return written() ? done : broken;
    }
    std::string name;
    const CLI::App& at = deepest(app, name);
    std::cerr << "tributary: " << what_is_wrong(app, at, {argv + 1, argv + argc}, error) << " See `" << name << " --help`.\n";
    return refused;
  }
  const base::Done outcome = run();
  if (outcome) return written() ? done : broken;
  const bool stopped = outcome.error().code == stopped_early_code;
  if (stopped && !written()) return broken;
  std::cerr << "tributary: " << base::one_line(outcome.error()) << "\n";
  return stopped ? stopped_early : refused;
}

int run_command(int argc, char** argv, const Team* team) {
  CLI::App app("Tributary: from direction to answer, in a health and care economy that changes itself.", "tributary");
  app.set_version_flag("--version", "tributary " TRIBUTARY_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done; 1 something broke here; 2 refused, with one line that says what, where and how to mend it;\n"
             "130 stopped early by Ctrl-C.\n"
             "`tributary COMMAND --help` says what a command takes.");
  Run run;
  add_init(app, run);
  add_serve(app, run);
  add_user(app, run);
  add_chart(app, run);
  add_evidence(app, run);
  add_board(app, run);
  add_import(app, run);
  add_key(app, run);
  add_flow(app, run, team);
  try {
    return run_parsed(app, argc, argv, run);
  } catch (const std::exception& error) {
    std::cerr << "tributary: something broke here: " << error.what() << "\n";
    return broken;
  }
}

}  // namespace

int run(int argc, char** argv) { return run_command(argc, argv, nullptr); }

int run(int argc, char** argv, const Team& team) {
  if (team.prints()) return end(team, run_command(argc, argv, &team), {});
  std::ostringstream said, printed;
  auto* const to_error = std::cerr.rdbuf(said.rdbuf());
  auto* const to_output = std::cout.rdbuf(printed.rdbuf());
  const int code = run_command(argc, argv, &team);
  std::cerr.rdbuf(to_error), std::cout.rdbuf(to_output);
  return end(team, code, code == done ? std::string() : said.str());
}

}  // namespace tributary::cli
