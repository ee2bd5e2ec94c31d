// The step after the migrations that SQL can't do: what lies there unsealed is sealed, and the data remember which key fits.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "store/master_key.hpp"

namespace tributary::store {

class Connection;

// The key that fits these data: the file's, which is made where neither the data nor the file have one yet. Seals every text
// that isn't. Nothing is changed on failure: "master-key-missing", "master-key-other" (the file holds another data's), or as
// read_or_make_master_key fails.
[[nodiscard]] base::Result<MasterKey> unlock_texts(Connection& db, const std::filesystem::path& key_file);

// Wraps every text's key anew, in one transaction. Fails as unlock_texts, or as read_or_make_master_key of the next file.
[[nodiscard]] base::Result<int> rotate_master_key(Connection& db, const std::filesystem::path& now, const std::filesystem::path& next);

}  // namespace tributary::store
