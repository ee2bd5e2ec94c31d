#include "engines/flow/allocation.hpp"

#include <doctest/doctest.h>

namespace tributary::flow {

TEST_CASE("everybody goes to the nearest site, and a tie to the one that is named first") {
  const std::vector<float> minutes{10, 20, /**/ 30, 5, /**/ 7, 7, /**/ 90, 99};
  const std::vector<double> people{1, 2, 4, 0};
  const Allocation all = allocate(minutes, 2, people);
  CHECK(all.site == std::vector<std::uint32_t>{0, 1, 0, 0});
  CHECK(all.load == std::vector<double>{5, 2});
  CHECK(all.people == 7);
  CHECK(all.mean_minutes == doctest::Approx((10 + 2 * 5 + 4 * 7) / 7.0));
  CHECK(all.site_minutes[0] == doctest::Approx((10 + 4 * 7) / 5.0));
  CHECK(all.longest == 10);  // nobody lives where it is 90
  CHECK(share_within(all, people, 7) == doctest::Approx(6.0 / 7));
  CHECK(travel_percentile(all, people, 50) == 7);
  CHECK(travel_percentile(all, people, 10) == 5);
  CHECK(travel_percentile(all, people, 100) == 10);
}

}  // namespace tributary::flow
