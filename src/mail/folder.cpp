#include "mail/folder.hpp"

#include <algorithm>
#include <fstream>

namespace tributary::mail {

namespace {

base::Problem unwritable(const std::filesystem::path& path) {
  return {.kind = base::ProblemKind::unavailable, .code = "mail-unreachable", .title = "The letter can't be written",
          .detail = path.string() + " can't be written."};
}

}  // namespace

base::Done FolderMail::send(const services::Email& email) {
  namespace fs = std::filesystem;
  std::error_code failed;
  fs::create_directories(folder_, failed);
  if (failed) return base::fail(unwritable(folder_));
  fs::permissions(folder_, fs::perms::owner_all, failed);
  std::string name = base::to_iso(email.at) + "-" + email.id;
  std::ranges::replace(name, ':', '.');
  const fs::path path = folder_ / (name + ".eml");
  // Whole or not at all: written beside, then renamed.
  fs::path beside = path;
  beside += ".part";
  {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write, failed);
    file << to_message(email, from_);
    file.flush();
    if (!file) return base::fail(unwritable(beside));
  }
  fs::rename(beside, path, failed);
  if (failed) return base::fail(unwritable(path));
  return {};
}

}  // namespace tributary::mail
