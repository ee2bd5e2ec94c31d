// What is possible in a model but seldom meant.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "engines/flow/check.hpp"
#include "engines/flow/short_number.hpp"
#include "engines/flow/ways.hpp"

namespace tributary::flow {

namespace {

// Who waits for a service keeps the bed upstream: said of one to which nobody comes from a bed, it does nothing, and another was meant.
void warn_of_holds(const Model& model, std::vector<base::Problem>& out) {
  std::vector<bool> from_a_bed(model.services.size(), false);
  for (std::size_t from = 0; from < model.services.size(); ++from)
    for (const std::size_t to : services_after(model, from)) from_a_bed[to] = true;
  for (std::size_t at = 0; at < model.services.size(); ++at) {
    const Service& each = model.services[at];
    const bool holds = std::any_of(each.when_full.begin(), each.when_full.end(), [](const WhenFull& one) { return std::holds_alternative<Hold>(one); });
    if (!holds || from_a_bed[at]) continue;
    out.push_back(problem("hold-of-nobody", "Nobody has a bed to hold", "People come to " + each.name + " only from outside, so nobody holds a bed for it. when_full = \"hold\" belongs to the service that is full, which those before it wait for in their beds.",
                          "services." + each.name + ".when_full"));
  }
}

void warn_of_late_changes(const Model& model, std::vector<base::Problem>& out) {
  if (!model.run.warm_up || model.run.until_empty) return;
  const double end = *model.run.warm_up + model.run.length;
  for (const Curve& each : model.changes) {
    if (each.at < end) continue;
    out.push_back(problem("change-too-late", "A change goes live after the run", "It goes live at " + short_number(each.at) + ", and the run is over at " + short_number(end) +
                          " (run.warm_up and run.length, from its begin): it changes nothing. Make the run longer, or its at earlier.", "run.length"));
  }
}

// One person in a unit of time that people use.
bool is_one(double rate, TimeUnit unit) {
  constexpr std::array hours{1.0 / 60, 1.0, 24.0, 168.0, 730.0, 8'760.0};
  return std::any_of(hours.begin(), hours.end(), [&](double each) { return std::fabs(rate * each / hours_in(unit) - 1) < 1e-9; });
}

// Counts in place of factors: the rate would be multiplied by them. Beside a rate of 1 they are what is meant.
void warn_of_counts(const Model& model, std::vector<base::Problem>& out) {
  constexpr double too_much = 3;
  const auto mean = [](const std::vector<double>& factors) { return factors.empty() ? 1 : std::accumulate(factors.begin(), factors.end(), 0.0) / static_cast<double>(factors.size()); };
  for (const Source& each : model.sources) {
    const auto* poisson = std::get_if<PoissonArrivals>(&each.process);
    if (poisson == nullptr || is_one(poisson->rate, model.unit)) continue;
    const double factor = mean(each.profile.by_hour) * mean(each.profile.by_weekday) * mean(each.profile.by_month);
    if (factor < too_much) continue;
    out.push_back(problem("profile-of-counts", "The profile multiplies the rate", "by_hour, by_weekday and by_month are factors: here they make " + short_number(factor) + " times the " + short_number(poisson->rate) +
                          " that come per time unit, on average. Factors whose mean is 1 leave the rate as it is; beside counts, the rate is 1.", "arrivals." + each.name));
  }
}

}  // namespace

std::vector<base::Problem> warnings_of(const Model& model) {
  std::vector<base::Problem> out;
  const std::vector<bool> locks = may_lock(model);
  for (std::size_t i = 0; i < locks.size(); ++i) {
    if (!locks[i]) continue;
    out.push_back(problem("may-lock", "Services may wait for one another for ever",
                          model.services[i].name + " can hold beds for a service that holds beds for it. When all of them are full nobody moves again.", "services." + model.services[i].name));
    break;
  }
  warn_of_holds(model, out);
  warn_of_late_changes(model, out);
  warn_of_counts(model, out);
  return out;
}

}  // namespace tributary::flow
