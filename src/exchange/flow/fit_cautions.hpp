// What a reader of a fit should know before trusting it, a sentence each. For fit_journeys.cpp.
#pragma once

#include "exchange/flow/fit_journeys.hpp"

namespace tributary::exchange::flow {

void caution_arrivals(FlowFit& fit);
void caution_stays(FlowFit& fit);
// Of cases that are one stay each: those that came so late that it may not have ended when the log did.
void caution_late_cases(FlowFit& fit, const Journeys& journeys);

// How long a law fills a service that was empty, at most, in days: a tail beyond is a caution.
inline constexpr double longest_filling = 3'650;

[[nodiscard]] std::string short_figure(double value);  // three figures
[[nodiscard]] std::string p_in_words(double p);        // "p < .001", "p = .03"

}  // namespace tributary::exchange::flow
