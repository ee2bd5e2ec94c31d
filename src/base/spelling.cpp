#include "base/spelling.hpp"

#include <algorithm>
#include <vector>

namespace tributary::base {

int slips_between(std::string_view one, std::string_view other, int most) {
  const int far = most + 1;
  const auto longer = std::max(one.size(), other.size()), shorter = std::min(one.size(), other.size());
  if (longer - shorter > static_cast<std::size_t>(most)) return far;
  // Rows of the table: two letters of `one` ago, the last, and this.
  std::vector<int> before(other.size() + 1), last(other.size() + 1), now(other.size() + 1);
  for (std::size_t j = 0; j <= other.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= one.size(); ++i) {
    now[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const bool same = one[i - 1] == other[j - 1];
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    if (std::ranges::min(now) > most && std::ranges::min(last) > most) return far;
    std::swap(before, last);
    std::swap(last, now);
  }
  return std::min(last[other.size()], far);
}

}  // namespace tributary::base
