#include "cli/run.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/command.hpp"

namespace tributary::cli {

namespace {

constexpr int done = 0;
constexpr int broken = 1;
constexpr int refused = 2;

bool is_command(const CLI::App& app, std::string_view word) {
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    if (command->get_name() == word) return true;
  return false;
}

int run_parsed(CLI::App& app, int argc, char** argv, const Run& run) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version are asked for; everything else is a line that can't be read.
    if (error.get_exit_code() == 0) return app.exit(error);
    const bool unknown = argc > 1 && argv[1][0] != '-' && !is_command(app, argv[1]);
    std::string what = unknown ? "there is no command `" + std::string(argv[1]) + "`" : error.what();
    if (!what.ends_with('.')) what += '.';
    std::cerr << "tributary: " << what << " See `tributary --help`.\n";
    return refused;
  }
  const base::Done outcome = run();
  if (outcome) return done;
  std::cerr << "tributary: " << base::one_line(outcome.error()) << "\n";
  return refused;
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App app("Tributary: from direction to answer, in a health and care economy that changes itself.", "tributary");
  app.set_version_flag("--version", "tributary " TRIBUTARY_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done; 1 something broke here; 2 refused, with one line that says what, where and how to mend it.\n"
             "`tributary COMMAND --help` says what a command takes.");
  Run run;
  add_init(app, run);
  add_serve(app, run);
  add_user(app, run);
  add_chart(app, run);
  add_import(app, run);
  add_key(app, run);
  try {
    return run_parsed(app, argc, argv, run);
  } catch (const std::exception& error) {
    std::cerr << "tributary: something broke here: " << error.what() << "\n";
    return broken;
  }
}

}  // namespace tributary::cli
