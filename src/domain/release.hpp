// Release: what the public is given of several measures together, of which one counts what others count in part.
//
// Idea      a total and its parts are one sum: who has all but one figure of it has that one. So a total is shown for a week, month
//           or quarter only where each of its parts is, and where what it has beyond them is nobody or more than 7; else it is
//           suppressed as a figure of 1 to 7 is, and looks the same
// Promises  whoever keeps everything that was ever shown finds each number from 1 to 7 still possible for each count that is one.
//           release_test.cpp tries every small world, and many large ones, with revisions
// Revised   figures that were shown are remembered. In a period that was revised, or whose part was published after the total
//           stood, the total and its parts are shown all or none: all where no mixture of what was ever said leaves 1 to 7
// Crossed   a part of two totals, of which neither is part of the other, joins their sums. All measures that hang together with it
//           are then shown for a period or none: all only where each was said once and each residue (what a measure counts beyond the
//           residues of its parts) is nobody or more than 7. Every count that follows from such figures is a sum of residues, so
//           none is few; and where all are suppressed, a few that were another few would leave them so
// Given     which measure is part of which: services/public_measures.hpp. A part of a part is known through it. A total of another
//           rhythm than its part can't be held against it period by period; both are suppressed throughout
// See       small_numbers.hpp for one measure; docs/decisions/0013 for why, and for what this can't promise
#pragma once

#include <span>
#include <vector>

#include "domain/small_numbers.hpp"

namespace tributary::domain {

struct ReleasedMeasure {
  Measure measure;
  SmallNumbers small = SmallNumbers::people;
  std::vector<Observation> current;   // by date
  std::vector<Said> ever;             // by date, what came first first; withdrawn and undone ones too
  std::vector<std::size_t> within;    // which of the measures count these people and others, the nearest; never itself, nor in a circle
  std::vector<Released> figures;      // one for each of `current`: what comes out
};

// Fills the figures of each. Those that count in no other, and in which no other counts, come out as `released` has them.
void release(std::span<ReleasedMeasure> measures);

}  // namespace tributary::domain
