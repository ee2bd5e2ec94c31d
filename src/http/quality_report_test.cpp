// Two worlds that differ in a number from 1 to 7 look alike to the public, to the last byte of the report: limits, signals, sentences,
// totals and order with it. Whoever reads it can't tell which of them is ours.
#include "http/quality_handlers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

#include "services/name_as_seen.hpp"
#include "services/ports/objective_store.hpp"
#include "services/public_measures.hpp"
#include "services/quality_report.hpp"
#include "tests/measured_place.hpp"

namespace tributary::http {

namespace {

using namespace std::chrono_literals;
constexpr int months = 18;

base::Date month(int number) { return base::add_months(std::chrono::sys_days{2024y / 1 / 1}, number); }

// A system with two localities, each of which counts the same in numbers and in shares.
struct CountedPlace : test::MeasuredPlace {
  std::array<domain::PlaceId, 3> places;  // the system first
  std::array<domain::MeasureId, 3> falls, seen;

  CountedPlace() {
    places = {place, locality("North"), locality("South")};
    for (std::size_t i = 0; i < places.size(); ++i) {
      falls[i] = published({.owner = {.place = places[i]}, .name = "Falls", .unit = "falls", .direction = domain::Direction::down, .targets = {{.value = 30}}});
      seen[i] = published({.owner = {.place = places[i]}, .name = "Seen in time", .unit = "%", .quantity = domain::Quantity::proportion, .scale = 100,
                           .direction = domain::Direction::up, .chart = domain::ChartKind::p});
    }
  }

  [[nodiscard]] domain::PlaceId locality(const char* name) const {
    const auto tx = database->write();
    const auto id = tx->places().add({.kind = domain::PlaceKind::locality, .name = name, .system = place}, clock.now());
    tx->commit();
    return id;
  }
  domain::MeasureId published(domain::Measure measure) const {
    const auto made = services::add_measure(context, analyst, std::move(measure));
    REQUIRE(made.has_value());
    REQUIRE(services::publish_measure(context, analyst, made->measure.id, made->measure.version, true).has_value());
    return made->measure.id;
  }
  void say(domain::MeasureId id, std::vector<domain::Observation> all) const { REQUIRE(services::observe(context, analyst, id, std::move(all)).has_value()); }
  // Everything that whoever isn't signed in is told, of all places.
  [[nodiscard]] std::string told() const {
    std::string out;
    for (const domain::PlaceId each : places) {
      Request request;
      request.params = {std::to_string(each.value)};
      const auto response = get_quality_report(request, context);
      REQUIRE(response.has_value());
      out += response->body + "\n";
    }
    return out;
  }
};

// Of each month: what North and South count and what of the system is in neither; of shares the part and the rest.
struct Counts {
  std::array<std::array<int, months>, 3> falls{}, in_time{}, late{};

  explicit Counts(unsigned seed) {
    std::mt19937 draw(seed);
    const auto some = [&](int typical) { return std::max(0, typical + static_cast<int>(draw() % 13U) - 6); };
    for (int at = 0; at < months; ++at)
      for (std::size_t i = 0; i < 3; ++i) {
        falls[i][at] = some(i == 2 ? 5 : 14);
        in_time[i][at] = some(40);
        late[i][at] = some(9);
      }
  }

  // The system's first; the third of each count is nobody's own.
  void say_all(const CountedPlace& at) const {
    std::array<std::vector<domain::Observation>, 3> counted, shared;
    for (int i = 0; i < months; ++i) {
      int all_falls = 0, part = 0, whole = 0;
      for (std::size_t place = 0; place < 3; ++place) {
        const int here = in_time[place][i] + late[place][i];
        all_falls += falls[place][i];
        part += in_time[place][i];
        whole += here;
        if (place == 2) continue;
        counted[place + 1].push_back({.on = month(i), .value = falls[place][i]});
        shared[place + 1].push_back({.on = month(i), .value = {}, .numerator = in_time[place][i], .denominator = here});
      }
      counted[0].push_back({.on = month(i), .value = all_falls});
      shared[0].push_back({.on = month(i), .value = {}, .numerator = part, .denominator = whole});
    }
    for (std::size_t i = 0; i < 3; ++i) {
      at.say(at.falls[i], std::move(counted[i]));
      at.say(at.seen[i], std::move(shared[i]));
    }
  }
};

}  // namespace

TEST_CASE("no number from 1 to 7 is told from another by anything that the public is given") {
  int tried = 0;
  for (unsigned seed = 1; seed <= 3; ++seed) {
    Counts counts(seed);
    const auto told = [](const Counts& of) {
      const CountedPlace place;
      of.say_all(place);
      return place.told();
    };
    const std::string ours = told(counts);
    CHECK(ours.find("\"sentence\":\"\"") == std::string::npos);
    std::mt19937 draw(seed);
    // One month and one count after another is anything else from 1 to 7, and all sums with it.
    for (auto* of : {&counts.falls, &counts.late})
      for (std::size_t whose = 0; whose < 3; ++whose) {
        const auto few = std::ranges::find_if((*of)[whose], [](int count) { return count >= 1 && count <= 7; });
        if (few == (*of)[whose].end()) continue;
        const int was = *few;
        *few = (was + static_cast<int>(draw() % 6U)) % 7 + 1;
        CAPTURE(was);
        CAPTURE(*few);
        CHECK(told(counts) == ours);
        *few = was;
        ++tried;
      }
  }
  CHECK(tried > 10);
}

TEST_CASE("revising a figure tells nothing of what it was") {
  const CountedPlace ours, other;
  for (const auto& [at, few] : {std::pair{&ours, 3}, {&other, 6}}) {
    at->say(at->falls[0], {{.on = month(0), .value = 40}});
    at->say(at->falls[1], {{.on = month(0), .value = 20}});
    at->say(at->falls[2], {{.on = month(0), .value = 20}});
    CHECK(at->told().find("\"values\":[40]") != std::string::npos);
    at->say(at->falls[1], {{.on = month(0), .value = 20 - few}});  // the total stays, and has so many more than its parts
  }
  CHECK(ours.told() == other.told());
  CHECK(ours.told().find("\"values\":[40]") == std::string::npos);
  CHECK(ours.told().find("\"values\":[15]") == std::string::npos);
}

namespace {

// Falls by place, and those of one trust by place too: a locality's of the trust is part of its locality's and of the system's of the trust.
struct DualTotal : CountedPlace {
  domain::MeasureId system_a, north_a, south_a;

