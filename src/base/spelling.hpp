// How many slips of the hand lie between two words.
#pragma once

#include <string_view>

namespace tributary::base {

// Letters left out, put in, taken for another, or swapped with their neighbour (optimal string alignment), counted in bytes: the words
// of an index are in lower case and without accents. `most` + 1 where there are more than `most`.
[[nodiscard]] int slips_between(std::string_view one, std::string_view other, int most);

}  // namespace tributary::base
