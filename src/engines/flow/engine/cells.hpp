// Cells: what a measure counts, period by period, of people who are told one after another and not moment by moment.
#pragma once

#include <vector>

#include "engines/flow/engine/observer.hpp"

namespace tributary::flow {

class Cells {
 public:
  // Counts from `from` on, and nothing at `stop` or later. The watch must outlive it.
  Cells(const Watch& watch, double from, double stop);

  // Of somebody who came, began and left then; in the order in which people come.
  void tell(double came, double began, double left);

  // What it came to, where the service has so many beds and the run ended at `to`.
  [[nodiscard]] Watched close(int beds, double to);

 private:
  [[nodiscard]] std::size_t at(double time);
  void value(double time, double value);
  void level(double since, double until);

  const Watch& watch_;
  double from_, stop_;
  std::size_t earliest_ = 0;   // the cell that no later person comes before
  std::vector<double> ends_;   // of the cells' periods
  Watched watched_;            // its periods are the cells
};

}  // namespace tributary::flow
