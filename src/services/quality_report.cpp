#include "services/quality_report.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "services/board.hpp"
#include "services/home.hpp"
#include "services/namesakes.hpp"
#include "services/packages.hpp"
#include "services/places.hpp"
#include "services/policy.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/text_store.hpp"
#include "services/problems.hpp"
#include "services/public_measures.hpp"

namespace tributary::services {

using domain::SmallNumbers;

namespace {

// Why not one figure is told, where that is known of the measure before any figure is.
std::string untold_of(const domain::Measure& measure, const std::vector<domain::Observation>& current) {
  const auto untold = [&](std::string_view why) {
    return std::ranges::all_of(current, [&](const domain::Observation& each) { return !each.value || never_told(measure, each) == why; });
  };
  if (untold("events")) return "Each of its points is a single event that happened to somebody, so none is shown.";
  if (untold("parts")) return "How many people stand behind its figures isn't kept here, so none is shown.";
  return {};
}

ReportedMeasure reported(Transaction& tx, PublicMeasure from) {
  const domain::MeasureId id = from.standing.measure.id;
  ReportedMeasure out{.measure = std::move(from.standing.measure), .place_name = {}, .organisation_name = {}, .dimension = {}, .small = from.small, .untold = {}, .observations = {},
                      .suppressed = {}, .too_many_hidden = false, .ghosts = tx.measures().ghosts(id), .phases = tx.measures().phases(id), .drawing = {}};
  if (out.small == SmallNumbers::people && !from.figures.empty()) out.untold = untold_of(out.measure, tx.measures().current(id));
  for (domain::Released& each : from.figures) {
    if (each.suppressed) out.suppressed.push_back(out.observations.size());
    out.observations.push_back(std::move(each.observation));
  }
  leave_out_words(out.measure, out.small);
  leave_out_words(out.ghosts, out.phases);
  if (from.standing.scope.place)
    if (const auto place = tx.places().find(*from.standing.scope.place)) out.place_name = place->name;
  if (out.measure.organisation)
    if (const auto organisation = tx.organisations().find(*out.measure.organisation)) out.organisation_name = organisation->name;
  if (auto drawing = draw(out.measure, out.observations, out.ghosts, out.phases, false)) {
    out.drawing = *std::move(drawing);
    out.too_many_hidden = too_many_hidden(out.suppressed.size(), out.observations.size());
    if (out.too_many_hidden) leave_out_signals(*out.drawing);
    tell_suppressed(out.drawing->appraisal, out.suppressed.size());
    if (says_something(out.drawing->chart)) out.variation = out.drawing->chart.variation;
    if (out.drawing->chart.show_limits()) out.assurance = out.drawing->chart.assurance;
  }
  return out;
}

// Which of the triple aim's dimensions a measure is of.
class Dimensions {
 public:
  Dimensions(Transaction& tx, const std::vector<ReportedObjective>& objectives) : tx_(tx), objectives_(objectives) {}

  std::optional<domain::Dimension> of(const domain::Measure& measure) {
    const auto measured = std::ranges::find(objectives_, std::optional(measure.id), [](const ReportedObjective& each) { return each.objective.aim.measured; });
    if (measured != objectives_.end()) return measured->objective.dimension;
    if (!measure.owner.project) return std::nullopt;
    const auto [known, is_new] = of_project_.try_emplace(*measure.owner.project);
    if (is_new)
      if (const auto served = tx_.objectives().of_project(*measure.owner.project); !served.empty()) known->second = served.front().dimension;
    return known->second;
  }

 private:
  Transaction& tx_;
  const std::vector<ReportedObjective>& objectives_;
  std::map<domain::ProjectId, std::optional<domain::Dimension>> of_project_;
};

// Where it began was measured, and may be of few people; where it is to end was decided. What the measure of the aim, or others of its
// name, are released as goes for it.
bool may_tell_from(Transaction& tx, domain::PlaceId system, const domain::Aim& aim) {
  domain::Measure of;
  of.name = aim.measure;
  of.quantity = aim.unit == "%" ? domain::Quantity::proportion : domain::Quantity::number;
  of.unit = aim.unit;
  if (aim.measured)
    if (auto found = tx.measures().find(*aim.measured)) of = std::move(found->measure);
  return released_as(tx, system, of) == SmallNumbers::none;
}

std::vector<ReportedObjective> objectives_of(Transaction& tx, const domain::Place& place, base::Date today) {
  std::vector<ReportedObjective> out;
  const auto picture = tx.home().picture({.place = place.id, .organisation = {}, .team = {}, .dimension = {}}, today);
  for (const HomeObjective& each : picture->objectives)
    out.push_back({.objective = each.in_place.objective, .place_name = each.in_place.place_name, .from_told = may_tell_from(tx, place.system.value_or(place.id), each.in_place.objective.aim)});
  return out;
}

std::vector<Lesson> lessons_of(Transaction& tx, domain::PlaceId place) {
  std::vector<Lesson> out;
  for (domain::FreeText& each : tx.texts().public_lessons(place, most_lessons)) {
    if (each.subject.thing != domain::TextThing::project && !tx.texts().project_of(each.subject.thing, each.subject.thing_id)) continue;
    out.push_back({.body = std::move(each.body), .on = base::london_date(each.edited.value_or(each.written))});
  }
  return out;
}

std::vector<PackageLine> packages_of(Transaction& tx, domain::PlaceId place) {
  std::vector<PackageLine> out;
  for (PackageLine& each : tx.packages().lines(place))
    if (each.state == domain::PackageState::published && each.audience == domain::Audience::public_) out.push_back(for_reader(stranger(), std::move(each)));
  return out;
}

}  // namespace

base::Result<QualityReport> quality_report(const Context& context, const Actor& actor, domain::PlaceId id) {
  auto stories = public_stories(context, id);
  if (!stories) return base::fail(stories.error());
  const auto tx = context.database.read();
  auto place = tx->places().find(id);
  if (!place) return base::fail(not_found("place"));
  if (const auto may = require_read(Thing::quality_report, actor, scope_of_place(*tx, id)); !may) return base::fail(may.error());
  QualityReport out{.place = *std::move(place), .system = {}, .localities = {}, .on = base::london_date(context.clock.now()), .objectives = {}, .measures = {},
                    .stories = std::move(stories->stories), .lessons = lessons_of(*tx, id), .packages = packages_of(*tx, id)};
  for (domain::Place& each : tx->places().all()) {
    if (each.id == out.place.system) out.system = std::move(each);
    else if (each.system == id) out.localities.push_back(std::move(each));
  }
  out.objectives = objectives_of(*tx, out.place, out.on);
  PublicMeasures found = public_measures(*tx, out.place, most_in_a_report);
  out.measures_in_all = found.total;
  out.withheld = found.withheld;
  Dimensions dimensions(*tx, out.objectives);
  for (PublicMeasure& each : found.measures) {
    out.measures.push_back(reported(*tx, std::move(each)));
    out.measures.back().dimension = dimensions.of(out.measures.back().measure);
  }
  number_namesakes(out.measures, [](const ReportedMeasure& each) { return each.measure.name; }, [](ReportedMeasure& each) -> std::string& { return each.place_name; });
  std::ranges::stable_sort(out.measures, {}, [](const ReportedMeasure& each) {
    return std::tuple(urgency(each.assurance), urgency(each.variation), std::string_view(each.measure.name));
  });
  return out;
}

base::Result<std::vector<domain::Place>> reporting_places(const Context& context, const Actor& actor) {
  if (const auto may = require_read(Thing::quality_report, actor, {}); !may) return base::fail(may.error());
  return list_places(context);
}

}  // namespace tributary::services
