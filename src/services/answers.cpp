#include "services/answers.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/log.hpp"
#include "services/answer_basis.hpp"
#include "services/measure_settings.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/test_store.hpp"

namespace tributary::services {

using domain::Answer;
using domain::Prediction;

namespace {

constexpr std::chrono::days a_day{1};

std::optional<domain::Verdict> verdict_word(evidence::Verdict verdict) {
  switch (verdict) {
    case evidence::Verdict::too_early: return std::nullopt;
    case evidence::Verdict::as_expected: return domain::Verdict::as_expected;
    case evidence::Verdict::better: return domain::Verdict::better;
    case evidence::Verdict::worse: return domain::Verdict::worse;
  }
  base::check(false, "every verdict has a word");
  return std::nullopt;
}

// Of a basis that is due: where none of its rows, or this row, has a value, that is what is said.
Answer answer_of(const Basis& basis, const evidence::PredictionScore& score, domain::PredictionId prediction, base::Instant now) {
  constexpr auto none = domain::Verdict::no_value;
  Answer out{.id = {}, .prediction = prediction, .computed = now, .verdict = verdict_word(score.verdict).value_or(none), .rows = {},
             .baseline = basis.baseline, .interval_score50 = score.interval_score50.value_or(0),
             .interval_score90 = score.interval_score90.value_or(0), .weighted_score = score.weighted_score.value_or(0),
             .no_change_score = score.no_change_score, .skill = score.skill, .data_hash = {}, .lapsed = {}, .as_locked = {}};
  for (std::size_t i = 0; i < basis.rows.size(); ++i) {
    const evidence::RowScore& row = score.rows[i];
    out.rows.push_back({.observed = basis.rows[i].observed, .points = basis.rows[i].points, .missing = basis.rows[i].missing,
                        .verdict = verdict_word(row.verdict).value_or(none), .hit50 = row.hit50, .hit90 = row.hit90,
                        .direction_right = row.direction_correct, .interval_score50 = row.interval_score50.value_or(0),
                        .interval_score90 = row.interval_score90.value_or(0), .weighted_score = row.weighted_score.value_or(0),
                        .no_change_score = row.no_change_score});
  }
  return out;
}

// How many of `now` weren't among `then`, of those dated before the cut; and the other way round by swapping them.
template <class Mark, class DateOf>
int newly(const std::vector<Mark>& now, const std::vector<Mark>& then, base::Date cut, DateOf date_of) {
  return static_cast<int>(std::ranges::count_if(now, [&](const Mark& mark) {
    return date_of(mark) < cut && std::ranges::find(then, mark.id, &Mark::id) == then.end();
  }));
}

// Puts back what was withdrawn or changed, and takes out what came later, of what bears on the prediction; and counts it. What it
// predicts comes later, as it should; a second value of a period is a change of the first.
void tell_as_it_was(MeasureData& data, const Prediction& prediction, base::Date cut, const std::vector<Retold>& retold, domain::AsLocked& out) {
  const auto at = [&](base::Date on) { return std::ranges::lower_bound(data.observations, on, {}, &domain::Observation::on); };
  for (const Retold& each : retold) {
    const bool predicted = std::ranges::any_of(
        prediction.rows, [&](const domain::PredictionRow& row) { return domain::days_of(data.measure.interval, row).hold(each.on); });
    const bool before = each.on < cut;
    if (!before && !predicted) continue;
    if (before ? each.later : each.second) {
      if (each.withdrawn) continue;  // neither then nor now
      ++(before ? out.added : out.revised);
      data.observations.erase(at(each.on));
    } else if (each.withdrawn || each.changed) {
      ++(each.withdrawn ? out.withdrawn : out.revised);
      auto place = at(each.on);
      if (place == data.observations.end() || place->on != each.on) place = data.observations.insert(place, {.on = each.on});
      place->value = each.was;
    }
  }
}

// What the answer would be with the values, marks and settings that stood at the lock; none where they are the same.
std::optional<domain::AsLocked> as_locked(Transaction& tx, const MeasureData& data, const Prediction& prediction,
                                          const domain::Test& test, base::Date today, const std::vector<Retold>& retold) {
  MeasureData then = data;
  then.ghosts = tx.measures().ghosts_at(data.measure.id, prediction.lock->at);
  then.phases = tx.measures().phases_at(data.measure.id, prediction.lock->at);
  auto [measure_then, settings_changed] = drawn_at(tx, data.measure, prediction.lock->at);
  then.measure = std::move(measure_then);
  const base::Date cut = baseline_cut(data.measure, prediction, test);
  const auto point = [](const domain::Ghost& ghost) { return ghost.on; };
  const auto start = [](const domain::Phase& phase) { return phase.starts; };
  domain::AsLocked out{.left_out = newly(data.ghosts, then.ghosts, cut, point), .counted_again = newly(then.ghosts, data.ghosts, cut, point),
                       .phases_begun = newly(data.phases, then.phases, cut, start), .phases_ended = newly(then.phases, data.phases, cut, start),
                       .settings_changed = settings_changed, .baseline = {}, .no_change_score = {}, .skill = {}, .verdict = {}, .observed = {}};
  tell_as_it_was(then, prediction, cut, retold, out);
  if (!out.differs()) return std::nullopt;
  const Basis basis = basis_of(then, prediction, test, today, {});
  out.baseline = basis.baseline;
  if (const auto score = basis.score()) {
    out.no_change_score = score->no_change_score;
    out.skill = score->skill;
    out.verdict = verdict_word(score->verdict);
  }
  for (const RowStanding& row : basis.rows) out.observed.push_back(row.observed);
  return out;
}

// Whether an answer says what the data say now, though they no longer suffice for a new one: a decision was taken back.
bool still_says(const Answer& answer, const Basis& basis) {
  return std::ranges::equal(answer.rows, basis.rows, [](const domain::AnswerRow& row, const RowStanding& now) {
    return now.observed == row.observed && now.points == row.points;
  });
}

// One prediction's answer: a new one where it is due and the one that stands is of other data; none stands where the data are
// gone. Says whether anything changed.
bool settle_one(Transaction& tx, const MeasureData& data, const std::vector<StoredValue>& stored, const Prediction& prediction, base::Instant now) {
  const base::Date today = base::london_date(now);
  if (!prediction.lock || prediction.last_day() > today) return false;
  const auto test = tx.tests().find(prediction.test);
  base::check(test.has_value(), "a prediction stands in a test");
  const auto retold = retold_since_lock(stored, data, prediction);
  const Basis basis = basis_of(data, prediction, *test, today, retold);
  const auto earlier = tx.predictions().answers(prediction.id);
  const Answer* stands = domain::standing_answer(earlier);
  if (!basis.due()) {
    if (stands == nullptr || still_says(*stands, basis)) return false;
    tx.predictions().lapse(stands->id, now);
    return true;
  }
  const auto score = basis.score();
  if (!score) {
    base::log_warning("prediction " + std::to_string(prediction.id.value) + " can't be scored: " + score.error().code);
    return false;
  }
  Answer answer = answer_of(basis, *score, prediction.id, now);
  answer.as_locked = as_locked(tx, data, prediction, *test, today, retold);
  answer.data_hash = hash_of(basis, answer.as_locked);
  if (stands != nullptr && stands->data_hash == answer.data_hash) return false;
  tx.predictions().add_answer(answer);
  return true;
}

int settle_all(Transaction& tx, domain::MeasureId measure, base::Instant now) {
  const auto predictions = tx.predictions().of_measure(measure);
  if (predictions.empty()) return 0;
  const MeasureData data = read_measure(tx, measure);
  const auto stored = tx.measures().stored(measure, {});
  int added = 0;
  for (const Prediction& each : predictions) added += settle_one(tx, data, stored, each, now) ? 1 : 0;
  return added;
}

}  // namespace

void lock_for_observations(Transaction& tx, domain::MeasureId measure, base::Instant now) {
  const auto predictions = tx.predictions().of_measure(measure);
  if (std::ranges::all_of(predictions, [](const Prediction& each) { return each.lock.has_value(); })) return;
  const domain::Measure predicted = predicted_measure(tx, measure);
  for (const Prediction& each : predictions) {
    if (each.lock) continue;
    const base::Date after = std::min(base::london_date(each.made), first_day_of(predicted, each) - a_day);
    if (tx.measures().first_value_ever_after(measure, after)) tx.predictions().lock(each.id, domain::LockEvent::observation, now);
  }
}

bool seen_already(Transaction& tx, const Prediction& prediction) {
  const base::Date first = first_day_of(predicted_measure(tx, prediction.measure), prediction);
  return tx.measures().first_value_ever_after(prediction.measure, first - a_day).has_value();
}

void mark_seen_while_away(Transaction& tx, domain::TestId test, base::Instant removed, base::Instant now) {
  for (const Prediction& each : tx.predictions().of_test(test)) {
    if (each.deleted || each.after_data) continue;
    if (each.lock ? each.lock->at >= removed : seen_already(tx, each)) tx.predictions().mark_after_data(each.id, now);
  }
}

void lock_seen(Transaction& tx, domain::MeasureId measure, base::Instant now) {
  for (const Prediction& each : tx.predictions().open_of_measure(measure))
    if (seen_already(tx, each)) tx.predictions().lock(each.id, domain::LockEvent::after_data, now);
}

void settle(Transaction& tx, domain::MeasureId measure, base::Instant now) { settle_all(tx, measure, now); }

void observations_changed(Transaction& tx, domain::MeasureId measure, base::Instant now) {
  lock_for_observations(tx, measure, now);
  settle(tx, measure, now);
}

int settle_due(const Context& context) {
  const base::Instant now = context.clock.now();
  const auto measures = context.database.read()->predictions().measures_due(base::london_date(now));
  int added = 0;
  for (const domain::MeasureId measure : measures) {
    const auto tx = context.database.write();
    lock_for_observations(*tx, measure, now);
    if (const int here = settle_all(*tx, measure, now); here > 0) {
      added += here;
      tx->commit();
    }
  }
  return added;
}

Standing standing_of(Transaction& tx, const Prediction& prediction, const domain::Test& test, base::Instant now) {
  Standing out;
  const MeasureData data = read_measure(tx, prediction.measure);
  const auto stored = prediction.lock ? tx.measures().stored(prediction.measure, first_day_of(data.measure, prediction)) : std::vector<StoredValue>{};
  Basis basis = basis_of(data, prediction, test, base::london_date(now), retold_since_lock(stored, data, prediction));
  if (const auto score = basis.score())
    for (std::size_t i = 0; i < basis.rows.size(); ++i) {
      basis.rows[i].verdict = basis.rows[i].due && !basis.rows[i].observed ? domain::Verdict::no_value : verdict_word(score->rows[i].verdict);
      basis.rows[i].hit50 = score->rows[i].hit50;
      basis.rows[i].hit90 = score->rows[i].hit90;
    }
  if (const auto anyway = evidence::without_change(basis.predicted); anyway && *anyway)
    out.anyway = HoldsAnyway{.would_hold = (*anyway)->would_hold, .chance = (*anyway)->chance,
                             .row_chances = (*anyway)->row_chances};
  out.direction = data.measure.direction;
  out.due_on = domain::due_on(data.measure.interval, prediction);
  out.before_test = test.started_on && domain::speaks_of_before(data.measure.interval, prediction, *test.started_on);
  out.rows = std::move(basis.rows);
  out.baseline = basis.baseline;
  return out;
}

}  // namespace tributary::services
