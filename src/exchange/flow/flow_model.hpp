// A flow model and its scenarios, from a TOML file and the CSV tables beside it.
//
// Idea      a scenario is the same file with some values replaced, scaled or added to; so every number and every rule can be
//           changed, and a mistake in a scenario is told as one in the model would be
// Method    TOML → tree (document.hpp) → the tree with a scenario's changes → Model, part by part (model_parts.hpp)
// Fails     with one Problem that holds the first mistake, and the others in `others`: each with file, line, the value and what
//           would be right
// See       docs/guide/reference/flow-model.md (every key), models/ (examples)
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/model.hpp"
#include "exchange/flow/factor.hpp"
#include "exchange/flow/reader.hpp"
#include "exchange/flow/scenario.hpp"

namespace tributary::exchange::flow {

struct FlowModel {
  engine::Model model;
  std::vector<base::Problem> warnings;
  std::vector<std::string> unknowns;  // numbers that aren't known exactly, as UnknownShares names them
  std::shared_ptr<const Node> tree;   // the file under the scenario, of which the model was made

  // A problem of the model, whose field is a path, with file and line where the file says that; and so its others.
  [[nodiscard]] base::Problem placed(base::Problem problem) const;
};

class ModelFile {
 public:
  [[nodiscard]] static base::Result<ModelFile> read(std::string_view text, std::string_view file);

  // Those that the file holds, in its order. The model as it stands is not among them.
  [[nodiscard]] const std::vector<ScenarioText>& scenarios() const { return scenarios_; }
  // What the file says may be varied, and how far.
  [[nodiscard]] const std::vector<Factor>& factors() const { return factors_; }
  // More scenarios, from a file beside it.
  [[nodiscard]] base::Done add_scenarios(std::string_view text, std::string_view file);

  // What each table is for ("areas", "travel", "replay of NAME") and what the model as it stands calls it.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> tables() const;

  // The tables that it or one of its scenarios reads, by name, each once: with its text, all that a result rests on.
  [[nodiscard]] std::vector<std::string> all_tables() const;

  // The model under a scenario (null: as it stands). With `shares` the numbers that aren't known exactly are where these say, in every
  // replication, and otherwise as they are about.
  [[nodiscard]] base::Result<FlowModel> model(const ScenarioText* scenario, const TableLoader& tables, const UnknownShares* shares = nullptr) const;

 private:
  Node root_;
  std::vector<ScenarioText> scenarios_;
  std::vector<Factor> factors_;
};

}  // namespace tributary::exchange::flow
