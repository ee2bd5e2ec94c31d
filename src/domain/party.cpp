#include "domain/party.hpp"

#include <string>

namespace tributary::domain {

base::Done check_party(const Party& party, std::string_view field) {
  const int named = int{party.place.has_value()} + int{party.organisation.has_value()} + int{party.group.has_value()};
  if (named == 1) return {};
  return base::fail({.code = "party-unclear", .title = "Say who it is",
                     .detail = "Name a place, an organisation or a group: one of the three.", .field = std::string(field)});
}

}  // namespace tributary::domain
