#include "http/board_handlers.hpp"

#include "base/check.hpp"
#include "http/board_document.hpp"
#include "http/board_json.hpp"
#include "http/json.hpp"
#include "services/board_book.hpp"
#include "services/ports/printer.hpp"

namespace tributary::http {

namespace {

Response attachment(std::string type, std::string bytes) {
  Response response{.type = std::move(type), .body = std::move(bytes)};
  response.headers.emplace_back("Content-Disposition", "attachment");
  return response;
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
  write_board(out, *board);
  return reply(200, out);
}

base::Result<Response> get_board_workbook(const Request& request, const services::Context& context) {
  const auto figures = figures_in_query(request);
  if (!figures) return base::fail(figures.error());
  const auto board = services::board_of(context, request.actor(), id_in_path<domain::PlaceId>(request), *figures);
  if (!board) return base::fail(board.error());
  auto bytes = exchange::board_workbook(services::book_of(*board));
  if (!bytes) return base::fail(bytes.error());
  return attachment("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", *std::move(bytes));
}

base::Result<Response> get_board_pdf(const Request& request, const services::Context& context) {
  const auto figures = figures_in_query(request);
  if (!figures) return base::fail(figures.error());
  const auto board = services::board_of(context, request.actor(), id_in_path<domain::PlaceId>(request), *figures);
  if (!board) return base::fail(board.error());
  const auto document = board_document(*board);
  if (!document) return base::fail(document.error());
  base::check(request.printer != nullptr, "a server has a printer, even where that finds no Chromium");
  auto pdf = request.printer->print(*document, board->up_to());
  if (!pdf) return base::fail(pdf.error());
  return attachment("application/pdf", *std::move(pdf));
}

}  // namespace tributary::http
