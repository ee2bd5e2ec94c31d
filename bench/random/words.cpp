// random_words ORDER [SEED]: the generator's words for a statistical battery, 64 bits each, on standard output until nobody reads on.
//
// Idea      a keyed generator has no order of its own: what must look random are its words in each of the orders in which a run
//           takes or compares them
// See       tools/battery; docs/guide/explanation/draws-that-belong.md says what came out
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "engines/random/draws.hpp"

namespace {

using namespace tributary::random;

constexpr Bits purpose = 1;

template <class Word>
int pour(Word word) {
  std::array<Bits, 8192> words{};
  for (Bits i = 0;;) {
    for (Bits& each : words) each = word(i++);
    if (std::fwrite(words.data(), sizeof(Bits), words.size(), stdout) != words.size()) return 0;
  }
}

Bits source(Bits seed, Bits replication) { return source_key(replication_key(seed, replication), name_key("source\narrivals.all")); }

}  // namespace

int main(int argc, char** argv) {
  const std::string_view order = argc > 1 ? argv[1] : "";
  const Bits seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  if (order == "draws") {  // of one person for one purpose, one after another: what a sampler that takes many is fed
    Stream stream(person_key(source(seed, 0), 0), purpose);
    return pour([&](Bits) { return stream.next(); });
  }
  if (order == "persons") {  // the first draw for one purpose of each person in turn: what a run is made of
    const Bits all = source(seed, 0);
    return pour([&](Bits i) { return Stream(person_key(all, i), purpose).next(); });
  }
  if (order == "replications") {  // the same person's in one replication after another: what an interval is made of
    return pour([&](Bits i) { return Stream(person_key(source(seed, i), 0), purpose).next(); });
  }
  if (order == "purposes") {  // of one person, for one purpose after another: what must not make a gap foretell a stay
    const Bits person = person_key(source(seed, 0), 0);
    return pour([&](Bits i) { return Stream(person, i).next(); });
  }
  std::fputs("random_words: say in which order: draws, persons, replications or purposes\n", stderr);
  return 2;
}
