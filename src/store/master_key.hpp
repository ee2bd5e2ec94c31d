// MasterKey: wraps the key of every free text. It lives outside the data folder, so that a copy of the data (a backup, a disk
// that was thrown away) says nothing of what a team keeps indoors.
//
// File      64 hexadecimal digits on a line, readable by its owner alone (0600)
// Promises  a key that is there is never written over, and data are never touched without the key that fits them
// See       sealing.hpp for what it is used for; docs/decisions/0008-every-text-is-sealed.md for why
#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace tributary::store {

class MasterKey {
 public:
  static constexpr std::size_t size = 32;
  using Bytes = std::array<unsigned char, size>;

  explicit MasterKey(const Bytes& bytes) : bytes_(bytes) {}
  ~MasterKey();  // forgets it
  MasterKey(const MasterKey&) = default;
  MasterKey& operator=(const MasterKey&) = default;

  [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }
  // Tells one key from another, and nothing else of either.
  [[nodiscard]] std::string fingerprint() const;

 private:
  Bytes bytes_;
};

// Fails with "master-key-inside" where the file lies in the data folder: whoever copies the one would have the other.
[[nodiscard]] base::Done check_apart(const std::filesystem::path& key_file, const std::filesystem::path& data_folder);

// Fails with "master-key-missing", "master-key-open" (others may read it) or "master-key-unreadable".
[[nodiscard]] base::Result<MasterKey> read_master_key(const std::filesystem::path& file);

// The one that is there, or a new one. Fails as read_master_key, or with "master-key-unwritable".
[[nodiscard]] base::Result<MasterKey> read_or_make_master_key(const std::filesystem::path& file);

}  // namespace tributary::store
