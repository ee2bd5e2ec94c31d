// Teams that give visits, as a file says them.
#include <doctest/doctest.h>

#include "engines/flow/check.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

namespace engine = tributary::flow;

base::Result<ModelFile> file_of(const std::string& team, const std::string& more = "") {
  return ModelFile::read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\nbegins_on = 2026-01-05\nclasses = [\"a\", \"b\"]\n[arrivals.all]\nclass = { a = 0.5, b = 0.5 }\nrate = 1\nto = \"team\"\n"
                         "[services.team]\nkind = \"team\"\nnext = \"out\"\n" + team + more,
                         "team.toml");
}

base::Result<FlowModel> model_of(const std::string& team, const std::string& more = "") {
  const auto file = file_of(team, more);
  REQUIRE(file);
  return file->model(file->scenarios().empty() ? nullptr : &file->scenarios().front(), [](const std::string& table) -> base::Result<std::string> { return table; });
}

// What is wrong, and that it is told with its line.
std::string refused(const std::string& team, const std::string& more = "") {
  const auto made = model_of(team, more);
  REQUIRE_FALSE(made);
  CHECK(made.error().where.find("team.toml:") == 0);
  return made.error().code;
}

const engine::Visits& visits_of(const base::Result<FlowModel>& made) {
  REQUIRE(made);
  REQUIRE(engine::check_model(made->model));
  REQUIRE(made->model.services[0].visits);
  return *made->model.services[0].visits;
}

}  // namespace

TEST_CASE("a team's visits are read with their week, days, hours and dates, and a course for each class") {
  const auto weekly = model_of("visits = 40\nper = \"week\"\ndays = [\"Monday\", \"Thursday\"]\nneeds = [{ class = \"a\", distribution = \"gamma\", mean = 6, sd = 3 }, { distribution = \"fixed\", value = 2.5 }]\nevery = \"2 weeks\"\nmissed = 0.08\ncaseload = 30\n");
  const engine::Visits& visits = visits_of(weekly);
  CHECK(visits.weekly);
  CHECK(visits.slots.beds == 40);
  CHECK(visits.missed == .08);
  CHECK(visits.weekdays == 0b1001);
  CHECK(visits.caseload);
  CHECK(weekly->model.services[0].capacity.beds == 30);
  REQUIRE(visits.needs.size() == 2);
  CHECK(moments(visits.needs[0].length).mean == doctest::Approx(6));
  CHECK(moments(visits.gaps[0].length).mean == 14);
  const auto by_hours = model_of("visits = { usually = 3, from = [{ at = 2026-02-05, visits = 5 }], hours = [{ days = \"Friday\", from = 9, to = 12, visits = 4 }] }\n");
  const engine::Visits& hours = visits_of(by_hours);
  CHECK_FALSE(hours.caseload);
  CHECK_FALSE(by_hours->model.services[0].limits_people());
  CHECK(hours.slots.steps[0].from == 31);
  CHECK(hours.slots.hours[0].beds == 4);
  CHECK(moments(hours.needs[0].length).mean == 1);  // nothing said: one visit each
  CHECK(visits_of(model_of("visits = { about = 8, sd = 1 }\nneeds = { about = 4, sd = 0.5 }\nevery = 7\n")).slots.beds == 8);
}

TEST_CASE("slips in a team's visits are told with their line") {
  CHECK(refused("visits = 4\nneeds = 6\n") == "every-missing");
  CHECK(refused("visits = 4\nneeds = \"6 weeks\"\nevery = 7\n") == "number-wanted");
  CHECK(refused("visits = 4\nneeds = { distribution = \"fixed\", value = \"3 weeks\" }\nevery = 7\n") == "number-wanted");
  CHECK(refused("visits = 4\nneeds = { distribution = \"exponential\", mean = 3, unit = \"week\" }\nevery = 7\n") == "number-wanted");
  CHECK(refused("visits = 4\nneeds = -2\nevery = 7\n") == "number-out-of-range");
  CHECK(refused("visits = -4\n") == "number-out-of-range");
  CHECK(refused("visits = 4.5\n") == "number-not-whole");
  CHECK(refused("visits = 4\nper = \"month\"\n") == "per-not-known");
  CHECK(refused("visits = { hours = [{ from = 9, to = 12, visits = 4 }] }\nper = \"week\"\n") == "per-with-hours");
  CHECK(refused("visits = { hours = [{ from = 20, to = 6, visits = 4 }] }\n") == "session-over-midnight");
  CHECK(refused("visits = { usually = 4, beds = 3 }\n") == "key-not-known");
  CHECK(refused("visits = 4\ndays = \"Mondays\"\n") == "day-not-known");
  CHECK(refused("visits = 4\nneeds = [{ class = \"a\", distribution = \"fixed\", value = 3 }]\nevery = 7\n") == "case-missing");
  CHECK(refused("visits = 4\nneeds = []\nevery = 7\n") == "list-wanted");
  CHECK(refused("caseload = 4\nstay = 3\nneeds = 3\n") == "visits-missing");
  CHECK(refused("visits = 4\nmissed = 0.1\n") == "every-missing");
  CHECK(refused("visits = 4\nneeds = 3\nevery = 7\nmissed = 1\n") == "number-out-of-range");
  CHECK(refused("stay = 3\n") == "capacity-missing");
}

