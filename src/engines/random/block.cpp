#include "engines/random/block.hpp"

// Compiled twice, once for processors with AVX-512, and chosen when the program starts. GCC looks for such loops at O3 alone.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define TRIBUTARY_EIGHT_AT_ONCE [[gnu::target_clones("default", "arch=x86-64-v4"), gnu::optimize("O3")]]
#else
#define TRIBUTARY_EIGHT_AT_ONCE
#endif

namespace tributary::random {

TRIBUTARY_EIGHT_AT_ONCE void person_keys(Bits source, Bits first, Block& keys) {
  for (std::size_t i = 0; i < block_size; ++i) keys[i] = person_key(source, first + i);
}

TRIBUTARY_EIGHT_AT_ONCE void first_bits(const Block& keys, Bits purpose, Block& bits) {
  for (std::size_t i = 0; i < block_size; ++i) bits[i] = Stream(keys[i], purpose).next();
}

}  // namespace tributary::random
