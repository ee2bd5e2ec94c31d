// Message: an email as it travels (RFC 5322), in ASCII lines whatever was written.
//
// Method    words of a head that are not plain ASCII become encoded words (RFC 2047), the text quoted-printable (RFC 2045)
// Promises  nothing in a name, subject or text can end a line of the head: no header is ever added by what somebody typed
#pragma once

#include <string>

#include "services/ports/mail.hpp"

namespace tributary::mail {

// Whom letters come from.
struct Sender {
  std::string name = "Tributary";
  std::string address = "tributary@localhost";
};

// Lines end in CR LF.
[[nodiscard]] std::string to_message(const services::Email& email, const Sender& from);

// "Tributary <tributary@organisation.example>" or an address alone. Fails with "email-unreadable".
[[nodiscard]] base::Result<Sender> read_sender(std::string_view text);

}  // namespace tributary::mail
