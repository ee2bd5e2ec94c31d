#include "base/plain_number.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace tributary::base {

TEST_CASE("minus nought is nought, and what is no finite number is none") {
  CHECK_FALSE(std::signbit(plain_number("-0").value()));
  CHECK_FALSE(std::signbit(plain_number("-0.0").value()));
  CHECK(plain_number("-1e-05") == -1e-05);
  CHECK_FALSE(plain_number("1e999"));
  CHECK_FALSE(plain_number("nan"));
}

}  // namespace tributary::base
