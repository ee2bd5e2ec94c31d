#pragma once

#include "services/ports/job_store.hpp"

namespace tributary::store {

class Connection;

class SqlJobStore final : public services::JobStore {
 public:
  explicit SqlJobStore(Connection& db) : db_(db) {}

  domain::JobId add(const domain::Job& job) override;
  std::optional<domain::Job> find(domain::JobId id) override;
  bool any_waiting(const std::vector<std::string>& kinds) override;
  std::optional<domain::Job> begin_next(const std::vector<std::string>& kinds, base::Instant now) override;
  std::vector<domain::Job> running() override;
  void put_back(domain::JobId id, const std::string& message) override;
  void say(domain::JobId id, const std::string& message) override;
  void end(domain::JobId id, domain::JobState state, const std::string& output, const std::string& message,
           base::Instant at) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
