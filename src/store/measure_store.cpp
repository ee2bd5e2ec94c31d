// Measures; their observations are in observation_rows.cpp, ghosted points and phases in mark_rows.cpp.
#include "store/measure_store.hpp"

#include "base/text.hpp"
#include "store/connection.hpp"
#include "store/target_rows.hpp"

namespace tributary::store {

using base::Date;
using base::Instant;
using domain::Measure;
using domain::MeasureId;
using domain::PersonId;
using services::StandingMeasure;

namespace {

// A measure with the place it stands in (its own or its project's), that place's system, and what makes it illustrative.
#define MEASURE_ROWS                                                                                                      \
  "SELECT m.id, m.place_id, m.project_id, m.person_id, m.organisation_id, m.name, m.kind, m.experience, m.definition, "  \
  "m.unit, m.quantity, m.scale, m.direction, m.interval, m.chart, m.profile, m.conflict, m.baseline_until, "   \
  "m.small_numbers, m.series_key, m.source, m.illustrative, max(coalesce(o.illustrative, 0), coalesce(t_o.illustrative, 0)), "              \
  "m.published_at, m.import_id, m.created_by, m.version, place.id, place.system_id FROM measure m "                      \
  "LEFT JOIN project p ON p.id = m.project_id LEFT JOIN team t ON t.id = p.team_id "                                     \
  "LEFT JOIN organisation t_o ON t_o.id = t.organisation_id LEFT JOIN organisation o ON o.id = m.organisation_id "       \
  "LEFT JOIN place ON place.id = coalesce(m.place_id, p.place_id) "

template <class... Args>
std::vector<StandingMeasure> measures(Connection& db, const char* sql, const Args&... args) {
  std::vector<StandingMeasure> out;
  db.each<MeasureId, std::optional<domain::PlaceId>, std::optional<domain::ProjectId>, std::optional<PersonId>,
          std::optional<domain::OrganisationId>, std::string, domain::MeasureKind, bool, std::string, std::string,
          domain::Quantity, double, domain::Direction, domain::Interval, domain::ChartKind, std::string, domain::ConflictRule,
          std::optional<Date>, std::optional<domain::SmallNumbers>, std::string, std::string, bool, bool, std::optional<Instant>,
          std::optional<domain::ImportId>, PersonId, int, std::optional<domain::PlaceId>, std::optional<domain::PlaceId>>(
      sql,
      [&](MeasureId id, std::optional<domain::PlaceId> place, std::optional<domain::ProjectId> project,
          std::optional<PersonId> person, std::optional<domain::OrganisationId> organisation, std::string name,
          domain::MeasureKind kind, bool experience, std::string definition, std::string unit, domain::Quantity quantity,
          double scale, domain::Direction direction, domain::Interval interval, domain::ChartKind chart, std::string profile,
          domain::ConflictRule conflict, std::optional<Date> baseline_until,
          std::optional<domain::SmallNumbers> small_numbers, std::string series_key, std::string source, bool marked, bool inherits, std::optional<Instant> published,
          std::optional<domain::ImportId> import, PersonId created_by, int version, std::optional<domain::PlaceId> stands_in,
          std::optional<domain::PlaceId> system) {
        out.push_back({.measure = {.id = id, .owner = {.place = place, .project = project, .person = person},
                                   .organisation = organisation, .name = std::move(name), .kind = kind,
                                   .experience = experience, .definition = std::move(definition), .unit = std::move(unit),
                                   .quantity = quantity, .scale = scale, .direction = direction, .interval = interval,
                                   .chart = chart, .profile = std::move(profile), .conflict = conflict, .targets = {},
                                   .baseline_until = baseline_until, .small_numbers = small_numbers, .series_key = std::move(series_key),
                                   .source = std::move(source), .marked_illustrative = marked,
                                   .inherits_illustrative = inherits, .published = published, .made_by_import = import,
                                   .created_by = created_by, .version = version},
                       .scope = {.project = project, .place = stands_in, .system = system, .author = person}});
      },
      args...);
  read_targets(db, out);
  return out;
}

std::optional<StandingMeasure> only(std::vector<StandingMeasure> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

MeasureId SqlMeasureStore::add(const Measure& m, Instant now) {
  const auto id = db_.value<MeasureId>(
      "INSERT INTO measure (place_id, project_id, person_id, organisation_id, name, kind, experience, definition, unit, "
      "quantity, scale, direction, interval, chart, profile, conflict, baseline_until, small_numbers, series_key, source, illustrative, "
      "import_id, created_at, created_by) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n, :o, :p, :q, :r, "
      ":s, :t, :u, :v, :w, :x) RETURNING id",
      m.owner.place, m.owner.project, m.owner.person, m.organisation, m.name, m.kind, m.experience, m.definition, m.unit,
      m.quantity, m.scale, m.direction, m.interval, m.chart, m.profile, m.conflict, m.baseline_until, m.small_numbers, m.series_key, m.source,
      m.marked_illustrative, m.made_by_import, now, m.created_by);
  for (domain::Target each : m.targets) {
    each.measure = id;
    each.made_by = m.created_by;
    each.made = now;
    add_target(each);
  }
  return id;
}

bool SqlMeasureStore::update(const Measure& m, int expected) {
  return db_.run(
             "UPDATE measure SET place_id = :a, project_id = :b, person_id = :c, organisation_id = :d, name = :e, kind = :f, "
             "experience = :g, definition = :h, unit = :i, quantity = :j, scale = :k, direction = :l, interval = :m, "
             "chart = :n, profile = :o, conflict = :p, baseline_until = :q, small_numbers = :r, source = :s, illustrative = :t, "
             "version = version + 1 WHERE id = :u AND version = :v AND deleted_at IS NULL",
             m.owner.place, m.owner.project, m.owner.person, m.organisation, m.name, m.kind, m.experience, m.definition,
             m.unit, m.quantity, m.scale, m.direction, m.interval, m.chart, m.profile, m.conflict, m.baseline_until, m.small_numbers, m.source,
             m.marked_illustrative, m.id, expected) == 1;
}

std::optional<StandingMeasure> SqlMeasureStore::find(MeasureId id) {
  return only(measures(db_, MEASURE_ROWS "WHERE m.id = :id AND m.deleted_at IS NULL", id));
}

std::optional<StandingMeasure> SqlMeasureStore::find_deleted(MeasureId id) {
  return only(measures(db_, MEASURE_ROWS "WHERE m.id = :id AND m.deleted_at IS NOT NULL", id));
}

std::vector<Measure> SqlMeasureStore::of(const domain::Owner& owner) {
  return list({.owner = owner, .limit = -1}).measures;
}

services::MeasurePage SqlMeasureStore::list(const services::MeasureFilter& filter) {
  const domain::Owner& owner = filter.owner;
  std::vector<StandingMeasure> found;
  services::MeasurePage out;
  const auto read = [&](const char* rows, const char* count, auto id) {
    const std::string words = base::lower(filter.words);
    found = measures(db_, rows, id, filter.published_only, words, filter.limit, filter.offset);
    out.total = filter.limit < 0 ? static_cast<int>(found.size()) : db_.value<int>(count, id, filter.published_only, words);
  };
#define NAMED "(:words = '' OR instr(lower(m.name), :words) > 0) "
#define SHOWN " = :a AND m.deleted_at IS NULL AND (NOT :b OR m.published_at IS NOT NULL) AND " NAMED
#define PAGED "ORDER BY m.name, m.id LIMIT :c OFFSET :d"
#define COUNTED "SELECT count(*) FROM measure m WHERE "
  if (owner.place)
    read(MEASURE_ROWS "WHERE m.place_id" SHOWN PAGED, COUNTED "m.place_id" SHOWN, *owner.place);
  else if (owner.project)
    read(MEASURE_ROWS "WHERE m.project_id" SHOWN PAGED, COUNTED "m.project_id" SHOWN, *owner.project);
  else if (owner.person)
    read(MEASURE_ROWS "WHERE m.person_id" SHOWN PAGED, COUNTED "m.person_id" SHOWN, *owner.person);
  out.measures.reserve(found.size());
  for (StandingMeasure& each : found) out.measures.push_back(std::move(each.measure));
  return out;
}

services::MeasuresFound SqlMeasureStore::search(const services::MeasureSearch& wanted) {
  services::MeasuresFound out;
  const std::string words = base::lower(wanted.words);
  const auto read = [&](const char* rows, const char* count, auto id) {
    out.measures = measures(db_, rows, id, words, wanted.limit, wanted.offset);
    out.total = db_.value<int>(count, id, words);
  };
#define OF_PLACE                                                                                                       \
  "m.project_id IN (SELECT id FROM project WHERE deleted_at IS NULL AND place_id IN (SELECT id FROM place WHERE id = :a " \
  "OR system_id = :a)) AND m.published_at IS NOT NULL AND m.deleted_at IS NULL AND " NAMED
#define OF_PERSON                                                                                                      \
  "m.project_id IN (SELECT g.project_id FROM role_grant g JOIN project w ON w.id = g.project_id WHERE g.person_id = :a " \
  "AND g.ended_at IS NULL AND w.deleted_at IS NULL) AND m.deleted_at IS NULL AND " NAMED
  if (wanted.projects_of) read(MEASURE_ROWS "WHERE " OF_PLACE PAGED, COUNTED OF_PLACE, *wanted.projects_of);
  else if (wanted.member) read(MEASURE_ROWS "WHERE " OF_PERSON PAGED, COUNTED OF_PERSON, *wanted.member);
  return out;
}

std::vector<StandingMeasure> SqlMeasureStore::published_in(domain::PlaceId system) {
  return measures(db_,
                  MEASURE_ROWS "WHERE m.published_at IS NOT NULL AND m.deleted_at IS NULL AND p.deleted_at IS NULL AND (place.id = :a OR "
                               "place.system_id = :b) ORDER BY m.name, m.id",
                  system, system);
}

std::optional<services::Scope> SqlMeasureStore::scope_of(const domain::Owner& owner) {
  if (owner.person) return services::Scope{.project = {}, .place = {}, .system = {}, .author = owner.person};
  const auto row =
      owner.project
          ? db_.one<domain::PlaceId, std::optional<domain::PlaceId>>(
                "SELECT place.id, place.system_id FROM project JOIN place ON place.id = project.place_id "
                "WHERE project.id = :a AND project.deleted_at IS NULL", *owner.project)
          : db_.one<domain::PlaceId, std::optional<domain::PlaceId>>("SELECT id, system_id FROM place WHERE id = :a",
                                                                     owner.place.value_or(domain::PlaceId{}));
  if (!row) return std::nullopt;
  return services::Scope{.project = owner.project, .place = std::get<0>(*row), .system = std::get<1>(*row), .author = {}};
}

bool SqlMeasureStore::is_predicted(MeasureId id) {
  return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM prediction WHERE measure_id = :a AND deleted_at IS NULL)", id);
}

bool SqlMeasureStore::has_locked_prediction(MeasureId id) {
  return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM prediction WHERE measure_id = :a AND locked_at IS NOT NULL)", id);
}

bool SqlMeasureStore::is_test_of(domain::TestId test, std::optional<domain::ProjectId> project) {
  return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM test WHERE id = :a AND project_id = :b AND deleted_at IS NULL)", test, project);
}

