// The observations of SqlMeasureStore: they only grow, and the last import that isn't voided speaks for a date.
#include "store/connection.hpp"
#include "store/measure_store.hpp"

namespace tributary::store {

using base::Date;
using base::Instant;
using domain::MeasureId;
using domain::Observation;

namespace {

// Rows come in order of date, then of import: the later one of a date takes the earlier one's place.
template <class... Args>
std::vector<Observation> current_rows(Connection& db, const char* sql, const Args&... args) {
  std::vector<Observation> out;
  db.each<Date, std::optional<double>, std::optional<double>, std::optional<double>, std::optional<std::string>>(
      sql,
      [&](Date on, std::optional<double> value, std::optional<double> numerator, std::optional<double> denominator,
          std::optional<std::string> note) {
        if (out.empty() || out.back().on != on) out.emplace_back();
        out.back() = {.on = on, .value = value, .numerator = numerator, .denominator = denominator,
                      .note = std::move(note).value_or(std::string{})};
      },
      args...);
  return out;
}

}  // namespace

void SqlMeasureStore::add_observation(MeasureId measure, domain::ImportId import, const Observation& o) {
  db_.run("INSERT INTO observation (measure_id, on_date, import_id, value, numerator, denominator, note) "
          "VALUES (:a, :b, :c, :d, :e, :f, :g)",
          measure, o.on, import, o.value, o.numerator, o.denominator,
          o.note.empty() ? std::optional<std::string>{} : std::optional<std::string>{o.note});
}

bool SqlMeasureStore::has_observations(MeasureId measure) {
  return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM observation WHERE measure_id = :a)", measure);
}

std::vector<Observation> SqlMeasureStore::current(MeasureId measure) {
  return current_rows(db_,
                      "SELECT o.on_date, o.value, o.numerator, o.denominator, o.note FROM observation o "
                      "CROSS JOIN import i ON i.id = o.import_id WHERE o.measure_id = :a AND i.voided_at IS NULL "
                      "ORDER BY o.on_date, o.import_id",
                      measure);
}

std::vector<Observation> SqlMeasureStore::current_between(MeasureId measure, Date from, Date to) {
  return current_rows(db_,
                      "SELECT o.on_date, o.value, o.numerator, o.denominator, o.note FROM observation o "
                      "CROSS JOIN import i ON i.id = o.import_id WHERE o.measure_id = :a AND o.on_date BETWEEN :b AND :c "
                      "AND i.voided_at IS NULL ORDER BY o.on_date, o.import_id",
                      measure, from, to);
}

std::vector<Observation> SqlMeasureStore::known_at(MeasureId measure, Date until, Instant at) {
  return current_rows(db_,
                      "SELECT o.on_date, o.value, o.numerator, o.denominator, o.note FROM observation o "
                      "CROSS JOIN import i ON i.id = o.import_id WHERE o.measure_id = :a AND o.on_date <= :b AND i.made_at <= :c "
                      "AND (i.voided_at IS NULL OR i.voided_at > :d) ORDER BY o.on_date, o.import_id",
                      measure, until, at, at);
}

std::optional<Date> SqlMeasureStore::first_value_ever_after(MeasureId measure, Date after) {
  return db_.value<std::optional<Date>>(
      "SELECT min(on_date) FROM observation WHERE measure_id = :a AND on_date > :b AND value IS NOT NULL", measure, after);
}

bool SqlMeasureStore::value_stored_since(MeasureId measure, Instant instant) {
  return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM observation o JOIN import i ON i.id = o.import_id WHERE o.measure_id = :a AND "
                         "i.made_at > :b AND o.value IS NOT NULL)", measure, instant);
}

std::vector<services::StoredValue> SqlMeasureStore::stored(MeasureId measure, std::optional<Date> from) {
  std::vector<services::StoredValue> out;
  db_.each<Date, std::optional<double>, Instant, std::optional<Instant>>(
      "SELECT o.on_date, o.value, i.made_at, i.voided_at FROM observation o CROSS JOIN import i ON i.id = o.import_id WHERE "
      "o.measure_id = :a AND (:b IS NULL OR o.on_date >= :b) ORDER BY o.on_date, o.import_id",
      [&](Date on, std::optional<double> value, Instant made, std::optional<Instant> voided) {
        out.push_back({.on = on, .value = value, .made = made, .voided = voided});
      },
      measure, from);
  return out;
}

