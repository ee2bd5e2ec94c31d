// Driver diagrams, and which tests try which change idea.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/driver.hpp"

namespace tributary::services {

struct IdeaTest {
  domain::DriverId idea;
  domain::TestId test;
  std::string name;
};

class DriverStore {
 public:
  virtual ~DriverStore() = default;

  virtual domain::DriverId add(const domain::Driver& driver, base::Instant now) = 0;
  virtual bool update(const domain::Driver& driver, int expected) = 0;  // name, parent, position
  virtual void set_position(domain::DriverId id, int position) = 0;  // which isn't an edit: the version stands
  // With everything that hangs from it. False when `expected` is old.
  virtual bool remove(domain::DriverId id, base::Instant at, int expected) = 0;
  // With what was removed together with it.
  virtual void restore(domain::DriverId id) = 0;
  virtual std::optional<domain::Driver> find(domain::DriverId id) = 0;  // removed ones too, marked
  virtual std::vector<domain::Driver> of_project(domain::ProjectId project) = 0;  // not removed; by position
  virtual std::vector<IdeaTest> tests_of_ideas(domain::ProjectId project) = 0;
};

}  // namespace tributary::services
