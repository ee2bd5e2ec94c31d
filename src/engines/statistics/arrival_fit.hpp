// fit_arrivals: how many come, whether at random, and at which hours, weekdays and months more than at others.
//
// Idea      people who come by chance and not because of one another come by Poisson's law, whose daily counts vary as much as their mean;
//           a profile is a rate that differs by hour, weekday or month, and is taken for there only where chance hardly makes one like it
// Method    rate: comings on whole days over their number; its error by the daily counts' own dispersion, where that is above 1.
//           Dispersion: Fisher's index, Σ (nᵢ − mᵢ)² / mᵢ on its degrees of freedom, two-sided [Cochran 1954; Cox, Lewis 1966, ch. 6].
//           Profiles: the likelihood ratio against a flat one; of weekdays and months over the dispersion that is left within them
//           [McCullagh, Nelder 1989, section 6.2]. Trend: Laplace's test [Cox, Lewis 1966, section 3.3]
// Given     moments in days since 1 January 1970; the first and the last day are left out, since they may be part of one
// Promises  a block of hours, weekdays or months on which fewer than `fewest` came stands with its neighbours
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tributary::statistics {

struct ProfileTest {
  std::vector<double> factors;  // 24, 7 (Monday first) or 12; their mean over a day, a week or a year is 1
  double statistic = 0, degrees = 0, p = 1;
  bool shown = false;           // p < profile_level
  std::string untested;         // why there is none
};
inline constexpr double profile_level = 0.01;
inline constexpr double fewest = 10;

struct ArrivalFit {
  std::size_t comings = 0;                    // all that were given
  double days = 0;                            // whole days, or the time from first to last where there are fewer than `few_days`
  double rate = 0, error = 0, low = 0, high = 0;  // a day, with its 95 % interval
  std::optional<double> dispersion, dispersion_p;              // of daily counts against one rate
  std::optional<double> dispersion_within, dispersion_within_p;  // against the profiles that are shown
  ProfileTest by_hour, by_weekday, by_month;
  std::optional<double> first_half, second_half, trend_p;      // rates a day
};
inline constexpr double few_days = 14;

// `clock`: the moments say times of day. Two comings or more at different moments.
[[nodiscard]] ArrivalFit fit_arrivals(std::vector<double> comings, bool clock);

}  // namespace tributary::statistics
