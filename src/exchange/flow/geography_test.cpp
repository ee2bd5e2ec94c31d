// Areas from several tables, services that are like another, changes of all of them, and beds by load.
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

using Tables = std::map<std::string, std::string>;

const Tables tables{{"people", "lsoa,admissions,network\nn,300,gm\ns,100,gm\ne,200,gl\n"},
                    {"preferred", "lsoa,unit\ne,B\ns,A\nn,A\nw,B\n"},
                    {"travel", "lsoa,A,B\nn,10,40\ns,20,20\ne,35,15\n"}};

const std::string units = R"(schema = "tributary.flow/1"
time_unit = "day"
[areas]
table = ["people", "preferred"]
locality = "unit"
region = "network"
[travel]
table = "travel"
columns = { a = "A", b = "B" }
[sites]
a = { locality = "A", region = "gm" }
b = { locality = "B", region = "gl" }
[groups]
units = ["a", "b"]
[arrivals.all]
from_areas = "admissions"
to = { nearest = "units", within = "locality" }
[services.a]
title = "First"
beds = 5
stay = { distribution = "exponential", mean = 7.3 }
when_full = [{ turn_away = "out" }]
next = { out = 1.0 }
[services.b]
like = "a"
beds = 3
[measures.over]
quantity = "overflowed"
[run]
replications = 20
length = 2000
warm_up = 100
)";

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

base::Result<FlowModel> read(const std::string& text, const Tables& from = tables, const char* scenario = nullptr) {
  const auto file = ModelFile::read(text, "model.toml");
  if (!file) return base::fail(file.error());
  const ScenarioText* found = nullptr;
  for (const auto& each : file->scenarios()) {
    if (scenario != nullptr && each.name == scenario) found = &each;
  }
  REQUIRE((scenario == nullptr || found != nullptr));
  auto made = file->model(found, [&](const std::string& name) -> base::Result<std::string> { return from.at(name); });
  if (!made) return made;
  if (auto fine = engine::check_model(made->model); !fine) return base::fail(fine.error());
  return made;
}

std::string refused(const std::string& text, const Tables& from = tables, const char* scenario = nullptr) {
  const auto made = read(text, from, scenario);
  return made ? "taken" : made.error().code + ": " + made.error().detail;
}

bool begins(const std::string& text, const std::string& with) {
  CAPTURE(text);
  return text.starts_with(with);
}

}  // namespace

TEST_CASE("areas are joined from several tables on their names, in whatever order they stand") {
  const auto made = read(units);
  REQUIRE_MESSAGE(made, (made ? "" : made.error().detail));
  const engine::Model& model = made->model;
  REQUIRE(model.areas.size() == 3);
  CHECK(model.areas[2].name == "e");
  CHECK(model.places[static_cast<std::size_t>(model.areas[0].locality)] == "A");
  CHECK(model.places[static_cast<std::size_t>(model.areas[2].locality)] == "B");
  CHECK(model.places[static_cast<std::size_t>(model.areas[2].region)] == "gl");
  CHECK(model.sources[0].area_weights == std::vector<double>{300, 100, 200});
  CHECK(model.travel.at({2}, {1}, 2) == 15);
}

TEST_CASE("tables of areas that don't belong together are told with the areas and the table") {
  const auto with = [](const std::string& name, const std::string& text) {
    Tables out = tables;
    out[name] = text;
    return out;
  };
  CHECK(refused(units, with("preferred", "lsoa,unit\nn,A\n")) == "area-missing: \"s\" and 1 more of people have no row in preferred. Both must be of the same areas.");
  CHECK(refused(units, with("preferred", "lsoa,unit\nn,A\ns,A\ne,B\ns,B\n")) == "area-twice: preferred:5: \"s\" stood before.");
  CHECK(refused(units, with("people", "lsoa,admissions,network\nn,300,gm\nn,100,gm\n")) == "area-twice: people:3: \"n\" stood before.");
  CHECK(refused(units, with("travel", "lsoa,A,B\nn,10,40\ns,20,20\n")) == "area-not-in-travel: \"e\" has no row in travel.");
  CHECK(refused(units, with("travel", "lsoa,A,B\nn,10,40\ns,20,20\ne,1,1\nn,1,1\n")) == "area-twice: travel:5: \"n\" stood before.");
  CHECK(begins(refused(units, with("preferred", "lsoa,unit,network\nn,A,x\ns,A,x\ne,B,x\n")), "column-twice: \"network\" is in people and in preferred."));
  CHECK(begins(refused(changed(units, "locality = \"unit\"", "locality = \"units\"")), "column-not-known: \"units\": is unit meant?"));
  CHECK(begins(refused(changed(units, "region = \"network\"", "region = \"network\"\nid = \"area\"")), "column-not-known"));
  CHECK(begins(refused(changed(units, "[\"people\", \"preferred\"]", "[]")), "table-missing"));
  CHECK(begins(refused(changed(units, "[\"people\", \"preferred\"]", "3")), "text-wanted"));
}

