#include "http/board_handlers.hpp"

#include "http/drawing_json.hpp"
#include "http/json.hpp"
#include "http/measure_json.hpp"
#include "services/board_book.hpp"

namespace tributary::http {

namespace {

void write_on_board(JsonText& out, const services::BoardMeasure& each) {
  out.object();
  out.key("measure");
  write_measure(out, each.measure);
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
  out.text("next_step", each.next_step);
  out.end('}');
}

base::Result<services::Figures> figures_in_query(const Request& request) {
  const auto asked = request.query.find("figures");
  if (asked == request.query.end() || asked->second == "exact") return services::Figures::exact;
  if (asked->second == "released") return services::Figures::released;
  return base::fail({.kind = base::ProblemKind::malformed, .code = "query-unreadable", .title = "The address can't be read",
                     .detail = "figures is exact, or released for papers that are published.", .field = "figures"});
}

}  // namespace

base::Result<Response> get_board(const Request& request, const services::Context& context) {
  const auto figures = figures_in_query(request);
  if (!figures) return base::fail(figures.error());
  const auto board = services::board_of(context, request.actor(), id_in_path<domain::PlaceId>(request), *figures);
  if (!board) return base::fail(board.error());
  JsonText out(4096 * (board->measures.size() + 1));
  out.object();
  out.whole("place_id", board->place.id.value);
  out.text("place_name", board->place.name);
  out.key("measures");
  out.array();
  for (const services::BoardMeasure& each : board->measures) write_on_board(out, each);
  out.end(']');
  out.whole("total", board->total);
  out.end('}');
  return reply(200, out);
}

base::Result<Response> get_board_workbook(const Request& request, const services::Context& context) {
  const auto figures = figures_in_query(request);
  if (!figures) return base::fail(figures.error());
  const auto board = services::board_of(context, request.actor(), id_in_path<domain::PlaceId>(request), *figures);
  if (!board) return base::fail(board.error());
  auto bytes = exchange::board_workbook(services::book_of(*board));
  if (!bytes) return base::fail(bytes.error());
  Response response{.type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .body = *std::move(bytes)};
  response.headers.emplace_back("Content-Disposition", "attachment");
  return response;
}

}  // namespace tributary::http
