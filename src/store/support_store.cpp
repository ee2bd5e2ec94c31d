#include "store/support_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using base::Date;
using domain::ProjectId;
using domain::SupportSession;
using domain::SupportSessionId;
using MaybeInstant = std::optional<base::Instant>;

namespace {

#define SESSION_SELECT                                                                                               \
  "SELECT s.id, s.occasion_id, s.project_id, s.kind, s.held_on, s.topic, s.see_on, s.created_at, s.created_by, "     \
  "p.name, s.deleted_at IS NOT NULL, s.version FROM support_session s JOIN person p ON p.id = s.created_by "

template <class... Args>
std::vector<SupportSession> sessions(Connection& db, const char* sql, const Args&... args) {
  std::vector<SupportSession> out;
  db.each<SupportSessionId, std::optional<SupportSessionId>, ProjectId, domain::SessionKind, Date, std::string, std::optional<Date>,
          base::Instant, domain::PersonId, std::string, bool, int>(
      sql,
      [&](SupportSessionId id, std::optional<SupportSessionId> occasion, ProjectId project, domain::SessionKind kind, Date held,
          std::string topic, std::optional<Date> see, base::Instant created, domain::PersonId by, std::string name, bool deleted,
          int version) {
        out.push_back({.id = id, .occasion = occasion, .project = project, .kind = kind, .held_on = held, .topic = std::move(topic),
                       .see_on = see, .attended = {}, .created = created, .created_by = by, .created_by_name = std::move(name),
                       .deleted = deleted, .version = version});
      },
      args...);
  for (SupportSession& session : out)
    db.each<domain::PersonId, std::string>(
        "SELECT a.person_id, p.name FROM support_session_person a JOIN person p ON p.id = a.person_id WHERE a.session_id = :id "
        "ORDER BY a.person_id",
        [&](domain::PersonId person, std::string name) { session.attended.push_back({.person = person, .name = std::move(name)}); },
        session.id);
  return out;
}

void add_attended(Connection& db, SupportSessionId id, const SupportSession& session) {
  for (const domain::Attendant& each : session.attended)
    db.run("INSERT INTO support_session_person (session_id, person_id) VALUES (:a, :b) ON CONFLICT DO NOTHING", id, each.person);
}

// Projects p that are under way and have no mentor with an open account, though they had one or are in a programme. The last
// column: when the last of their mentors left, by role or by account.
#define WITHOUT_MENTOR_SELECT                                                                                                \
  "SELECT p.id, (SELECT max(coalesce(g.ended_at, m.disabled_at)) FROM role_grant g JOIN person m ON m.id = g.person_id "     \
  "WHERE g.project_id = p.id AND g.role = 'mentor') AS since FROM project p "                                               \
  "WHERE p.deleted_at IS NULL AND p.state = 'active' "                                                                       \
  "AND NOT EXISTS (SELECT 1 FROM role_grant g JOIN person m ON m.id = g.person_id AND m.disabled_at IS NULL "                \
  "WHERE g.project_id = p.id AND g.role = 'mentor' AND g.ended_at IS NULL) "                                                 \
  "AND (EXISTS (SELECT 1 FROM role_grant g WHERE g.project_id = p.id AND g.role = 'mentor') "                                \
  "OR EXISTS (SELECT 1 FROM programme_project c JOIN programme r ON r.id = c.programme_id AND r.deleted_at IS NULL "         \
  "WHERE c.project_id = p.id AND c.left_on IS NULL)) "

template <class... Args>
std::vector<services::WithoutMentor> without(Connection& db, const char* sql, const Args&... args) {
  std::vector<services::WithoutMentor> out;
  db.each<ProjectId, MaybeInstant>(sql, [&](ProjectId project, MaybeInstant since) { out.push_back({.project = project, .since = since}); },
                                   args...);
  return out;
}

std::optional<Date> date_of(const MaybeInstant& at) { return at ? std::optional(base::london_date(*at)) : std::nullopt; }

std::optional<Date> last_test_of(Connection& db, ProjectId project, Date today) {
  std::optional<Date> last;
  db.each<base::Instant, MaybeInstant, std::optional<Date>, std::optional<Date>, MaybeInstant, std::optional<Date>>(
      "SELECT created_at, started_at, started_on, ended_on, decided_at, planned_to FROM test WHERE project_id = :id AND deleted_at IS NULL",
      [&](base::Instant created, MaybeInstant started, std::optional<Date> started_on, std::optional<Date> ended, MaybeInstant decided,
          std::optional<Date> planned_to) {
        last = std::max({last, std::optional(base::london_date(created)), date_of(started), started_on, ended, date_of(decided)});
        // One that runs is going on for as long as was planned.
        if (started && !ended && !decided) last = std::max(last, std::optional(std::min(planned_to.value_or(today), today)));
      },
      project);
  return last;
}

}  // namespace

