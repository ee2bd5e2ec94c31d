#include "engines/flow/engine/observer.hpp"

#include <utility>

namespace tributary::flow {

namespace {

Observed value_of(const Watch& watch, const Cell& cell) {
  if (is_total(watch.take)) return cell.sum * watch.amount;
  if (cell.count <= 0) return {};
  return {cell.sum / cell.count * watch.amount, is_mean_over_people(watch.take) ? cell.count : 0, 0};
}

// "Placements a month" of a run of two years are those of a month of it.
Observed mean_of_periods(const Watch& watch, const std::vector<Cell>& periods) {
  if (periods.empty()) return {};
  double sum = 0;
  for (const Cell& each : periods) sum += each.sum;
  return sum / static_cast<double>(periods.size()) * watch.amount;
}

}  // namespace

void tell_measure(const Watch& watch, const Watched& watched, std::vector<Observed>& measure) {
  std::vector<Observed> values;
  if (watch.percentile) {
    values.push_back(watched.sketch.percentile(*watch.percentile));
    values.insert(values.end(), watched.percentiles.begin(), watched.percentiles.end());
  } else {
    values.push_back(is_total(watch.take) && watch.period > 0 ? mean_of_periods(watch, watched.periods) : value_of(watch, watched.whole));
    for (const Cell& cell : watched.periods) values.push_back(value_of(watch, cell));
  }
  if (measure.empty()) {
    measure = std::move(values);
    return;
  }
  for (std::size_t i = 0; i < measure.size() && i < values.size(); ++i) {
    if (measure[i] && values[i]) *measure[i] += *values[i];
  }
}

}  // namespace tributary::flow
