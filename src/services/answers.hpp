// Answers: predictions lock when data that bear on them arrive, and are answered when they are due.
//
// Idea      whoever stores, withdraws, voids or restores observations calls `observations_changed` in the same transaction,
//           after having done so; the passing of dates is looked after by `settle_due`
// Lock      an open prediction locks when there is a value dated after the day it was made, or on or after the first day it
//           speaks of, the first of that month where it speaks of a month. One made when there is such a value already is locked by predictions.hpp
// Dates     a date stands for its calendar period where the measure has one value a week, month, quarter or year, whichever day
//           of it the observation is dated by: see domain/prediction.hpp, days_of_value and days_of_mean
// Due       a row is due once its date has passed and its points are there. A value: the observation of its date. A mean: at
//           least one point, and all that the measure's interval lets expect, but for gaps that were explained; or a later
//           point that shows that the missing ones won't come; or its test is decided, or 28 days have gone since the last day whose
//           value could answer it: then it is answered with what there is, be it nothing ("no value"). The mean is that of the points, each counting alike. A value that was there and
//           was withdrawn since the lock is no explained gap. An answer tells of how many of the expected points it is the mean
// Lapse     where the data that an answer rested on are undone or withdrawn, so that it isn't due any longer, it stays on record
//           as history and none stands: too early, until the data are there again
// Answer    once every row is due. Scored against "no change": the XmR limits of the points before the test started (where it
//           hasn't, or was predicted later, before the prediction), and before what it speaks of. The same data give no second
//           answer; restated data do, and so do points left out and phases begun before the test, and the baseline's end. Where
//           those, or values, were changed or withdrawn after the lock the answer says so, and keeps what it would have been
// See       engines/evidence/prediction_score.hpp for the scores
#pragma once

#include <optional>
#include <vector>

#include "domain/answer.hpp"
#include "domain/prediction.hpp"
#include "domain/test.hpp"
#include "services/context.hpp"

namespace tributary::services {

// Locks what the measure's observations lock, and answers what they answer.
void observations_changed(Transaction& tx, domain::MeasureId measure, base::Instant now);

void lock_for_observations(Transaction& tx, domain::MeasureId measure, base::Instant now);

// Whether there is an observation of what it speaks of, or ever was.
// A test that is there again, having been removed at that time: what locked meanwhile, or what its data have come to, was not on
// the record when they came, and is marked as made after them.
void mark_seen_while_away(Transaction& tx, domain::TestId test, base::Instant removed, base::Instant now);

[[nodiscard]] bool seen_already(Transaction& tx, const domain::Prediction& prediction);
// Locks those of the measure's open predictions as made after seeing the data, once something else says which observations they speak of.
void lock_seen(Transaction& tx, domain::MeasureId measure, base::Instant now);
void settle(Transaction& tx, domain::MeasureId measure, base::Instant now);

// Answers every prediction that time alone has made due, a transaction for each measure. Says how many changed.
int settle_due(const Context& context);

// How a row of a prediction stands today.
struct RowStanding {
  bool due = false;                // its date has come and its points are there
  std::optional<double> observed;  // of the points there are, due or not
  base::Date shown_on{};           // its place on the chart: at the point that it speaks of, there already or to come
  int points = 0;
  int expected = 1;                // points that its days would have
  int missing = 0;                 // of those
  int explained = 0;               // of the missing: gaps that the team noted with a reason
  int withdrawn = 0;               // values that were there, since the lock
  std::optional<domain::Verdict> verdict;  // where it is due
  bool hit50 = false, hit90 = false;
};

// Would the prediction also hold if nothing changed? One that would teaches nothing.
struct HoldsAnyway {
  bool would_hold = false;
  double chance = 0;                // that every row's 90 % interval holds, if nothing changes
  std::vector<double> row_chances;
};

struct Standing {
  std::vector<RowStanding> rows;
  std::optional<domain::Baseline> baseline;  // absent where the measure had no limits
  std::optional<HoldsAnyway> anyway;         // likewise
  domain::Direction direction = domain::Direction::neither;
  std::optional<domain::LockEvent> locks;    // of one that is only typed yet: what would lock it at once
  base::Date due_on{};                       // when its answer can be there
  bool before_test = false;                  // it speaks of a time that was over before its test began
};

[[nodiscard]] Standing standing_of(Transaction& tx, const domain::Prediction& prediction, const domain::Test& test,
                                   base::Instant now);

}  // namespace tributary::services
