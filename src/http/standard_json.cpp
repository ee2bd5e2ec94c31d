#include "http/standard_json.hpp"

#include <nlohmann/json.hpp>

#include "http/party_json.hpp"

namespace tributary::http {

namespace {

Json references_json(const std::vector<services::StandardReference>& references) {
  Json out = Json::array();
  for (const auto& each : references) out.push_back({{"id", each.id}, {"name", each.name}, {"place_name", each.place_name}});
  return out;
}

Json version_json(const domain::StandardVersion& each) {
  Json out = wording_json(each.wording);
  out["number"] = each.number;
  out["from_on"] = to_json(std::optional(each.in_force.from));
  out["from_year_only"] = each.in_force.year_only;
  out["amendment_id"] = to_json(each.amendment);
  return out;
}

Json amendment_json(const services::AmendmentInStandard& in) {
  const domain::Amendment& amendment = in.amendment;
  return {{"id", amendment.id.value}, {"name", amendment.name}, {"state", base::word(amendment.state)}, {"proposer", party_json(in.proposer)},
          {"proposed_at", to_json(std::optional(amendment.statements.front().at))}, {"base", amendment.stated().base},
          {"needs_restating", in.needs_restating}, {"endorsed", in.endorsed}, {"objected", in.objected},
          {"from_on", amendment.from ? to_json(std::optional(amendment.from->from)) : Json(nullptr)},
          {"from_year_only", amendment.from && amendment.from->year_only}, {"becomes", number_or_null(amendment.becomes)}};
}

// What was said, in whoever's name it stands.
Json said_json(const domain::Position& said) {
  return {{"stance", base::word(said.stance)}, {"reason", said.reason}, {"said_by", said.by_name}, {"said_at", to_json(std::optional(said.at))},
          {"statement", said.statement}};
}

Json position_json(const services::SaidPosition& each) {
  Json out = said_json(each.position);
  Json before = Json::array();
  for (const domain::Position& earlier : each.before) before.push_back(said_json(earlier));
  out["id"] = each.position.id.value;
  out["party"] = party_json(each.party);
  out["earlier"] = each.earlier;
  out["before"] = before;
  out["may_withdraw"] = each.may_withdraw;
  return out;
}

Json amendments_json(const std::vector<services::AmendmentInStandard>& amendments) {
  Json out = Json::array();
  for (const auto& each : amendments) out.push_back(amendment_json(each));
  return out;
}

}  // namespace

domain::Wording read_wording(Fields& in) {
  return {.rule = in.text("rule"), .fixed = in.optional_text("fixed"), .yours = in.optional_text("yours"), .why_here = in.optional_text("why_here")};
}

Json wording_json(const domain::Wording& words) {
  return {{"rule", words.rule}, {"fixed", words.fixed}, {"yours", words.yours}, {"why_here", words.why_here}};
}

Json standard_json(const services::StandardPage& page) {
  const domain::Standard& standard = page.standard;
  Json versions = Json::array();
  for (const auto& each : page.versions) versions.push_back(version_json(each));
  return {{"id", standard.id.value}, {"place_id", standard.place.value}, {"place_name", page.place_name}, {"name", standard.name},
          {"source", standard.source}, {"illustrative", standard.illustrative}, {"versions", versions},
          {"in_force", number_or_null(page.in_force)}, {"amendments", amendments_json(page.amendments)}, {"may_edit", page.may_edit},
          {"deleted", standard.deleted}, {"version", standard.version}};
}

Json standard_page_json(const services::StandardPage& page) {
  Json out = standard_json(page);
  out["objectives"] = references_json(page.objectives);
  out["projects"] = references_json(page.projects);
  out["packages"] = references_json(page.packages);
  out["voices"] = parties_json(page.voices);
  return out;
}

Json amendment_page_json(const services::AmendmentPage& page) {
  const domain::Amendment& amendment = page.in.amendment;
  Json out = amendment_json(page.in);
  Json evidence = Json::array();
  for (const auto& each : amendment.evidence)
    evidence.push_back({{"says", each.says}, {"source", each.source}, {"link", each.link}, {"measure_id", to_json(each.measure)}});
  Json statements = Json::array();
  for (const auto& each : amendment.statements) {
    Json stated = wording_json(each.wording);
    stated["number"] = each.number;
    stated["base"] = each.base;
    stated["stated_by"] = each.by_name;
    stated["stated_at"] = to_json(std::optional(each.at));
    statements.push_back(std::move(stated));
  }
  Json positions = Json::array();
  for (const auto& each : page.positions) positions.push_back(position_json(each));
  out["standard"] = standard_page_json(page.standard);
  out["why"] = amendment.why;
  out["evidence"] = evidence;
  out["statements"] = statements;
  out["positions"] = positions;
  out["reason"] = amendment.reason;
  out["decided_by"] = amendment.decided_by ? Json(amendment.decided_by_name) : Json(nullptr);
  out["decided_at"] = to_json(amendment.decided);
  out["voices"] = parties_json(page.voices);
  out["may_change"] = page.may_change;
  out["may_decide"] = page.may_decide;
  out["spoke_for"] = page.spoke_for.empty() ? Json(nullptr) : Json(page.spoke_for);
  out["decided_by_stater"] = page.decided_by_stater;
  out["version"] = amendment.version;
  return out;
}

}  // namespace tributary::http
