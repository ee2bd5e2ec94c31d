#include "base/plain_number.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace tributary::base {
namespace {

TEST_CASE("a number is the whole text, and finite") {
  CHECK(plain_number("12") == 12);
  CHECK(plain_number("-0.5") == -0.5);
  CHECK(plain_number("1e-05") == 1e-5);
  for (const char* text : {"", " ", "12 ", " 12", "12a", "nan", "inf", "-infinity", "1e999", "1,234", "+1"}) CHECK_MESSAGE(!plain_number(text), text);
}

TEST_CASE("minus nought is nought") {
  CHECK_FALSE(std::signbit(plain_number("-0").value()));
  CHECK_FALSE(std::signbit(plain_number("-0.0").value()));
}

}  // namespace
}  // namespace tributary::base
