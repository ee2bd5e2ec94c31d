// Public measures: what of a place's published measures is given to whoever isn't signed in, figures as they are released.
//
// Idea      a measure that its owner has published, and hasn't withheld from the public, goes out with its name, definition, unit,
//           target and source; its figures as domain/release gives them, and nothing that was worked out from others
// Totals    measures of one name that count alike are taken to be parts of one another as places are: a project's of its place's, a
//           locality's of its system's, one about an organisation of one about all; a part of every total that it lies within. The
//           people counted of a share or rate are part of a number of its name. Whatever of them is shown, anywhere, is released
//           together, so that the report of a locality and that of its system can't be held against each other
// Names     that look alike are one (name_as_seen.hpp)
// Strict    where one of them counts people, all of that name do
// Withheld  what an owner withholds is a part whose every figure is hidden, so that no total of it is shown either
// See       domain/release.hpp for the method; quality_report.hpp for who reads it
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/place.hpp"
#include "domain/release.hpp"
#include "engines/measure/cautions.hpp"
#include "services/ports/measure_store.hpp"

namespace tributary::services {

struct Drawing;

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

// As what a measure is released, or would be if it were published: as its owner said, but as people where another of its name in the
// system counts people. `system` is the place itself where it is one.
[[nodiscard]] domain::SmallNumbers released_as(Transaction& tx, domain::PlaceId system, const domain::Measure& measure);

// Targets without the words that were given for them, and who set them. The start of a way is where its measure stood, so of people a
// way is told as the value that it arrives at, from that day on.
void leave_out_words(domain::Measure& measure, domain::SmallNumbers small);
// What is marked on their charts, without the words that its team gave for it.
void leave_out_words(std::vector<domain::Ghost>& ghosts, std::vector<domain::Phase>& phases);

// More than a fifth: what is left may be the bad weeks alone, or the good ones.
[[nodiscard]] bool too_many_hidden(std::size_t hidden, std::size_t figures);
// Its lines and points stay, and nothing of it says whether it changes.
void leave_out_signals(Drawing& drawing);

// Says with the gaps of a chart how many of them are suppressed figures.
void tell_suppressed(measure::Appraisal& appraisal, std::size_t suppressed);

// What a star stands for, in words.
inline constexpr std::string_view suppressed_words = "1 to 7, or hidden because it would let a hidden number be worked out";

// Which of the measures count these people and others, by name, place and organisation; pure. The nearest alone: none of them lies
// within another. Of two in the same standing, which nobody tells apart, the later counts within the earlier.
[[nodiscard]] std::vector<std::size_t> counted_within(const std::vector<const StandingMeasure*>& of_one_name, std::size_t at);

}  // namespace tributary::services
