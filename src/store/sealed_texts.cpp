#include "store/sealed_texts.hpp"

#include <optional>
#include <string>
#include <vector>

#include "store/connection.hpp"
#include "store/sealing.hpp"

namespace tributary::store {

using domain::TextId;

namespace {

std::optional<std::string> fingerprint_of(Connection& db) {
  const auto row = db.one<std::string>("SELECT fingerprint FROM master_key");
  if (!row) return std::nullopt;
  return std::get<0>(*row);
}

base::Problem other_key(const std::filesystem::path& file) {
  return {.kind = base::ProblemKind::conflict, .code = "master-key-other", .title = "The master key isn't that of these data",
          .detail = file.string() + " holds another key, and the texts in these data can't be read with it. Say where theirs is with "
                    "--master-key FILE, or put it back from where you keep its copy. The data are left as they are."};
}

// Says how many texts were lying open.
int seal_all(Connection& db, const Sealer& sealer) {
  const auto open = db.all<TextId, std::string, int>("SELECT id, body, version FROM free_text WHERE wrapped_key IS NULL");
  for (const auto& [id, body, version] : open) {
    const std::string key = sealer.new_key(id);
    db.run("UPDATE free_text SET body = :a, wrapped_key = :b, sealed_version = :c WHERE id = :d", sealer.seal(id, version, key, body), key,
           version, id);
    for (const auto& [then, said] : db.all<int, std::string>(
             "SELECT version, body FROM free_text_revision WHERE free_text_id = :id AND sealed_version IS NULL", id))
      db.run("UPDATE free_text_revision SET body = :a, sealed_version = :b WHERE free_text_id = :c AND version = :d",
             sealer.seal(id, then, key, said), then, id, then);
  }
  return static_cast<int>(open.size());
}

}  // namespace

base::Result<MasterKey> unlock_texts(Connection& db, const std::filesystem::path& key_file) {
  const auto stored = fingerprint_of(db);
  auto key = stored ? read_master_key(key_file) : read_or_make_master_key(key_file);
  if (!key) return key;
  if (stored && *stored != key->fingerprint()) return base::fail(other_key(key_file));
  if (stored && !db.one<int>("SELECT 1 FROM free_text WHERE wrapped_key IS NULL LIMIT 1")) return key;

  db.script("BEGIN IMMEDIATE");
  int sealed = 0;
  try {
    // Another process may have been here while we waited.
    db.run("INSERT INTO master_key (only, fingerprint) VALUES (1, :a) ON CONFLICT DO NOTHING", key->fingerprint());
    if (*fingerprint_of(db) != key->fingerprint()) {
      db.script("ROLLBACK");
      return base::fail(other_key(key_file));
    }
    sealed = seal_all(db, Sealer(*key));
    db.script("COMMIT");
  } catch (...) {
    db.script("ROLLBACK");
    throw;
  }
  // What lay open is written nowhere any more: not in pages that were freed before, nor in the log of writes.
  if (sealed > 0) db.script("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
  return key;
}

base::Result<int> rotate_master_key(Connection& db, const std::filesystem::path& now, const std::filesystem::path& next) {
  const auto old_key = unlock_texts(db, now);
  if (!old_key) return base::fail(old_key.error());
  const auto new_key = read_or_make_master_key(next);
  if (!new_key) return base::fail(new_key.error());
  const Sealer from(*old_key), to(*new_key);
  db.script("BEGIN IMMEDIATE");
  try {
    const auto keys = db.all<TextId, std::string>("SELECT id, wrapped_key FROM free_text");
    for (const auto& [id, key] : keys) db.run("UPDATE free_text SET wrapped_key = :a WHERE id = :b", from.rewrap(id, key, to), id);
    db.run("UPDATE master_key SET fingerprint = :a", new_key->fingerprint());
    db.script("COMMIT");
    return static_cast<int>(keys.size());
  } catch (...) {
    db.script("ROLLBACK");
    throw;
  }
}

}  // namespace tributary::store