std::vector<domain::Said> SqlMeasureStore::said(MeasureId measure) {
  std::vector<domain::Said> out;
  db_.each<Date, std::optional<double>, std::optional<double>, std::optional<double>, Instant>(
      "SELECT o.on_date, o.value, o.numerator, o.denominator, i.made_at FROM observation o CROSS JOIN import i ON i.id = o.import_id "
      "WHERE o.measure_id = :a ORDER BY o.on_date, o.import_id",
      [&](Date on, std::optional<double> value, std::optional<double> numerator, std::optional<double> denominator, Instant made) {
        out.push_back({.observation = {.on = on, .value = value, .numerator = numerator, .denominator = denominator, .note = {}}, .made = made});
      },
      measure);
  return out;
}

std::vector<domain::Revision> SqlMeasureStore::history(MeasureId measure, Date on) {
  std::vector<domain::Revision> out;
  db_.each<std::optional<double>, std::optional<double>, std::optional<double>, std::optional<std::string>, domain::ImportId,
           domain::EntryWay, std::string, domain::PersonId, Instant, std::optional<Instant>, std::optional<domain::PersonId>>(
      "SELECT o.value, o.numerator, o.denominator, o.note, i.id, i.way, i.file_name, i.made_by, i.made_at, i.voided_at, "
      "i.voided_by FROM observation o JOIN import i ON i.id = o.import_id WHERE o.measure_id = :a AND o.on_date = :b "
      "ORDER BY o.import_id",
      [&](std::optional<double> value, std::optional<double> numerator, std::optional<double> denominator,
          std::optional<std::string> note, domain::ImportId import, domain::EntryWay way, std::string file_name,
          domain::PersonId by, Instant at, std::optional<Instant> voided, std::optional<domain::PersonId> voided_by) {
        out.push_back({.observation = {.on = on, .value = value, .numerator = numerator, .denominator = denominator,
                                       .note = std::move(note).value_or(std::string{})},
                       .from = {.id = import, .way = way, .file_name = std::move(file_name), .made_by = by, .made = at,
                                .voided = voided, .voided_by = voided_by}});
      },
      measure, on);
  return out;
}

std::vector<services::ValueChange> SqlMeasureStore::value_changes(MeasureId measure, int most) {
  std::vector<services::ValueChange> out;
  db_.each<Date, std::optional<double>, std::optional<double>, std::optional<double>, std::optional<std::string>, bool,
           std::optional<double>, std::optional<Instant>, std::optional<Instant>, domain::ImportId, domain::EntryWay, std::string, domain::PersonId, std::string, Instant,
           std::optional<Instant>>(
      "SELECT o.on_date, o.value, o.numerator, o.denominator, o.note, row_number() OVER said = 1, lag(o.value) OVER said, "
      "lag(i.made_at) OVER said, lag(i.voided_at) OVER said, i.id, "
      "i.way, i.file_name, i.made_by, person.name, i.made_at, i.voided_at FROM observation o JOIN import i ON i.id = o.import_id "
      "JOIN person ON person.id = i.made_by WHERE o.measure_id = :a WINDOW said AS (PARTITION BY o.on_date ORDER BY o.import_id) "
      "ORDER BY i.id DESC, o.on_date DESC LIMIT :b",
      [&](Date on, std::optional<double> value, std::optional<double> numerator, std::optional<double> denominator,
          std::optional<std::string> note, bool first, std::optional<double> before, std::optional<Instant> before_made,
          std::optional<Instant> before_voided, domain::ImportId import, domain::EntryWay way,
          std::string file_name, domain::PersonId by, std::string name, Instant at, std::optional<Instant> voided) {
        out.push_back({.revision = {.observation = {.on = on, .value = value, .numerator = numerator, .denominator = denominator,
                                                    .note = std::move(note).value_or(std::string{})},
                                    .from = {.id = import, .way = way, .file_name = std::move(file_name), .made_by = by, .made = at,
                                             .voided = voided, .voided_by = {}}},
                       .first = first, .before = before, .before_made = before_made, .before_voided = before_voided, .by = std::move(name)});
      },
      measure, most);
  return out;
}

std::vector<MeasureId> SqlMeasureStore::measures_of_import(domain::ImportId import) {
  std::vector<MeasureId> out;
  db_.each<MeasureId>("SELECT DISTINCT measure_id FROM observation WHERE import_id = :a ORDER BY measure_id",
                      [&](MeasureId id) { out.push_back(id); }, import);
  return out;
}

}  // namespace tributary::store
