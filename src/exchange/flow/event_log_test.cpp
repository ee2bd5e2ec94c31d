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

constexpr std::string_view far_away = R"(
schema = "tributary.flow/1"
name = "far-away"
time_unit = "hour"
begins_on = 2026-02-27

[arrivals.all]
at = [1, 2]
period = 1000
to = "ward"

[services.ward]
beds = 1
stay = 4
when_full = { divert = "away", repatriate = true }
next = "out"

[services.away]
kind = "unlimited"
stay = 1
next = "out"
)";

// What happens in the first hundred hours.
std::string log_of(std::string_view model) {
  const auto file = ModelFile::read(model, "model.toml");
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
  return text;
}

}  // namespace

TEST_CASE("a log tells in order what happened to each, and when on the calendar") {
  // At 02:00 two things happen: the second comes, whose coming was set first, and the first is done.
  CHECK(log_of(two_rooms) ==
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

TEST_CASE("who is brought back from out of area ends there before they begin here, and stays no longer for it") {
  CHECK(log_of(far_away) ==
        "case_id,activity,lifecycle,timestamp,resource,class,area\r\n"
        "1,ward,schedule,2026-02-27T01:00:00.000,ward,person,\r\n"
        "1,ward,start,2026-02-27T01:00:00.000,ward,person,\r\n"
        "2,ward,schedule,2026-02-27T02:00:00.000,ward,person,\r\n"
        "2,away: placed out of area,complete,2026-02-27T02:00:00.000,away,person,\r\n"
        "2,away,start,2026-02-27T02:00:00.000,away,person,\r\n"
        "1,ward,complete,2026-02-27T05:00:00.000,ward,person,\r\n"
        "1,out,complete,2026-02-27T05:00:00.000,,person,\r\n"
        "2,away,complete,2026-02-27T05:00:00.000,away,person,\r\n"
        "2,ward: brought back,complete,2026-02-27T05:00:00.000,ward,person,\r\n"
        "2,ward,start,2026-02-27T05:00:00.000,ward,person,\r\n"
        "2,ward,complete,2026-02-27T06:00:00.000,ward,person,\r\n"
        "2,out,complete,2026-02-27T06:00:00.000,,person,\r\n");
}

}  // namespace tributary::exchange::flow
