// What a draw is for. What a model names has bits of its own, from its name (the rows' `draws`), to which what is drawn of a
// service is added; visits after the first are told apart above bit 40.
#pragma once

#include <cstdint>

#include "engines/random/draws.hpp"

namespace tributary::flow::purpose {

inline constexpr random::Bits gap = 1, person_class = 2, segment = 3, area = 4, no_show = 5, lateness = 6;
enum OfService : random::Bits { stay = 0, transition, patience, poll, redrawn, rest };
inline constexpr random::Bits visit = random::Bits{1} << 40;

}  // namespace tributary::flow::purpose
