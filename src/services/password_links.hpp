// Links by which people choose their own password: nobody else ever knows it.
//
// Promises  a link goes to the person's address by mail and to nobody else; it works once, and until it expires; using it ends
//           the person's sessions and other links, and a letter tells them. Who asks for one at sign-in is answered alike
//           whether or not the address has an account
#pragma once

#include <string>
#include <string_view>

#include "domain/letter.hpp"
#include "services/context.hpp"

namespace tributary::services {

// "Forgot your password?" Fails with "email-unreadable" or "links-throttled": three for an address, twenty from one machine,
// within 15 minutes.
[[nodiscard]] base::Done ask_for_password_link(const Context& context, std::string_view email, std::string_view from);

// An administrator asks on somebody's behalf: an invitation while the person has no password yet, a reset after that.
[[nodiscard]] base::Done send_password_link(const Context& context, const Actor& actor, domain::PersonId person);

struct PasswordLinkHolder {
  domain::PasswordLink link;
  std::string name;
  std::string email;
};

// Fails with "link-ended": used, expired, never one, or of a closed account.
[[nodiscard]] base::Result<PasswordLinkHolder> find_password_link(const Context& context, std::string_view token);
[[nodiscard]] base::Done use_password_link(const Context& context, std::string_view token, const std::string& password);

// For the machine's operator, who can hand it over where no mail goes: the token.
[[nodiscard]] base::Result<std::string> print_password_link(const Context& context, const Actor& actor, domain::PersonId person);

}  // namespace tributary::services
