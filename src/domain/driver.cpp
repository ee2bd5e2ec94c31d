#include "domain/driver.hpp"

namespace tributary::domain {

base::Done check_driver_place(DriverKind kind, std::optional<DriverKind> parent) {
  const auto misplaced = [](const char* detail) {
    return base::fail({.code = "driver-misplaced", .title = "It can't hang there", .detail = detail, .field = "/parent_id"});
  };
  switch (kind) {
    case DriverKind::primary:
      if (parent) return misplaced("A primary driver hangs from the aim: leave the parent out.");
      break;
    case DriverKind::secondary:
      if (parent != DriverKind::primary) return misplaced("A secondary driver hangs from a primary driver: choose one.");
      break;
    case DriverKind::change_idea:
      if (!parent || parent == DriverKind::change_idea)
        return misplaced("A change idea hangs from a primary or a secondary driver: choose one.");
      break;
  }
  return {};
}

}  // namespace tributary::domain
