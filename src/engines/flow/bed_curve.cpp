#include "engines/flow/bed_curve.hpp"

#include <variant>
#include <algorithm>
#include <cmath>
#include <utility>

#include "engines/flow/beds_over_time.hpp"
#include "engines/flow/over_time.hpp"

namespace tributary::flow {

namespace {

constexpr int pilot_replications = 3, most_replications = 50, most_points = 40;

void without_limits(Model& model) {
  for (Service& each : model.services) {
    if (each.visits) continue;
    each.kind = Service::Kind::unlimited;
    each.capacity = {};
    each.pool = {};
    each.reserves.clear();
    each.when_full.clear();
    each.early_discharge.reset();
  }
}

Model without_limits_or_measures(const Model& model) {
  Model out = model;
  without_limits(out);
  for (Model& each : out.versions) without_limits(each);
  out.measures.clear();
  out.run.precision.reset();
  out.run.engine = RunSettings::Engine::whichever;
  if (out.drawn) {
    out.drawn = [inner = std::move(out.drawn)](std::uint64_t seed, std::uint64_t replication) {
      auto drawn = inner(seed, replication);
      if (!drawn) return drawn;
      without_limits(*drawn);
      for (Model& each : drawn->versions) without_limits(each);
      drawn->measures.clear();
      return drawn;
    };
  }
  return out;
}

// From where nearly everybody finds them full to where hardly anybody does, with the number that there is.
std::vector<int> beds_around(double wanted, std::optional<int> there) {
  const double spread = std::sqrt(wanted) + 1;
  const int from = std::max(0, static_cast<int>(std::floor(wanted - 1.5 * spread)));
  const int to = static_cast<int>(std::ceil(wanted + 4 * spread));
  const int step = std::max(1, (to - from + most_points - 1) / most_points);
  std::vector<int> out;
  for (int beds = from; beds <= to; beds += step) out.push_back(beds);
  if (there && *there > 0 && *there < 2 * to + 10) out.push_back(*there);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// The beds there are; none where there is no limit, or where they are not the same all the time that is counted.
std::optional<int> beds_of(const Model& model, std::size_t service, double warm_up) {
  const Service& one = model.services[service];
  if (!one.limits_people()) return {};
  if (model.drawn) return one.capacity.beds;
  const auto steps = bed_steps(model, ServiceId{static_cast<std::uint32_t>(service)}, warm_up, warm_up + model.run.length);
  return steps.size() == 1 ? std::optional(steps.front().beds) : std::nullopt;
}

// So few beds that hardly any replication ever had no more in use: those few say nothing of the others.
std::optional<Estimate> known_well(const std::optional<Estimate>& delay, std::size_t replications) {
  return delay && 2 * delay->count >= replications ? delay : std::nullopt;
}

// Do people come at hours of their own? What they find then isn't what is there at a moment like any other.
bool comes_by_the_hour(const Model& model) {
  return std::any_of(model.sources.begin(), model.sources.end(), [](const Source& each) {
    return !each.profile.by_hour.empty() || std::holds_alternative<ScheduledArrivals>(each.process) || std::holds_alternative<ReplayedArrivals>(each.process);
  });
}

}  // namespace

base::Result<BedCurves> bed_curves(const Model& model, const Control& control) {
  if (comes_by_the_hour(model)) return BedCurves{.replications = 0, .services = std::vector<BedCurve>(model.services.size())};
  Model free = without_limits_or_measures(model);
  free.run.replications = std::min(pilot_replications, model.run.replications);
  const auto pilot = run_model(free, control);
  if (!pilot) return base::fail(pilot.error());
  BedCurves out;
  if (pilot->cancelled) return out;
  std::vector<Measure> measures;
  std::vector<BedCurve> curves(model.services.size());
  for (std::size_t at = 0; at < model.services.size(); ++at) {
    const auto& occupied = pilot->services[at].occupied;
    if (model.services[at].visits || !occupied || !(occupied->mean > 0)) continue;
    curves[at].beds = beds_around(occupied->mean, beds_of(model, at, pilot->warm_up));
    for (const int beds : curves[at].beds) {
      Measure measure;
      measure.quantity = Quantity::delay_with_beds;
      measure.services = {ServiceId{static_cast<std::uint32_t>(at)}};
      measure.threshold = beds;
      measures.push_back(std::move(measure));
    }
  }
  add_measures(free, measures);
  free.run.replications = std::min(most_replications, model.run.replications);
  free.run.warm_up = pilot->warm_up;
  const auto result = run_model(free, control);
  if (!result) return base::fail(result.error());
  if (result->cancelled) return out;
  std::size_t next = 0;
  for (std::size_t at = 0; at < curves.size(); ++at) {
    const auto& occupied = result->services[at].occupied;
    curves[at].wanted = occupied ? occupied->mean : 0;
    for (std::size_t i = 0; i < curves[at].beds.size(); ++i) curves[at].delay.push_back(known_well(result->measures[next++].whole, result->replications.size()));
  }
  out.replications = result->replications.size();
  out.services = std::move(curves);
  return out;
}

}  // namespace tributary::flow
