#include "base/plain_number.hpp"

#include <doctest/doctest.h>

namespace tributary::base {
namespace {

TEST_CASE("a number is the whole text, and finite") {
  CHECK(plain_number("12") == 12);
  CHECK(plain_number("-0.5") == -0.5);
  CHECK(plain_number("1e-05") == 1e-5);
  for (const char* text : {"", " ", "12 ", " 12", "12a", "nan", "inf", "-infinity", "1e999", "1,234", "+1"}) CHECK_MESSAGE(!plain_number(text), text);
}

}  // namespace
}  // namespace tributary::base
