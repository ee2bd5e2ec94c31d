// Where no mail server is set: letters as .eml files in a folder, readable by its owner alone, for a mail program to open.
#pragma once

#include <filesystem>

#include "mail/message.hpp"
#include "services/ports/mail.hpp"

namespace tributary::mail {

class FolderMail final : public services::Mail {
 public:
  FolderMail(std::filesystem::path folder, Sender from) : folder_(std::move(folder)), from_(std::move(from)) {}
  [[nodiscard]] base::Done send(const services::Email& email) override;

 private:
  std::filesystem::path folder_;
  Sender from_;
};

}  // namespace tributary::mail
