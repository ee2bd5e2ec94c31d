// Targets of a measure: setting one from a date on, or a way from one value to another, and taking that back.
//
// Idea      as limits are redrawn by people with a reason (charts.hpp), so is what is aimed at: each target says why, and since when it
//           was so; what was aimed at before is kept, and can be put back
// Promises  assurance is judged by the target that holds at the chart's last point, and what has gone before is judged by what held then
// See       domain/target.hpp for what they mean; policy.cpp for who may: whoever may change the measure
#pragma once

#include "domain/measure.hpp"
#include "services/context.hpp"

namespace tributary::services {

// Fails with "text-missing" (the reason), "target-exists" (one starts on that day already), or as domain::check_target.
[[nodiscard]] base::Result<domain::Target> add_target(const Context& context, const Actor& actor, domain::Target target);

// Takes it away, or puts it back. Fails with "target-exists".
[[nodiscard]] base::Done remove_target(const Context& context, const Actor& actor, domain::TargetId id, bool removed);

// Within a transaction: the one number that a measure's settings give, in place of the one without a date. What they don't change is left
// as it is. Fails with "targets-dated" where dates are given: then one number can't say what is meant.
[[nodiscard]] base::Done set_plain_target(Transaction& tx, const Actor& actor, const domain::Measure& was, std::optional<double> target, base::Instant now);

}  // namespace tributary::services
