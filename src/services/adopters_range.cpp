#include "services/adopters_range.hpp"

#include <algorithm>
#include <numeric>

#include "engines/evidence/meta/site_change.hpp"
#include "services/lineage.hpp"
#include "services/measures.hpp"
#include "services/ports/measure_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

RangePlace origin_of(Transaction& tx, const PackageLine& line, const domain::PackageMeasure& slot) {
  RangePlace out{.origin = true, .adoption = {}, .place_name = line.place_name, .illustrative = line.illustrative, .change = {}, .why_none = "not-measured"};
  if (!slot.source) return out;
  const auto found = tx.measures().find(*slot.source);
  const bool there = found && (!found->measure.owner.project || tx.measures().scope_of(found->measure.owner));
  if (!there) return out;
  out.why_none = "not-published";
  if (!found->measure.published) return out;
  out.why_none = "no-baseline";
  if (!found->measure.baseline_until) return out;
  out.change = change_around(tx.measures().current(*slot.source), tx.measures().ghosts(*slot.source), *found->measure.baseline_until);
  out.why_none = out.change ? "" : "too-few-values";
  return out;
}

RangePlace adopter_of(Transaction& tx, const Actor& actor, const AdoptionLine& line, int slot) {
  RangePlace out{.origin = false, .adoption = for_reader(actor, line), .place_name = line.place_name, .illustrative = line.illustrative, .change = {}, .why_none = "not-measured"};
  const auto adoption = tx.packages().find_adoption(line.id);
  const auto measured = std::ranges::find(adoption->measures, slot, &domain::AdoptedMeasure::slot);
  if (measured == adoption->measures.end()) return out;
  const auto found = tx.measures().find(measured->measure);
  if (!found) return out;
  out.why_none = "not-published";
  if (!found->measure.published) return out;
  out.change = change_around(tx.measures().current(measured->measure), tx.measures().ghosts(measured->measure), adoption->on);
  out.why_none = out.change ? "" : "too-few-values";
  return out;
}

AdoptersRange range_of(Transaction& tx, const Actor& actor, const PackageLine& line, const domain::PackageMeasure& slot, std::optional<domain::AdoptionId> without) {
  AdoptersRange out{.slot = slot.slot, .measure = slot, .places = {}, .with_result = 0, .stopped = 0, .least = {}, .most = {}, .together = {}};
  out.places.push_back(origin_of(tx, line, slot));
  for (const AdoptionLine& each : tx.packages().adoptions_of(line.id))
    if (each.id != without) out.places.push_back(adopter_of(tx, actor, each, slot.slot));
  for (const RangePlace& each : out.places) {
    if (each.adoption && each.adoption->state == domain::ProjectState::stopped) ++out.stopped;
    if (!each.change) continue;
    ++out.with_result;
    const double by = each.change->by();
    out.least = std::min(out.least.value_or(by), by);
    out.most = std::max(out.most.value_or(by), by);
  }
  out.together = put_together(out.sites(), slot);
  return out;
}

}  // namespace

std::vector<SiteResult> AdoptersRange::sites() const {
  std::vector<SiteResult> out;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (const auto& change = places[i].change; !places[i].origin && change && change->standard_error)
      out.push_back({.at = i, .name = places[i].place_name, .change = change->by(), .standard_error = *change->standard_error});
  return out;
}

std::optional<Change> change_around(const std::vector<domain::Observation>& observations, const std::vector<domain::Ghost>& ghosts, base::Date day) {
  Change out;
  std::vector<double> before, after;
  for (const domain::Observation& each : observations) {
    if (!each.value) continue;
    if (std::ranges::find(ghosts, each.on, &domain::Ghost::on) != ghosts.end()) {
      ++out.left_out;
      continue;
    }
    (each.on <= day ? before : after).push_back(*each.value);
  }
  out.before_values = static_cast<int>(before.size());
  out.after_values = static_cast<int>(after.size());
  if (out.before_values < fewest_values || out.after_values < fewest_values) return std::nullopt;
  out.before = std::accumulate(before.begin(), before.end(), 0.0) / out.before_values;
  out.after = std::accumulate(after.begin(), after.end(), 0.0) / out.after_values;
  if (const auto known = evidence::meta::site_change(before, after)) out.standard_error = known->standard_error;
  return out;
}

base::Result<std::vector<AdoptersRange>> adopters_ranges(const Context& context, const Actor& actor, domain::PackageId id) {
  const auto tx = context.database.read();
  if (const auto package = readable_package(*tx, actor, id); !package) return base::fail(package.error());
  const auto line = tx->packages().line(id);
  std::vector<AdoptersRange> out;
  if (const auto current = current_version(*tx, id))
    for (const domain::PackageMeasure& each : current->measures) out.push_back(range_of(*tx, actor, *line, each, {}));
  return out;
}

base::Result<std::optional<RangeForMeasure>> range_for_measure(const Context& context, const Actor& actor, domain::MeasureId id) {
  const auto tx = context.database.read();
  if (const auto measure = find_readable(*tx, actor, id); !measure) return base::fail(measure.error());
  const auto own = tx->packages().adoption_of_measure(id);
  if (!own) return std::optional<RangeForMeasure>{};
  const auto adoption = tx->packages().find_adoption(*own);
  const auto line = tx->packages().line(adoption->package);
  if (!line || !may_read_line(actor, *line)) return std::optional<RangeForMeasure>{};
  const auto slot = std::ranges::find(adoption->measures, id, &domain::AdoptedMeasure::measure);
  const auto version = tx->packages().find_version(adoption->package_version);
  const auto described = std::ranges::find(version->measures, slot->slot, &domain::PackageMeasure::slot);
  if (described == version->measures.end()) return std::optional<RangeForMeasure>{};
  return std::optional(RangeForMeasure{.package = line->id, .package_name = line->name, .range = range_of(*tx, actor, *line, *described, own)});
}

}  // namespace tributary::services
