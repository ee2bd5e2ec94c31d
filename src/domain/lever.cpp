#include "domain/lever.hpp"

#include <cmath>

namespace tributary::domain {

double hours_a_year(const ReturnRequest& request, const std::vector<TeamHours>& hours) {
  double sum = 0;
  for (const TeamHours& each : hours) sum += each.hours;
  return sum * request.times_a_year;
}

namespace {

double to_the_penny(double pounds) { return std::round(pounds * 100) / 100; }

}  // namespace

bool is_whole_pence(double pounds) { return to_the_penny(pounds) == pounds; }

PutIn put_in(const Investment& investment) {
  PutIn out{.pounds = 0, .all = !investment.contributions.empty()};
  for (const Contribution& each : investment.contributions) {
    out.pounds += each.pounds.value_or(0);
    out.all = out.all && each.pounds;
  }
  out.pounds = to_the_penny(out.pounds);
  return out;
}

std::optional<double> total_of(const Investment& investment) {
  const PutIn known = put_in(investment);
  return known.all ? std::optional(known.pounds) : investment.pounds;
}

}  // namespace tributary::domain
