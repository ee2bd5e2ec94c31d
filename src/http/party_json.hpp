#pragma once

#include "http/json.hpp"
#include "services/parties.hpp"

namespace tributary::http {

// The member of that name as a party; none named where it is absent.
[[nodiscard]] domain::Party read_party(Fields& in, std::string_view name);
[[nodiscard]] Json party_json(const services::NamedParty& party);
[[nodiscard]] Json parties_json(const std::vector<services::NamedParty>& parties);

}  // namespace tributary::http
