#include "store/flow_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using base::Instant;
using domain::FlowModel;
using domain::FlowModelId;
using domain::FlowModelVersion;
using domain::FlowRun;
using domain::FlowRunId;
using std::optional;
using std::string;

namespace {

#define FLOW_MODEL_SELECT "SELECT id, place_id, name, title, shipped, origin_id, origin_version, latest FROM flow_model "

template <class... Args>
std::vector<FlowModel> models(Connection& db, const char* sql, const Args&... args) {
  std::vector<FlowModel> out;
  db.each<FlowModelId, domain::PlaceId, string, string, string, optional<FlowModelId>, optional<int>, int>(
      sql,
      [&](FlowModelId id, domain::PlaceId place, string name, string title, string shipped, optional<FlowModelId> origin, optional<int> version, int latest) {
        out.push_back({.id = id, .place = place, .name = std::move(name), .title = std::move(title), .shipped = std::move(shipped), .adopted_from = {}, .latest = latest});
        if (origin && version) out.back().adopted_from = domain::FlowOrigin{.model = *origin, .version = *version};
      },
      args...);
  return out;
}

#define FLOW_RUN_SELECT(result) "SELECT id, job_id, flow_model_id, number, question, " result ", hash, stopped, made_by, made_at, ended_at FROM flow_run "

template <class... Args>
std::vector<FlowRun> runs(Connection& db, const char* sql, const Args&... args) {
  std::vector<FlowRun> out;
  db.each<FlowRunId, optional<domain::JobId>, FlowModelId, int, string, optional<string>, string, bool, domain::PersonId, Instant, optional<Instant>>(
      sql,
      [&](FlowRunId run, optional<domain::JobId> job, FlowModelId model, int version, string question, optional<string> result, string hash, bool stopped,
          domain::PersonId by, Instant made, optional<Instant> ended) {
        out.push_back({.id = run, .job = job.value_or(domain::JobId{}), .model = model, .version = version, .question = std::move(question),
                       .result = std::move(result).value_or(string{}), .hash = std::move(hash), .stopped = stopped, .made_by = by, .made = made, .ended = ended});
      },
      args...);
  return out;
}

template <class... Args>
std::vector<FlowModelVersion> versions_of(Connection& db, const char* sql, const Args&... args) {
  std::vector<FlowModelVersion> out;
  db.each<int, string, string, string, string, domain::PersonId, Instant>(
      sql,
      [&](int number, string title, string text, string hash, string note, domain::PersonId by, Instant made) {
        out.push_back({.number = number, .title = std::move(title), .text = std::move(text), .tables = {}, .hash = std::move(hash), .note = std::move(note), .made_by = by, .made = made});
      },
      args...);
  return out;
}

}  // namespace

void SqlFlowStore::add_body(FlowModelId id, const FlowModelVersion& version) {
  db_.run("INSERT INTO flow_model_version (flow_model_id, number, title, body, hash, note, made_by, made_at) VALUES (:a, :b, :c, :d, :e, :f, :g, :h)", id,
          version.number, version.title, version.text, version.hash, version.note, version.made_by, version.made);
  for (const domain::FlowTable& each : version.tables)
    db_.run("INSERT INTO flow_model_table (flow_model_id, number, name, body) VALUES (:a, :b, :c, :d)", id, version.number, each.name, each.text);
}

FlowModelId SqlFlowStore::add(const FlowModel& model, const FlowModelVersion& first) {
  const auto origin = model.adopted_from ? optional(model.adopted_from->model) : std::nullopt;
  const auto version = model.adopted_from ? optional(model.adopted_from->version) : std::nullopt;
  const auto id = db_.value<FlowModelId>(
      "INSERT INTO flow_model (place_id, name, title, shipped, origin_id, origin_version, latest) VALUES (:a, :b, :c, :d, :e, :f, :g) RETURNING id", model.place,
      model.name, first.title, model.shipped, origin, version, first.number);
  add_body(id, first);
  return id;
}

bool SqlFlowStore::add_version(FlowModelId id, const FlowModelVersion& next, int expected) {
  if (db_.run("UPDATE flow_model SET latest = :a, title = :b WHERE id = :c AND latest = :d", next.number, next.title, id, expected) == 0) return false;
  add_body(id, next);
  return true;
}

