// Block: the first bits of the streams of people who come one after another, all at once.
//
// Idea      what takes two rounds of mixing for a person is eight people's where the processor multiplies eight words at once
// Promises  the same bits as by Stream, on any machine
#pragma once

#include <array>
#include <cstddef>

#include "engines/random/draws.hpp"

namespace tributary::random {

inline constexpr std::size_t block_size = 64;
using Block = std::array<Bits, block_size>;

// person_key(source, first + i).
void person_keys(Bits source, Bits first, Block& keys);

// Stream(keys[i], purpose).next().
void first_bits(const Block& keys, Bits purpose, Block& bits);

}  // namespace tributary::random
