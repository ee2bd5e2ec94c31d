// A board in the words and numbers that its workbook holds.
#pragma once

#include "exchange/board_workbook.hpp"
#include "services/board.hpp"

namespace tributary::services {

[[nodiscard]] exchange::BoardBook book_of(const Board& board);

}  // namespace tributary::services
