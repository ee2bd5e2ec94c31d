// Driver diagram: how a project thinks that change will come about. Aim → primary → secondary drivers → change ideas.
//
// See       services/drivers.hpp; a test of change names the change idea it tries
#pragma once

#include <optional>
#include <string>

#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

enum class DriverKind { primary, secondary, change_idea };

struct Driver {
  DriverId id;
  ProjectId project;
  std::optional<DriverId> parent;  // absent: hangs from the aim
  DriverKind kind = DriverKind::primary;
  std::string name;
  int position = 0;  // among its siblings, from 0
  bool deleted = false;
  int version = 1;
};

// A primary driver hangs from the aim, a secondary from a primary, a change idea from either kind of driver.
// Fails with "driver-misplaced".
[[nodiscard]] base::Done check_driver_place(DriverKind kind, std::optional<DriverKind> parent);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::DriverKind> =
    tributary::base::word_list<tributary::domain::DriverKind>({
        {tributary::domain::DriverKind::primary, "primary"},
        {tributary::domain::DriverKind::secondary, "secondary"},
        {tributary::domain::DriverKind::change_idea, "change_idea"},
    });
