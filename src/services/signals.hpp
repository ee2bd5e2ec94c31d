// Signals: what the charts of published measures say at their last point, kept so that thousands can be shown at once; and the
// facts that a project's progress reads off its charts, published or not.
//
// Idea      whoever changes what a chart rests on (observations, ghosted points, phases, settings, owner, publication) calls
//           `draw_due_signals` before committing. The store's triggers know whose chart is due (migrations: keep_signals,
//           keep_chart_facts)
// Promises  what is read is what the chart says, after every committed write: what is due is not read at all, and is drawn
//           when the server starts, or within the hour
#pragma once

#include <optional>

#include "domain/measure.hpp"
#include "domain/signal.hpp"
#include "services/context.hpp"

namespace tributary::services {

// What a measure's chart says; nothing where it has too few points to say anything.
[[nodiscard]] std::optional<domain::Signal> signal_of(const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                                                      const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases);

// Draws those that this transaction made old.
void draw_due_signals(Transaction& tx);

// Draws every one that is due, some at a time; those of an earlier edition of the drawing too. Says how many.
int draw_due_signals(const Context& context);

}  // namespace tributary::services
