// Recalculation: may limits start anew? A chart never redraws its limits by itself; a person does, with a reason, and may be offered to.
//
// Idea      limits that follow the data can't show that the data changed. It is offered when four things hold: the shift is
//           sustained, its cause is known (a test of change or an event is linked), it is in the direction that is better or
//           accepted, and it is expected to last
// Source    Anhøj, Mastering SPC Charts in Healthcare, "Common pitfalls"; Making Data Count advises the same
// Promises  an offer and its reasons, in words; nothing is drawn
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

// A run on one side of the centre that is a signal and still goes on at the last point that counts.
struct SustainedShift {
  std::uint32_t first = 0;   // its first point
  std::uint32_t values = 0;  // in it
  bool high = false;
  double mean = 0;  // of its values
};
[[nodiscard]] std::optional<SustainedShift> sustained_shift(const Series& series, const Chart& chart);

struct RecalculationFacts {
  bool sustained_shift = false;
  bool cause_known = false;
  bool desired_or_accepted = false;
  bool expected_to_last = false;
};

struct RecalculationOffer {
  bool offered = false;
  std::vector<std::string> why_not;  // a sentence for each condition that doesn't hold
};
[[nodiscard]] RecalculationOffer offer_recalculation(const RecalculationFacts& facts);

}  // namespace tributary::measure
