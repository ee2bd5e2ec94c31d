#include "cli/command.hpp"

#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <numeric>

#include "base/text.hpp"
#include "services/ports/place_store.hpp"
#include "store/database.hpp"
#include "store/master_key.hpp"

namespace tributary::cli {

void add_data_option(CLI::App& command, DataFolder& data) {
  data = {.folder = "data", .master_key = store::default_master_key_file()};
  command.add_option("--data", data.folder, "The data folder")->type_name("DIR")->capture_default_str();
  command.add_option("--master-key", data.master_key, "The key to its texts, kept outside it")->type_name("FILE")->capture_default_str();
}

namespace {

// As a shell takes it for one word.
std::string shell_word(const std::string& word) {
  if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+=,~") == word.npos && !word.empty()) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace

std::string data_words(const DataFolder& data) {
  std::string words = " --data " + shell_word(data.folder.string());
  if (data.master_key != store::default_master_key_file()) words += " --master-key " + shell_word(data.master_key.string());
  return words;
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

namespace {

// How many letters are to be put in, left out or changed to make one of the other.
std::size_t slips_between(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= one.size(); ++i) {
    std::size_t before = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, before + (one[i - 1] == other[j - 1] ? 0 : 1)});
      before = above;
    }
  }
  return row.back();
}

}  // namespace

base::Problem place_unknown(const services::Context& context, const std::string& name, const std::string& option) {
  const std::string asked = base::lower(base::shorten(name, 100));
  const auto places = context.database.read()->places().all();
  std::string near;
  for (const domain::Place& each : places) {
    const std::string known = base::lower(each.name);
    if (slips_between(asked, known) <= 2 || (asked.size() > 2 && known.find(asked) != known.npos)) near += (near.empty() ? "" : ", ") + each.name;
  }
  return {.code = "place-unknown", .title = "There is no place of that name",
          .detail = "\"" + base::shorten(name, 100) + "\" isn't here. " + (near.empty() ? "Write its name as the pages do." : "Was it meant for: " + near + "?"),
          .field = option};
}

}  // namespace tributary::cli