TEST_CASE("a column that arrivals can't come by is told with those there are, or with the cell that is no number") {
  CHECK(refused(changed(units, "from_areas = \"admissions\"", "from_areas = \"admision\"")) == "column-not-known: \"admision\": is admissions meant?");
  CHECK(refused(changed(units, "from_areas = \"admissions\"", "from_areas = \"births\"")).ends_with("in one table only. Those are admissions."));
  const auto people = [](const std::string& cell) { return Tables{{"people", "lsoa,admissions,network\nn,300,gm\ns," + cell + ",gm\ne,200,gl\n"}, {"preferred", tables.at("preferred")}, {"travel", tables.at("travel")}}; };
  CHECK(begins(refused(units, people("\"1,350\"")), "number-wanted: people:3: \"1,350\" under admissions is no number of 0 or more"));
  CHECK(begins(refused(units, people("")), "number-wanted: people:3: the empty cell under admissions is no number of 0 or more"));
  CHECK(read(units, people("-1")).error().others.empty());
}

TEST_CASE("a table is read once for all scenarios and replications") {
  int reads = 0;
  const TableLoader counted = [&](const std::string& name) -> base::Result<std::string> { return ++reads, tables.at(name); };
  const auto file = ModelFile::read(changed(units, "mean = 7.3", "mean = { about = 7.3, sd = 1 }"), "model.toml");
  REQUIRE(file);
  const auto made = file->model(nullptr, counted);
  REQUIRE(made);
  REQUIRE(file->model(nullptr, counted));
  engine::Control control;
  control.threads = 2;
  REQUIRE(engine::run_model(made->model, control));
  CHECK(reads == 3);
}

TEST_CASE("a service that is like another has all of it that it doesn't say, but its title and site") {
  const auto made = read(units);
  REQUIRE(made);
  const engine::Service &first = made->model.services[0], &second = made->model.services[1];
  CHECK(first.title == "First");
  CHECK(second.title == "b");
  CHECK(second.capacity.beds == 3);
  CHECK(second.when_full.size() == 1);
  CHECK(engine::moments(second.stays[0].length).mean == doctest::Approx(7.3));
  CHECK(second.site != first.site);
  const std::string chain = units + "[services.c]\nlike = \"b\"\nsite = \"a\"\n[scenarios.longer.scale]\n\"services.a.stay.mean\" = 2\n[scenarios.longer.set]\n\"groups.units\" = [\"a\", \"b\", \"c\"]\n";
  const auto longer = read(chain, tables, "longer");
  REQUIRE_MESSAGE(longer, (longer ? "" : longer.error().detail));
  CHECK(longer->model.services[2].capacity.beds == 3);
  CHECK(engine::moments(longer->model.services[2].stays[0].length).mean == doctest::Approx(14.6));
  CHECK(begins(refused(changed(units, "like = \"a\"", "like = \"aa\"")), "name-not-known: \"aa\" is no service of this model. Is a meant?"));
  CHECK(begins(refused(changed(units, "like = \"a\"", "like = \"b\"")), "like-in-a-circle"));
  CHECK(begins(refused(changed(units, "like = \"a\"", "like = 1")), "text-wanted"));
}

