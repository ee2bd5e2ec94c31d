#include "store/sealed_texts.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/check.hpp"
#include "services/ports/text_store.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/sealing.hpp"
#include "tests/fresh_folder.hpp"

namespace tributary::store {

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

// Whether the words stand anywhere in any file of a folder.
bool lies_open(const fs::path& folder, const std::string& words) {
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && text_of(entry.path()).find(words) != std::string::npos) return true;
  return false;
}

fs::path earlier_rows() {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  return fs::path(root != nullptr ? root : ".") / "tests/migrations/0008.sql";
}

// Data of the schema before texts were sealed, with one that was edited.
struct Earlier {
  test::FreshFolder folder, elsewhere;
  fs::path key = elsewhere.path() / "master.key";

  Earlier() {
    Connection old(database_file(folder.path()).string());
    REQUIRE(migrate(old, 8).has_value());
    old.script("PRAGMA foreign_keys = OFF; BEGIN; " + text_of(earlier_rows()) + "; COMMIT; PRAGMA foreign_keys = ON");
    old.script("INSERT INTO free_text (id, project_id, thing, thing_id, slot, body, audience, author_id, written_at, version) "
               "SELECT 900, id, 'project', id, 'comment', 'OPEN-words-now', 'indoors', created_by, created_at, 2 FROM project LIMIT 1; "
               "INSERT INTO free_text_revision VALUES (900, 1, 'OPEN-words-before', 'indoors', '2026-01-01T00:00:00.000Z')");
  }
};

}  // namespace

TEST_CASE("a text opens with its own key, number and version, and no others") {
  const test::FreshFolder elsewhere;
  const Sealer sealer(read_or_make_master_key(elsewhere.path() / "one.key").value());
  const std::string key = sealer.new_key({7}), sealed = sealer.seal({7}, 2, key, "Between us");
  CHECK(sealer.open({7}, 2, key, sealed) == "Between us");
  CHECK(sealer.seal({7}, 2, key, "Between us") != sealed);  // never twice the same
  CHECK_THROWS_AS((void)sealer.open({8}, 2, key, sealed), base::WorldBroke);
  CHECK_THROWS_AS((void)sealer.open({7}, 3, key, sealed), base::WorldBroke);
  CHECK_THROWS_AS((void)sealer.open({7}, 2, sealer.new_key({7}), sealed), base::WorldBroke);
  CHECK_THROWS_AS((void)sealer.open({7}, 2, key, "nonsense"), base::WorldBroke);
  const Sealer other(read_or_make_master_key(elsewhere.path() / "other.key").value());
  CHECK_THROWS_AS((void)other.open({7}, 2, key, sealed), base::WorldBroke);
  CHECK(other.open({7}, 2, sealer.rewrap({7}, key, other), sealed) == "Between us");
}

TEST_CASE("texts of an earlier schema are sealed when the data are first opened, and lie open nowhere in the folder") {
  if (!fs::exists(earlier_rows())) return;
  Earlier earlier;
  REQUIRE(lies_open(earlier.folder.path(), "OPEN-words-now"));
  const auto database = open_database(earlier.folder.path(), earlier.key);
  REQUIRE(database);
  CHECK_FALSE(lies_open(earlier.folder.path(), "OPEN-words"));
  CHECK((*database)->read()->texts().find({900})->body == "OPEN-words-now");
  CHECK((*database)->read()->texts().revisions({900}).at(0).body == "OPEN-words-before");
  CHECK((fs::status(earlier.key).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);

  const auto tx = (*database)->write();
  auto text = *tx->texts().find({900});
  text.body = "OPEN-words-later";
  REQUIRE(tx->texts().update(text, 2, base::parse_iso_instant("2026-02-01T00:00:00.000Z").value()));
  tx->commit();
  CHECK_FALSE(lies_open(earlier.folder.path(), "OPEN-words"));
}

TEST_CASE("data are opened with the key that fits them or not at all, and are left as they were") {
  if (!fs::exists(earlier_rows())) return;
  Earlier earlier;
  SUBCASE("a key among the data") {
    CHECK(open_database(earlier.folder.path(), earlier.folder.path() / "sub/../master.key").error().code == "master-key-inside");
    CHECK(create_database(earlier.elsewhere.path() / "new", earlier.elsewhere.path() / "new/master.key").error().code == "master-key-inside");
    CHECK(lies_open(earlier.folder.path(), "OPEN-words-now"));
  }
  SUBCASE("another key, none, or one that others may read") {
    REQUIRE(open_database(earlier.folder.path(), earlier.key));
    REQUIRE(read_or_make_master_key(earlier.elsewhere.path() / "other.key"));
    CHECK(open_database(earlier.folder.path(), earlier.elsewhere.path() / "other.key").error().code == "master-key-other");
    CHECK(open_database(earlier.folder.path(), earlier.elsewhere.path() / "none.key").error().code == "master-key-missing");
    CHECK_FALSE(fs::exists(earlier.elsewhere.path() / "none.key"));
    fs::permissions(earlier.key, fs::perms::group_read, fs::perm_options::add);
    CHECK(open_database(earlier.folder.path(), earlier.key).error().code == "master-key-open");
    fs::permissions(earlier.key, fs::perms::owner_read | fs::perms::owner_write);
    CHECK((*open_database(earlier.folder.path(), earlier.key))->read()->texts().find({900})->body == "OPEN-words-now");
  }
  SUBCASE("a file that holds no key") {
    REQUIRE(open_database(earlier.folder.path(), earlier.key));
    std::ofstream(earlier.key) << "not a key\n";
    CHECK(open_database(earlier.folder.path(), earlier.key).error().code == "master-key-unreadable");
  }
}

TEST_CASE("another master key takes over every text, and the old one opens nothing more") {
  if (!fs::exists(earlier_rows())) return;
  Earlier earlier;
  const fs::path next = earlier.elsewhere.path() / "next.key";
  CHECK(rotate_master_key(earlier.folder.path(), earlier.key, earlier.key).error().code == "master-key-same");
  const auto wrapped = rotate_master_key(earlier.folder.path(), earlier.key, next);
  REQUIRE(wrapped);
  CHECK(*wrapped >= 1);
  CHECK(open_database(earlier.folder.path(), earlier.key).error().code == "master-key-other");
  CHECK((*open_database(earlier.folder.path(), next))->read()->texts().find({900})->body == "OPEN-words-now");
}

}  // namespace tributary::store
