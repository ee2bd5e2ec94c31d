// A board as JSON: for the answer that has it, and for the page that is printed from it.
#pragma once

#include "http/json_text.hpp"
#include "services/board.hpp"

namespace tributary::http {

void write_board(JsonText& out, const services::Board& board);

}  // namespace tributary::http
