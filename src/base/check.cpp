#include "base/check.hpp"

#include <string>

namespace tributary::base {

void fail_check(const char* why, std::source_location place) {
  throw Mistake(std::string(place.file_name()) + ":" + std::to_string(place.line()) + ": " + why);
}

}  // namespace tributary::base
