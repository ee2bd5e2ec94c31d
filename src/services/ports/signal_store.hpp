// What is kept of charts: the signals of published measures, the facts that progress reads, and whose must be drawn anew.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/chart_facts.hpp"
#include "domain/signal.hpp"

namespace tributary::services {

using KeptFacts = std::map<domain::MeasureId, domain::ChartFacts>;

class SignalStore {
 public:
  virtual ~SignalStore() = default;

  // Measures, published or of a project, of which something changed since their chart was drawn; at most `most`.
  virtual std::vector<domain::MeasureId> due(int most) = 0;
  // The kept one. Nothing for a measure that is due: what is old isn't shown.
  virtual std::optional<domain::Signal> find(domain::MeasureId measure) = 0;
  // Nothing for a measure that is due, or that is neither published nor a project's.
  virtual std::optional<domain::ChartFacts> facts(domain::MeasureId measure) = 0;
  virtual KeptFacts facts_of(domain::ProjectId project) = 0;  // the same of each of its measures, in one statement
  // Keeps what was drawn by that edition, or that there is no signal, and the measure is due no longer.
  virtual void keep(domain::MeasureId measure, const std::optional<domain::Signal>& signal, const domain::ChartFacts& facts,
                    std::string_view edition) = 0;
  // Everything of another edition of the drawing is due.
  virtual void redraw_others(std::string_view edition) = 0;
};

}  // namespace tributary::services
