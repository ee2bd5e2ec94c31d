// A board as one HTML file that draws itself: the page that web/ builds for paper, with the board as JSON within.
//
// Promises  nothing is in it but what the board holds, and it asks nobody for anything; no text of the board is taken for markup. The same
//           board gives the same bytes
// See       web/src/paper (the page), services/ports/printer.hpp (what makes a PDF of it)
#pragma once

#include <string>

#include "base/result.hpp"
#include "services/board.hpp"

namespace tributary::http {

// Fails with "paper-page-missing" where the program was built without its pages.
[[nodiscard]] base::Result<std::string> board_document(const services::Board& board);

}  // namespace tributary::http