  explicit DualTotal(int in_south) {
    const auto of_trust = [&](domain::PlaceId at, const char* name) {
      return published({.owner = {.place = at}, .organisation = organisation, .name = name, .unit = "falls", .direction = domain::Direction::down});
    };
    system_a = of_trust(places[0], "Falls");
    north_a = of_trust(places[1], " falls");
    south_a = of_trust(places[2], "Falls\xC2\xA0");
    for (const auto& [id, count] : {std::pair{falls[0], 90}, {falls[1], 40}, {falls[2], 30}, {system_a, 12 + in_south}, {north_a, 12}, {south_a, in_south}})
      say(id, {{.on = month(0), .value = count}});
  }
};

// A number of the system, under the name of its localities' shares.
std::string told_of_shares(int in_south) {
  const CountedPlace at;
  const auto all = at.published({.owner = {.place = at.places[0]}, .name = "Seen  in time", .unit = "people", .direction = domain::Direction::up});
  at.say(all, {{.on = month(0), .value = 12 + in_south}});
  at.say(at.seen[1], {{.on = month(0), .value = {}, .numerator = 12, .denominator = 40}});
  at.say(at.seen[2], {{.on = month(0), .value = {}, .numerator = in_south, .denominator = 40}});
  return at.told();
}

}  // namespace

TEST_CASE("two totals of one part tell no more of it than one, nor does another spelling of their name") {
  const std::string ours = DualTotal(6).told();
  CHECK(ours == DualTotal(1).told());
  CHECK(ours.find("\"values\":[20]") == std::string::npos);
  const std::string many = DualTotal(14).told();  // 26, 12 and 14 of the trust
  CHECK(many.find("\"values\":[25]") != std::string::npos);
}

TEST_CASE("a number doesn't tell the people counted of a share of its name") { CHECK(told_of_shares(6) == told_of_shares(1)); }

TEST_CASE("an objective doesn't tell where it began, if another measure of its name counts people") {
  const CountedPlace at;
  const auto hours = at.published({.owner = {.place = at.places[0]}, .name = "Waits", .unit = "hours"});
  const auto began = [&] {
    const auto found = services::quality_report(at.context, services::stranger(), at.places[0]);
    REQUIRE(found.has_value());
    REQUIRE(found->objectives.size() == 1);
    return found->objectives.front().from_told;
  };
  {
    const auto tx = at.database->write();
    tx->objectives().add({.place = at.places[0], .name = "Wait less", .aim = {.measure = "Waits", .measured = hours, .unit = "hours", .from = 6, .to = 0}}, at.lead.person,
                         at.clock.now());
    tx->commit();
  }
  CHECK(began());
  [[maybe_unused]] const auto people = at.published({.owner = {.place = at.places[1]}, .name = "Waits ", .unit = "people"});
  CHECK_FALSE(began());
}

TEST_CASE("what is called the same in one place is told apart by a number, as on a board for publication") {
  const CountedPlace at;
  at.published({.owner = {.place = at.places[1]}, .name = "falls ", .unit = "falls", .direction = domain::Direction::down});
  const auto report = services::quality_report(at.context, services::stranger(), at.places[1]).value();
  std::vector<std::string> where;
  for (const services::ReportedMeasure& each : report.measures)
    if (services::name_as_seen(each.measure.name) == "falls") where.push_back(each.place_name);
  std::ranges::sort(where);
  CHECK(where == std::vector<std::string>{"North (1 of 2)", "North (2 of 2)"});
}

TEST_CASE("what a locality withholds can't be had from the total and the other locality") {
  const CountedPlace at;
  const auto of = [&](std::size_t i, double count, std::optional<domain::SmallNumbers> small) {
    const auto id = at.published({.owner = {.place = at.places[i]}, .name = "Waiting", .unit = "people", .direction = domain::Direction::down, .small_numbers = small});
    at.say(id, {{.on = month(0), .value = count}, {.on = month(1), .value = count + 10}});
  };
  of(0, 100, std::nullopt), of(1, 60, std::nullopt), of(2, 40, domain::SmallNumbers::withheld);
  const auto suppressed = [&](std::size_t i) {
    const auto report = services::quality_report(at.context, services::stranger(), at.places[i]).value();
    const auto found = std::ranges::find(report.measures, "Waiting", [](const services::ReportedMeasure& each) { return each.measure.name; });
    return found == report.measures.end() ? std::optional<std::size_t>() : found->suppressed.size();
  };
  CHECK(suppressed(0) == 2);
  CHECK(suppressed(1) == 0);
  CHECK_FALSE(suppressed(2));
}

}  // namespace tributary::http
