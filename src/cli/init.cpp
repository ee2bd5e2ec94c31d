#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "services/places.hpp"
#include "store/database.hpp"

namespace tributary::cli {

namespace {

// Administrators are appointed at a place, so the first one has to be there before anybody can add it over HTTP.
base::Done begin_with(const std::filesystem::path& folder, const std::string& name) {
  if (name.empty()) return {};
  const auto opened = open(folder);
  if (!opened) return base::fail(opened.error());
  const auto place = services::add_place((*opened)->context(), services::operator_of_machine(),
                                         {.kind = domain::PlaceKind::system, .name = name});
  if (!place) return base::fail(place.error());
  return {};
}

}  // namespace

void add_init(CLI::App& app, Run& run) {
  struct Options {
    std::filesystem::path data;
    std::string place;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("init", "Make a data folder with an empty database");
  add_data_option(*command, options->data);
  command->add_option("--place", options->place, "The system to begin with, by name; roles are given at it")->type_name("NAME");
  command->callback([&run, options] {
    run = [options]() -> base::Done {
      if (const auto made = store::create_database(options->data); !made) return made;
      if (const auto begun = begin_with(options->data, options->place); !begun) return begun;
      std::cout << "Made " << store::database_file(options->data).string() << "\n"
                << "Next: tributary user add --data " << options->data.string()
                << " --email you@organisation.example --name \"Your role\"\n";
      return {};
    };
  });
}

}  // namespace tributary::cli
