// Predictions and their rows; answers and judgements are in answer_rows.cpp.
#include "store/prediction_store.hpp"

#include <charconv>

#include "base/check.hpp"
#include "base/text.hpp"
#include "store/connection.hpp"

namespace tributary::store {

using domain::Prediction;
using domain::PredictionId;

namespace {

using MaybeTime = std::optional<base::Instant>;

#define PREDICTION_COLUMNS                                                                                              \
  "SELECT p.id, p.test_id, p.measure_id, p.statistic, p.source, p.made_by, p.made_at, p.edited_by, p.edited_at, p.locked_at, p.locked_by_event, "  \
  "p.after_data, p.deleted_at, p.version FROM prediction p "

template <class... Args>
std::vector<domain::PredictionRow> rows_of(Connection& db, const char* sql, const Args&... args) {
  std::vector<domain::PredictionRow> out;
  db.each<std::optional<base::Date>, base::Date, double, double, double, double, double>(
      sql,
      [&](std::optional<base::Date> from, base::Date on, double median, double low50, double high50, double low90, double high90) {
        out.push_back({.from = from, .on = on, .median = median, .low50 = low50, .high50 = high50, .low90 = low90, .high90 = high90});
      },
      args...);
  return out;
}

// Where it came from a run.
std::optional<domain::PredictionRun> run_behind(Connection& db, PredictionId id) {
  std::optional<domain::PredictionRun> out;
  db.each<domain::FlowModelId, int, std::string, std::string, std::string, int, std::string, std::string, std::string, double, std::string, std::string>(
      "SELECT flow_model_id, number, model_title, model_hash, question, scenario, scenario_title, measure, measure_title, times, result_hash, program FROM prediction_run "
      "WHERE prediction_id = :id",
      [&](domain::FlowModelId model, int version, std::string title, std::string hash, std::string question, int scenario, std::string scenario_title, std::string measure,
          std::string measure_title, double times, std::string result, std::string program) {
        out = domain::PredictionRun{.model = model, .model_version = version, .model_title = std::move(title), .model_hash = std::move(hash), .question = std::move(question),
                                    .scenario = scenario, .scenario_title = std::move(scenario_title), .measure = std::move(measure), .measure_title = std::move(measure_title),
                                    .times = times, .result_hash = std::move(result), .program = std::move(program), .said = {}};
      },
      id);
  if (out)
    out->said = rows_of(db, "SELECT from_on, on_date, median, low50, high50, low90, high90 FROM prediction_run_row WHERE prediction_id = :id ORDER BY position", id);
  return out;
}

// In place of what it came from before.
void set_run(Connection& db, PredictionId id, const std::optional<domain::PredictionRun>& run) {
  db.run("DELETE FROM prediction_run_row WHERE prediction_id = :id", id);
  db.run("DELETE FROM prediction_run WHERE prediction_id = :id", id);
  if (!run) return;
  db.run("INSERT INTO prediction_run (prediction_id, flow_model_id, number, model_title, model_hash, question, scenario, scenario_title, measure, measure_title, times, "
         "result_hash, program) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m)",
         id, run->model, run->model_version, run->model_title, run->model_hash, run->question, run->scenario, run->scenario_title, run->measure, run->measure_title, run->times,
         run->result_hash, run->program);
  int position = 0;
  for (const domain::PredictionRow& row : run->said)
    db.run("INSERT INTO prediction_run_row (prediction_id, position, from_on, on_date, median, low50, high50, low90, high90) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i)", id,
           position++, row.from, row.on, row.median, row.low50, row.high50, row.low90, row.high90);
}

template <class... Args>
std::vector<Prediction> predictions(Connection& db, const char* sql, const Args&... args) {
  std::vector<Prediction> out;
  db.each<PredictionId, domain::TestId, domain::MeasureId, domain::Statistic, domain::PredictionSource, domain::PersonId,
          base::Instant, std::optional<domain::PersonId>, MaybeTime, MaybeTime, std::optional<domain::LockEvent>, bool, MaybeTime, int>(
      sql,
      [&](PredictionId id, domain::TestId test, domain::MeasureId measure, domain::Statistic statistic,
          domain::PredictionSource source, domain::PersonId made_by, base::Instant made, std::optional<domain::PersonId> edited_by,
          MaybeTime edited, MaybeTime locked, std::optional<domain::LockEvent> by, bool after_data, MaybeTime deleted, int version) {
        out.push_back({.id = id, .test = test, .measure = measure, .statistic = statistic, .source = source, .rows = {}, .run = {},
                       .made_by = made_by, .made = made, .edited_by = edited_by, .edited = edited, .lock = {}, .after_data = after_data, .deleted = deleted,
                       .version = version});
        if (locked && by) out.back().lock = domain::PredictionLock{.at = *locked, .by = *by};
      },
      args...);
  for (Prediction& each : out) {
    each.rows = rows_of(db, "SELECT from_on, on_date, median, low50, high50, low90, high90 FROM prediction_row "
                            "WHERE prediction_id = :id ORDER BY position", each.id);
    if (each.source == domain::PredictionSource::flow_run) each.run = run_behind(db, each.id);
  }
  return out;
}

void add_rows(Connection& db, PredictionId id, const std::vector<domain::PredictionRow>& rows) {
  int position = 0;
  for (const domain::PredictionRow& row : rows)
    db.run("INSERT INTO prediction_row (prediction_id, position, from_on, on_date, median, low50, high50, low90, high90) "
           "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i)",
           id, position++, row.from, row.on, row.median, row.low50, row.high50, row.low90, row.high90);
}

void keep_revision(Connection& db, PredictionId id) {
  db.run("INSERT INTO prediction_revision (prediction_id, version, statistic, source, said_by, said_at) SELECT id, version, statistic, "
         "source, coalesce(edited_by, made_by), coalesce(edited_at, made_at) FROM prediction WHERE id = :id",
         id);
  db.run("INSERT INTO prediction_revision_row SELECT p.id, p.version, r.position, r.from_on, r.on_date, r.median, r.low50, r.high50, "
         "r.low90, r.high90 FROM prediction p JOIN prediction_row r ON r.prediction_id = p.id WHERE p.id = :id",
         id);
}

}  // namespace

PredictionId SqlPredictionStore::add(const Prediction& prediction) {
  const auto id = db_.value<PredictionId>(
      "INSERT INTO prediction (test_id, measure_id, statistic, source, made_by, made_at) VALUES (:a, :b, :c, :d, :e, :f) "
      "RETURNING id",
      prediction.test, prediction.measure, prediction.statistic, prediction.source, prediction.made_by, prediction.made);
  add_rows(db_, id, prediction.rows);
  set_run(db_, id, prediction.run);
  return id;
}

bool SqlPredictionStore::update(const Prediction& prediction, int expected, bool keep_before) {
  if (!db_.value<bool>("SELECT EXISTS (SELECT 1 FROM prediction WHERE id = :a AND version = :b AND locked_at IS NULL)", prediction.id, expected))
    return false;
  if (keep_before) keep_revision(db_, prediction.id);
  db_.run("UPDATE prediction SET statistic = :a, source = :b, edited_by = :c, edited_at = :d, version = version + 1 WHERE id = :e",
          prediction.statistic, prediction.source, prediction.edited_by, prediction.edited, prediction.id);
  db_.run("DELETE FROM prediction_row WHERE prediction_id = :id", prediction.id);
  add_rows(db_, prediction.id, prediction.rows);
  set_run(db_, prediction.id, prediction.run);
  return true;
}

void SqlPredictionStore::set_samples(PredictionId id, const std::vector<std::vector<double>>& samples) {
  db_.run("DELETE FROM prediction_run_sample WHERE prediction_id = :id", id);
  int position = 0;
  for (const std::vector<double>& each : samples) {
    std::string text;
    for (const double value : each) text += (text.empty() ? "" : " ") + base::to_text(value);
    db_.run("INSERT INTO prediction_run_sample (prediction_id, position, sample) VALUES (:a, :b, :c)", id, position++, text);
  }
}

std::vector<std::vector<double>> SqlPredictionStore::samples(PredictionId id) {
  std::vector<std::vector<double>> out;
  db_.each<std::string>(
      "SELECT sample FROM prediction_run_sample WHERE prediction_id = :id ORDER BY position",
      [&](std::string text) {
        out.emplace_back();
        const char* at = text.data();
        const char* const end = text.data() + text.size();
        for (double value = 0; at < end; ++at) {  // a space between them
          const auto read = std::from_chars(at, end, value);
          base::check(read.ec == std::errc{}, "a sample is stored as numbers");
          out.back().push_back(value);
          at = read.ptr;
        }
      },
      id);
  return out;
}

std::vector<domain::PredictionRevision> SqlPredictionStore::revisions(PredictionId id) {
  std::vector<domain::PredictionRevision> out;
  std::vector<int> versions;
  db_.each<int, domain::Statistic, domain::PredictionSource, domain::PersonId, base::Instant>(
      "SELECT version, statistic, source, said_by, said_at FROM prediction_revision WHERE prediction_id = :id ORDER BY version",
      [&](int version, domain::Statistic statistic, domain::PredictionSource source, domain::PersonId by, base::Instant at) {
        out.push_back({.statistic = statistic, .source = source, .rows = {}, .said_by = by, .said = at});
        versions.push_back(version);
      },
      id);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i].rows = rows_of(db_, "SELECT from_on, on_date, median, low50, high50, low90, high90 FROM prediction_revision_row "
                               "WHERE prediction_id = :a AND version = :b ORDER BY position", id, versions[i]);
  return out;
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

void SqlPredictionStore::mark_after_data(PredictionId id, base::Instant at) {
  db_.run("UPDATE prediction SET locked_at = coalesce(locked_at, :a), locked_by_event = :b, after_data = 1, version = version + 1 WHERE id = :c AND after_data = 0",
          at, domain::LockEvent::after_data, id);
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

std::vector<Prediction> SqlPredictionStore::open_of_measure(domain::MeasureId measure) {
  return predictions(db_, PREDICTION_COLUMNS "WHERE p.measure_id = :id AND p.deleted_at IS NULL AND p.locked_at IS NULL ORDER BY p.id", measure);
}

std::vector<domain::MeasureId> SqlPredictionStore::measures_due(base::Date today) {
  std::vector<domain::MeasureId> out;
  db_.each<domain::MeasureId>(
      "SELECT DISTINCT p.measure_id FROM prediction p JOIN test t ON t.id = p.test_id WHERE p.deleted_at IS NULL AND "
      "t.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM standing_answer a WHERE a.prediction_id = p.id) AND "
      "(SELECT max(on_date) FROM prediction_row r WHERE r.prediction_id = p.id) <= :today ORDER BY p.measure_id",
      [&](domain::MeasureId id) { out.push_back(id); }, today);
  return out;
}

}  // namespace tributary::store
