// A replication that is kept as bytes is had again exactly, and a run that has some of them goes on as if it had done them.
#include "exchange/flow/replication_bytes.hpp"

#include <map>

#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

namespace {

const std::string ward = R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.people]
rate = 2
to = "ward"
[services.ward]
beds = 12
stay = { distribution = "exponential", mean = 5 }
next = "out"
when_full = [{ divert = "away" }]
[services.away]
kind = "unlimited"
stay = { distribution = "exponential", mean = 5 }
next = "out"
[measures.wait]
quantity = "wait"
of = "ward"
[measures.placed]
quantity = "out_of_area"
of = "ward"
period = 10
[run]
length = 50
replications = 8
)";

}  // namespace

TEST_CASE("flow: a replication comes back from its bytes as it was, and bytes that were cut or altered are refused") {
  const auto result = ran(ward);
  for (const auto& each : result.replications) {
    const auto bytes = bytes_of(each);
    const auto back = replication_in(bytes);
    REQUIRE(back);
    CHECK(bytes_of(*back) == bytes);
    CHECK(back->services[0].occupied == each.services[0].occupied);
    CHECK(back->services[0].wait == each.services[0].wait);
    CHECK(back->measures == each.measures);
    CHECK(back->time_in_system == each.time_in_system);
    CHECK(back->trend == each.trend);
  }
  auto bytes = bytes_of(result.replications[0]);
  for (std::size_t length = 0; length < bytes.size(); length += 7) CHECK_FALSE(replication_in(std::span(bytes).first(length)));
  bytes[1] ^= 0xff;
  CHECK(replication_in(bytes).error().code == "replication-unreadable");
}

TEST_CASE("flow: a run that has some of its replications from before does only the others, and says the same") {
  const auto model = typed(ward);
  std::map<std::size_t, std::vector<std::uint8_t>> kept;
  engine::Control keeping;
  keeping.keep = [&](std::size_t at, const engine::Replication& replication) { kept[at] = bytes_of(replication); };
  const auto whole = engine::run_model(model, keeping);
  CHECK(kept.size() == 8);
  kept.erase(2), kept.erase(7);
  std::vector<std::size_t> again;
  engine::Control resuming;
  resuming.threads = 1;
  resuming.known = [&](std::size_t at) { return kept.contains(at) ? std::optional(*replication_in(kept[at])) : std::nullopt; };
  resuming.keep = [&](std::size_t at, const engine::Replication&) { again.push_back(at); };
  const auto resumed = engine::run_model(model, resuming);
  REQUIRE(resumed);
  CHECK(again == std::vector<std::size_t>{2, 7});
  CHECK(resumed->measures[0].whole->mean == whole->measures[0].whole->mean);
  CHECK(resumed->measures[1].periods[3]->half_width == whole->measures[1].periods[3]->half_width);
  CHECK(resumed->people == whole->people);
}

}  // namespace tributary::exchange::flow
