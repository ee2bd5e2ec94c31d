#include "exchange/flow/beside_theory.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "engines/statistics/distributions.hpp"

namespace tributary::exchange::flow {

std::optional<double> standard_errors(const std::optional<engine::Estimate>& run, const std::optional<engine::Theory>& theory) {
  if (!run || !theory || !theory->exact || run->count < fewest_to_compare) return {};
  if (run->median == 0 && theory->value != 0) return {};  // so rare that a run's spread says little of it
  const double error = run->standard_error();
  const double difference = run->mean - theory->value;
  if (!(error > 0)) return {};
  if (std::fabs(difference) < 1e-9 * std::fabs(theory->value)) return 0;  // what adding up many equal numbers rounds
  if (error < 1e-12 * std::fabs(theory->value)) return {};                // all replications alike, but for that
  return difference / error;
}

bool differs(const std::optional<double>& errors, std::size_t replications) {
  return errors && replications > 1 && std::fabs(*errors) > statistics::student_quantile(1 - by_chance / 2, static_cast<double>(replications - 1));
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

std::optional<engine::Theory> in_period(const engine::MeasureSolution& measure, std::size_t period) { return period < measure.periods.size() ? measure.periods[period] : std::nullopt; }

bool worth_telling(std::string_view number, const std::optional<engine::Theory>& value) {
  const bool always = number != "in_transition" && number != "placed_out" && number != "turned_away" && number != "reneged";
  return value && (always || value->value != 0);
}

}  // namespace tributary::exchange::flow
