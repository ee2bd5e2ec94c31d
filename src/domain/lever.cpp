#include "domain/lever.hpp"

#include <algorithm>

namespace tributary::domain {

double hours_a_year(const ReturnRequest& request, const std::vector<TeamHours>& hours) {
  double sum = 0;
  for (const TeamHours& each : hours) sum += each.hours;
  return sum * request.times_a_year;
}

std::optional<double> total_of(const Investment& investment) {
  const bool known = !investment.contributions.empty() &&
                     std::ranges::all_of(investment.contributions, [](const Contribution& each) { return each.pounds.has_value(); });
  if (!known) return investment.pounds;
  double sum = 0;
  for (const Contribution& each : investment.contributions) sum += *each.pounds;
  return sum;
}

}  // namespace tributary::domain
