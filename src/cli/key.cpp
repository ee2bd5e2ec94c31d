#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "cli/only_server.hpp"
#include "store/database.hpp"

namespace tributary::cli {

namespace {

struct RotateOptions {
  DataFolder data;
  std::filesystem::path next;
};

base::Done rotate(const RotateOptions& options) {
  const auto only = OnlyServer::of(options.data.folder);  // a server holds the key that it started with
  if (!only) return base::fail(only.error());
  const auto wrapped = store::rotate_master_key(options.data.folder, options.data.master_key, options.next);
  if (!wrapped) return base::fail(wrapped.error());
  std::cout << "Sealed with " << options.next.string() << " now: the keys of " << *wrapped << (*wrapped == 1 ? " text" : " texts") << ".\n"
            << "Next: tributary serve --data " << options.data.folder.string() << " --master-key " << options.next.string() << "\n"
            << "Keep " << options.data.master_key.string() << " for as long as backups are kept that were made before, then destroy both.\n";
  return {};
}

}  // namespace

void add_key(CLI::App& app, Run& run) {
  CLI::App* key = app.add_subcommand("key", "Look after the master key, which the texts are sealed with");
  key->require_subcommand(1);
  const auto options = std::make_shared<RotateOptions>();
  CLI::App* command = key->add_subcommand("rotate", "Put another master key in the place of this one; not while a server runs");
  add_data_option(*command, options->data);
  command->add_option("--new-master-key", options->next, "The other key; made where there is none")->type_name("FILE")->required();
  command->callback([&run, options] { run = [options] { return rotate(*options); }; });
}

}  // namespace tributary::cli
