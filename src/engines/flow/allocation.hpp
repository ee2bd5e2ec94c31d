// Allocation: everybody to the nearest site, without capacity and without chance.
//
// Idea      the first question about where services should be: who would go where, how far, and how busy would each site be
// Method    for each area the site with the least travel; ties go to the site named first. O(areas × sites)
// Limits    one mean travel time per area; everybody goes to the nearest: in practice some don't (Allen et al. 2017,
//           doi 10.1136/bmjopen-2017-018143, found hospitals' actual numbers within 17 % of this in the median)
// See       a model's rules (destination.hpp) for people who go elsewhere when a site is full
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tributary::flow {

struct Allocation {
  std::vector<std::uint32_t> site;  // by area
  std::vector<float> minutes;       // by area, to that site
  std::vector<double> load;         // by site: people
  std::vector<double> site_minutes; // by site: their mean minutes; 0 where nobody goes
  std::vector<std::uint32_t> site_areas;
  double people = 0;
  double mean_minutes = 0;          // of people, as are those below
  float longest = 0;                // of areas where somebody lives
};

// `minutes`: areas × sites, all of them 0 or more, infinity where no way leads, but finite for a site at least of each area; `people`: one an area, 0 or more, not all 0. At least one site.
[[nodiscard]] Allocation allocate(std::span<const float> minutes, std::size_t sites, std::span<const double> people);

// The share of people within so many minutes.
[[nodiscard]] double share_within(const Allocation& allocation, std::span<const double> people, double minutes);

// The minutes that `percent` of the people are within: of the areas in order of travel, the first with which that share of the
// people is reached.
[[nodiscard]] double travel_percentile(const Allocation& allocation, std::span<const double> people, double percent);

}  // namespace tributary::flow
