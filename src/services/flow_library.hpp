// Flow models, read: from the text and tables of a version to what can be solved and run.
//
// Idea      reading a model takes longer than solving it, so a server keeps those that were asked last, by hash
// Promises  what is refused here is what the command line refuses, with file and line; and besides: tables of people who came
//           (`replay`), which stay where they are, and tables that the model doesn't read
// See       exchange/flow/flow_model.hpp
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/flow_model.hpp"
#include "exchange/flow/flow_model.hpp"
#include "exchange/flow/report.hpp"

namespace tributary::services {

namespace flow_file = exchange::flow;

class ReadFlowModel {
 public:
  // `name` is what problems call the file. Fails as ModelFile::read does, and with "table-twice", "person-level-data" and
  // "patient-level-data".
  [[nodiscard]] static base::Result<std::shared_ptr<const ReadFlowModel>> read(const std::string& name, const std::string& text, std::vector<domain::FlowTable> tables);

  [[nodiscard]] const flow_file::ModelFile& file() const { return file_; }
  // What may be varied, each as far as the file says, or to where it stands if that lies beyond: a copy that was adapted can be asked
  // about the levels around its own.
  [[nodiscard]] const std::vector<flow_file::Factor>& factors() const { return factors_; }
  // Of text and tables, as the command line says it of the same files.
  [[nodiscard]] const std::string& hash() const { return hash_; }

  // The model under a scenario at levels, made and checked. Fails with "scenario-unknown", "factor-not-known", "level-out-of-range",
  // and with what the model fails with there.
  struct Made {
    flow_file::FlowModel made;
    std::string name, title;
  };
  [[nodiscard]] base::Result<std::shared_ptr<const Made>> at(const domain::FlowScenario& scenario) const;
  // What theory says of it; where it fails to solve it, why, and no number. Few are solved at a time, so that nobody's question keeps
  // a server from answering others: fails with "theory-busy".
  [[nodiscard]] base::Result<std::shared_ptr<const flow_file::engine::Solution>> theory_of(const Made& made) const;

  // All that may be asked of it can be: as it stands, each scenario, each end of each factor. Fails with the first that can't, with
  // "person-level-data" and with "table-unknown".
  [[nodiscard]] base::Done check_all() const;

 private:
  ReadFlowModel(flow_file::ModelFile file, std::vector<domain::FlowTable> tables);

  struct Texts;
  struct Kept;
  [[nodiscard]] base::Result<Made> make(const flow_file::ScenarioText* scenario, const std::vector<flow_file::Setting>& settings) const;
  std::shared_ptr<Texts> texts_;
  flow_file::ModelFile file_;
  std::vector<flow_file::Factor> factors_;
  flow_file::TableLoader tables_;
  std::string hash_;
  std::shared_ptr<Kept> kept_;  // the models and solutions that were asked last: a model of thousands of areas takes a while to make
};

// Those that were asked last.
class FlowModels {
 public:
  [[nodiscard]] base::Result<std::shared_ptr<const ReadFlowModel>> read(const domain::FlowModel& model, const domain::FlowModelVersion& version);
  [[nodiscard]] std::shared_ptr<const ReadFlowModel> find(const std::string& hash);

 private:
  void keep(std::shared_ptr<const ReadFlowModel> read);
  std::mutex mutex_;
  std::list<std::shared_ptr<const ReadFlowModel>> kept_;  // the last asked first
};

}  // namespace tributary::services
