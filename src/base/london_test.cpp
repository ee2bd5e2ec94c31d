#include "base/london.hpp"

#include <doctest/doctest.h>

namespace tributary::base {

namespace {

Date on(std::string_view iso) { return parse_iso_date(iso).value(); }

}  // namespace

TEST_CASE("an hour of London's clock is an hour earlier by UTC in summer, and is there on the days on which the clocks change") {
  constexpr std::chrono::hours seven{7};
  CHECK(to_iso(london_instant(on("2026-11-23"), seven)) == "2026-11-23T07:00:00.000Z");
  CHECK(to_iso(london_instant(on("2026-07-20"), seven)) == "2026-07-20T06:00:00.000Z");
  CHECK(to_iso(london_instant(on("2026-03-29"), std::chrono::minutes{90})) == "2026-03-29T01:00:00.000Z");   // there is no half past one
  CHECK(to_iso(london_instant(on("2026-10-25"), std::chrono::minutes{90})) == "2026-10-25T00:30:00.000Z");   // the first of two
}

}  // namespace tributary::base
