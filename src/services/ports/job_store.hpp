// Jobs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/job.hpp"

namespace tributary::services {

class JobStore {
 public:
  virtual ~JobStore() = default;

  virtual domain::JobId add(const domain::Job& job) = 0;
  virtual std::optional<domain::Job> find(domain::JobId id) = 0;  // without its input
  // Of these kinds.
  virtual bool any_waiting(const std::vector<std::string>& kinds) = 0;
  // The one of these kinds that has waited longest, now running, with its input.
  virtual std::optional<domain::Job> begin_next(const std::vector<std::string>& kinds, base::Instant now) = 0;
  // Those that an earlier process left running.
  virtual std::vector<domain::Job> running() = 0;
  virtual void put_back(domain::JobId id, const std::string& message) = 0;  // waits again
  virtual void say(domain::JobId id, const std::string& message) = 0;       // of one that runs
  // Ends it, and forgets its input.
  virtual void end(domain::JobId id, domain::JobState state, const std::string& output, const std::string& message,
                   base::Instant at) = 0;
};

}  // namespace tributary::services
