// The demonstration is told from the day of loading, whichever that is.
#include "cli/demonstration.hpp"

#include <doctest/doctest.h>

#include "base/problem.hpp"
#include "store/database.hpp"
#include "tests/fresh_folder.hpp"

namespace tributary::cli {

TEST_CASE("the demonstration can be told on each day of the week, at the ends of months and years too") {
  for (const char* today : {"2026-11-30", "2026-12-01", "2026-09-30", "2026-12-31", "2026-11-27", "2026-10-31", "2027-02-28"}) {  // Monday to Sunday
    CAPTURE(today);
    const test::FreshFolder folder;
    REQUIRE(store::create_database(folder.path(), folder.key_file()));
    auto database = store::open_database(folder.path(), folder.key_file());
    REQUIRE(database);
    const auto told = load_demonstration(**database, base::parse_iso_instant(std::string(today) + "T09:30:00Z").value());
    CHECK_MESSAGE(told, (told ? "" : base::one_line(told.error())));
  }
}

}  // namespace tributary::cli
