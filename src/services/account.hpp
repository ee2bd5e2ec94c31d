// One's own account: name, roles, sessions. The password is sign_in's to change.
#pragma once

#include <string>
#include <vector>

#include "services/context.hpp"

namespace tributary::services {

struct RoleHeld {
  domain::Grant grant;
  std::string at;  // the place's name or the project's
};

struct Account {
  domain::Person person;
  std::vector<RoleHeld> roles;
  bool weekly_digest = true;
};

[[nodiscard]] base::Result<Account> own_account(const Context& context, const Actor& actor);
// The name as others see it, and whether the weekly letter is wanted, where that is said. Fails with "text-missing" or "stale".
[[nodiscard]] base::Result<Account> change_oneself(const Context& context, const Actor& actor, const std::string& name,
                                                   std::optional<bool> weekly_digest, int version);
// Ends every session of one's own, this one too.
void sign_out_everywhere(const Context& context, const Actor& actor);

}  // namespace tributary::services
