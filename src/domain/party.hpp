// Party: who speaks or holds or pays: a place, an organisation or a group. Exactly one of the three.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

struct Party {
  std::optional<PlaceId> place;
  std::optional<OrganisationId> organisation;
  std::optional<GroupId> group;

  friend bool operator==(const Party&, const Party&) = default;
};

// Fails with "party-unclear" where none or several of the three are named.
[[nodiscard]] base::Done check_party(const Party& party, std::string_view field);

}  // namespace tributary::domain
