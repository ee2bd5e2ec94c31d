#include "base/embedded_file.hpp"

#include <doctest/doctest.h>

#include "embedded/pages.hpp"

using tributary::base::EmbeddedFile;
using tributary::base::find_embedded;

TEST_CASE("the binary carries a first page, with its type, its digest and its bytes") {
  const EmbeddedFile* page = find_embedded(tributary::embedded::pages(), "index.html");
  REQUIRE(page != nullptr);
  CHECK(page->type == "text/html; charset=utf-8");
  CHECK(page->sha256.size() == 64);
  CHECK(page->bytes.find("</html>") != std::string_view::npos);
}

TEST_CASE("an embedded file is found by its whole path only") {
  static const EmbeddedFile files[] = {{.path = "a"}, {.path = "assets/a.js"}, {.path = "b"}};
  CHECK(find_embedded(files, "assets/a.js") == &files[1]);
  CHECK(find_embedded(files, "a.js") == nullptr);
  CHECK(find_embedded(files, "") == nullptr);
  CHECK(find_embedded({}, "a") == nullptr);
}
