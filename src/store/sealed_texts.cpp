#include "store/sealed_texts.hpp"

#include <optional>
#include <string>

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

base::Problem other_key(const std::string& what) {
  return {.kind = base::ProblemKind::conflict, .code = "master-key-other", .title = "The master key isn't that of these data",
          .detail = what + ", and the texts in these data can't be read with it. Say where theirs is with --master-key FILE, or put "
                    "it back from where you keep its copy. The data are left as they are."};
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

// Runs `work` in one write transaction: all of it, or nothing.
template <class Work>
auto in_one_go(Connection& db, Work work) {
  db.script("BEGIN IMMEDIATE");
  try {
    auto out = work();
    db.script("COMMIT");
    return out;
  } catch (...) {
    db.script("ROLLBACK");
    throw;
  }
}

}  // namespace

base::Result<MasterKey> find_key(Connection& db, const std::filesystem::path& key_file) {
  const bool known = db.one<int>("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'master_key'").has_value();
  const auto stored = known ? fingerprint_of(db) : std::nullopt;
  auto key = stored ? read_master_key(key_file) : read_or_make_master_key(key_file);
  if (key && stored && *stored != key->fingerprint()) return base::fail(other_key(key_file.string() + " holds another key"));
  return key;
}

base::Done seal_texts(Connection& db, const MasterKey& key) {
  if (fingerprint_of(db) == key.fingerprint() && !db.one<int>("SELECT 1 FROM free_text WHERE wrapped_key IS NULL LIMIT 1")) return {};
  bool fits = true;
  const int sealed = in_one_go(db, [&] {
    // Another process may have been here while we waited.
    db.run("INSERT INTO master_key (only, fingerprint) VALUES (1, :a) ON CONFLICT DO NOTHING", key.fingerprint());
    fits = fingerprint_of(db) == key.fingerprint();
    return fits ? seal_all(db, Sealer(key)) : 0;
  });
  if (!fits) return base::fail(other_key("Another program sealed them with another key"));
  // What lay open is written nowhere any more: neither in pages that were freed before, nor in the log of writes.
  if (sealed > 0) {
    db.script("VACUUM");
    db.script("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  return {};
}

base::Result<int> rewrap_texts(Connection& db, const MasterKey& from, const MasterKey& to) {
  const Sealer old_seal(from), new_seal(to);
  const int wrapped = in_one_go(db, [&] {
    const auto keys = db.all<TextId, std::string>("SELECT id, wrapped_key FROM free_text");
    for (const auto& [id, key] : keys) db.run("UPDATE free_text SET wrapped_key = :a WHERE id = :b", old_seal.rewrap(id, key, new_seal), id);
    db.run("UPDATE master_key SET fingerprint = :a", to.fingerprint());
    return static_cast<int>(keys.size());
  });
  // So that the old key opens nothing that is left in freed pages or the log of writes.
  db.script("VACUUM");
  db.script("PRAGMA wal_checkpoint(TRUNCATE)");
  return wrapped;
}

}  // namespace tributary::store
