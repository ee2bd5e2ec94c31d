// Search: finding things by name and texts by their words, among what the reader may see.
//
// Promises  each hit is held against the policy as it is at that moment; what is kept indoors, what is for the network, and stories
//           are not in the index at all, so that no mistake of a query could show them (docs/decisions)
#pragma once

#include <string_view>
#include <vector>

#include "services/context.hpp"
#include "services/ports/name_index.hpp"

namespace tributary::services {

inline constexpr int most_hits_of_a_kind = 8;

// Best first within each kind. Fails with "text-missing".
[[nodiscard]] base::Result<std::vector<NameHit>> search(const Context& context, const Actor& actor, std::string_view words);

// Puts into the index the texts that were written before it knew any.
void index_due_texts(const Context& context);

}  // namespace tributary::services
