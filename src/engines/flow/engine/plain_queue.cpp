// What is a plain first-come queue, and what isn't.
#include <algorithm>

#include "engines/flow/engine/recursion.hpp"

namespace tributary::flow {

namespace {

std::string beyond_service(const Tables& tables) {
  const ServiceRow& row = tables.services[0];
  const Service& service = tables.model->services[0];
  if (row.unlimited) return "nobody waits where there is no limit";
  if (!service.capacity.steps.empty() || !service.capacity.hours.empty()) return "beds come and go";
  if (service.capacity.beds < 1) return "there is no bed";
  if (!row.plain) return "beds are shared, or kept for some";
  if (row.level_count > 1) return "some go before others";
  const FullRow& full = tables.full[row.full.begin];
  if (full.kind != FullRow::Kind::wait) return "not everybody waits who finds no room";
  if (full.longest_queue != none || full.sampler != none) return "not everybody waits until there is room";
  if (row.early) return "some leave early under pressure";
  if (row.any_transition) return "beds are kept after the stay";
  if (service.start.occupied + service.start.queue > 0) return "somebody is there from the start";
  if (row.cyclic != none) return "people come back";
  if (tables.choices[row.next].kind != ChoiceRow::Kind::leave) return "people leave by several ways";
  return {};
}

std::string beyond_sources(const Tables& tables) {
  const ServiceRow& service = tables.services[0];
  const auto first_stay = [&](std::uint32_t cls) { return tables.stays[service.stays[cls].begin]; };
  if (tables.sources.empty()) return "nobody comes";
  for (std::size_t i = 0; i < tables.sources.size(); ++i) {
    const SourceRow& row = tables.sources[i];
    const Process& process = tables.model->sources[i].process;
    if (!std::holds_alternative<PoissonArrivals>(process) && !std::holds_alternative<RenewalArrivals>(process)) return "people come neither at random nor at drawn intervals";
    if (tables.choices[row.choice].kind != ChoiceRow::Kind::enter) return "not everybody goes straight to the service";
    for (const std::uint32_t cls : row.classes) {
      const StayRow stay = first_stay(cls);
      if (stay.condition != always || stay.sampler != first_stay(row.classes[0]).sampler) return "stays depend on who comes";
    }
  }
  return {};
}

// Moments that the recursion knows, or that never come in a plain queue; and what can be taken of them in no order of time.
bool counted_by_recursion(const Watch& watch) {
  if (watch.condition != always || (watch.percentile && watch.period > 0)) return false;
  switch (watch.moment) {
    case Moment::came: case Moment::began: case Moment::departed: case Moment::worked: case Moment::left: case Moment::occupied: case Moment::queueing: break;
    case Moment::blocked: case Moment::out_of_area: case Moment::placed_out: case Moment::turned_away: case Moment::reneged: break;
    default: return false;
  }
  switch (watch.take) {
    case Watch::Take::value: case Watch::Take::total: case Watch::Take::over: case Watch::Take::at_most: case Watch::Take::positive: return true;
    case Watch::Take::level: case Watch::Take::level_share: case Watch::Take::level_time: case Watch::Take::capacity_time: return true;
    default: return false;
  }
}

}  // namespace

std::string beyond_recursion(const Tables& tables) {
  if (!tables.model->changes.empty()) return "something changes at a date";
  if (tables.services.size() != 1) return "there are several services";
  if (std::string why = beyond_service(tables); !why.empty()) return why;
  if (std::string why = beyond_sources(tables); !why.empty()) return why;
  if (tables.model->run.daily_snapshots) return "people are counted each midnight";
  const auto beyond = std::find_if_not(tables.watches.begin(), tables.watches.end(), counted_by_recursion);
  if (beyond != tables.watches.end()) return "the measure \"" + tables.model->measures[beyond->measure].name + "\" asks for more than sums over everybody";
  return {};
}

}  // namespace tributary::flow