std::optional<MeasureId> SqlMeasureStore::find_by_series(const domain::Owner& owner, std::string_view key) {
  const auto first = [&](const char* sql, auto id) -> std::optional<MeasureId> {
    const auto row = db_.one<MeasureId>(sql, id, key);
    if (!row) return std::nullopt;
    return std::get<0>(*row);
  };
  const auto found = [&](const char* by_key, const char* by_name, auto id) {
    const auto one = first(by_key, id);
    return one ? one : first(by_name, id);
  };
#define BY_KEY(column) "SELECT id FROM measure WHERE " column " = :a AND series_key = :b AND deleted_at IS NULL ORDER BY id"
#define BY_NAME(column) "SELECT id FROM measure WHERE " column " = :a AND name = :b AND deleted_at IS NULL AND (series_key = '' OR NOT EXISTS " \
  "(SELECT 1 FROM observation o JOIN import i ON i.id = o.import_id WHERE o.measure_id = measure.id AND i.way <> 'typed' AND i.voided_at IS NULL)) ORDER BY id"
  if (owner.place) return found(BY_KEY("place_id"), BY_NAME("place_id"), *owner.place);
  if (owner.project) return found(BY_KEY("project_id"), BY_NAME("project_id"), *owner.project);
  if (owner.person) return found(BY_KEY("person_id"), BY_NAME("person_id"), *owner.person);
  return std::nullopt;
}

