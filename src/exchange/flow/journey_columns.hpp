// Which columns of a file say what, by the names that people and systems give them. For journeys.cpp.
#pragma once

#include <optional>

#include "exchange/cells.hpp"
#include "exchange/flow/journeys.hpp"

namespace tributary::exchange::flow {

struct FoundColumns {
  using Column = std::optional<std::uint32_t>;
  Journeys::Kind kind = Journeys::Kind::events;
  Column case_id, time, activity, lifecycle, stay, start, end, by;
  double stay_unit = 1;              // in days
  std::vector<std::string> read_as;  // which column was taken for what
};

// By the first row. Fails with "log-columns-unknown" where that isn't enough for any kind of file, and with "column-absent",
// "column-ambiguous" and "unit-not-known" of what is asked for by name.
[[nodiscard]] base::Result<FoundColumns> find_journey_columns(const Table& table, const std::string& name, const JourneyColumns& asked);

}  // namespace tributary::exchange::flow
