// Tests of change.
#pragma once

#include <optional>
#include <vector>

#include "domain/test.hpp"

namespace tributary::services {

class TestStore {
 public:
  virtual ~TestStore() = default;

  virtual domain::TestId add(const domain::Test& test) = 0;
  // All but project and creation. False when `expected` isn't the stored version.
  virtual bool update(const domain::Test& test, int expected) = 0;
  virtual std::optional<domain::Test> find(domain::TestId id) = 0;                   // deleted ones too, marked
  virtual std::vector<domain::Test> of_project(domain::ProjectId project) = 0;       // not deleted; oldest first
  // Whether that is a change idea of the project's driver diagram.
  virtual bool is_change_idea(domain::DriverId driver, domain::ProjectId project) = 0;
};

}  // namespace tributary::services
