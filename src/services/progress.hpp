// A project's progress on the IHI scale: its facts gathered, and what the team answers.
//
// See       domain/progress.hpp for the table and the rule
#pragma once

#include "domain/chart_facts.hpp"
#include "domain/measure.hpp"
#include "domain/progress.hpp"
#include "domain/project.hpp"
#include "services/charts.hpp"
#include "services/context.hpp"
#include "services/drivers.hpp"
#include "services/members.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/signal_store.hpp"

namespace tributary::services {

// What one chart says about lasting improvement: whether it has improved, and how many points have followed the improvement
// without a signal back. A phase with a better centre than the one before is an improvement, one with a worse a signal back.
// Null for a chart with too few values to draw.
[[nodiscard]] domain::ChartFacts chart_facts(const measure::Chart* chart, const std::vector<domain::Observation>& observations,
                                             domain::Direction better);

// Share of the way from the aim's start to its goal that the mean of the last three values has come. None without an aim in
// numbers, its start, or a value.
[[nodiscard]] std::optional<double> gap_closed(const domain::Aim& aim, std::optional<double> recent);

// What progress is counted from; a page has read most of it already.
struct ProgressParts {
  const std::vector<Member>& members;
  const std::vector<DriverWithTests>& drivers;
  const std::vector<domain::Measure>& measures;  // of the project, those that the reader may see
  const KeptFacts& charts;                       // of the project's measures
  const std::vector<TestOfProject>& tests;
  const std::vector<domain::LaterCheck>& later_checks;
};

// Within a transaction that is open already.
[[nodiscard]] domain::Progress progress_of(Transaction& tx, const domain::Project& project, const ProgressParts& parts);

// The team's answer to a question of the scale; it can be taken back. `version` is that of the answer before, 0 before the first.
// Fails with "question-unknown" or "stale".
[[nodiscard]] base::Result<domain::Progress> answer_question(const Context& context, const Actor& actor, domain::ProjectId project,
                                                             std::string_view question, bool yes, int version);

}  // namespace tributary::services
