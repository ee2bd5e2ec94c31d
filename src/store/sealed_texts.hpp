// The step around the migrations that SQL can't do: the data remember which key fits them, and what lies there unsealed is sealed.
#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "store/master_key.hpp"

namespace tributary::store {

class Connection;

// The key that fits these data, of any schema: the file's, which is made where neither the data nor the file have one yet.
// Changes nothing in the data. Fails with "master-key-missing", "master-key-other" (the file holds another data's), or as
// read_or_make_master_key does.
[[nodiscard]] base::Result<MasterKey> find_key(Connection& db, const std::filesystem::path& key_file);

// Seals every text that isn't, and remembers the key's fingerprint. Fails with "master-key-other" where another process was here
// with another key first.
[[nodiscard]] base::Done seal_texts(Connection& db, const MasterKey& key);

// Wraps every text's key with another master key, in one transaction. Says how many.
[[nodiscard]] base::Result<int> rewrap_texts(Connection& db, const MasterKey& from, const MasterKey& to);

}  // namespace tributary::store
