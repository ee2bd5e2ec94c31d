// How many statements a page takes: pages that show many of a thing ask for all of them at once.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <string>

#include "services/measures.hpp"
#include "services/project_page.hpp"
#include "tests/small_place.hpp"

namespace tributary::store {

namespace {

long statements_run = 0;

int count_one(unsigned, void*, void*, void*) {
  ++statements_run;
  return 0;
}

// SQLite calls it with each connection that is opened from now on.
int count_on(sqlite3* db, char**, const void*) { return sqlite3_trace_v2(db, SQLITE_TRACE_STMT, count_one, nullptr); }

struct CountingConnections {
  CountingConnections() { REQUIRE(sqlite3_auto_extension(reinterpret_cast<void (*)()>(count_on)) == SQLITE_OK); }
  ~CountingConnections() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(count_on)); }
};

}  // namespace

TEST_CASE("a project's page asks for what its charts show at once, however many measures there are") {
  const CountingConnections counting;
  test::SmallPlace at;
  const auto add_measures = [&](int many) {
    for (int i = 0; i < many; ++i) {
      domain::Measure wanted;
      wanted.owner.project = at.project;
      wanted.name = "Home before " + std::to_string(i);
      REQUIRE(services::add_measure(at.context(), at.lead(), wanted));
    }
  };
  const auto statements_of_page = [&] {
    const long before = statements_run;
    REQUIRE(services::project_page(at.context(), at.lead(), at.project));
    return statements_run - before;
  };
  add_measures(1);
  const long of_one = statements_of_page();
  CHECK(of_one > 5);
  add_measures(7);
  CHECK(statements_of_page() == of_one);
}

}  // namespace tributary::store
