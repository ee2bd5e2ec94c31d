#pragma once

#include <optional>
#include <vector>

namespace tributary::store {

// What a query by id found, if it found anything.
template <class T>
[[nodiscard]] std::optional<T> only(std::vector<T> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace tributary::store
