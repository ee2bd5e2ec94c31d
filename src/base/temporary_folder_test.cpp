#include "base/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "tests/fresh_folder.hpp"

namespace tributary::base {

TEST_CASE("a folder for temporary files that isn't there is told from one that is full") {
  const test::FreshFolder folder;
  const char* const was = std::getenv("TMPDIR");
  const std::string before = was != nullptr ? was : "";
  ::setenv("TMPDIR", (folder.path() / "gone").c_str(), 1);
  CHECK(what_ails_temporary_folder().starts_with("The folder for temporary files isn't there: TMPDIR names none."));
  ::setenv("TMPDIR", folder.path().c_str(), 1);
  CHECK(what_ails_temporary_folder().starts_with("There is no room"));
  was != nullptr ? ::setenv("TMPDIR", before.c_str(), 1) : ::unsetenv("TMPDIR");
}

}  // namespace tributary::base
