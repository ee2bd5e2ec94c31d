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
                       standing(5, 1, 0, 9, false), standing(6, 2, 1, 0, false), standing(7, 2, 1, 9, false)};
  std::vector<const StandingMeasure*> alike;
  for (const StandingMeasure& each : all) alike.push_back(&each);
  using Wholes = std::vector<std::size_t>;
  CHECK(counted_within(alike, 0) == Wholes{});      // the system's is the whole
  CHECK(counted_within(alike, 1) == Wholes{0});     // a locality's is part of it
  CHECK(counted_within(alike, 2) == Wholes{5});     // a project's of its locality's, the nearest of two
  CHECK(counted_within(alike, 3) == Wholes{0});     // or of the system's, where the locality has none
  CHECK(counted_within(alike, 4) == Wholes{0});     // one about an organisation, of that about all
  CHECK(counted_within(alike, 5) == Wholes{1});     // a second of the same standing, of the first
  CHECK(counted_within(alike, 6) == Wholes{4, 5});  // of the system's about its organisation, and of its locality's
}

TEST_CASE("targets go without the words that were given for them, and of people without where a way begins") {
  using namespace std::chrono_literals;
  const auto march = std::chrono::sys_days{2026y / 3 / 1}, june = std::chrono::sys_days{2026y / 6 / 1};
  domain::Measure people;
  people.targets = {{.value = 40, .reason = "as agreed with the ward", .made_by = {7}}, {.starts = march, .value = 6, .ends = june, .end_value = 0, .reason = "six fell in March"}};
  domain::Measure beds = people;
  leave_out_words(people, domain::SmallNumbers::people);
  CHECK(people.targets == std::vector<domain::Target>{{.value = 40}, {.starts = june, .value = 0}});
  leave_out_words(beds, domain::SmallNumbers::none);
  CHECK(beds.targets == std::vector<domain::Target>{{.value = 40}, {.starts = march, .value = 6, .ends = june, .end_value = 0}});
}

TEST_CASE("gaps that are hidden figures are told as such, and others as others") {
  const auto told = [](std::string text, std::size_t suppressed) {
    measure::Appraisal appraisal;
    appraisal.cautions.push_back({.code = "gaps", .text = std::move(text)});
    tell_suppressed(appraisal, suppressed);
    return appraisal.cautions.front().text;
  };
  CHECK(told("8 dates have no value. A gap is shown.", 8) == "8 values are hidden, shown as *. What stands at the two sides of one is not compared.");
  CHECK(told("1 date has no value. A gap is shown.", 1) == "1 value is hidden, shown as *. What stands at the two sides of one is not compared.");
  CHECK(told("18 dates have no value. A gap is shown.", 8) == "18 dates have no value. A gap is shown. 8 of them are hidden, shown as *.");
}

}  // namespace tributary::services
