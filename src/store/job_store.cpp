#include "store/job_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using base::Instant;
using domain::Job;
using domain::JobId;
using domain::JobState;

namespace {

template <class... Args>
std::vector<Job> jobs(Connection& db, const char* sql, const Args&... args) {
  std::vector<Job> out;
  db.each<JobId, std::string, JobState, double, std::string, std::string, std::optional<std::string>, domain::PersonId, Instant,
          std::optional<Instant>, std::optional<Instant>>(
      sql,
      [&](JobId id, std::string kind, JobState state, double progress, std::string message, std::string input,
          std::optional<std::string> output, domain::PersonId by, Instant made, std::optional<Instant> began,
          std::optional<Instant> ended) {
        out.push_back({.id = id, .kind = std::move(kind), .state = state, .progress = progress, .message = std::move(message),
                       .input = std::move(input), .output = std::move(output).value_or(std::string{}), .made_by = by,
                       .made = made, .began = began, .ended = ended});
      },
      args...);
  return out;
}

// "|import|flow_run|": a kind is one of them where it stands between two bars.
std::string among(const std::vector<std::string>& kinds) {
  std::string out = "|";
  for (const std::string& each : kinds) out += each + "|";
  return out;
}

std::optional<Job> first_job(std::vector<Job> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

JobId SqlJobStore::add(const Job& job) {
  return db_.value<JobId>("INSERT INTO job (kind, state, message, input, made_by, made_at) VALUES (:a, :b, :c, :d, :e, :f) RETURNING id",
                          job.kind, job.state, job.message, job.input, job.made_by, job.made);
}

std::optional<Job> SqlJobStore::find(JobId id) {
  return first_job(jobs(db_, "SELECT id, kind, state, progress, message, '', output, made_by, made_at, began_at, ended_at FROM job "
                             "WHERE id = :id", id));
}

bool SqlJobStore::any_waiting(const std::vector<std::string>& kinds) {
  return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM job WHERE state IN ('waiting', 'running') AND state = 'waiting' AND instr(:kinds, '|' || kind || '|') > 0)",
                         among(kinds));
}

std::optional<Job> SqlJobStore::begin_next(const std::vector<std::string>& kinds, Instant now) {
  auto next = first_job(jobs(db_, "SELECT id, kind, state, progress, message, input, output, made_by, made_at, began_at, ended_at FROM job "
                                  "WHERE state IN ('waiting', 'running') AND state = 'waiting' AND instr(:kinds, '|' || kind || '|') > 0 ORDER BY id LIMIT 1",
                             among(kinds)));
  if (!next) return next;
  db_.run("UPDATE job SET state = 'running', began_at = :a WHERE id = :b", now, next->id);
  next->state = JobState::running;
  next->began = now;
  return next;
}

std::vector<Job> SqlJobStore::running() {
  return jobs(db_, "SELECT id, kind, state, progress, message, '', output, made_by, made_at, began_at, ended_at FROM job "
                   "WHERE state IN ('waiting', 'running') AND state = 'running' ORDER BY id");
}

void SqlJobStore::put_back(JobId id, const std::string& message) {
  db_.run("UPDATE job SET state = 'waiting', began_at = NULL, message = :a WHERE id = :b", message, id);
}

void SqlJobStore::say(JobId id, const std::string& message) { db_.run("UPDATE job SET message = :a WHERE id = :b AND state = 'running'", message, id); }

void SqlJobStore::end(JobId id, JobState state, const std::string& output, const std::string& message, Instant at) {
  const double progress = state == JobState::done ? 1 : 0;
  db_.run("UPDATE job SET state = :a, output = :b, message = :c, ended_at = :d, progress = :e, input = '' WHERE id = :f", state,
          output.empty() ? std::optional<std::string>{} : std::optional<std::string>{output}, message, at, progress, id);
}

}  // namespace tributary::store
