#include "services/beside_others.hpp"

#include <doctest/doctest.h>

#include "services/charts.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using namespace std::chrono_literals;
using test::MeasuredPlace;

namespace {

constexpr auto january = std::chrono::sys_days{2026y / 1 / 1}, february = std::chrono::sys_days{2026y / 2 / 1};

domain::Measure falls() {
  return {.name = "Falls with harm", .definition = "Of those who fell, those who were harmed", .unit = "per 1,000 bed days", .quantity = domain::Quantity::rate, .scale = 1000, .direction = domain::Direction::down};
}

struct Localities : MeasuredPlace {
  domain::PlaceId locality(const std::string& name) const {
    const auto tx = database->write();
    const auto id = tx->places().add({.kind = domain::PlaceKind::locality, .name = name, .system = place}, clock.now());
    tx->commit();
    return id;
  }
  Actor analyst_of(domain::PlaceId at) const { return {.person = analyst.person, .name = analyst.name, .grants = {{.person = analyst.person, .role = domain::Role::analyst, .place = at}}}; }
  domain::MeasureId measure_of(domain::PlaceId at, domain::Measure measure, const std::vector<domain::Observation>& values, bool published = true) const {
    measure.owner = {.place = at};
    const auto made = add_measure(context, analyst_of(at), std::move(measure));
    REQUIRE(made);
    REQUIRE(observe(context, analyst_of(at), made->measure.id, values));
    const Actor voice{.person = analyst.person, .name = analyst.name, .grants = {{.person = analyst.person, .role = domain::Role::locality_lead, .place = at}}};
    if (published) REQUIRE(publish_measure(context, voice, made->measure.id, made->measure.version, true));
    return made->measure.id;
  }
  static std::vector<domain::Observation> of(base::Date on, double events, double days) { return {{.on = on, .value = {}, .numerator = events, .denominator = days, .note = {}}}; }
};

}  // namespace

TEST_CASE("the same measure of the localities stands side by side for the newest month that all have, in its own unit") {
  const Localities at;
  std::vector<domain::MeasureId> ids;
  for (const char* name : {"Ashby", "Birch", "Cedar"}) ids.push_back(at.measure_of(at.locality(name), falls(), Localities::of(january, 20, 4000)));
  REQUIRE(observe(at.context, at.analyst_of(find_measure(at.context, at.analyst, ids[0])->measure.owner.place.value()), ids[0], Localities::of(february, 90, 4000)));
  at.measure_of(at.locality("Downham"), falls(), Localities::of(january, 80, 4000));
  const auto found = beside_others(at.context, at.analyst, ids[0]);
  REQUIRE(found);
  REQUIRE(found->report);
  CHECK(found->from == january);
  CHECK(found->to == january + std::chrono::days{30});
  REQUIRE(found->places.size() == 4);
  CHECK(found->places[3].name == "Downham");
  CHECK(found->report->told.answer[0].find("around the overall value of 8.75") != std::string::npos);  // 140 of 16 thousand bed days
  CHECK(found->report->told.assumptions[0].code == "counted-alike");
}

TEST_CASE("values of days are of one day, and of no day that only one of them has") {
  const Localities at;
  domain::Measure daily = falls();
  daily.interval = domain::Interval::day;
  const auto monday = january + std::chrono::days{4};
  const auto ashby = at.measure_of(at.locality("Ashby"), daily, Localities::of(monday, 20, 4000));
  const auto birch = at.measure_of(at.locality("Birch"), daily, Localities::of(monday + std::chrono::days{1}, 20, 4000));
  CHECK(beside_others(at.context, at.analyst, ashby)->why_not->code == "no-common-period");
  const auto place = find_measure(at.context, at.analyst, birch)->measure.owner.place.value();
  REQUIRE(observe(at.context, at.analyst_of(place), birch, Localities::of(monday, 30, 4000)));
  const auto found = beside_others(at.context, at.analyst, ashby);
  REQUIRE(found->report);
  CHECK(found->from == monday);
  CHECK(found->to == monday);
}

TEST_CASE("another definition is another measure, a total of the system is no site, and what may not be read is not spoken of") {
  const Localities at;
  const auto one = at.measure_of(at.locality("Ashby"), falls(), Localities::of(january, 20, 4000));
  const auto of_all = at.measure_of(at.place, falls(), Localities::of(january, 90, 16'000));
  domain::Measure otherwise = falls();
  otherwise.definition = "Of those who fell, those whom somebody wrote down";
  at.measure_of(at.locality("Birch"), otherwise, Localities::of(january, 20, 4000));
  CHECK(beside_others(at.context, at.analyst, of_all)->why_not->code == "none-beside");
  const auto birch = at.locality("Cedar");
  at.measure_of(birch, falls(), Localities::of(january, 30, 4000), false);
  const Actor colleague{.person = at.lead.person, .name = at.lead.name, .grants = at.lead.grants};
  const auto outside = beside_others(at.context, colleague, one);
  REQUIRE(outside);
  CHECK(outside->places.size() == 1);
  CHECK(outside->why_not->code == "none-beside");
  CHECK(beside_others(at.context, at.analyst_of(birch), one)->places.size() == 2);
  CHECK(beside_others(at.context, at.analyst, at.place_measure({.name = "Attendances"}))->why_not->code == "no-parts");
}

TEST_CASE("who has no parts, or left the value out, is not counted, and where no month is common it says so") {
  const Localities at;
  const auto one = at.measure_of(at.locality("Ashby"), falls(), Localities::of(january, 20, 4000));
  at.measure_of(at.locality("Birch"), falls(), Localities::of(february, 20, 4000));
  CHECK(beside_others(at.context, at.analyst, one)->why_not->code == "no-common-period");
  const auto bare = at.measure_of(at.locality("Cedar"), falls(), {{.on = january, .value = 5, .numerator = {}, .denominator = {}, .note = {}}});
  const auto found = beside_others(at.context, at.analyst, bare);
  REQUIRE(found->places.size() == 3);
  CHECK_FALSE(found->places[2].counted);
}

}  // namespace tributary::services
