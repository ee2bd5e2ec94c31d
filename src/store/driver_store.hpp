#pragma once

#include "services/ports/driver_store.hpp"

namespace tributary::store {

class Connection;

class SqlDriverStore final : public services::DriverStore {
 public:
  explicit SqlDriverStore(Connection& db) : db_(db) {}

  domain::DriverId add(const domain::Driver& driver, base::Instant now) override;
  bool update(const domain::Driver& driver, int expected) override;
  void set_position(domain::DriverId id, int position) override;
  bool remove(domain::DriverId id, base::Instant at, int expected) override;
  void restore(domain::DriverId id) override;
  std::optional<domain::Driver> find(domain::DriverId id) override;
  std::vector<domain::Driver> of_project(domain::ProjectId project) override;
  std::vector<services::IdeaTest> tests_of_ideas(domain::ProjectId project) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
