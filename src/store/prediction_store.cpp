// Predictions and their rows; answers and judgements are in answer_rows.cpp.
#include "store/prediction_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using domain::Prediction;
using domain::PredictionId;

namespace {

using MaybeTime = std::optional<base::Instant>;

#define PREDICTION_COLUMNS                                                                                              \
  "SELECT p.id, p.test_id, p.measure_id, p.statistic, p.source, p.made_by, p.made_at, p.locked_at, p.locked_by_event, "  \
  "p.after_data, p.deleted_at, p.version FROM prediction p "

template <class... Args>
std::vector<Prediction> predictions(Connection& db, const char* sql, const Args&... args) {
  std::vector<Prediction> out;
  db.each<PredictionId, domain::TestId, domain::MeasureId, domain::Statistic, domain::PredictionSource, domain::PersonId,
          base::Instant, MaybeTime, std::optional<domain::LockEvent>, bool, MaybeTime, int>(
      sql,
      [&](PredictionId id, domain::TestId test, domain::MeasureId measure, domain::Statistic statistic,
          domain::PredictionSource source, domain::PersonId made_by, base::Instant made, MaybeTime locked,
          std::optional<domain::LockEvent> by, bool after_data, MaybeTime deleted, int version) {
        out.push_back({.id = id, .test = test, .measure = measure, .statistic = statistic, .source = source, .rows = {},
                       .made_by = made_by, .made = made, .lock = {}, .after_data = after_data, .deleted = deleted,
                       .version = version});
        if (locked && by) out.back().lock = domain::PredictionLock{.at = *locked, .by = *by};
      },
      args...);
  for (Prediction& each : out)
    db.each<std::optional<base::Date>, base::Date, double, double, double, double, double>(
        "SELECT from_on, on_date, median, low50, high50, low90, high90 FROM prediction_row WHERE prediction_id = :id "
        "ORDER BY position",
        [&](std::optional<base::Date> from, base::Date on, double median, double low50, double high50, double low90,
            double high90) {
          each.rows.push_back({.from = from, .on = on, .median = median, .low50 = low50, .high50 = high50, .low90 = low90,
                               .high90 = high90});
        },
        each.id);
  return out;
}

void add_rows(Connection& db, PredictionId id, const std::vector<domain::PredictionRow>& rows) {
  int position = 0;
  for (const domain::PredictionRow& row : rows)
    db.run("INSERT INTO prediction_row (prediction_id, position, from_on, on_date, median, low50, high50, low90, high90) "
           "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i)",
           id, position++, row.from, row.on, row.median, row.low50, row.high50, row.low90, row.high90);
}

}  // namespace

PredictionId SqlPredictionStore::add(const Prediction& prediction) {
  const auto id = db_.value<PredictionId>(
      "INSERT INTO prediction (test_id, measure_id, statistic, source, made_by, made_at) VALUES (:a, :b, :c, :d, :e, :f) "
      "RETURNING id",
      prediction.test, prediction.measure, prediction.statistic, prediction.source, prediction.made_by, prediction.made);
  add_rows(db_, id, prediction.rows);
  return id;
}

bool SqlPredictionStore::update(const Prediction& prediction, int expected) {
  const auto touched = db_.run(
      "UPDATE prediction SET measure_id = :a, statistic = :b, source = :c, version = version + 1 "
      "WHERE id = :d AND version = :e AND locked_at IS NULL",
      prediction.measure, prediction.statistic, prediction.source, prediction.id, expected);
  if (touched == 0) return false;
  db_.run("DELETE FROM prediction_row WHERE prediction_id = :id", prediction.id);
  add_rows(db_, prediction.id, prediction.rows);
  return true;
}

bool SqlPredictionStore::set_deleted(PredictionId id, std::optional<base::Instant> at, int expected) {
  return db_.run("UPDATE prediction SET deleted_at = :a, version = version + 1 WHERE id = :b AND version = :c", at, id,
                 expected) == 1;
}

void SqlPredictionStore::lock(PredictionId id, domain::LockEvent by, base::Instant at) {
  db_.run("UPDATE prediction SET locked_at = :a, locked_by_event = :b, after_data = :c, version = version + 1 "
          "WHERE id = :d AND locked_at IS NULL",
          at, by, by == domain::LockEvent::after_data, id);
}

std::optional<Prediction> SqlPredictionStore::find(PredictionId id) {
  auto found = predictions(db_, PREDICTION_COLUMNS "WHERE p.id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Prediction> SqlPredictionStore::of_test(domain::TestId test) {
  return predictions(db_, PREDICTION_COLUMNS "WHERE p.test_id = :id ORDER BY p.id", test);
}

std::vector<Prediction> SqlPredictionStore::of_measure(domain::MeasureId measure) {
  return predictions(db_,
                     PREDICTION_COLUMNS "JOIN test t ON t.id = p.test_id WHERE p.measure_id = :id AND p.deleted_at IS NULL AND "
                                        "t.deleted_at IS NULL ORDER BY p.id",
                     measure);
}

std::vector<domain::MeasureId> SqlPredictionStore::measures_due(base::Date today) {
  std::vector<domain::MeasureId> out;
  db_.each<domain::MeasureId>(
      "SELECT DISTINCT p.measure_id FROM prediction p JOIN test t ON t.id = p.test_id WHERE p.deleted_at IS NULL AND "
      "t.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.prediction_id = p.id) AND "
      "(SELECT max(on_date) FROM prediction_row r WHERE r.prediction_id = p.id) < :today ORDER BY p.measure_id",
      [&](domain::MeasureId id) { out.push_back(id); }, today);
  return out;
}

}  // namespace tributary::store
