// What next: what a chart's two icons together ask of those who run the process.
//
//     common cause, fail       The process as it is will miss the target … Change the system; …
//     concern, pass            Find out why it is getting worse … while the target is still met.
//
// Given     the variation and the assurance icon of one chart, as it shows them: none where it shows none
// Gives     one to three plain sentences, the same for the same pair; a suggestion, which knows nothing of the place
// Source    Making Data Count (NHS England), "Making data count: strengthening your decisions": common cause is answered by
//           changing the system, special cause by finding out what happened; the target is judged by the limits, never by one value
// See       sentence.hpp for what the chart says; icons.hpp for how the icons are chosen
#pragma once

#include <string>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

[[nodiscard]] std::string next_step(VariationIcon variation, AssuranceIcon assurance);

}  // namespace tributary::measure
