// Signing in and out: passwords, sessions, throttling.
//
// Promises  a session is 12 hours; its token is known to the browser alone (the database holds a hash); ten wrong
//           passwords for a name, or a hundred from an address, within 15 minutes lock that name or address until the
//           window ends; a wrong name and a wrong password answer alike and take as long
#pragma once

#include <string>
#include <string_view>

#include "services/context.hpp"

namespace tributary::services {

struct SignedIn {
  std::string token;  // for the cookie; told once
  std::string csrf;
  Actor actor;
};

struct Visitor {
  Actor actor;
  std::string csrf;
};

// Fails with "sign-in-failed" or "sign-in-throttled".
[[nodiscard]] base::Result<SignedIn> sign_in(const Context& context, std::string_view email, std::string_view password,
                                             std::string_view address);
void sign_out(const Context& context, std::string_view token);

// Whose session that is, if it is one and hasn't ended.
[[nodiscard]] std::optional<Visitor> visitor_of(const Context& context, std::string_view token);

// Changes one's own password and ends every session of that person.
[[nodiscard]] base::Done change_password(const Context& context, const Actor& actor, std::string_view current,
                                         std::string_view wanted);

}  // namespace tributary::services
