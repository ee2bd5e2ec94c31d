// Two columns of counts that are one share: how many of how many.
//
// Idea      "Month, Seen, Total" is asked about as seen out of total; as two counts it says little
// Method    the columns are called numerator and denominator; or both are counts and the one is in no row above the other (and in
//           some row below it; a row that is above among many below is a slip, refused when it is read). It is plain where the words say which is the whole: "total", "eligible", "attendances" beside a
//           "seen", "seen" beside a "seen in time". Bed days, hours and money are no whole of anything, so that falls stay falls
// Promises  symmetric in the order of the columns; where the figures don't tell part from whole, none
#pragma once

#include <optional>
#include <string>

#include "exchange/sheet_look.hpp"

namespace tributary::exchange {

struct Share {
  std::uint32_t part = 0;   // columns of the table
  std::uint32_t whole = 0;
  bool plain = false;  // the words say so too; else it is only as likely as two measures
};

// By what a column is called: bed days, hours and money are no whole of anything.
[[nodiscard]] bool may_be_whole(const std::string& title);

[[nodiscard]] std::optional<Share> share_of(const Table& table, const std::vector<std::uint32_t>& rows, const ColumnLook& one,
                                            const ColumnLook& other);

}  // namespace tributary::exchange