std::optional<StandingMeasure> SqlMeasureStore::find_emptied(const domain::Owner& owner, std::string_view key) {
#define EMPTIED(column) \
  MEASURE_ROWS "WHERE m." column " = :a AND m.series_key = :b AND m.deleted_at IN (SELECT i.voided_at FROM import i WHERE i.id = m.import_id " \
  "OR i.id IN (SELECT o.import_id FROM observation o WHERE o.measure_id = m.id)) ORDER BY m.deleted_at DESC, m.id DESC LIMIT 1"
  if (owner.place) return only(measures(db_, EMPTIED("place_id"), *owner.place, key));
  if (owner.project) return only(measures(db_, EMPTIED("project_id"), *owner.project, key));
  if (owner.person) return only(measures(db_, EMPTIED("person_id"), *owner.person, key));
  return std::nullopt;
}

void SqlMeasureStore::set_series(MeasureId id, std::string_view series_key) {
  db_.run("UPDATE measure SET series_key = :a WHERE id = :b", series_key, id);
}

std::vector<StandingMeasure> SqlMeasureStore::first_of_import(domain::ImportId import, int most) {
  return measures(db_,
                  MEASURE_ROWS "WHERE m.id IN (SELECT DISTINCT measure_id FROM observation WHERE import_id = :a "
                               "ORDER BY measure_id LIMIT :b) ORDER BY m.id",
                  import, most);
}

