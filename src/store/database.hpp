// The SQLite database in a data folder: one writer, several readers.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "services/ports/database.hpp"

namespace tributary::store {

// The file within a data folder.
[[nodiscard]] std::filesystem::path database_file(const std::filesystem::path& folder);

// Creates the folder (readable by its owner alone) and an empty database. Fails with "data-exists" or "data-unwritable".
[[nodiscard]] base::Done create_database(const std::filesystem::path& folder);

// Opens what create_database made, bringing it to the newest schema. Fails with "data-missing", "data-unreadable" or
// "schema-too-new".
[[nodiscard]] base::Result<std::unique_ptr<services::Database>> open_database(const std::filesystem::path& folder);

}  // namespace tributary::store
