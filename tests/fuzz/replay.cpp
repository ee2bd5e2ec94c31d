// Runs a fuzz target once on each file named, for builds without libFuzzer: a test each.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/fuzz/target.hpp"

int main(int argc, char** argv) {
  int failed = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    try {
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    } catch (const std::exception& mistake) {
      std::printf("%s: %s\n", argv[i], mistake.what());
      ++failed;
    }
  }
  std::printf("%d passed, %d failed\n", argc - 1 - failed, failed);
  return failed == 0 ? 0 : 1;
}