TEST_CASE("what a team that gives visits can't have is refused, and so is a measure of both visits and beds") {
  const auto refused_by_check = [](const std::string& team, const std::string& more = "") {
    const auto made = model_of(team, more);
    REQUIRE(made);
    const auto checked = engine::check_model(made->model);
    REQUIRE_FALSE(checked);
    CHECK_FALSE(checked.error().detail.empty());
    return checked.error().code;
  };
  CHECK(refused_by_check("visits = 0\n") == "never-any-visits");
  CHECK(refused_by_check("visits = 4\nneeds = 0.2\nevery = 7\n") == "needs-too-few");
  CHECK(refused_by_check("visits = 4\nneeds = 1e6\nevery = 7\n") == "needs-too-many");
  CHECK(refused_by_check("visits = 4\nneeds = 2\nevery = 0\n") == "gap-too-short");
  CHECK(refused_by_check("visits = 4\nstay = 7\n") == "not-with-visits");
  CHECK(refused_by_check("visits = 4\ntransition = 7\n") == "not-with-visits");
  CHECK(refused_by_check("visits = 4\npool = \"beds\"\n", "[pools.beds]\nbeds = 3\n") == "not-with-visits");
  CHECK(refused_by_check("visits = 4\ncaseload = 0\n") == "never-any-beds");
  CHECK(refused_by_check("visits = 4\ncaseload = 5\nstart = { occupied = 6 }\n") == "start-too-full");
  CHECK(refused_by_check("visits = 4\n", "[services.ward]\nbeds = 3\nstay = 2\nnext = \"out\"\nstart = { queue = 1 }\n[measures.share]\nquantity = \"occupancy_share\"\n") == "share-of-both");
  const auto of_ward = [&](const char* quantity) {
    return refused_by_check("visits = 4\n", "[services.ward]\nbeds = 3\nstay = 2\nnext = \"out\"\nstart = { queue = 1 }\n[measures.given]\nof = \"ward\"\nquantity = \"" + std::string(quantity) + "\"\n");
  };
  CHECK(of_ward("visits") == "visits-missing");
  CHECK(of_ward("visit_delay") == "visits-missing");
}

TEST_CASE("at a date visits and needs may change, the days and hours may not") {
  const std::string team = "visits = { usually = 4, hours = [{ days = \"Friday\", from = 9, to = 12, visits = 2 }] }\nneeds = 5\nevery = 7\n";
  const auto fine = model_of(team, "[scenarios.more]\nat = 2026-03-01\nuptake = 0.5\n[scenarios.more.set]\n\"services.team.visits.usually\" = 9\n\"services.team.visits.hours.0.visits\" = 6\n\"services.team.needs\" = 4\n");
  REQUIRE(fine);
  CHECK(engine::check_model(fine->model));
  CHECK(fine->model.versions[0].services[0].visits->slots.hours[0].beds == 6);
  for (const char* change : {"\"services.team.visits.hours.0.to\" = 13", "\"services.team.days\" = \"weekend\"", "\"services.team.caseload\" = 20"}) {
    CHECK(refused(team, std::string("[scenarios.more]\nat = 2026-03-01\n[scenarios.more.set]\n") + change + "\n") == "not-at-a-date");
  }
}

}  // namespace tributary::exchange::flow
