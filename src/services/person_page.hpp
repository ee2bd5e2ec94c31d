// A person as colleagues find them: name, roles, and the work they share in. No free text, and no address.
//
// Promises  what the policy shows of each: roles at places, memberships of projects and groups, each by its own row
#pragma once

#include <string>
#include <vector>

#include "domain/place.hpp"
#include "services/context.hpp"
#include "services/ports/project_store.hpp"
#include "services/teams.hpp"

namespace tributary::services {

struct RoleAtPlace {
  domain::Grant grant;
  std::string place_name;
};

struct RoleInProject {
  domain::Grant grant;
  ProjectSummary project;
};

// A group that the person is a member of today.
struct PartInGroup {
  domain::Group group;
  domain::GroupMember member;
};

struct PersonPage {
  domain::Person person;
  std::vector<RoleAtPlace> roles;
  std::vector<RoleInProject> projects;  // not deleted; those under way first
  std::vector<TeamInOrganisation> teams;  // of those under way in which they are of the team, each once
  std::vector<PartInGroup> groups;
};

// Fails with "forbidden" or "not-found".
[[nodiscard]] base::Result<PersonPage> person_page(const Context& context, const Actor& actor, domain::PersonId id);

}  // namespace tributary::services
