// Search: finding things by name, among those that the reader may see.
#pragma once

#include <string_view>
#include <vector>

#include "services/context.hpp"
#include "services/ports/name_index.hpp"

namespace tributary::services {

inline constexpr int most_hits = 20;

// Best first. Fails with "text-missing".
[[nodiscard]] base::Result<std::vector<NameHit>> search_names(const Context& context, const Actor& actor, std::string_view words);

}  // namespace tributary::services
