// What is edited out, narrowed or removed is nowhere in the data folder, the write-ahead log included.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "services/texts.hpp"
#include "tests/small_place.hpp"

namespace tributary::store {

namespace {

using domain::Audience;
using services::Actor;

bool lies_in(const std::filesystem::path& path, const std::string& words) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str().find(words) != std::string::npos;
}

// A comment for the whole system, whose words stand in the search index.
struct Said {
  test::SmallPlace at;
  Actor lead = at.lead();
  domain::TextId id;

  Said() {
    write("something else that is said");
    id = write("the word zqmarker stands here").id;
    REQUIRE(lies_anywhere());
  }
  domain::FreeText write(std::string body) {
    return services::add_text(at.context(), lead, {.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "comment"},
                              {.body = std::move(body), .audience = Audience::system, .version = {}}).value();
  }
  void edit(std::string body, Audience audience) {
    REQUIRE(services::update_text(at.context(), lead, id, {.body = std::move(body), .audience = audience, .version = 1}));
  }
  [[nodiscard]] bool lies_anywhere() const {
    for (const char* name : {"tributary.db", "tributary.db-wal"})
      if (lies_in(at.data() / name, "zqmarker")) return true;
    return false;
  }
};

}  // namespace

TEST_CASE("narrowing and removing leave no word behind, in the file or its log, once they are committed") {
  Said narrowed;
  narrowed.edit("the word zqmarker stands here", Audience::indoors);
  CHECK_FALSE(narrowed.lies_anywhere());
  Said removed;
  REQUIRE(services::delete_text(removed.at.context(), removed.lead, removed.id, 1));
  CHECK_FALSE(removed.lies_anywhere());
}

TEST_CASE("a word that is edited out of what stays public leaves the log at once and the index when it is next purged") {
  Said said;
  said.edit("a name was taken out", Audience::system);
  CHECK_FALSE(lies_in(said.at.data() / "tributary.db-wal", "zqmarker"));
  said.at.context().database.purge();
  CHECK_FALSE(said.lies_anywhere());
}

TEST_CASE("while somebody reads what the log holds it waits, and is emptied when it is next purged") {
  Said said;
  {
    const auto reading = said.at.context().database.read();
    REQUIRE(reading->texts().find(said.id));
    said.edit("the word zqmarker stands here", Audience::indoors);
    CHECK(said.lies_anywhere());
    said.at.context().database.purge();
    CHECK(said.lies_anywhere());
  }
  said.at.context().database.purge();
  CHECK_FALSE(said.lies_anywhere());
}

}  // namespace tributary::store
