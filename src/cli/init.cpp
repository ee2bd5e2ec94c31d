#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/demonstration.hpp"
#include "services/places.hpp"
#include "store/database.hpp"

namespace tributary::cli {

namespace {

struct InitOptions {
  DataFolder data;
  std::string place;
  bool demo = false;
};

// Administrators are appointed at a place, so the first one has to be there before anybody can add it over HTTP.
base::Done begin_with(const Opened& opened, const std::string& name) {
  const auto place = services::add_place(opened.context(), services::operator_of_machine(),
                                         {.kind = domain::PlaceKind::system, .name = name});
  if (!place) return base::fail(place.error());
  return {};
}

base::Done init(const InitOptions& options) {
  if (const auto made = store::create_database(options.data.folder, options.data.master_key); !made) return made;
  const std::string file = store::database_file(options.data.folder).string();
  const auto opened = open(options.data);
  if (!opened) return base::fail(opened.error());

  // The next command finds the data where this one put them.
  const std::string where = data_words(options.data);
  const std::string key = "Its texts are sealed with " + options.data.master_key.string() + ": keep a copy of that file apart from the data.\n";
  if (options.demo) {
    if (const auto loaded = load_demonstration(*(*opened)->database, (*opened)->clock.now()); !loaded) {
      std::filesystem::remove(file);  // half a demonstration would mislead
      return loaded;
    }
    std::cout << "Made " << file << " with the demonstration.\n" << key
              << "Next: tributary serve" << where << "\n";
    return {};
  }
  if (!options.place.empty())
    if (const auto begun = begin_with(**opened, options.place); !begun) return begun;
  std::cout << "Made " << file << "\n" << key
            << "Next: tributary user add" << where
            << " --email you@organisation.example --name \"Your role\"\n";
  return {};
}

}  // namespace

void add_init(CLI::App& app, Run& run) {
  const auto options = std::make_shared<InitOptions>();
  CLI::App* command = app.add_subcommand("init", "Make a data folder with an empty database");
  add_data_option(*command, options->data);
  CLI::Option* place =
      command->add_option("--place", options->place, "The system to begin with, by name; roles are given at it")->type_name("NAME");
  command->add_flag("--demo", options->demo, "Fill it with the demonstration: Greater Manchester, its people and their work")
      ->excludes(place);
  command->callback([&run, options] { run = [options] { return init(*options); }; });
}

}  // namespace tributary::cli
