#include "engines/flow/warm_up.hpp"

#include <cmath>
#include <vector>

#include "engines/flow/engine/simulation.hpp"

namespace tributary::flow {

std::size_t mser5(std::span<const double> series) {
  std::vector<double> means;
  for (std::size_t i = 0; i + 5 <= series.size(); i += 5) means.push_back((series[i] + series[i + 1] + series[i + 2] + series[i + 3] + series[i + 4]) / 5);
  std::size_t best = 0;
  double least = HUGE_VAL, sum = 0, squares = 0;
  for (std::size_t from = means.size(); from-- > 0;) {  // from the end, so that each step adds one value
    sum += means[from], squares += means[from] * means[from];
    const auto left = static_cast<double>(means.size() - from);
    if (from > means.size() / 2) continue;
    const double error = (squares - sum * sum / left) / (left * left);
    if (error <= least) least = error, best = from;
  }
  return 5 * best;
}

double find_warm_up(const Model& model) {
  constexpr int pilots = 10, steps = 200;
  Model watched = model;
  watched.measures.clear();
  for (const Quantity quantity : {Quantity::occupancy, Quantity::queue}) {
    Measure measure;
    measure.quantity = quantity;
    measure.period = model.run.length / steps;
    watched.measures.push_back(measure);
  }
  const Tables tables = compile(watched);
  Simulation simulation(tables);
  std::vector<double> series(steps);
  for (int pilot = 0; pilot < pilots; ++pilot) {
    // Replications of their own, so that the run's are not looked at twice.
    const Tally& tally = simulation.run(~model.run.seed, pilot, {.warm_up = 0, .length = model.run.length, .daily_snapshots = false, .until_empty = false});
    for (int i = 0; i < steps; ++i) {
      for (const auto& measure : tally.measures) series[i] += measure[i + 1].value_or(0) / pilots;
    }
  }
  return static_cast<double>(mser5(series)) * model.run.length / steps;
}

}  // namespace tributary::flow