std::vector<StandingMeasure> SqlMeasureStore::kinds_of_import(domain::ImportId import) {
  return measures(db_,
                  MEASURE_ROWS "WHERE m.id IN (SELECT min(k.id) FROM measure k WHERE k.id IN (SELECT measure_id FROM observation "
                               "WHERE import_id = :a) GROUP BY k.place_id, k.project_id, k.person_id, k.published_at IS NULL)",
                  import);
}

bool SqlMeasureStore::set_deleted(MeasureId id, int expected, std::optional<Instant> at) {
  return db_.run("UPDATE measure SET deleted_at = :a, version = version + 1 WHERE id = :b AND version = :c", at, id, expected) == 1;
}

bool SqlMeasureStore::set_published(MeasureId id, int expected, std::optional<Instant> at, PersonId by) {
  return db_.run("UPDATE measure SET published_at = :a, published_by = :b, version = version + 1 WHERE id = :c AND version = :d",
                 at, by, id, expected) == 1;
}

// Made by an import, whichever, and touched by this one: which of several imports made it says nothing about what it holds.
#define TOUCHED_BY_IMPORT \
  "import_id IS NOT NULL AND (import_id = :b OR measure.id IN (SELECT measure_id FROM observation WHERE import_id = :b)) "

void SqlMeasureStore::delete_empty_of_import(domain::ImportId import, Instant at) {
  db_.run("UPDATE measure SET deleted_at = :a, version = version + 1 WHERE " TOUCHED_BY_IMPORT "AND deleted_at IS NULL AND NOT EXISTS "
          "(SELECT 1 FROM observation o JOIN import i ON i.id = o.import_id WHERE o.measure_id = measure.id AND i.voided_at IS NULL) "
          "AND NOT EXISTS (SELECT 1 FROM prediction WHERE measure_id = measure.id AND deleted_at IS NULL)",
          at, import);
}

// One that a person deleted went at an instant of its own, and stays away.
void SqlMeasureStore::restore_of_import(domain::ImportId import) {
  db_.run("UPDATE measure SET deleted_at = NULL, version = version + 1 WHERE " TOUCHED_BY_IMPORT "AND deleted_at IN "
          "(SELECT i.voided_at FROM import i WHERE i.id = measure.import_id OR i.id IN "
          "(SELECT o.import_id FROM observation o WHERE o.measure_id = measure.id))",
          import);
}

}  // namespace tributary::store
