// Flow models with their versions, and runs of them with the replications that are done.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/flow_model.hpp"

namespace tributary::services {

// A replication as bytes, of one of a run's scenarios.
struct KeptReplication {
  int scenario = 0;
  std::int64_t number = 0;
  std::string bytes;
};

class FlowStore {
 public:
  virtual ~FlowStore() = default;

  // With its first version.
  virtual domain::FlowModelId add(const domain::FlowModel& model, const domain::FlowModelVersion& first) = 0;
  // The version after `expected`; false where that isn't the newest.
  virtual bool add_version(domain::FlowModelId id, const domain::FlowModelVersion& next, int expected) = 0;
  virtual std::optional<domain::FlowModel> find(domain::FlowModelId id) = 0;
  virtual std::vector<domain::FlowModel> of_place(domain::PlaceId place) = 0;         // by title
  virtual std::vector<domain::FlowModel> adopters(domain::FlowModelId id) = 0;        // that were adopted from it
  virtual std::optional<domain::FlowModelVersion> version(domain::FlowModelId id, int number) = 0;
  virtual std::vector<domain::FlowModelVersion> versions(domain::FlowModelId id) = 0;  // newest first, without text and tables

  virtual domain::FlowRunId add_run(const domain::FlowRun& run) = 0;
  virtual void set_job(domain::FlowRunId id, domain::JobId job) = 0;
  virtual std::optional<domain::FlowRun> find_run(domain::FlowRunId id) = 0;
  virtual void end_run(domain::FlowRunId id, const std::string& result, const std::string& hash, bool stopped, base::Instant at) = 0;
  virtual void keep(domain::FlowRunId id, const KeptReplication& replication) = 0;  // one that is kept already stays
  virtual std::vector<KeptReplication> kept(domain::FlowRunId id) = 0;
  virtual void forget_replications(domain::FlowRunId id) = 0;
  virtual std::vector<domain::FlowRun> runs_of(domain::PersonId person, domain::FlowModelId model) = 0;  // newest first, without results
  virtual void drop_run(domain::FlowRunId id) = 0;
  // Of a person's runs of a model, all that have ended but the newest `but`.
  virtual void drop_old_runs(domain::PersonId person, domain::FlowModelId model, int but) = 0;
};

}  // namespace tributary::services
