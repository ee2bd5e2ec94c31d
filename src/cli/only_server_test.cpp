#include "cli/only_server.hpp"

#include <doctest/doctest.h>

#include "tests/fresh_folder.hpp"

namespace tributary::cli {

TEST_CASE("a data folder has one server at a time, and another once the first has ended") {
  const test::FreshFolder folder;
  {
    const auto first = OnlyServer::of(folder.path());
    REQUIRE(first.has_value());
    CHECK(OnlyServer::of(folder.path()).error().code == "data-served-already");
  }
  CHECK(OnlyServer::of(folder.path()).has_value());
}

}  // namespace tributary::cli
