// Search: finding things by name and texts by their words, among what the reader may see.
#pragma once

#include <string_view>
#include <vector>

#include "services/context.hpp"
#include "services/ports/name_index.hpp"

namespace tributary::services {

inline constexpr int most_hits_of_a_kind = 8;

// Best first within each kind. Fails with "text-missing".
[[nodiscard]] base::Result<std::vector<NameHit>> search(const Context& context, const Actor& actor, std::string_view words);

}  // namespace tributary::services
