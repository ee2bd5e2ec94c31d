#pragma once

#include "services/ports/flow_store.hpp"

namespace tributary::store {

class Connection;

class SqlFlowStore final : public services::FlowStore {
 public:
  explicit SqlFlowStore(Connection& db) : db_(db) {}

  domain::FlowModelId add(const domain::FlowModel& model, const domain::FlowModelVersion& first) override;
  bool add_version(domain::FlowModelId id, const domain::FlowModelVersion& next, int expected) override;
  std::optional<domain::FlowModel> find(domain::FlowModelId id) override;
  std::vector<domain::FlowModel> of_place(domain::PlaceId place) override;
  std::vector<domain::FlowModel> adopters(domain::FlowModelId id) override;
  std::optional<domain::FlowModelVersion> version(domain::FlowModelId id, int number) override;
  std::vector<domain::FlowModelVersion> versions(domain::FlowModelId id) override;

  domain::FlowRunId add_run(const domain::FlowRun& run) override;
  void set_job(domain::FlowRunId id, domain::JobId job) override;
  std::optional<domain::FlowRun> find_run(domain::FlowRunId id) override;
  void end_run(domain::FlowRunId id, const std::string& result, const std::string& hash, bool stopped, base::Instant at) override;
  void keep(domain::FlowRunId id, const services::KeptReplication& replication) override;
  std::vector<services::KeptReplication> kept(domain::FlowRunId id) override;
  void forget_replications(domain::FlowRunId id) override;
  std::vector<domain::FlowRun> runs_of(domain::PersonId person, domain::FlowModelId model) override;
  void drop_run(domain::FlowRunId id) override;
  void drop_old_runs(domain::PersonId person, domain::FlowModelId model, int but) override;

 private:
  void add_body(domain::FlowModelId id, const domain::FlowModelVersion& version);
  Connection& db_;
};

}  // namespace tributary::store
