#include <doctest/doctest.h>

#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

base::Result<FlowModel> replayed(const std::string& keys, const std::string& table, const std::string& begins = "begins_on = 2026-02-27") {
  const bool says_class = keys.find("class = ") != std::string::npos;
  const auto file = ModelFile::read("schema = \"tributary.flow/1\"\ntime_unit = \"hour\"\nclasses = [\"walks\", \"carried\", \"never\"]\n" + begins + R"(
[attributes.urgent]
levels = { soon = 0.5, now = 0.5 }
[attributes.age]
distribution = "fixed"
value = 1
[arrivals.log]
to = "ward"
replay = { table = "log", )" + keys + R"( }
)" + (says_class ? "" : "class = \"walks\"") + R"(
[services.ward]
kind = "unlimited"
stay = 1
next = "out"
)",
                                    "model.toml");
  REQUIRE(file);
  return file->model(nullptr, [&](const std::string&) -> base::Result<std::string> { return table; });
}

const engine::ReplayedArrivals& comings_of(const base::Result<FlowModel>& made) {
  REQUIRE_MESSAGE(made, made.error().detail);
  return std::get<engine::ReplayedArrivals>(made->model.sources[0].process);
}

}  // namespace

TEST_CASE("a log of everything that happened brings each case at its first event, with what stands there, in whatever order") {
  const auto made = replayed("time = \"when\", case = \"id\", class = \"how\", attributes = [\"age\"]",
                             "id,when,how,age\nNA,2026-02-27T03:30:00,walks,80\nb,2026-02-28 01:00,carried,50\nNA,2026-02-27T02:00:00.500Z,carried,81\nb,2026-03-01,walks,51\n");
  const auto& log = comings_of(made);
  REQUIRE(log.at.size() == 2);
  CHECK(log.at[0] == doctest::Approx(2 + .5 / 3600));
  CHECK(log.at[1] == 25);
  CHECK(log.classes[0].value == 1);
  CHECK(log.classes[1].value == 1);
  CHECK(log.values == std::vector<double>{81, 50});
}

TEST_CASE("a log of comings has a person a row, with times as numbers or as moments") {
  CHECK(comings_of(replayed("unit = \"day\"", "time\n0.5\n0.5\n2\n", "")).at == std::vector<double>{12, 12, 48});
  CHECK(comings_of(replayed("time = \"when\"", "when\n2026-02-27T09:30:00+01:00\n2026-02-28T09:30\n")).at == std::vector<double>{9.5, 33.5});
}

TEST_CASE("rows of a log may stand in any order, and without begins_on its first moment is time 0") {
  const auto made = replayed("time = \"when\", class = \"how\", attributes = [\"urgent\"]", "when,how,urgent\n2026-03-28 09:00,carried,now\n2026-03-28 06:00,walks,soon\n2026-03-28 06:30,carried,now\n", "");
  const auto& log = comings_of(made);
  CHECK(log.at == std::vector<double>{0, 0.5, 3});
  CHECK(log.values == std::vector<double>{0, 1, 1});
  // The log says the classes, and how often: none that nobody is of.
  const auto& source = made->model.sources[0];
  REQUIRE(source.classes.size() == 2);
  CHECK(source.classes[1].value == 1);
  CHECK(source.class_weights[1] == doctest::Approx(2.0 / 3));
}

TEST_CASE("what a log says that can't be is told with its line") {
  const auto told = [](const base::Result<FlowModel>& made) {
    REQUIRE(!made);
    return made.error().code + " " + made.error().detail;
  };
  CHECK(told(replayed("time = \"when\"", "when\nyesterday\n")).find("time-wanted log:2: \"yesterday\"") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n2026-02-27T24:00:00\n")).find("time-wanted") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n2026-02-27T09:30:00 GMT\n")).find("time-wanted") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n2026-02-27T09:30:00\n2026-02-26T09:30:00\n")) == "time-before-begin log:3: \"2026-02-26T09:30:00\" under when.");
  CHECK(told(replayed("time = \"when\"", "when\n5\n-4\n")).find("time-before-begin log:3") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n5\n2026-02-27T09:30:00\n")).find("time-wanted log:3") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n2026-02-27T09:30:00\n5\n")).find("time-wanted log:3") == 0);
  CHECK(told(replayed("attributes = [\"urgent\"]", "time,urgent\n5,later\n")) == "level-not-known log:2: \"later\" under urgent.");
  CHECK(told(replayed("attributes = [\"hurry\"]", "time,hurry\n5,now\n")).find("hurry") != std::string::npos);
  CHECK(told(replayed("class = \"how\"", "time,how\n5,flies\n")) == "name-not-known log:2: \"flies\" under how.");
  CHECK(told(replayed("time = \"when\", case = \"whose\"", "when,id\n5,a\n")).find("whose") != std::string::npos);
}

}  // namespace tributary::exchange::flow