SupportSessionId SqlSupportStore::add(const SupportSession& session) {
  const auto id = db_.value<SupportSessionId>(
      "INSERT INTO support_session (occasion_id, project_id, kind, held_on, topic, see_on, created_at, created_by) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h) RETURNING id",
      session.occasion, session.project, session.kind, session.held_on, session.topic, session.see_on, session.created, session.created_by);
  add_attended(db_, id, session);
  return id;
}

bool SqlSupportStore::update(const SupportSession& session, int expected) {
  const auto touched = db_.run(
      "UPDATE support_session SET held_on = :a, topic = :b, see_on = :c, occasion_id = :d, version = version + 1 "
      "WHERE id = :e AND version = :f AND deleted_at IS NULL",
      session.held_on, session.topic, session.see_on, session.occasion, session.id, expected);
  if (touched == 0) return false;
  db_.run("DELETE FROM support_session_person WHERE session_id = :id", session.id);
  add_attended(db_, session.id, session);
  return true;
}

bool SqlSupportStore::set_deleted(SupportSessionId id, MaybeInstant at, int expected) {
  return db_.run("UPDATE support_session SET deleted_at = :a, version = version + 1 WHERE id = :b AND version = :c", at, id, expected) == 1;
}

std::optional<SupportSession> SqlSupportStore::find(SupportSessionId id) {
  auto found = sessions(db_, SESSION_SELECT "WHERE s.id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<SupportSession> SqlSupportStore::of_project(ProjectId project) {
  return sessions(db_, SESSION_SELECT "WHERE s.project_id = :id AND s.deleted_at IS NULL ORDER BY s.held_on DESC, s.id DESC", project);
}

std::vector<ProjectId> SqlSupportStore::projects_of_occasion(SupportSessionId occasion) {
  std::vector<ProjectId> out;
  db_.each<ProjectId>("SELECT project_id FROM support_session WHERE occasion_id = :id AND deleted_at IS NULL ORDER BY id",
                      [&](ProjectId project) { out.push_back(project); }, occasion);
  return out;
}

services::SupportCounts SqlSupportStore::counts(domain::ProgrammeId programme, Date today) {
  services::SupportCounts counts;
  db_.each<domain::SessionKind, int, int>(
      "SELECT s.kind, count(DISTINCT coalesce(s.occasion_id, s.id)), "
      "count(DISTINCT CASE WHEN s.held_on > :from THEN coalesce(s.occasion_id, s.id) END) FROM support_session s "
      "JOIN programme_project c ON c.project_id = s.project_id AND c.left_on IS NULL AND s.held_on >= c.joined_on "
      "JOIN project p ON p.id = s.project_id AND p.deleted_at IS NULL "
      "WHERE c.programme_id = :programme AND s.deleted_at IS NULL GROUP BY s.kind",
      [&](domain::SessionKind kind, int all, int lately) {
        (kind == domain::SessionKind::mentoring ? counts.mentoring : counts.training) = all;
        if (kind == domain::SessionKind::mentoring) counts.mentoring_lately = lately;
      },
      today - std::chrono::days(28), programme);
  return counts;
}

domain::SupportFacts SqlSupportStore::facts(ProjectId project, Date today) {
  domain::SupportFacts facts;
  db_.each<base::Instant, bool>("SELECT created_at, state = 'active' FROM project WHERE id = :id",
                                [&](base::Instant created, bool active) {
                                  facts.started = base::london_date(created);
                                  facts.active = active;
                                },
                                project);
  db_.each<domain::MeasureId, std::string, domain::Interval, base::Instant, std::optional<Date>>(
      "SELECT m.id, m.name, m.interval, m.created_at, (SELECT max(o.on_date) FROM observation o JOIN import i ON i.id = o.import_id "
      "AND i.voided_at IS NULL WHERE o.measure_id = m.id AND (o.value IS NOT NULL OR NOT EXISTS (SELECT 1 FROM observation said WHERE "
      "said.measure_id = o.measure_id AND said.on_date = o.on_date AND said.value IS NOT NULL)) AND NOT EXISTS (SELECT 1 FROM observation later "
      "JOIN import j ON j.id = later.import_id AND j.voided_at IS NULL WHERE later.measure_id = o.measure_id AND "
      "later.on_date = o.on_date AND later.import_id > o.import_id)) FROM measure m "
      "WHERE m.project_id = :id AND m.deleted_at IS NULL ORDER BY m.name",
      [&](domain::MeasureId measure, std::string name, domain::Interval interval, base::Instant created, std::optional<Date> last) {
        facts.measures.push_back({.id = measure, .name = std::move(name), .interval = interval, .since = base::london_date(created), .last = last});
      },
      project);
  facts.last_test = last_test_of(db_, project, today);
  facts.last_session = db_.value<std::optional<Date>>(
      "SELECT max(held_on) FROM support_session WHERE project_id = :id AND deleted_at IS NULL", project);
  facts.last_review = db_.value<std::optional<Date>>(
      "SELECT max(d.held_on) FROM review r JOIN review_record d ON d.review_id = r.id AND d.version = r.version "
      "WHERE r.project_id = :id AND r.withdrawn_at IS NULL",
      project);
  facts.last_answer = date_of(db_.value<MaybeInstant>(
      "SELECT max(a.computed_at) FROM answer a JOIN prediction q ON q.id = a.prediction_id AND q.deleted_at IS NULL "
      "JOIN test t ON t.id = q.test_id AND t.deleted_at IS NULL WHERE t.project_id = :id",
      project));
  return facts;
}

std::vector<services::ThresholdsSet> SqlSupportStore::thresholds(domain::ProgrammeId programme) {
  std::vector<services::ThresholdsSet> out;
  db_.each<int, int, int, int, std::string, domain::PersonId, std::string, base::Instant>(
      "SELECT t.version, intervals, quiet_days, review_days, reason, set_by, p.name, set_at FROM programme_threshold t "
      "JOIN person p ON p.id = set_by WHERE programme_id = :id ORDER BY t.version DESC",
      [&](int version, int intervals, int quiet, int review, std::string reason, domain::PersonId by, std::string name, base::Instant at) {
        out.push_back({.thresholds = {.intervals = intervals, .quiet_days = quiet, .review_days = review}, .reason = std::move(reason),
                       .by = by, .by_name = std::move(name), .at = at, .version = version});
      },
      programme);
  return out;
}

void SqlSupportStore::add_thresholds(domain::ProgrammeId programme, const services::ThresholdsSet& set) {
  db_.run("INSERT INTO programme_threshold (programme_id, version, intervals, quiet_days, review_days, reason, set_by, set_at) "
          "VALUES (:a, :b, :c, :d, :e, :f, :g, :h)",
          programme, set.version, set.thresholds.intervals, set.thresholds.quiet_days, set.thresholds.review_days, set.reason, set.by, set.at);
}

std::vector<services::WithoutMentor> SqlSupportStore::without_mentor_at(domain::PlaceId place, int limit) {
  return without(db_, WITHOUT_MENTOR_SELECT "AND p.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place) "
                      "ORDER BY since IS NULL, since, p.id LIMIT :limit",
                 place, limit);
}

std::vector<services::WithoutMentor> SqlSupportStore::without_mentor_in(domain::ProgrammeId programme) {
  return without(db_, WITHOUT_MENTOR_SELECT "AND p.id IN (SELECT project_id FROM programme_project WHERE programme_id = :id AND "
                      "left_on IS NULL) ORDER BY since IS NULL, since, p.id",
                 programme);
}

std::optional<services::WithoutMentor> SqlSupportStore::without_mentor(ProjectId project) {
  const auto found = without(db_, WITHOUT_MENTOR_SELECT "AND p.id = :id", project);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

}  // namespace tributary::store
