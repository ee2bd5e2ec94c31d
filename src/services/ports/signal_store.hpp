// The kept signals of published measures, and whose must be drawn anew.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/signal.hpp"

namespace tributary::services {

class SignalStore {
 public:
  virtual ~SignalStore() = default;

  // Published measures of which something changed since their signal was drawn; at most `most`.
  virtual std::vector<domain::MeasureId> due(int most) = 0;
  // The kept one. Nothing for a measure that is due: what is old isn't shown.
  virtual std::optional<domain::Signal> find(domain::MeasureId measure) = 0;
  // Keeps what was drawn, or that there is none, and the measure is due no longer.
  virtual void keep(domain::MeasureId measure, const std::optional<domain::Signal>& signal) = 0;
  // Every signal of another edition of the drawing is due.
  virtual void redraw_others(std::string_view edition) = 0;
};

}  // namespace tributary::services
