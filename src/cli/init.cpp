#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "store/database.hpp"

namespace tributary::cli {

void add_init(CLI::App& app, Run& run) {
  struct Options {
    std::filesystem::path data;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("init", "Make a data folder with an empty database");
  add_data_option(*command, options->data);
  command->callback([&run, options] {
    run = [options]() -> base::Done {
      if (const auto made = store::create_database(options->data); !made) return made;
      std::cout << "Made " << store::database_file(options->data).string() << "\n"
                << "Next: tributary user add --data " << options->data.string()
                << " --email you@organisation.example --name \"Your role\"\n";
      return {};
    };
  });
}

}  // namespace tributary::cli
