#include "engines/random/block.hpp"

#include <doctest/doctest.h>

namespace tributary::random {

TEST_CASE("a block holds the first bits that the streams of its people begin with") {
  const Bits source = source_key(replication_key(3, 1), name_key("source"));
  Block keys, bits;
  person_keys(source, 1'000, keys);
  first_bits(keys, 7, bits);
  for (std::size_t i = 0; i < block_size; ++i) {
    CAPTURE(i);
    CHECK(keys[i] == person_key(source, 1'000 + i));
    CHECK(bits[i] == Stream(person_key(source, 1'000 + i), 7).next());
  }
}

}  // namespace tributary::random
