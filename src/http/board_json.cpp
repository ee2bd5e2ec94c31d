#include "http/board_json.hpp"

#include <algorithm>
#include <optional>

#include "http/drawing_json.hpp"
#include "http/measure_json.hpp"

namespace tributary::http {

namespace {

void write_on_board(JsonText& out, const services::BoardMeasure& each, base::Date today) {
  out.object();
  out.key("measure");
  write_measure(out, each.measure, today);
  out.text("home", each.home);
  out.key("last");
  if (const domain::Observation* last = each.last()) {
    out.object();
    out.date("on", last->on);
    out.number("value", last->value);
    out.end('}');
  } else {
    out.null();
  }
  out.key("drawing");
  each.drawing ? write_drawing(out, each.measure.measure, each.observations, each.ghosts, each.phases, *each.drawing) : out.null();
  out.key("suppressed");
  out.array();
  for (const std::size_t point : each.suppressed) out.whole(static_cast<std::int64_t>(point));
  out.end(']');
  out.text("next_step", each.next_step);
  out.end('}');
}

}  // namespace

void write_board(JsonText& out, const services::Board& board) {
  out.object();
  out.whole("place_id", board.place.id.value);
  out.text("place_name", board.place.name);
  out.date("up_to", std::ranges::any_of(board.measures, [](const auto& each) { return !each.observations.empty(); }) ? std::optional(board.up_to()) : std::nullopt);
  out.key("measures");
  out.array();
  for (const services::BoardMeasure& each : board.measures) write_on_board(out, each, board.today);
  out.end(']');
  out.whole("total", board.total);
  out.end('}');
}

}  // namespace tributary::http
