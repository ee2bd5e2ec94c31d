#include <doctest/doctest.h>

#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

base::Result<FlowModel> replayed(const std::string& keys, const std::string& table, const std::string& begins = "begins_on = 2026-02-27") {
  const auto file = ModelFile::read("schema = \"tributary.flow/1\"\ntime_unit = \"hour\"\nclasses = [\"walks\", \"carried\"]\n" + begins + R"(
[attributes.age]
distribution = "fixed"
value = 1
[arrivals.log]
class = "walks"
to = "ward"
replay = { table = "log", )" + keys + R"( }
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

TEST_CASE("what a log says that can't be is told with its line") {
  const auto told = [](const base::Result<FlowModel>& made) {
    REQUIRE(!made);
    return made.error().code + " " + made.error().detail;
  };
  CHECK(told(replayed("time = \"when\"", "when\nyesterday\n")).find("time-wanted log:2: \"yesterday\"") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n2026-02-27T24:00:00\n")).find("time-wanted") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n2026-02-27T09:30:00 GMT\n")).find("time-wanted") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n2026-02-27T09:30:00\n", "")).find("begin-missing Say begins_on = ") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n2026-02-26T09:30:00\n")).find("times-not-in-order") == 0);
  CHECK(told(replayed("time = \"when\"", "when\n5\n4\n")).find("times-not-in-order") == 0);
  CHECK(told(replayed("time = \"when\", case = \"whose\"", "when,id\n5,a\n")).find("whose") != std::string::npos);
}

}  // namespace tributary::exchange::flow
