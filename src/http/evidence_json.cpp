#include "http/evidence_json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "exchange/evidence/report.hpp"
#include "http/package_json.hpp"

namespace tributary::http {

namespace qca = evidence::qca;

namespace {

using exchange::word;  // of what holds

std::string_view word(qca::Standing standing) {
  switch (standing) {
    case qca::Standing::positive: return "positive";
    case qca::Standing::negative: return "negative";
    case qca::Standing::remainder: return "remainder";
  }
  return "";
}

Json interval_json(const std::optional<evidence::meta::Prediction>& interval) {
  if (!interval) return nullptr;
  return {{"low", interval->low}, {"high", interval->high}};
}

Json fit_json(const qca::Sufficiency& fit) { return {{"consistency", to_json(fit.consistency)}, {"pri", to_json(fit.pri)}, {"coverage", to_json(fit.coverage)}}; }

// Cases of the analysis by their adoption.
class CombinationWriter {
 public:
  CombinationWriter(const services::Combinations& found, const qca::Analysis& analysis) : found_(found), analysis_(analysis) {}

  [[nodiscard]] Json solutions() const {
    Json out = Json::array();
    const qca::Solutions& all = analysis_.solutions;
    const qca::Solution* leads = qca::leading(analysis_);
    const auto add = [&](std::string_view kind, const qca::Solution& solution) { out.push_back(solution_json(kind, solution, leads == &solution)); };
    for (const qca::Intermediate& each : all.intermediate) add("intermediate", each.solution);
    if (all.parsimonious) add("parsimonious", *all.parsimonious);
    add("conservative", all.conservative);
    return out;
  }

  [[nodiscard]] Json rows() const {
    Json out = Json::array();
    for (const qca::TruthRow& each : analysis_.table.rows) {
      Json row = fit_json(each.fit);
      row["words"] = qca::in_words(analysis_.cases, each.levels);
      row["levels"] = Json::array();
      for (const auto level : each.levels) row["levels"].push_back(static_cast<int>(level));
      row["standing"] = word(each.standing);
      row["contradictory"] = each.contradictory;
      row["adoption_ids"] = ids(each.cases);
      out.push_back(std::move(row));
    }
    return out;
  }

  [[nodiscard]] Json necessity() const {
    Json out = Json::array();
    for (const qca::Needed& each : analysis_.necessity) {
      qca::Term term(analysis_.cases.conditions.size(), qca::any_level);
      for (const qca::Literal& literal : each.any_of) term[literal.condition] = static_cast<std::int8_t>(literal.level);
      out.push_back({{"words", qca::in_words(analysis_.cases, term)}, {"consistency", to_json(each.fit.consistency)},
                     {"relevance", to_json(each.fit.relevance)}, {"coverage", to_json(each.fit.coverage)}});
    }
    return out;
  }

 private:
  [[nodiscard]] Json ids(const std::vector<std::size_t>& cases) const {
    Json out = Json::array();
    for (const std::size_t each : cases) out.push_back(found_.cases[found_.counted[each]].adoption.id.value);
    return out;
  }

  [[nodiscard]] Json solution_json(std::string_view kind, const qca::Solution& solution, bool leads) const {
    Json models = Json::array();
    for (const qca::Model& each : solution.models) models.push_back(model_json(each));
    return {{"kind", kind}, {"leads", leads}, {"count", solution.count}, {"counted", solution.counted}, {"models", models}};
  }

  [[nodiscard]] Json model_json(const qca::Model& model) const {
    Json terms = Json::array();
    for (const qca::TermFit& each : model.terms) {
      Json term = fit_json(each.fit);
      term["words"] = qca::in_words(analysis_.cases, each.term);
      term["unique_coverage"] = to_json(each.unique);
      term["with"] = ids(each.with);
      term["without"] = ids(each.without);
      terms.push_back(std::move(term));
    }
    Json out = fit_json(model.fit);
    out["terms"] = std::move(terms);
    out["unexplained"] = ids(model.unexplained);
    out["assumed"] = model.assumed;
    return out;
  }

