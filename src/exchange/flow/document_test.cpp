#include "exchange/flow/document.hpp"

#include <doctest/doctest.h>

namespace tributary::exchange::flow {

namespace {

std::string told(const std::string& text) {
  const auto read = read_document(text, "model.toml");
  return read ? "nothing" : read.error().code + " at " + read.error().where;
}

std::string repeated(const std::string& part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

}  // namespace

TEST_CASE("keys and values within one another have a depth, beyond which the file is refused and not walked") {
  CHECK(told(repeated("a.", 20) + "a = 1") == "nothing");
  for (const int many : {40, 4'000, 200'000}) {
    CHECK(told("x = 1\n" + repeated("a.", many) + "a = 1") == "file-too-deep at model.toml:2");
    CHECK(told("[" + repeated("a . ", many) + "a]\nb = 1") == "file-too-deep at model.toml:1");
    CHECK(told("[[" + repeated("'a'.", many) + "a]]") == "file-too-deep at model.toml:1");
    CHECK(told("s = '''\nit''s \"\"\" '''\nt = \"\"\"\n\\\"\"\" '\n\"\"\"\nx = { " + repeated("a.", many) + "a = 1 }") == "file-too-deep at model.toml:6");
    CHECK(told("x = " + repeated("[", many) + repeated("]", many)).starts_with("file-"));
  }
  // Keys and values together.
  CHECK(told(repeated(repeated("a.", 20) + "a = { ", 10) + "b = 1" + repeated(" }", 10)).starts_with("file-too-deep"));
  // Dots in what people write are no keys.
  CHECK(told("title = \"" + repeated("St. ", 100) + "\" # " + repeated(". ", 100) + "\nabout = '''\n" + repeated("And. so. on.\n", 50) + "'''\nx = " + "[" + repeated("1.5, ", 100) + "]") == "nothing");
}

TEST_CASE("text that would move a terminal's cursor is refused") {
  CHECK(told("title = \"\\u001b[31m\"") == "text-not-printable at model.toml:1");
  CHECK(told("x = 1\n[services.\"a\\u0007\"]\nbeds = 1") == "text-not-printable at model.toml:2");
  CHECK(told("x = [\"\\u009b31m\"]") == "text-not-printable at model.toml:1");
  CHECK(told("title = \"Über-Ärzte: 3 µg, a tab\\tand a line\\n\"") == "nothing");
}

TEST_CASE("a letter beyond ASCII where white space may stand is none") {
  CHECK(told("title = \"\"\"one \\\n  étage\"\"\"") == "nothing");
  CHECK(told("x = 1\n\xef\xbb\x94 = 2") == "file-not-toml at model.toml:2");
  CHECK(told("[étage]") == "file-not-toml at model.toml:1");
}

}  // namespace tributary::exchange::flow
