// The log of what a measure said of itself: what store/measure_store.hpp declares of it.
#include "store/connection.hpp"
#include "store/measure_store.hpp"

namespace tributary::store {

using base::Instant;
using domain::MeasureId;
using domain::PersonId;

void SqlMeasureStore::log_setting(MeasureId measure, const services::SettingChange& change, PersonId by, Instant at) {
  db_.run("INSERT INTO measure_setting_change (measure_id, setting, before, after, changed_by, changed_at) VALUES (:a, :b, :c, :d, :e, :f)",
          measure, change.setting, change.before, change.after, by, at);
}

std::vector<services::LoggedSetting> SqlMeasureStore::setting_changes(MeasureId measure) {
  std::vector<services::LoggedSetting> out;
  db_.each<std::string, std::string, std::string, PersonId, std::string, Instant>(
      "SELECT c.setting, c.before, c.after, c.changed_by, person.name, c.changed_at FROM measure_setting_change c "
      "JOIN person ON person.id = c.changed_by WHERE c.measure_id = :a ORDER BY c.id DESC",
      [&](std::string setting, std::string before, std::string after, PersonId by, std::string name, Instant at) {
        out.push_back({.change = {.setting = std::move(setting), .before = std::move(before), .after = std::move(after)},
                       .by = by, .by_name = std::move(name), .at = at});
      },
      measure);
  return out;
}

std::optional<std::string> SqlMeasureStore::setting_at(MeasureId measure, std::string_view setting, Instant at) {
  const auto row = db_.one<std::string>(
      "SELECT before FROM measure_setting_change WHERE measure_id = :a AND setting = :b AND changed_at > :c ORDER BY id LIMIT 1",
      measure, setting, at);
  if (!row) return std::nullopt;
  return std::get<0>(*row);
}

bool SqlMeasureStore::is_rested_on(MeasureId id) {
  return db_.value<bool>(
      "SELECT EXISTS (SELECT 1 FROM prediction WHERE measure_id = :a) OR EXISTS (SELECT 1 FROM project WHERE aim_measure_id = :b) OR "
      "EXISTS (SELECT 1 FROM objective WHERE measure_id = :c) OR EXISTS (SELECT 1 FROM package_measure WHERE measure_id = :d) OR "
      "EXISTS (SELECT 1 FROM adoption_measure WHERE measure_id = :e) OR EXISTS (SELECT 1 FROM amendment_evidence WHERE measure_id = :f)",
      id, id, id, id, id, id);
}

}  // namespace tributary::store
