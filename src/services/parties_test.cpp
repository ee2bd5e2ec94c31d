#include "services/parties.hpp"

#include <doctest/doctest.h>

#include "tests/small_place.hpp"

namespace tributary::services {

TEST_CASE("an organisation is spoken for at the places that it serves today, and where it serves none any more at those it served") {
  const domain::PlaceId here{1}, left{2}, ahead{3};
  domain::Organisation of;
  of.serves = {{.place = here, .from = {}, .to = {}}, {.place = left, .from = {}, .to = test::date("2015-01-01")}, {.place = ahead, .from = test::date("2027-04-01"), .to = {}}};
  CHECK(places_served(of, test::date("2026-03-02")) == std::vector{here});
  CHECK(places_served(of, test::date("2015-01-01")) == std::vector{here, left});
  of.serves = {{.place = left, .from = {}, .to = test::date("2015-01-01")}};
  CHECK(places_served(of, test::date("2026-03-02")) == std::vector{left});
}

}  // namespace tributary::services
