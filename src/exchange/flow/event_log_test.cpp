#include "exchange/flow/event_log.hpp"

#include <doctest/doctest.h>

#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr std::string_view two_rooms = R"(
schema = "tributary.flow/1"
name = "two-rooms"
title = "Two rooms in a row, the second of which is small"
time_unit = "hour"
begins_on = 2026-02-27

[arrivals.all]
at = [1, 2]
period = 1000
to = "first"

[services.first]
title = "First room"
beds = 2
stay = 1
next = "second"

[services.second]
beds = 1
stay = 40
when_full = "hold"
next = "out"
)";

}  // namespace

TEST_CASE("a log tells in order what happened to each, and when on the calendar") {
  const auto file = ModelFile::read(two_rooms, "two-rooms.toml");
  REQUIRE_MESSAGE(file, file.error().detail);
  const auto made = file->model(nullptr, [](const std::string& name) -> base::Result<std::string> { return name; });
  REQUIRE_MESSAGE(made, made.error().detail);
  const auto tables = tributary::flow::compile(made->model);
  tributary::flow::Simulation simulation(tables);
  std::string text;
  EventLog log(made->model, [&](const std::string& part) { text += part; });
  simulation.trace([&](const tributary::flow::Happening& each) { log.add(each); });
  simulation.run(1, 0, {.warm_up = 0, .length = 100, .daily_snapshots = false, .until_empty = false});
  log.finish();
  // At 02:00 two things happen: the second comes, whose coming was set first, and the first is done.
  CHECK(text ==
        "case_id,activity,lifecycle,timestamp,resource,class,area\r\n"
        "1,First room,schedule,2026-02-27T01:00:00.000,first,person,\r\n"
        "1,First room,start,2026-02-27T01:00:00.000,first,person,\r\n"
        "2,First room,schedule,2026-02-27T02:00:00.000,first,person,\r\n"
        "2,First room,start,2026-02-27T02:00:00.000,first,person,\r\n"
        "1,First room,complete,2026-02-27T02:00:00.000,first,person,\r\n"
        "1,second,schedule,2026-02-27T02:00:00.000,second,person,\r\n"
        "1,second,start,2026-02-27T02:00:00.000,second,person,\r\n"
        "2,First room,complete,2026-02-27T03:00:00.000,first,person,\r\n"
        "2,second,schedule,2026-02-27T03:00:00.000,second,person,\r\n"
        "2,First room: kept waiting in the bed,complete,2026-02-27T03:00:00.000,first,person,\r\n"
        "1,second,complete,2026-02-28T18:00:00.000,second,person,\r\n"
        "1,out,complete,2026-02-28T18:00:00.000,,person,\r\n"
        "2,second,start,2026-02-28T18:00:00.000,second,person,\r\n"
        "2,second,complete,2026-03-02T10:00:00.000,second,person,\r\n"
        "2,out,complete,2026-03-02T10:00:00.000,,person,\r\n");
}

}  // namespace tributary::exchange::flow
