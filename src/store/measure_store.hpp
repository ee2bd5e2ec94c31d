#pragma once

#include "services/ports/measure_store.hpp"

namespace tributary::store {

class Connection;

class SqlMeasureStore final : public services::MeasureStore {
 public:
  explicit SqlMeasureStore(Connection& db) : db_(db) {}

  domain::MeasureId add(const domain::Measure& measure, base::Instant now) override;
  bool update(const domain::Measure& measure, int expected) override;
  std::optional<services::StandingMeasure> find(domain::MeasureId id) override;
  std::optional<services::StandingMeasure> find_deleted(domain::MeasureId id) override;
  std::vector<domain::Measure> of(const domain::Owner& owner) override;
  services::MeasurePage list(const services::MeasureFilter& filter) override;
  services::MeasuresFound search(const services::MeasureSearch& wanted) override;
  std::vector<services::StandingMeasure> published_in(domain::PlaceId system) override;
  std::optional<services::Scope> scope_of(const domain::Owner& owner) override;
  bool is_predicted(domain::MeasureId id) override;
  bool has_locked_prediction(domain::MeasureId id) override;
  bool is_test_of(domain::TestId test, std::optional<domain::ProjectId> project) override;
  std::optional<domain::MeasureId> find_by_series(const domain::Owner& owner, std::string_view series_key) override;
  std::optional<services::StandingMeasure> find_emptied(const domain::Owner& owner, std::string_view series_key) override;
  bool set_deleted(domain::MeasureId id, int expected, std::optional<base::Instant> at) override;
  bool set_published(domain::MeasureId id, int expected, std::optional<base::Instant> at, domain::PersonId by) override;
  void set_series(domain::MeasureId id, std::string_view series_key) override;
  void delete_empty_of_import(domain::ImportId import, base::Instant at) override;
  void restore_of_import(domain::ImportId import) override;

  void add_observation(domain::MeasureId measure, domain::ImportId import, const domain::Observation& observation) override;
  bool has_observations(domain::MeasureId measure) override;
  std::vector<domain::Observation> current(domain::MeasureId measure) override;
  std::vector<domain::Observation> known_at(domain::MeasureId measure, base::Date until, base::Instant at) override;
  std::vector<domain::Observation> current_between(domain::MeasureId measure, base::Date from, base::Date to) override;
  std::optional<base::Date> first_value_ever_after(domain::MeasureId measure, base::Date after) override;
  bool value_stored_since(domain::MeasureId measure, base::Instant instant) override;
  std::vector<services::StoredValue> stored(domain::MeasureId measure, std::optional<base::Date> from) override;
  std::vector<domain::Said> said(domain::MeasureId measure) override;
  std::vector<domain::Revision> history(domain::MeasureId measure, base::Date on) override;
  std::vector<domain::MeasureId> measures_of_import(domain::ImportId import) override;
  std::vector<services::StandingMeasure> first_of_import(domain::ImportId import, int most) override;
  std::vector<services::StandingMeasure> kinds_of_import(domain::ImportId import) override;

  domain::GhostId add_ghost(const domain::Ghost& ghost) override;
  std::optional<domain::Ghost> find_ghost(domain::GhostId id) override;
  void set_ghost_removed(domain::GhostId id, bool removed, domain::PersonId by, base::Instant now) override;
  std::vector<domain::Ghost> ghosts(domain::MeasureId measure) override;

  domain::PhaseId add_phase(const domain::Phase& phase) override;
  std::optional<domain::Phase> find_phase(domain::PhaseId id) override;
  void set_phase_removed(domain::PhaseId id, bool removed, domain::PersonId by, base::Instant now) override;
  std::vector<domain::Phase> phases(domain::MeasureId measure) override;
  domain::TargetId add_target(const domain::Target& target) override;
  std::optional<domain::Target> find_target(domain::TargetId id) override;
  void set_target_removed(domain::TargetId id, bool removed, domain::PersonId by, base::Instant now) override;
  std::vector<services::TargetChange> target_changes(domain::MeasureId measure) override;
  std::vector<domain::Target> targets_at(domain::MeasureId measure, base::Instant at) override;
  std::vector<domain::Ghost> ghosts_at(domain::MeasureId measure, base::Instant at) override;
  std::vector<domain::Phase> phases_at(domain::MeasureId measure, base::Instant at) override;
  std::vector<services::ValueChange> value_changes(domain::MeasureId measure, int most) override;
  std::vector<services::MarkChange> mark_changes(domain::MeasureId measure) override;
  void log_setting(domain::MeasureId measure, const services::SettingChange& change, domain::PersonId by, base::Instant at) override;
  std::vector<services::LoggedSetting> setting_changes(domain::MeasureId measure) override;
  std::optional<std::string> setting_at(domain::MeasureId measure, std::string_view setting, base::Instant at) override;
  bool is_rested_on(domain::MeasureId id) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
