// Public measures: what of a place's published measures is given to whoever isn't signed in, figures as they are released.
//
// Idea      a measure that its owner has published, and hasn't withheld from the public, goes out with its name, definition, unit,
//           target and source; its figures as domain/release gives them, and nothing that was worked out from others
// Totals    measures of one name that count alike are taken to be parts of one another as places are: a project's of its place's, a
//           locality's of its system's, one about an organisation of one about all. Whatever of them is shown, anywhere, is released
//           together, so that the report of a locality and that of its system can't be held against each other
// Strict    where one of them counts people, all of that name do
// See       domain/release.hpp for the method; quality_report.hpp for who reads it
#pragma once

#include <string_view>
#include <vector>

#include "domain/place.hpp"
#include "domain/release.hpp"
#include "engines/measure/cautions.hpp"
#include "services/ports/measure_store.hpp"

namespace tributary::services {

struct PublicMeasure {
  StandingMeasure standing;
  domain::SmallNumbers small = domain::SmallNumbers::people;  // how its figures were treated
  std::vector<domain::Released> figures;                      // by date
};

struct PublicMeasures {
  std::vector<PublicMeasure> measures;  // by name
  int withheld = 0;                     // published, and kept from the public by their owners
  int total = 0;                        // more than `measures` where there are more than were asked for
};

// Those that stand in the place: its own and its projects', of a system those of projects in its localities too. The localities' own
// are in their reports.
[[nodiscard]] PublicMeasures public_measures(Transaction& tx, const domain::Place& place, std::size_t most);

// What is marked on their charts, without the words that its team gave for it.
void leave_out_words(std::vector<domain::Ghost>& ghosts, std::vector<domain::Phase>& phases);

// Says with the gaps of a chart how many of them are suppressed figures.
void tell_suppressed(measure::Appraisal& appraisal, std::size_t suppressed);

// What a star stands for, in words.
inline constexpr std::string_view suppressed_words = "1 to 7, or hidden because it would let such a number be worked out";

// Which of the measures counts these people and others, by name, place and organisation; pure. Each of one name, in order of number.
[[nodiscard]] std::optional<std::size_t> counted_within(const std::vector<const StandingMeasure*>& of_one_name, std::size_t at);

}  // namespace tributary::services
