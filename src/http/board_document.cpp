#include "http/board_document.hpp"

#include "base/embedded_file.hpp"
#include "embedded/report.hpp"
#include "http/board_json.hpp"

namespace tributary::http {

namespace {

// Where the page has its data: web/board.html.
constexpr std::string_view begins = "<script type=\"application/json\" id=\"board\">", ends = "</script>";

// No markup begins within it, whatever a measure says.
void append_within_script(std::string& out, std::string_view json) {
  for (const char one : json) {
    if (one == '<') out += "\\u003c";
    else out += one;
  }
}

}  // namespace

base::Result<std::string> board_document(const services::Board& board) {
  const base::EmbeddedFile* file = base::find_embedded(embedded::report(), "board.html");
  const auto at = file != nullptr ? file->bytes.find(begins) : std::string_view::npos;
  if (at == std::string_view::npos)
    return base::fail({.kind = base::ProblemKind::unavailable, .code = "paper-page-missing", .title = "This program has no page to print",
                       .detail = "It was built without its pages: build it with tools/build, or take the workbook."});
  const std::string_view page = file->bytes;
  const auto from = at + begins.size();
  JsonText json(4096 * (board.measures.size() + 1));
  write_board(json, board);
  std::string out(page.substr(0, from));
  append_within_script(out, json.take());
  out += page.substr(page.find(ends, from));
  return out;
}

}  // namespace tributary::http
