#include "store/review_store.hpp"

#include <algorithm>

#include "store/connection.hpp"

namespace tributary::store {

using base::Date;
using domain::Help;
using domain::HelpId;
using domain::Review;
using domain::ReviewDay;
using domain::ReviewDayId;
using domain::ReviewId;
using domain::ReviewRecord;
using MaybeInstant = std::optional<base::Instant>;

namespace {

std::string in_lines(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : "\n") + text;
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// The help that stood with that version of the record.
std::vector<Help> help_of(Connection& db, ReviewId id, int version) {
  std::vector<Help> out;
  db.each<HelpId, std::string, std::string, std::optional<Date>, domain::HelpOutcome, std::optional<std::string>, MaybeInstant, int>(
      "SELECT h.id, what, who, by_on, outcome, p.name, outcome_at, h.version FROM review_help h LEFT JOIN person p ON p.id = outcome_by "
      "WHERE review_id = :a AND from_version <= :b AND (until_version IS NULL OR until_version > :b) ORDER BY h.id",
      [&](HelpId help, std::string what, std::string who, std::optional<Date> by, domain::HelpOutcome outcome,
          std::optional<std::string> name, MaybeInstant at, int outcome_version) {
        out.push_back({.id = help, .what = std::move(what), .who = std::move(who), .by = by, .outcome = outcome,
                       .outcome_by_name = name.value_or(""), .outcome_at = at, .version = outcome_version});
      },
      id, version);
  return out;
}

// Records of a review, newest first.
std::vector<ReviewRecord> records_of(Connection& db, ReviewId id) {
  std::vector<ReviewRecord> out;
  db.each<int, Date, domain::ReviewDecision, std::string, std::string, domain::PersonId, std::string, base::Instant>(
      "SELECT r.version, held_on, decision, reason, attended, recorded_by, p.name, recorded_at FROM review_record r "
      "JOIN person p ON p.id = recorded_by WHERE review_id = :id ORDER BY r.version DESC",
      [&](int version, Date held, domain::ReviewDecision decision, std::string reason, std::string attended, domain::PersonId by,
          std::string name, base::Instant at) {
        out.push_back({.held_on = held, .decision = decision, .reason = std::move(reason), .attended = lines_of(attended), .help = {},
                       .recorded_by = by, .recorded_by_name = std::move(name), .recorded = at, .version = version});
      },
      id);
  for (ReviewRecord& record : out) record.help = help_of(db, id, record.version);
  return out;
}

template <class... Args>
std::vector<Review> reviews(Connection& db, const char* sql, const Args&... args) {
  std::vector<Review> out;
  db.each<ReviewId, domain::ProjectId, std::optional<ReviewDayId>, int, bool>(
      sql,
      [&](ReviewId id, domain::ProjectId project, std::optional<ReviewDayId> day, int version, bool withdrawn) {
        out.push_back({.id = id, .project = project, .day = day, .record = {}, .withdrawn = withdrawn, .version = version});
      },
      args...);
  for (Review& review : out)
    if (review.version > 0) review.record = records_of(db, review.id).front();
  return out;
}

template <class... Args>
std::vector<ReviewDay> days(Connection& db, const char* sql, const Args&... args) {
  std::vector<ReviewDay> out;
  db.each<ReviewDayId, domain::ProgrammeId, Date, std::string, bool, int>(
      sql,
      [&](ReviewDayId id, domain::ProgrammeId programme, Date on, std::string note, bool deleted, int version) {
        out.push_back({.id = id, .programme = programme, .on = on, .note = std::move(note), .deleted = deleted, .version = version});
      },
      args...);
  return out;
}

void add_help(Connection& db, ReviewId id, int version, const Help& help) {
  db.run("INSERT INTO review_help (review_id, from_version, what, who, by_on) VALUES (:a, :b, :c, :d, :e)", id, version, help.what,
         help.who, help.by);
}

// Help that stands as it was keeps its outcome; what was changed or left out ends with the version before.
void save_help(Connection& db, ReviewId id, int version, const std::vector<Help>& wanted) {
  const auto before = help_of(db, id, version - 1);
  const auto same = [](const Help& a, const Help& b) { return a.id == b.id && a.what == b.what && a.who == b.who && a.by == b.by; };
  for (const Help& old : before)
    if (std::ranges::none_of(wanted, [&](const Help& each) { return same(each, old); }))
      db.run("UPDATE review_help SET until_version = :a WHERE id = :b", version, old.id);
  for (const Help& each : wanted)
    if (std::ranges::none_of(before, [&](const Help& old) { return same(each, old); })) add_help(db, id, version, each);
}

}  // namespace

ReviewDayId SqlReviewStore::add_day(const ReviewDay& day, domain::PersonId by, base::Instant now) {
  return db_.value<ReviewDayId>(
      "INSERT INTO review_day (programme_id, on_date, note, created_at, created_by) VALUES (:a, :b, :c, :d, :e) RETURNING id",
      day.programme, day.on, day.note, now, by);
}

bool SqlReviewStore::update_day(const ReviewDay& day, int expected) {
  return db_.run("UPDATE review_day SET on_date = :a, note = :b, version = version + 1 WHERE id = :c AND version = :d AND deleted_at IS NULL",
                 day.on, day.note, day.id, expected) == 1;
}

bool SqlReviewStore::set_day_deleted(ReviewDayId id, MaybeInstant at, int expected) {
  return db_.run("UPDATE review_day SET deleted_at = :a, version = version + 1 WHERE id = :b AND version = :c", at, id, expected) == 1;
}

std::optional<ReviewDay> SqlReviewStore::find_day(ReviewDayId id) {
  auto found = days(db_, "SELECT id, programme_id, on_date, note, deleted_at IS NOT NULL, version FROM review_day WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<ReviewDay> SqlReviewStore::days_of(domain::ProgrammeId programme) {
  return days(db_,
              "SELECT id, programme_id, on_date, note, 0, version FROM review_day WHERE programme_id = :id AND deleted_at IS NULL "
              "ORDER BY on_date DESC, id DESC",
              programme);
}

std::optional<ReviewDay> SqlReviewStore::next_day(domain::ProjectId project, Date from) {
  auto found = days(db_,
                    "SELECT d.id, d.programme_id, d.on_date, d.note, 0, d.version FROM review_day d "
                    "JOIN programme g ON g.id = d.programme_id AND g.deleted_at IS NULL "
                    "JOIN programme_project c ON c.programme_id = g.id AND c.left_on IS NULL "
                    "WHERE c.project_id = :a AND d.on_date >= :b AND d.deleted_at IS NULL ORDER BY d.on_date, d.id LIMIT 1",
                    project, from);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

ReviewId SqlReviewStore::add(domain::ProjectId project) {
  return db_.value<ReviewId>("INSERT INTO review (project_id) VALUES (:a) RETURNING id", project);
}

std::optional<Review> SqlReviewStore::find(ReviewId id) {
  auto found = reviews(db_, "SELECT id, project_id, review_day_id, version, withdrawn_at IS NOT NULL FROM review WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Review> SqlReviewStore::of_project(domain::ProjectId project) {
  return reviews(db_,
                 "SELECT id, project_id, review_day_id, version, withdrawn_at IS NOT NULL FROM review WHERE project_id = :id "
                 "ORDER BY id DESC",
                 project);
}

std::vector<Review> SqlReviewStore::of_day(ReviewDayId day) {
  return reviews(db_,
                 "SELECT id, project_id, review_day_id, version, withdrawn_at IS NOT NULL FROM review WHERE review_day_id = :id ORDER BY id",
                 day);
}

bool SqlReviewStore::record(ReviewId id, std::optional<ReviewDayId> day, const ReviewRecord& record, int expected) {
  if (db_.run("UPDATE review SET version = version + 1, withdrawn_at = NULL, review_day_id = coalesce(:a, review_day_id) "
              "WHERE id = :b AND version = :c",
              day, id, expected) == 0)
    return false;
  db_.run("INSERT INTO review_record (review_id, version, held_on, decision, reason, attended, recorded_by, recorded_at) "
          "VALUES (:a, :b, :c, :d, :e, :f, :g, :h)",
          id, expected + 1, record.held_on, record.decision, record.reason, in_lines(record.attended), record.recorded_by, record.recorded);
  save_help(db_, id, expected + 1, record.help);
  return true;
}

void SqlReviewStore::set_withdrawn(ReviewId id, MaybeInstant at) {
  db_.run("UPDATE review SET withdrawn_at = :a WHERE id = :b", at, id);
}

std::vector<ReviewRecord> SqlReviewStore::versions(ReviewId id) { return records_of(db_, id); }

void SqlReviewStore::set_outcome(HelpId help, domain::HelpOutcome outcome, domain::PersonId by, base::Instant at) {
  db_.run("UPDATE review_help SET outcome = :a, outcome_by = :b, outcome_at = :c, version = version + 1 WHERE id = :d", outcome, by, at, help);
}

}  // namespace tributary::store