optional<FlowModel> SqlFlowStore::find(FlowModelId id) {
  auto found = models(db_, FLOW_MODEL_SELECT "WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<FlowModel> SqlFlowStore::of_place(domain::PlaceId place) { return models(db_, FLOW_MODEL_SELECT "WHERE place_id = :place ORDER BY title, id", place); }

std::vector<FlowModel> SqlFlowStore::adopters(FlowModelId id) { return models(db_, FLOW_MODEL_SELECT "WHERE origin_id = :id ORDER BY id", id); }

optional<FlowModelVersion> SqlFlowStore::version(FlowModelId id, int number) {
  auto found = versions_of(db_, "SELECT number, title, body, hash, note, made_by, made_at FROM flow_model_version WHERE flow_model_id = :id AND number = :number", id, number);
  if (found.empty()) return std::nullopt;
  db_.each<string, string>("SELECT name, body FROM flow_model_table WHERE flow_model_id = :id AND number = :number ORDER BY name",
                           [&](string name, string text) { found.front().tables.push_back({std::move(name), std::move(text)}); }, id, number);
  return std::move(found.front());
}

std::vector<FlowModelVersion> SqlFlowStore::versions(FlowModelId id) {
  return versions_of(db_, "SELECT number, title, '', hash, note, made_by, made_at FROM flow_model_version WHERE flow_model_id = :id ORDER BY number DESC", id);
}

FlowRunId SqlFlowStore::add_run(const FlowRun& run) {
  return db_.value<FlowRunId>("INSERT INTO flow_run (flow_model_id, number, question, made_by, made_at) VALUES (:a, :b, :c, :d, :e) RETURNING id", run.model, run.version,
                              run.question, run.made_by, run.made);
}

void SqlFlowStore::set_job(FlowRunId id, domain::JobId job) { db_.run("UPDATE flow_run SET job_id = :a WHERE id = :b", job, id); }

optional<FlowRun> SqlFlowStore::find_run(FlowRunId id) {
  auto found = runs(db_, FLOW_RUN_SELECT("result") "WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<FlowRun> SqlFlowStore::runs_of(domain::PersonId person, FlowModelId model) {
  return runs(db_, FLOW_RUN_SELECT("NULL") "WHERE made_by = :person AND flow_model_id = :model ORDER BY id DESC", person, model);
}

void SqlFlowStore::drop_run(FlowRunId id) {
  forget_replications(id);
  db_.run("DELETE FROM flow_run WHERE id = :id", id);
}

void SqlFlowStore::end_run(FlowRunId id, const string& result, const string& hash, bool stopped, Instant at) {
  db_.run("UPDATE flow_run SET result = :a, hash = :b, stopped = :c, ended_at = :d WHERE id = :e", result, hash, stopped, at, id);
}

void SqlFlowStore::keep(FlowRunId id, const services::KeptReplication& replication) {
  db_.run("INSERT OR IGNORE INTO flow_run_replication (run_id, scenario, number, bytes) VALUES (:a, :b, :c, :d)", id, replication.scenario, replication.number,
          Bytes{replication.bytes});
}

std::vector<services::KeptReplication> SqlFlowStore::kept(FlowRunId id) {
  std::vector<services::KeptReplication> out;
  db_.each<int, std::int64_t, Bytes>("SELECT scenario, number, bytes FROM flow_run_replication WHERE run_id = :id ORDER BY scenario, number",
                                     [&](int scenario, std::int64_t number, Bytes bytes) { out.push_back({scenario, number, std::move(bytes.of)}); }, id);
  return out;
}

void SqlFlowStore::forget_replications(FlowRunId id) { db_.run("DELETE FROM flow_run_replication WHERE run_id = :id", id); }

void SqlFlowStore::drop_old_runs(domain::PersonId person, FlowModelId model, int but) {
  const auto old = db_.all<FlowRunId>("SELECT r.id FROM flow_run r JOIN job j ON j.id = r.job_id WHERE r.made_by = :person AND r.flow_model_id = :model AND "
                                      "j.state IN ('done', 'failed', 'cancelled') ORDER BY r.id DESC LIMIT -1 OFFSET :but",
                                      person, model, but);
  for (const auto& [id] : old) drop_run(id);
}

}  // namespace tributary::store
