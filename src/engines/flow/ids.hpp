// Ids of the parts of a model: positions in the model's lists, of types that can't be mistaken for one another.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tributary::flow {

// Position of a Tag in the model's list of them.
template <class Tag>
struct Index {
  std::uint32_t value = none_value;

  static constexpr std::uint32_t none_value = ~0U;
  [[nodiscard]] constexpr bool given() const { return value != none_value; }
  [[nodiscard]] constexpr std::size_t at() const { return value; }
  friend constexpr auto operator<=>(Index, Index) = default;
};

// How many a list holds, or the position that the next one will have.
template <class List>
[[nodiscard]] constexpr std::uint32_t count_of(const List& list) {
  return static_cast<std::uint32_t>(list.size());
}

using ClassId = Index<struct ClassTag>;
using AttributeId = Index<struct AttributeTag>;
using SegmentId = Index<struct SegmentTag>;
using AreaId = Index<struct AreaTag>;
using SiteId = Index<struct SiteTag>;
using ServiceId = Index<struct ServiceTag>;
using GroupId = Index<struct GroupTag>;
using PoolId = Index<struct PoolTag>;
using SourceId = Index<struct SourceTag>;
using ChoiceId = Index<struct ChoiceTag>;
using ExitId = Index<struct ExitTag>;

}  // namespace tributary::flow
