// What a flow command names: a model, with the scenarios and tables beside it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/flow_progress.hpp"
#include "cli/table.hpp"
#include "exchange/flow/flow_model.hpp"

struct crypto_hash_sha256_state;  // libsodium's

namespace tributary::cli {

namespace engine = tributary::flow;
class Keeping;
struct Team;

struct FlowOptions {
  std::string model;
  std::vector<std::string> scenario_files, scenarios, tables;
  std::vector<std::string> set;  // levels on top of the last scenario, which are one more scenario or take its place
  bool set_is_another = false;
  std::optional<int> replications;
  std::optional<std::uint64_t> seed;
  std::string warm_up;
  std::string length;
  unsigned threads = 0;
  std::optional<engine::RunSettings::Engine> run_by;
  ProgressShown progress = ProgressShown::as_fits;
  std::string report;                 // the HTML file to write; empty: none
  std::vector<std::string> outlines;  // of areas, for its map
  bool json = false;
  Format format = Format::table;
  std::string keep;                          // the folder in which replications are kept until the command is done; empty: nowhere
  mutable std::shared_ptr<Keeping> keeping;  // while it is under way
  const Team* team = nullptr;                // other processes that run it too
};

// A time of the command line: a number in the model's unit, or one with its own ("2 weeks"). None where it is neither.
[[nodiscard]] std::optional<double> time_said(const std::string& text, engine::TimeUnit unit);

// A model file with what stands beside it, and the hash of every byte that was read.
class OpenedModel {
 public:
  ~OpenedModel();
  // `options` must outlive it. Fails with what reading says of any file, and with "table-unreadable" and "table-unknown".
  [[nodiscard]] static base::Result<std::unique_ptr<OpenedModel>> open(const FlowOptions& options);

  [[nodiscard]] const std::vector<exchange::flow::ScenarioText>& scenarios() const { return file_->scenarios(); }
  [[nodiscard]] const std::vector<exchange::flow::Factor>& factors() const { return file_->factors(); }
  // Those of these names, base among them where it was named or none was; null is the model as it stands. Fails with
  // "scenario-unknown" and "scenario-twice".
  [[nodiscard]] base::Result<std::vector<const exchange::flow::ScenarioText*>> chosen(const std::vector<std::string>& names);
  // Made and checked, with what the options say of its run.
  [[nodiscard]] base::Result<exchange::flow::FlowModel> model(const exchange::flow::ScenarioText* scenario, const exchange::flow::UnknownShares* shares = nullptr);
  [[nodiscard]] std::string hash() const;
  // What to know of the levels that --set puts on top of what was chosen.
  [[nodiscard]] const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  explicit OpenedModel(const FlowOptions& options);
  [[nodiscard]] base::Done check_tables();
  [[nodiscard]] base::Result<exchange::flow::ScenarioText> set_on(const exchange::flow::ScenarioText* scenario);
  void hash_tables();
  [[nodiscard]] base::Result<std::string> read(const std::string& name);
  [[nodiscard]] std::string table_called(const std::string& name) const;
  [[nodiscard]] std::string path_of(const std::string& name) const;
  [[nodiscard]] base::Result<std::string> table(const std::string& name);

  const FlowOptions& options_;
  std::optional<exchange::flow::ModelFile> file_;
  std::map<std::string, std::string> given_;
  std::optional<exchange::flow::ScenarioText> set_;  // the one that --set makes
  std::vector<std::string> remarks_;
  std::vector<std::string> asked_;  // tables that models made so far read
  std::map<std::string, base::Result<std::string>> texts_;  // of tables that were hashed, until they are read
  exchange::flow::TableLoader tables_;
  std::unique_ptr<crypto_hash_sha256_state> hash_;
};

}  // namespace tributary::cli
