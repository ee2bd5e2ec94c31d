#include "base/visible.hpp"

#include <doctest/doctest.h>

namespace tributary::base {

TEST_CASE("a line holds no break, no control and nothing that turns the direction of writing") {
  CHECK(is_one_line("Größe 10 – “café” 测量 مستشفى"));
  CHECK_FALSE(is_one_line("two\nlines"));
  CHECK_FALSE(is_one_line("a\x01" "b"));
  CHECK_FALSE(is_one_line("a\xC2\x85" "b"));      // next line
  CHECK_FALSE(is_one_line("\xE2\x80\xAE" "drawkcab"));  // right-to-left override
  CHECK_FALSE(is_one_line("a\xE2\x80\xA8" "b"));  // line separator
}

TEST_CASE("what is only spaces, joiners and fillers shows nothing") {
  CHECK(shows_something("x"));
  CHECK(shows_something("\xE2\x80\x8B" "病"));
  CHECK_FALSE(shows_something(""));
  CHECK_FALSE(shows_something(" \t"));
  CHECK_FALSE(shows_something("\xE2\x80\x8B\xE2\x80\x8D"));  // zero-width space and joiner
  CHECK_FALSE(shows_something("\xE3\x85\xA4"));              // Hangul filler
  CHECK_FALSE(shows_something("\xF3\xA0\x81\x81"));          // a tag character
}

}  // namespace tributary::base
