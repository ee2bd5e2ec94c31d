#include "engines/flow/beds_over_time.hpp"

#include <algorithm>

#include "engines/flow/engine/calendar.hpp"

namespace tributary::flow {

std::vector<BedStep> bed_steps(const Model& model, ServiceId service, double from, double to) {
  const Calendar calendar(model.unit, model.begins_on);
  const auto capacity = [&](std::uint32_t version) -> const Capacity& { return (version == 0 ? model : model.versions[version - 1]).services[service.at()].capacity; };
  std::vector<BedStep> out;
  double next = 0;
  for (double time = 0; time < to; time = next) {  // from the beginning of the run: between two midnights of a ramp nothing moves
    const int beds = beds_between(model.changes, time, [&](std::uint32_t version) { return calendar.capacity(capacity(version), time); });
    if (time <= from) out = {{from, beds}};
    else if (beds != out.back().beds) out.push_back({time, beds});
    next = next_setting(model.changes, time, calendar.day());
    for (std::uint32_t version = 0; version <= model.versions.size(); ++version) next = std::min(next, calendar.next_change(capacity(version), time));
  }
  return out;
}

}  // namespace tributary::flow
