#include "http/party_json.hpp"

#include <nlohmann/json.hpp>

namespace tributary::http {

domain::Party read_party(Fields& in, std::string_view name) {
  auto party = in.object(name);
  if (!party) return {};
  return {.place = party->optional_id<domain::PlaceId>("place_id"),
          .organisation = party->optional_id<domain::OrganisationId>("organisation_id"),
          .group = party->optional_id<domain::GroupId>("group_id")};
}

Json party_json(const services::NamedParty& named) {
  return {{"place_id", to_json(named.party.place)}, {"organisation_id", to_json(named.party.organisation)},
          {"group_id", to_json(named.party.group)}, {"name", named.name}, {"illustrative", named.illustrative}};
}

Json parties_json(const std::vector<services::NamedParty>& parties) {
  Json out = Json::array();
  for (const auto& each : parties) out.push_back(party_json(each));
  return out;
}

}  // namespace tributary::http
