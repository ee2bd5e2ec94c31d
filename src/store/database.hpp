// The SQLite database in a data folder: one writer, several readers.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "services/ports/database.hpp"

namespace tributary::store {

// The file within a data folder.
[[nodiscard]] std::filesystem::path database_file(const std::filesystem::path& folder);

// Where the master key is kept unless told: tributary/master.key in the user's configuration folder ($XDG_CONFIG_HOME or
// ~/.config), in /etc where there is none.
[[nodiscard]] std::filesystem::path default_master_key_file();

// Creates the folder (readable by its owner alone) and an empty database. The key to its
// texts is made where its file isn't there. Fails with "data-exists", "data-unwritable", "master-key-inside", or as
// read_or_make_master_key does (master_key.hpp).
[[nodiscard]] base::Done create_database(const std::filesystem::path& folder, const std::filesystem::path& key_file);

// Opens what create_database made, bringing it to the newest schema, with the key to its texts, which is made where neither the
// data nor the file have one yet. Fails with "data-missing", "data-unreadable", "schema-too-new", "master-key-inside", or as
// find_key does (sealed_texts.hpp).
[[nodiscard]] base::Result<std::unique_ptr<services::Database>> open_database(const std::filesystem::path& folder,
                                                                              const std::filesystem::path& key_file);

// Wraps the key of every text in the folder with the key of another file, which is made where it isn't there. Says how many.
// Not while a server serves it.
[[nodiscard]] base::Result<int> rotate_master_key(const std::filesystem::path& folder, const std::filesystem::path& now,
                                                  const std::filesystem::path& next);

}  // namespace tributary::store
