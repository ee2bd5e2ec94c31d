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

}  // namespace

base::Result<Response> get_board(const Request& request, const services::Context& context) {
  const auto board = services::board_of(context, request.actor(), id_in_path<domain::PlaceId>(request));
  if (!board) return base::fail(board.error());
  JsonText out(4096 * (board->measures.size() + 1));
  write_board(out, *board);
  return reply(200, out);
}

base::Result<Response> get_board_workbook(const Request& request, const services::Context& context) {
  const auto board = services::board_of(context, request.actor(), id_in_path<domain::PlaceId>(request));
  if (!board) return base::fail(board.error());
  auto bytes = exchange::board_workbook(services::book_of(*board));
  if (!bytes) return base::fail(bytes.error());
  return attachment("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", *std::move(bytes));
}

base::Result<Response> get_board_pdf(const Request& request, const services::Context& context) {
  const auto board = services::board_of(context, request.actor(), id_in_path<domain::PlaceId>(request));
  if (!board) return base::fail(board.error());
  const auto document = board_document(*board);
  if (!document) return base::fail(document.error());
  base::check(request.printer != nullptr, "a server has a printer, even where that finds no Chromium");
  auto pdf = request.printer->print(*document, board->up_to());
  if (!pdf) return base::fail(pdf.error());
  return attachment("application/pdf", *std::move(pdf));
}

}  // namespace tributary::http
