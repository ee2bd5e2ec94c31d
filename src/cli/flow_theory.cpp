#include "cli/flow_theory.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tributary::cli {

std::optional<double> standard_errors(const std::optional<engine::Estimate>& run, const std::optional<engine::Theory>& theory, double varies) {
  if (!run || !theory || !theory->exact || run->count < fewest_to_compare) return {};
  if (run->median == 0 && theory->value != 0) return {};  // so rare that a run's spread says little of it
  const double error = std::hypot(run->standard_error(), varies * run->sd);
  const double difference = run->mean - theory->value;
  if (!(error > 0)) return {};
  if (std::fabs(difference) < 1e-9 * std::fabs(theory->value)) return 0;  // what adding up many equal numbers rounds
  if (error < 1e-12 * std::fabs(theory->value)) return {};                // all replications alike, but for that
  return difference / error;
}

bool differs(const std::optional<double>& errors) { return errors && std::fabs(*errors) > most_standard_errors; }

double varies(const engine::ServiceEstimates& service, std::string_view number) {
  if (number == "wait_if_waited") return service.share_delayed && service.share_delayed->mean > 0 ? service.share_delayed->sd / service.share_delayed->mean : 0;
  const bool of_people = number == "wait" || number == "share_delayed" || number == "stay" || number == "active_stay";
  if (!of_people || !service.arrivals || !(service.arrivals->mean > 0)) return 0;
  return service.arrivals->sd / service.arrivals->mean;
}

double varies(const engine::RunResult& run, engine::Quantity quantity) {
  using engine::Quantity;
  switch (quantity) {
    case Quantity::delay_with_beds: return 0.05;  // the time with at most so many people, over some hundred stays
    case Quantity::time_in_system:
    case Quantity::length_of_stay:
    case Quantity::active_stay:
    case Quantity::wait:
    case Quantity::share_delayed:
    case Quantity::share_waiting_over:
    case Quantity::share_through:
    case Quantity::travel:
    case Quantity::share_within_travel: {
      const auto people = static_cast<double>(run.people) / static_cast<double>(std::max<std::size_t>(1, run.replications.size()));
      return people > 0 ? 1 / std::sqrt(people) : 0;
    }
    case Quantity::wait_if_waited: {
      double out = 0;
      for (const auto& each : run.services) out = std::max(out, varies(each, "wait_if_waited"));
      return out;
    }
    default: return 0;
  }
}

std::optional<engine::Theory> theory_of(const engine::ServiceSolution& service, std::string_view number) {
  const std::array<std::pair<std::string_view, const std::optional<engine::Theory>*>, 15> named{{{"occupied", &service.occupied},
                                                                                                {"queue", &service.queue},
                                                                                                {"in_transition", &service.in_transition},
                                                                                                {"wait", &service.wait},
                                                                                                {"wait_if_waited", &service.wait_if_waited},
                                                                                                {"share_delayed", &service.share_delayed},
                                                                                                {"stay", &service.stay},
                                                                                                {"active_stay", &service.active_stay},
                                                                                                {"arrivals", &service.arrivals},
                                                                                                {"placed_out", &service.placed_out},
                                                                                                {"turned_away", &service.turned_away},
                                                                                                {"reneged", &service.reneged},
                                                                                                {"visits", &service.visits},
                                                                                                {"slots_used", &service.slots_used},
                                                                                                {"occupied_sd", &service.occupied_sd}}};
  for (const auto& [name, value] : named) {
    if (name == number) return *value;
  }
  return {};
}

}  // namespace tributary::cli
