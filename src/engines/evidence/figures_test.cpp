#include "engines/evidence/figures.hpp"

#include <doctest/doctest.h>

namespace tributary::evidence {

TEST_CASE("figures in sentences have a true minus sign, also where they are written with powers") {
  CHECK(figure(-2.75) == "−2.75");
  CHECK(figure(-2.5e-9) == "−2.50e−09");
  CHECK(figure(-0.0) == "0");
  CHECK(range(-0.1, 12345) == "−0.1 to 12,345");
}

TEST_CASE("degrees of freedom are whole or to a tenth, and one is one") {
  CHECK(degrees_of_freedom(1) == "1 degree of freedom");
  CHECK(degrees_of_freedom(7.9999999) == "8 degrees of freedom");
  CHECK(degrees_of_freedom(2.4831) == "2.5 degrees of freedom");
  CHECK(degrees_of_freedom(1.02) == "1 degree of freedom");
}

}  // namespace tributary::evidence
