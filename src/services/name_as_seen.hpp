// Names that look alike are one name: a reader can't tell them apart, whatever they are written with.
//
// Method    case folded and in the compatible form, without what nobody sees (NFKC_Casefold, Unicode 15, 3.13); then the skeleton of
//           confusable letters (UTS #39, section 4), by ICU; any white space as one space, none at the ends
// Limits    it takes for one what only a careful eye tells apart ("rn" and "m"); then figures are held against each other that needn't be
#pragma once

#include <string>
#include <string_view>

namespace tributary::services {

// The same for names that look alike; for nobody to read.
[[nodiscard]] std::string name_as_seen(std::string_view name);

}  // namespace tributary::services
