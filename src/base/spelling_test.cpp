#include "base/spelling.hpp"

#include <doctest/doctest.h>

namespace tributary::base {

TEST_CASE("a letter left out, put in, taken for another or swapped is one slip") {
  for (const char* slip : {"stoke", "strooke", "strake", "storke", "tsroke"}) CHECK(slips_between(slip, "stroke", 2) == 1);
  CHECK(slips_between("stroke", "stroke", 2) == 0);
  CHECK(slips_between("", "", 1) == 0);
  CHECK(slips_between("ab", "", 2) == 2);
}

TEST_CASE("slips are as many in both directions, and no more are counted than are asked for") {
  CHECK(slips_between("storkes", "stroke", 2) == 2);
  CHECK(slips_between("stroke", "storkes", 2) == 2);
  CHECK(slips_between("ca", "abc", 3) == 3);  // a swap isn't torn apart again
  CHECK(slips_between("telemedicine", "neighbourhood", 2) == 3);
  CHECK(slips_between("a", "abcdef", 2) == 3);
}

}  // namespace tributary::base
