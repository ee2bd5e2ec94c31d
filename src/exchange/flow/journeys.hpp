// Journeys: who came and how long they stayed where, from an event log or a list of stays.
//
// Idea      three shapes of file say this: an event log (a row for each thing that happened: case, activity, time), a list of stays with
//           when each began and ended, and a list of lengths of stay alone. All become journeys: a coming, and visits one after another
// Method    columns are found by their names unless told (journey_columns.hpp). In an event log a case is one visit, from its first to its
//           last event; or, where `lifecycle` says start and complete, a visit from each start to its complete; or, with `services`, a
//           visit from each event of one of these activities until the next of them, or of `until`. "Admission*" is all that begin so
// Absent    NA, NULL, - and empty cells are absences where a time or number is wanted, counted and never a value. Of a case or a class
//           they are a name, if one is written
// Open      a visit without an end is going on when the file ends, unless that would make it longer than any that ended: its end is then
//           missing, and it says nothing of how long visits last
// Fails     "log-columns-unknown", "column-absent", "column-ambiguous", "nothing-to-fit", "activity-absent", and as read_cells
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tributary::exchange::flow {

// Columns by name, or "#C"; empty: found by the names that such columns have.
struct JourneyColumns {
  std::string case_id, time, activity, lifecycle, stay, start, end, by;
  std::string unit;                        // of `stay`: minutes, hours, days, weeks; empty: by the column's name, else days
  std::vector<std::string> services, until;  // activities of an event log
};

struct Visit {
  enum class State : std::uint8_t { ended, going_on, unknown };
  std::uint32_t service = 0;
  double begins = 0;  // days since 1970; 0 where the file says no dates
  double stay = 0;    // days, or so many at least
  State state = State::ended;
};

struct Journey {
  std::optional<double> came;  // days since 1970
  std::uint32_t cls = 0;
  std::vector<Visit> visits;   // in order of time
};

// What was not taken, how often, and where that was first.
struct LeftOut {
  std::string what, first;
  std::size_t count = 0;
};

struct Journeys {
  enum class Kind : std::uint8_t { events, spells, lengths };
  Kind kind = Kind::events;
  std::vector<std::string> classes, services;  // as the file calls them; one class where there is no `by`
  std::vector<Journey> journeys;
  bool clock = false;                          // times of day are known
  double grid = 0;                             // stays are whole multiples of so many days; 0: as exact as the file's clock
  double ends = 0;                             // the last moment in the file
  std::size_t rows = 0;
  std::vector<std::string> read_as;            // "case_id is the case", …
  std::vector<std::string> notes;              // what a reader should know of what was read
  std::vector<LeftOut> left_out;

  void leave_out(const std::string& what, const std::string& where);
};

[[nodiscard]] base::Result<Journeys> read_journeys(std::string_view bytes, const std::string& name, const JourneyColumns& columns);

}  // namespace tributary::exchange::flow