TEST_CASE("a scenario changes all services by a star, and closes those to which it sends nobody") {
  const std::string text = units + R"(
[scenarios.more.add]
"services.*.beds" = 2
[scenarios.only_a.set]
"groups.units" = ["a"]
"arrivals.all.to" = { nearest = "units" }
"services.b.beds" = 0
[scenarios.idle.set]
"groups.units" = ["a"]
"arrivals.all.to" = { nearest = "units" }
[scenarios.none.scale]
"services.*.bed" = 2
[scenarios.nowhere.set]
"wards.*.beds" = 2
)";
  const auto more = read(text, tables, "more");
  REQUIRE(more);
  CHECK(more->model.services[0].capacity.beds == 7);
  CHECK(more->model.services[1].capacity.beds == 5);
  const auto closed = read(text, tables, "only_a");
  REQUIRE_MESSAGE(closed, (closed ? "" : closed.error().detail));
  const auto result = engine::run_model(closed->model);
  REQUIRE(result);
  CHECK(result->services[0].arrivals->mean > 0);
  CHECK(result->services[1].arrivals->mean == 0);
  CHECK(begins(refused(text, tables, "idle"), "service-unreachable: No arrivals, service or rule leads to b. Send people there, take it out, or close it"));
  CHECK(begins(refused(text, tables, "none"), "path-not-known"));
  CHECK(begins(refused(text, tables, "nowhere"), "path-not-known"));
  CHECK(begins(refused(changed(units, "beds = 5", "beds = 0")), "never-any-beds"));
}

// Loads are 400 and 200 people a year for 7.3 days each: 8 and 4 beds. People of s are as near to both units: half of them to each.
TEST_CASE("beds may be as many as the load needs, and of units as near each has its share") {
  const std::string text = units + R"(
[scenarios.by_load.set]
"services.*.beds" = { utilisation = 0.8 }
[scenarios.nearest.set]
"arrivals.all.to" = { nearest = "units" }
"services.*.beds" = { utilisation = 0.5 }
[scenarios.one.set]
"arrivals.all.to" = { nearest = "units" }
"groups.units" = ["b"]
"services.*.beds" = { utilisation = 1 }
[scenarios.queues.set]
"arrivals.all.to" = { shortest_queue = "units" }
"services.*.beds" = { utilisation = 0.8 }
)";
  const auto beds = [&](const char* scenario) {
    const auto made = read(text, tables, scenario);
    REQUIRE_MESSAGE(made, (made ? "" : made.error().detail));
    return std::pair{made->model.services[0].capacity.beds, made->model.services[1].capacity.beds};
  };
  CHECK(beds("by_load") == std::pair{10, 5});
  CHECK(beds("nearest") == std::pair{14, 10});
  CHECK(beds("one") == std::pair{0, 12});
  CHECK(begins(refused(text, tables, "queues"), "load-not-known: Theory can't tell the load of a: "));
  CHECK(begins(refused(changed(units, "beds = 5", "beds = { utilisation = 0 }")), "number-out-of-range"));
  CHECK(begins(refused(changed(units, "beds = 5", "beds = { utilisation = 0.8, usually = 4 }")), "key-not-known"));
  auto made = read(text, tables, "nearest");
  const auto result = engine::run_model(made->model);
  const double share = result->services[0].arrivals->mean / (result->services[0].arrivals->mean + result->services[1].arrivals->mean);
  CHECK(share == doctest::Approx(350.0 / 600).epsilon(.02));
}

TEST_CASE("so many times as many come as the areas say") {
  const auto rate = [](const std::string& text) { return std::get<engine::PoissonArrivals>(read(text)->model.sources[0].process).rate; };
  CHECK(rate(units) == doctest::Approx(600.0 / 365));
  CHECK(rate(changed(units, "from_areas = \"admissions\"", "from_areas = \"admissions\"\nfactor = 0.9")) == doctest::Approx(540.0 / 365));
  CHECK(begins(refused(changed(units, "from_areas = \"admissions\"", "from_areas = \"admissions\"\nfactor = 0")), "number-out-of-range"));
  CHECK(begins(refused(changed(units, "from_areas = \"admissions\"", "at = [1, 2]\nfactor = 2")), "factor-of-no-rate"));
}

TEST_CASE("who is taken in elsewhere because a service is full is counted where they came first") {
  const auto made = read(changed(changed(units, "[{ turn_away = \"out\" }]", "[{ overflow = { nearest = \"units\", with_room = true } }, { turn_away = \"out\" }]"), "beds = 3", "beds = 300"));
  REQUIRE(made);
  const auto result = engine::run_model(made->model);
  REQUIRE(result);
  // Erlang's loss formula of 5 beds under a load of 8, of the 400 a year who come to a.
  const double lost = 400 * 2000.0 / 365 * .4790083;
  CHECK(result->measures[0].whole->mean == doctest::Approx(lost).epsilon(.03));
}

}  // namespace tributary::exchange::flow
