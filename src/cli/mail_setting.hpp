// How letters leave, as the options of `serve` say: through a mail server, or into DATA/outbox.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "services/digest.hpp"
#include "services/ports/mail.hpp"

namespace CLI {
class App;
}

namespace tributary::cli {

struct MailSetting {
  std::string smtp;           // the server's URL; empty: into a folder
  std::string user;
  std::filesystem::path password_file;
  std::string from;
  std::string digest = "monday 07:00";  // when the weekly letter is due, or "never"
  std::string site;           // where people reach the pages; empty: where the server listens
};

void add_mail_options(CLI::App& command, MailSetting& setting);

// The password comes from a file or the environment (TRIBUTARY_SMTP_PASSWORD): a command line is seen by everybody on the
// machine. Fails with "smtp-unreadable", "smtp-password-missing", "email-unreadable" or "site-unreadable".
[[nodiscard]] base::Result<std::unique_ptr<services::Mail>> open_mail(const MailSetting& setting, const std::filesystem::path& data);

// None for never. Fails with "digest-unreadable".
[[nodiscard]] base::Result<std::optional<services::DigestTime>> read_digest_setting(const MailSetting& setting);

}  // namespace tributary::cli
