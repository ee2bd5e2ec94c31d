// Programme: projects that learn together, with a steering group, a cohort, and the initiatives it would like taken up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

struct Initiative {
  InitiativeId id;
  std::string name;
  std::string about;
};

// A project of the cohort, with the initiative it took up, if it took one up.
struct CohortMember {
  ProjectId project;
  std::optional<InitiativeId> initiative;
  base::Date joined;
  std::optional<base::Date> left;
  int version = 0;  // 0 before it first joined
};

struct Programme {
  ProgrammeId id;
  std::string name;
  PlaceId place;
  std::optional<GroupId> steering_group;
  std::string about;
  bool illustrative = false;
  std::vector<Initiative> initiatives;
  std::vector<CohortMember> cohort;
  bool deleted = false;
  int version = 1;
};

}  // namespace tributary::domain
