#include "cli/mail_setting.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>

#include "mail/folder.hpp"
#include "mail/smtp.hpp"

namespace tributary::cli {

namespace {

base::Result<std::string> smtp_password(const MailSetting& setting) {
  if (setting.user.empty()) return std::string{};
  if (!setting.password_file.empty()) {
    std::ifstream file(setting.password_file);
    std::string password;
    if (file && std::getline(file, password) && !password.empty()) return password;
    return base::fail({.code = "smtp-password-missing", .title = "The mail server's password can't be read",
                       .detail = setting.password_file.string() + " has no first line to read.", .field = "--smtp-password-file"});
  }
  const char* given = std::getenv("TRIBUTARY_SMTP_PASSWORD");
  if (given != nullptr && *given != '\0') return std::string(given);
  return base::fail({.code = "smtp-password-missing", .title = "The mail server's password is missing",
                     .detail = "Name a file that holds it with --smtp-password-file, or set TRIBUTARY_SMTP_PASSWORD.", .field = "--smtp-user"});
}

base::Done check_site(const std::string& site) {
  const bool good = site.empty() || ((site.starts_with("http://") || site.starts_with("https://")) && site.size() < 200 && !site.ends_with('/') &&
                                     site.find_first_of(" \t\r\n#?") == std::string::npos);
  if (good) return {};
  return base::fail({.code = "site-unreadable", .title = "The address of the pages can't be read",
                     .detail = "Write it like https://tributary.organisation.example, without a slash at its end.", .field = "--site"});
}

}  // namespace

void add_mail_options(CLI::App& command, MailSetting& setting) {
  command.add_option("--site", setting.site, "Where people reach the pages, for the links in letters; where it listens, unless told")
      ->type_name("URL");
  CLI::Option* smtp = command.add_option("--smtp", setting.smtp,
                                         "The mail server: smtps://HOST:465, or smtp://HOST:587 with STARTTLS; without one, letters "
                                         "are written to DATA/outbox")->type_name("URL");
  command.add_option("--smtp-user", setting.user, "Who signs in there; the password stands in TRIBUTARY_SMTP_PASSWORD or:")
      ->type_name("NAME")->needs(smtp);
  command.add_option("--smtp-password-file", setting.password_file, "A file whose first line is that password")->type_name("FILE")->needs(smtp);
  command.add_option("--digest", setting.digest, "When everybody's week is mailed to them, in London's time; \"never\" for no such letters")
      ->type_name("\"WEEKDAY HH:MM\"")->capture_default_str();
  command.add_option("--mail-from", setting.from, "Whom letters come from")->type_name("\"NAME <ADDRESS>\"");
}

base::Result<std::unique_ptr<services::Mail>> open_mail(const MailSetting& setting, const std::filesystem::path& data) {
  if (const auto good = check_site(setting.site); !good) return base::fail(good.error());
  mail::Sender from;
  if (!setting.from.empty()) {
    auto read = mail::read_sender(setting.from);
    if (!read) {
      read.error().field = "--mail-from";
      return base::fail(read.error());
    }
    from = *std::move(read);
  }
  if (setting.smtp.empty()) return std::make_unique<mail::FolderMail>(data / "outbox", from);
  if (const auto good = mail::check_smtp_url(setting.smtp); !good) return base::fail(good.error());
  if (setting.from.empty())
    return base::fail({.code = "email-unreadable", .title = "Whom do letters come from?",
                       .detail = "A mail server takes letters from an address it knows: name it with --mail-from.", .field = "--mail-from"});
  auto password = smtp_password(setting);
  if (!password) return base::fail(password.error());
  return std::make_unique<mail::SmtpMail>(mail::SmtpServer{.url = setting.smtp, .user = setting.user, .password = *std::move(password)}, from);
}

base::Result<std::optional<services::DigestTime>> read_digest_setting(const MailSetting& setting) {
  if (setting.digest == "never") return std::optional<services::DigestTime>{};
  const auto time = services::read_digest_time(setting.digest);
  if (!time) return base::fail(time.error());
  return std::optional(*time);
}

}  // namespace tributary::cli
