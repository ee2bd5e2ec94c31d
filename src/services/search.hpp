// Search: finding things by name and texts by their words, among what the reader may see.
//
// Promises  each hit is held against the policy as it is at that moment; what is kept indoors, what is for the network, and stories
//           are not in the index at all, so that no mistake of a query could show them (docs/decisions)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/context.hpp"
#include "services/ports/name_index.hpp"

namespace tributary::services {

inline constexpr int most_hits_of_a_kind = 8;

// Best first within each kind. Fails with "text-missing".
[[nodiscard]] base::Result<std::vector<NameHit>> search(const Context& context, const Actor& actor, std::string_view words);

// Words nearly those, where they find nothing: each that finds nothing by itself is taken for the likest one of the index for which this
// very reader is shown something, and nothing is suggested unless they find something together.
[[nodiscard]] std::optional<std::string> suggestion_for(const Context& context, const Actor& actor, std::string_view words);

// Puts into the index the texts that were written before it knew any.
void index_due_texts(const Context& context);

}  // namespace tributary::services
