#include "cli/command.hpp"

#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "store/database.hpp"

namespace tributary::cli {

void add_data_option(CLI::App& command, DataFolder& data) {
  data = {.folder = "data", .master_key = store::default_master_key_file()};
  command.add_option("--data", data.folder, "The data folder")->type_name("DIR")->capture_default_str();
  command.add_option("--master-key", data.master_key, "The key to its texts, kept outside it")->type_name("FILE")->capture_default_str();
}

base::Result<std::unique_ptr<Opened>> open(const DataFolder& data) {
  auto database = store::open_database(data.folder, data.master_key);
  if (!database) return base::fail(database.error());
  auto opened = std::make_unique<Opened>();
  opened->database = std::move(*database);
  return opened;
}

base::Result<services::Actor> actor_of(const services::Context& context, const std::string& email) {
  if (email.empty()) return services::operator_of_machine();
  return services::actor_by_email(context, email);
}

std::string ask_secret(const std::string& prompt) {
  const bool terminal = isatty(STDIN_FILENO) != 0;
  termios before{};
  if (terminal) {
    std::cerr << prompt << std::flush;
    tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &silent);
  }
  std::string secret;
  std::getline(std::cin, secret);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    std::cerr << "\n";
  }
  return secret;
}

}  // namespace tributary::cli
