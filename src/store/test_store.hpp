#pragma once

#include "services/ports/test_store.hpp"

namespace tributary::store {

class Connection;

class SqlTestStore final : public services::TestStore {
 public:
  explicit SqlTestStore(Connection& db) : db_(db) {}

  domain::TestId add(const domain::Test& test) override;
  bool update(const domain::Test& test, int expected) override;
  std::optional<domain::Test> find(domain::TestId id) override;
  std::vector<domain::Test> of_project(domain::ProjectId project) override;
  bool is_change_idea(domain::DriverId driver, domain::ProjectId project) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
