#include "engines/flow/over_time.hpp"

#include <algorithm>
#include <utility>

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

std::vector<std::optional<Estimate>> slices_in(std::vector<std::optional<Estimate>> periods, std::size_t slices) {
  periods.resize(slices);  // what is left of a length that the slices don't divide to the last bit, or of a run until all have left
  return periods;
}

}  // namespace

std::size_t slices_of(const Model& model) {
  const auto replications = static_cast<std::size_t>(model.run.precision ? model.run.precision->at_most : model.run.replications);
  const std::size_t levels = std::max<std::size_t>(1, 2 * model.services.size() * replications);
  const std::size_t slices = std::min(most_kept / levels, most_slices);
  return slices < fewest_slices ? 0 : slices;
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

void measure_over_time(Model& model, std::size_t slices) {
  if (slices == 0) return;
  std::vector<Measure> more;
  const double period = model.run.length / static_cast<double>(slices);
  for (std::size_t at = 0; at < model.services.size(); ++at) {
    more.push_back(over(Quantity::occupancy, at, period));
    if (model.services[at].limits_people()) more.push_back(over(Quantity::queue, at, period));
  }
  add_measures(model, more);
}

std::vector<ServiceOverTime> take_over_time(const Model& model, RunResult& result, std::size_t own_measures, std::size_t slices) {
  std::vector<ServiceOverTime> out(model.services.size());
  if (slices == 0) return out;
  std::size_t at = own_measures;
  for (std::size_t service = 0; service < model.services.size(); ++service) {
    out[service].occupied = slices_in(std::move(result.measures[at++].periods), slices);
    if (model.services[service].limits_people()) out[service].queue = slices_in(std::move(result.measures[at++].periods), slices);
  }
  result.measures.resize(own_measures);
  for (Replication& each : result.replications) each.measures.resize(own_measures);
  return out;
}

}  // namespace tributary::flow
