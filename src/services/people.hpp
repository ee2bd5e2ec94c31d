// Accounts and roles at places. Roles in a project are its lead's to give: see services/members.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/context.hpp"

namespace tributary::services {

struct PersonWithRoles {
  domain::Person person;
  std::vector<domain::Grant> grants;
  bool invited = false;            // has chosen no password yet; told to who may keep the account
  bool may_keep = false;           // the actor may close it, open it, and have a link mailed to it
  std::vector<bool> may_end;       // of each grant, in its order
};

struct NewAccount {
  std::string email;
  std::string name;
  std::optional<std::string> password;  // the machine's operator alone may choose it
  bool invite = false;                  // a link by which the person chooses it is mailed to them
};

// Fails with "email-taken", "password-is-theirs", or as the domain's checks do.
[[nodiscard]] base::Result<domain::Person> add_person(const Context& context, const Actor& actor, const NewAccount& wanted);
[[nodiscard]] base::Result<std::vector<PersonWithRoles>> list_people(const Context& context, const Actor& actor);
// Sets somebody's password, and ends that person's sessions: the machine's operator alone.
[[nodiscard]] base::Done reset_password(const Context& context, const Actor& actor, domain::PersonId person,
                                        const std::string& password);
// An administrator of some place, or the machine's operator.
[[nodiscard]] bool keeps_accounts(const Actor& actor);
// Whoever has links mailed or closes an account could shut others out: all roles of that account lie where theirs do.
// Fails with "forbidden", "not-found" or "account-elsewhere".
[[nodiscard]] base::Done require_keeper_of(Transaction& tx, const Actor& actor, domain::PersonId person);
[[nodiscard]] base::Done set_disabled(const Context& context, const Actor& actor, domain::PersonId person, bool disabled);

// Gives a role at a place. One that speaks for it (locality lead, executive, system lead) is given by who speaks there already,
// or for the system above, in a role that may do as much; by an administrator while nobody leads any place of the system (see
// voices.hpp); and who leads a locality names the lead of a system that has none: where several localities have leads, that of
// another. Fails with "grant-to-oneself", "role-is-a-projects", "role-above-own", "somebody-speaks", "leads-no-other",
// "role-elsewhere" (a system lead at a locality, a locality lead at a system), "regulator-apart" (who inspects holds no other role),
// "regulator-is-a-member" (who keeps a team's confidence can't also inspect).
[[nodiscard]] base::Result<domain::Grant> grant_role(const Context& context, const Actor& actor, domain::PersonId person,
                                                     domain::Role role, domain::PlaceId place);
// Ended by its holder, or by who stands as high; a role that speaks for a place also by the administrator, or the lead of a locality,
// who gave it, within a day or until its holder has chosen a password. Whoever's role is ended by somebody else is told by mail.
[[nodiscard]] base::Done end_role(const Context& context, const Actor& actor, domain::GrantId grant);

struct RoleOffer {
  domain::Role role = domain::Role::analyst;
  std::vector<domain::PlaceId> places;
};
// What the actor may give to somebody else, and where.
[[nodiscard]] std::vector<RoleOffer> roles_to_give(const Context& context, const Actor& actor);

}  // namespace tributary::services
