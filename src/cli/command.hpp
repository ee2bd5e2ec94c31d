// What every subcommand shares: the data folder, who acts, the output format, and how a Problem becomes an exit code.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "services/context.hpp"

namespace CLI {
class App;
}

namespace tributary::cli {

struct Team;

// Runs after the line was parsed; a Problem is printed on one line and exits with 2, or with 130 where its code says that Ctrl-C ended
// the command before it was done.
using Run = std::function<base::Done()>;
inline constexpr const char* stopped_early_code = "stopped-early";

// Each subcommand's file declares its options on `app` and says what to run in `run`, if it was the one chosen.
void add_init(CLI::App& app, Run& run);
void add_serve(CLI::App& app, Run& run);
void add_user(CLI::App& app, Run& run);
void add_chart(CLI::App& app, Run& run);
void add_evidence(CLI::App& app, Run& run);
void add_board(CLI::App& app, Run& run);
void add_import(CLI::App& app, Run& run);
void add_key(CLI::App& app, Run& run);
void add_flow(CLI::App& app, Run& run, const Team* team);  // of processes that run it together, or null

// The data folder and the key to its texts, which is kept elsewhere.
struct DataFolder {
  std::filesystem::path folder;
  std::filesystem::path master_key;
};

// Their options, alike everywhere; `./data` and tributary/master.key in the user's configuration folder unless told.
void add_data_option(CLI::App& command, DataFolder& data);

// As they are given to the next command, from the space before them: " --data data --master-key key".
[[nodiscard]] std::string data_words(const DataFolder& data);

// An opened data folder, with a real clock.
struct Opened {
  std::unique_ptr<services::Database> database;
  base::SystemClock clock;

  [[nodiscard]] services::Context context() const { return {.database = *database, .clock = clock}; }
};
[[nodiscard]] base::Result<std::unique_ptr<Opened>> open(const DataFolder& data);

// Who acts: the person of --as, or the machine's operator where it is empty.
[[nodiscard]] base::Result<services::Actor> actor_of(const services::Context& context, const std::string& email);

// "place-unknown", with the names that it may have been meant for.
[[nodiscard]] base::Problem place_unknown(const services::Context& context, const std::string& name, const std::string& option);

// A line from the terminal, without echo where it is one; from standard input where it is piped.
[[nodiscard]] std::string ask_secret(const std::string& prompt);

}  // namespace tributary::cli
