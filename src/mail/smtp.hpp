// SMTP: letters through the organisation's mail server. The only file that opens libcurl is smtp.cpp.
//
// Promises  the password and the letters travel encrypted: smtps://, or smtp:// with STARTTLS, which is required unless the
//           server is on this machine; at most a minute a letter
#pragma once

#include <string>

#include "mail/message.hpp"
#include "services/ports/mail.hpp"

namespace tributary::mail {

struct SmtpServer {
  std::string url;       // "smtps://mail.organisation.example:465" or "smtp://mail.organisation.example:587"
  std::string user;      // empty: without signing in
  std::string password;
};

class SmtpMail final : public services::Mail {
 public:
  SmtpMail(SmtpServer server, Sender from) : server_(std::move(server)), from_(std::move(from)) {}
  [[nodiscard]] base::Done send(const services::Email& email) override;

 private:
  SmtpServer server_;
  Sender from_;
};

// Fails with "smtp-unreadable" for what is no address of a mail server.
[[nodiscard]] base::Done check_smtp_url(std::string_view url);

}  // namespace tributary::mail
