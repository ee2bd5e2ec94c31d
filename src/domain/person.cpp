#include "domain/person.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/guessable_password.hpp"

namespace tributary::domain {

base::Result<std::string> read_email(std::string_view text) {
  const std::string_view email = base::trim(text);
  const std::size_t at = email.find('@');
  // No control characters and nothing that ends an address in a letter's head: letters go there.
  const bool plain = std::ranges::all_of(email, [](unsigned char c) { return c > ' ' && c != 0x7f; }) &&
                     email.find_first_of("<>(),;:\\\"[]") == std::string_view::npos && base::is_utf8(email);
  const bool good = plain && email.size() >= 3 && email.size() <= 254 && at != std::string_view::npos && at > 0 &&
                    at + 1 < email.size() && email.find('@', at + 1) == std::string_view::npos;
  if (!good)
    return base::fail({.code = "email-unreadable", .title = "The email address can't be read",
                       .detail = "Write it like name@organisation.example.", .field = "/email"});
  return std::string(email);
}

base::Done check_password(std::string_view password, const Person& owner) {
  constexpr std::size_t shortest = 12;
  constexpr std::size_t longest = 200;
  if (base::length(password) < shortest)
    return base::fail({.code = "password-too-short", .title = "The password is too short",
                       .detail = "Use at least 12 characters. Three or four words that don't belong together work well.",
                       .field = "/password"});
  if (base::length(password) > longest)
    return base::fail({.code = "password-too-long", .title = "The password is too long",
                       .detail = "Use at most 200 characters.", .field = "/password"});
  if (owner.demonstration) return {};
  if (const std::string why = easily_guessed(password, owner.email); !why.empty())
    return base::fail({.code = "password-easily-guessed", .title = "The password is easily guessed",
                       .detail = why + " Three or four words that don't belong together work well.", .field = "/password"});
  return {};
}

}  // namespace tributary::domain
