#include "services/adopters_together.hpp"

#include "base/text.hpp"
#include "engines/evidence/meta/meta_answer.hpp"
#include "services/answer_basis.hpp"
#include "services/passwords.hpp"

namespace tributary::services {

namespace meta = evidence::meta;

namespace {

std::string hash_of(const std::vector<SiteResult>& sites, const domain::PackageMeasure& measure) {
  std::string text = "adopters together\n" + measure.name + "\n" + measure.unit;
  for (const SiteResult& each : sites) text += "\n" + each.name + "\t" + base::to_text(each.change) + "\t" + base::to_text(each.standard_error);
  return sha256_hex(text);
}

meta::MetaWording wording_of(const domain::PackageMeasure& measure) {
  const std::string unit = measure.unit == "%" ? " points" : measure.unit.empty() ? "" : " " + measure.unit;
  const auto bounds = measure.unit == "%" ? std::optional(meta::Bounds{-100, 100}) : std::nullopt;
  return {.better = better_of(measure.direction), .bounds = bounds, .study = "place", .studies = "places", .effect = "change", .unit = unit};
}

// What a single place's change rests on, beside what the analysis of them all does.
void judge_places(evidence::Told& told) {
  told.assumptions.push_back({.code = "nothing-else-changed",
                              .holds = evidence::Holds::cannot_tell,
                              .found = "A place's change is the mean after the day of adoption, less the mean before it.",
                              .would_make_wrong = "What was on its way anyway, a season or a trend, counts as change. A measure that was taken up because it was bad comes back by itself."});
}

}  // namespace

std::optional<Together> put_together(const std::vector<SiteResult>& sites, const domain::PackageMeasure& measure) {
  if (sites.size() < fewest_together) return std::nullopt;
  std::vector<meta::Study> studies;
  for (const SiteResult& each : sites) studies.push_back({.name = each.name, .effect = each.change, .variance = each.standard_error * each.standard_error});
  std::optional<Together> out;
  std::vector<OtherWay> ways;
  for (const auto method : {meta::Method::reml, meta::Method::dersimonian_laird}) {
    auto found = meta::meta_analysis(studies, {.method = method, .hartung_knapp = true, .level = 0.95});
    if (!found) return std::nullopt;
    // The wider of the two is told; by Hartung and Knapp it has degrees of freedom.
    const bool told = found->told.degrees_of_freedom.has_value();
    for (const bool hartung_knapp : {told, !told})
      ways.push_back({.method = meta::name_of(method), .hartung_knapp = hartung_knapp, .average = hartung_knapp ? found->by_hartung_knapp : found->by_normal,
                      .prediction = found->prediction, .tau2 = found->heterogeneity.tau2});
    if (!out) out = Together{.found = *std::move(found), .at = {}, .told = {}, .ways = {}, .inputs_hash = hash_of(sites, measure), .version = TRIBUTARY_VERSION};
  }
  for (const SiteResult& each : sites) out->at.push_back(each.at);
  out->ways = std::move(ways);
  out->told = meta::tell(out->found, wording_of(measure));
  judge_places(out->told);
  return out;
}

}  // namespace tributary::services
