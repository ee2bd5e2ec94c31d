#include "engines/flow/expected_stays.hpp"

#include <numeric>

#include "engines/flow/analytic/visits.hpp"

namespace tributary::flow {

namespace {

constexpr std::size_t most_services = 200;  // a circle of n takes n³

// The services to which a choice leads with a chance that is fixed.
std::vector<Onto> onto_of(const Model& model, ChoiceId choice) {
  std::vector<Onto> out;
  const auto add = [&](ChoiceId to, double chance) {
    if (const auto* enter = std::get_if<Enter>(&model.choices[to.at()])) out.push_back({enter->service.at(), chance});
  };
  add(choice, 1);
  if (const auto* split = std::get_if<Split>(&model.choices[choice.at()])) {
    for (std::size_t i = 0; i < split->to.size(); ++i) add(split->to[i], split->weights[i]);
  }
  return out;
}

}  // namespace

double expected_stays(const Model& model, const std::vector<double>& people) {
  if (model.services.size() > most_services) return 0;
  std::vector<std::vector<Onto>> onto;
  std::vector<double> entry(model.services.size());
  for (const Service& each : model.services) onto.push_back(onto_of(model, each.next));
  for (std::size_t source = 0; source < people.size(); ++source) {
    for (const Onto& to : onto_of(model, model.sources[source].to)) entry[to.node] += people[source] * to.chance;
  }
  const auto often = visits(onto, entry);
  return often ? std::accumulate(often->begin(), often->end(), 0.0) : 0;
}

}  // namespace tributary::flow
