#include "domain/standard.hpp"

#include <algorithm>

namespace tributary::domain {

std::vector<StandardVersion> versions_of(const Standard& standard, const std::vector<Amendment>& amendments) {
  std::vector<StandardVersion> out{{.number = 1, .wording = standard.first, .in_force = standard.first_from, .amendment = {}}};
  for (const Amendment& each : amendments)
    if (each.state == AmendmentState::accepted)
      out.push_back({.number = *each.becomes, .wording = each.stated().wording, .in_force = *each.from, .amendment = each.id});
  std::ranges::sort(out, {}, &StandardVersion::number);
  return out;
}

std::optional<int> in_force_on(const std::vector<StandardVersion>& versions, base::Date day) {
  std::optional<int> out;
  for (const StandardVersion& each : versions)
    if (each.in_force.from <= day) out = each.number;
  return out;
}

std::optional<Party> spoke_for(const Amendment& amendment, const std::vector<Position>& said, PersonId person) {
  for (const Statement& each : amendment.statements)
    if (each.by == person) return amendment.proposer;
  for (const Position& each : said)
    if (each.by == person) return each.party;
  return std::nullopt;
}

bool needs_restating(const Amendment& amendment, const std::vector<StandardVersion>& versions) {
  return amendment.state == AmendmentState::open && amendment.stated().base != versions.back().number;
}

base::Done check_link(std::string_view link, std::string_view field) {
  if (link.empty() || link.starts_with("https://") || link.starts_with("http://")) return {};
  return base::fail({.code = "link-unreadable", .title = "The link isn't a web address",
                     .detail = "Begin it with https:// or leave it out.", .field = std::string(field)});
}

}  // namespace tributary::domain