  const services::Combinations& found_;
  const qca::Analysis& analysis_;
};

Json case_json(const services::CombinationsCase& each) {
  Json memberships = Json::array();
  for (const auto& one : each.memberships) memberships.push_back(to_json(one));
  return {{"adoption", adoption_line_json(each.adoption)}, {"memberships", memberships}, {"improvement", to_json(each.improvement)},
          {"success", to_json(each.success)}, {"why_out", each.why_out.empty() ? Json(nullptr) : Json(each.why_out)}};
}

}  // namespace

Json told_json(const evidence::Told& told) {
  Json assumptions = Json::array();
  for (const evidence::Assumption& each : told.assumptions)
    assumptions.push_back({{"code", each.code}, {"holds", word(each.holds)}, {"found", each.found}, {"would_make_wrong", each.would_make_wrong}});
  return {{"answer", told.answer}, {"warnings", told.warnings}, {"assumptions", assumptions}};
}

Json together_json(const services::Together& together) {
  const evidence::meta::MetaAnalysis& found = together.found;
  Json forest = Json::array();
  for (std::size_t i = 0; i < found.forest.size(); ++i) {
    const evidence::meta::ForestRow& each = found.forest[i];
    forest.push_back({{"place", together.at[i]}, {"low", each.low}, {"high", each.high}, {"weight", each.weight}});
  }
  Json ways = Json::array();
  for (const services::OtherWay& each : together.ways)
    ways.push_back({{"method", each.method}, {"hartung_knapp", each.hartung_knapp}, {"average", each.average.value}, {"low", to_json(each.average.low)},
                    {"high", to_json(each.average.high)}, {"next", interval_json(each.prediction)}, {"tau", std::sqrt(each.tau2)}});
  return {{"told", told_json(together.told)}, {"average", found.average.value}, {"low", to_json(found.told.low)}, {"high", to_json(found.told.high)},
          {"next", interval_json(found.prediction)}, {"forest", forest}, {"i_squared", found.heterogeneity.i2}, {"ways", ways},
          {"inputs_hash", together.inputs_hash}, {"program", together.version}};
}

Json combinations_json(const services::Combinations& found) {
  Json measures = Json::array();
  for (const domain::PackageMeasure& each : found.measures)
    measures.push_back({{"slot", each.slot}, {"name", each.name}, {"unit", each.unit}, {"direction", base::word(each.direction)}});
  Json cases = Json::array();
  for (const services::CombinationsCase& each : found.cases) cases.push_back(case_json(each));
  Json counted = Json::array();
  for (const std::size_t each : found.counted) counted.push_back(found.cases[each].adoption.id.value);
  Json answer = nullptr;
  if (found.answer) {
    const qca::Analysis& analysis = found.answer->analysis;
    const CombinationWriter writer(found, analysis);
    Json conditions = Json::array();
    for (const qca::Condition& each : analysis.cases.conditions) conditions.push_back(each.name);
    answer = {{"told", told_json(found.answer->told)}, {"conditions", conditions}, {"solutions", writer.solutions()}, {"rows", writer.rows()},
              {"possible", analysis.table.possible}, {"necessity", writer.necessity()}};
  }
  Json why_not = nullptr;
  if (found.why_not) why_not = {{"code", found.why_not->code}, {"title", found.why_not->title}, {"detail", found.why_not->detail}};
  return {{"package_id", found.line.id.value}, {"package_name", found.line.name}, {"place_name", found.line.place_name}, {"illustrative", found.line.illustrative},
          {"measures", measures}, {"cases", cases}, {"counted", counted}, {"hidden", found.hidden}, {"fewest", services::fewest_cases},
          {"answer", answer}, {"why_not", why_not}, {"inputs_hash", found.inputs_hash}, {"program", found.version}};
}

}  // namespace tributary::http
