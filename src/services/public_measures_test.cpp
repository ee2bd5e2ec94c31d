#include "services/public_measures.hpp"

#include <doctest/doctest.h>

#include <array>

namespace tributary::services {

TEST_CASE("what is part of what goes by place and organisation, and never in a circle") {
  const auto standing = [](std::int64_t id, std::int64_t place, std::int64_t system, std::int64_t organisation, bool project) {
    StandingMeasure out;
    out.measure.id = {id};
    if (project) out.measure.owner.project = domain::ProjectId{id};
    else out.measure.owner.place = domain::PlaceId{place};
    if (organisation != 0) out.measure.organisation = domain::OrganisationId{organisation};
    out.scope = {.project = out.measure.owner.project, .place = domain::PlaceId{place}, .system = system != 0 ? std::optional(domain::PlaceId{system}) : std::nullopt, .author = {}};
    return out;
  };
  const std::array all{standing(1, 1, 0, 0, false), standing(2, 2, 1, 0, false), standing(3, 2, 1, 0, true), standing(4, 3, 1, 0, true),
                       standing(5, 1, 0, 9, false), standing(6, 2, 1, 0, false)};
  std::vector<const StandingMeasure*> alike;
  for (const StandingMeasure& each : all) alike.push_back(&each);
  CHECK(counted_within(alike, 0) == std::nullopt);     // the system's is the whole
  CHECK(counted_within(alike, 1) == std::size_t{0});   // a locality's is part of it
  CHECK(counted_within(alike, 2) == std::size_t{1});   // a project's of its locality's
  CHECK(counted_within(alike, 3) == std::size_t{0});   // or of the system's, where the locality has none
  CHECK(counted_within(alike, 4) == std::size_t{0});   // one about an organisation, of that about all
  CHECK(counted_within(alike, 5) == std::size_t{1});   // a second of the same standing, of the first
}

}  // namespace tributary::services
