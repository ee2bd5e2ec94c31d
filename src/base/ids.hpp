// Id<Tag>: a database identity that can't be mistaken for another kind's. Zero means "not stored yet".
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace tributary::base {

template <class Tag>
struct Id {
  std::int64_t value = 0;

  [[nodiscard]] constexpr bool stored() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace tributary::base

template <class Tag>
struct std::hash<tributary::base::Id<Tag>> {
  std::size_t operator()(tributary::base::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
