// Accounts and roles at places. Roles in a project are its lead's to give: see services/members.
#pragma once

#include <vector>

#include "services/context.hpp"

namespace tributary::services {

struct PersonWithRoles {
  domain::Person person;
  std::vector<domain::Grant> grants;
};

// Creates an account; without a password nobody can sign in to it. Fails with "email-taken" or as the domain's checks do.
[[nodiscard]] base::Result<domain::Person> add_person(const Context& context, const Actor& actor, const std::string& email,
                                                      const std::string& name, const std::string& password);
[[nodiscard]] base::Result<std::vector<PersonWithRoles>> list_people(const Context& context, const Actor& actor);
// Sets somebody else's password, and ends that person's sessions.
[[nodiscard]] base::Done reset_password(const Context& context, const Actor& actor, domain::PersonId person,
                                        const std::string& password);
[[nodiscard]] base::Done set_disabled(const Context& context, const Actor& actor, domain::PersonId person, bool disabled);

// Gives a role at a place. Fails with "grant-to-oneself", "role-is-a-projects", "regulator-is-a-member" (who keeps a
// team's confidence can't also inspect).
[[nodiscard]] base::Result<domain::Grant> grant_role(const Context& context, const Actor& actor, domain::PersonId person,
                                                     domain::Role role, domain::PlaceId place);
[[nodiscard]] base::Done end_role(const Context& context, const Actor& actor, domain::GrantId grant);

}  // namespace tributary::services
