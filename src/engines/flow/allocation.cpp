#include "engines/flow/allocation.hpp"

#include <algorithm>
#include <numeric>

#include "base/check.hpp"

namespace tributary::flow {

Allocation allocate(std::span<const float> minutes, std::size_t sites, std::span<const double> people) {
  base::check(sites > 0 && minutes.size() == people.size() * sites, "travel is areas by sites");
  Allocation out;
  out.site.resize(people.size());
  out.minutes.resize(people.size());
  out.load.assign(sites, 0);
  out.site_minutes.assign(sites, 0);
  out.site_areas.assign(sites, 0);
  for (std::size_t area = 0; area < people.size(); ++area) {
    const float* const row = minutes.data() + area * sites;
    const auto nearest = static_cast<std::size_t>(std::min_element(row, row + sites) - row);
    out.site[area] = static_cast<std::uint32_t>(nearest);
    out.minutes[area] = row[nearest];
    out.load[nearest] += people[area];
    out.site_minutes[nearest] += people[area] * row[nearest];
    ++out.site_areas[nearest];
    if (people[area] > 0) out.longest = std::max(out.longest, row[nearest]);
  }
  for (std::size_t site = 0; site < sites; ++site) {
    out.people += out.load[site];
    out.mean_minutes += out.site_minutes[site];
    if (out.load[site] > 0) out.site_minutes[site] /= out.load[site];
  }
  base::check(out.people > 0, "somebody is allocated");
  out.mean_minutes /= out.people;
  return out;
}

double share_within(const Allocation& allocation, std::span<const double> people, double minutes) {
  double within = 0;
  for (std::size_t area = 0; area < people.size(); ++area) {
    if (allocation.minutes[area] <= minutes) within += people[area];
  }
  return std::min(1.0, within / allocation.people);  // added up in another order
}

double travel_percentile(const Allocation& allocation, std::span<const double> people, double percent) {
  std::vector<std::uint32_t> order(people.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t area) { return allocation.minutes[area]; });
  double reached = 0;
  for (const std::uint32_t area : order) {
    reached += people[area];
    if (reached >= percent / 100 * allocation.people * (1 - 1e-12)) return allocation.minutes[area];
  }
  return allocation.longest;
}

}  // namespace tributary::flow
