#include "engines/flow/over_time.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

namespace tributary::flow {

namespace {

constexpr std::size_t most_slices = 90, fewest_slices = 12;
constexpr std::size_t most_kept = 10'000'000;  // numbers of all replications

Measure over(Quantity quantity, std::size_t service, double period) {
  Measure out;
  out.quantity = quantity;
  out.services = {ServiceId{static_cast<std::uint32_t>(service)}};
  out.period = period;
  return out;
}

// Of a team without a limit on its books people wait for their first visit.
bool people_may_wait(const Service& service) { return service.limits_people() || service.visits.has_value(); }

bool goes_by_calendar(const Model& model) {
  return std::any_of(model.sources.begin(), model.sources.end(), [](const Source& each) {
           return !each.profile.constant() || std::holds_alternative<ScheduledArrivals>(each.process) || std::holds_alternative<ReplayedArrivals>(each.process);
         }) ||
         std::any_of(model.services.begin(), model.services.end(), [](const Service& each) { return !each.capacity.hours.empty() || each.visits.has_value(); });
}

// In hours: days while there are no more of them than may be, else weeks; of short runs hours that divide a day.
Slices by_calendar(double length, std::size_t most) {
  const auto of = [&](double slice) { return Slices{static_cast<std::size_t>(std::floor(length / slice + 1e-9)), slice}; };
  Slices out;
  if (length < fewest_slices * 24.0) {
    for (const double hours : {1, 2, 3, 4, 6, 8, 12}) {
      if (out = of(hours); out.count <= most) break;
    }
  } else {
    out = of(24);
    for (int weeks = 1; out.count > most; ++weeks) out = of(168.0 * weeks);
  }
  return out.count < fewest_slices || out.count > most ? Slices{} : out;
}

std::vector<std::optional<Estimate>> slices_in(std::vector<std::optional<Estimate>> periods, std::size_t slices) {
  periods.resize(slices);  // what is left of a length that the slices don't divide to the last bit, or of a run until all have left
  return periods;
}

}  // namespace

Slices slices_of(const Model& model) {
  const auto replications = static_cast<std::size_t>(model.run.precision ? model.run.precision->at_most : model.run.replications);
  const std::size_t levels = std::max<std::size_t>(1, 2 * model.services.size() * replications);
  const std::size_t most = std::min(most_kept / levels, most_slices);
  if (most < fewest_slices) return {};
  const auto goes = [](const Model& each) { return goes_by_calendar(each); };
  if (goes(model) || std::any_of(model.versions.begin(), model.versions.end(), goes)) {
    if (const Slices whole = by_calendar(model.run.length * hours_in(model.unit), most); whole.count > 0) return {whole.count, whole.length / hours_in(model.unit)};
  }
  return {most, model.run.length / static_cast<double>(most)};
}

void add_measures(Model& model, const std::vector<Measure>& more) {
  model.measures.insert(model.measures.end(), more.begin(), more.end());
  if (!model.drawn) return;
  model.drawn = [inner = std::move(model.drawn), more](std::uint64_t seed, std::uint64_t replication) {
    auto drawn = inner(seed, replication);
    if (drawn) drawn->measures.insert(drawn->measures.end(), more.begin(), more.end());
    return drawn;
  };
}

void measure_over_time(Model& model, const Slices& slices) {
  if (slices.count == 0) return;
  std::vector<Measure> more;
  for (std::size_t at = 0; at < model.services.size(); ++at) {
    more.push_back(over(Quantity::occupancy, at, slices.length));
    if (people_may_wait(model.services[at])) more.push_back(over(Quantity::queue, at, slices.length));
  }
  add_measures(model, more);
}

std::vector<ServiceOverTime> take_over_time(const Model& model, RunResult& result, std::size_t own_measures, const Slices& slices) {
  std::vector<ServiceOverTime> out(model.services.size());
  if (slices.count == 0) return out;
  std::size_t at = own_measures;
  for (std::size_t service = 0; service < model.services.size(); ++service) {
    out[service].occupied = slices_in(std::move(result.measures[at++].periods), slices.count);
    if (people_may_wait(model.services[service])) out[service].queue = slices_in(std::move(result.measures[at++].periods), slices.count);
  }
  result.measures.resize(own_measures);
  for (Replication& each : result.replications) each.measures.resize(own_measures);
  return out;
}

}  // namespace tributary::flow
