// Measures with their observations, ghosted points and phases.
//
// Idea      observations only grow: each stands under the import that brought it, and the current one of a date is that of
//           its latest import that isn't voided. Everything here speaks of current observations unless it says otherwise
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "domain/small_numbers.hpp"
#include "services/policy.hpp"

namespace tributary::services {

// A measure and where it stands, for the policy, in one reading.
struct StandingMeasure {
  domain::Measure measure;
  Scope scope;
};

struct MeasureFilter {
  domain::Owner owner;
  bool published_only = false;
  std::string words = {};  // in the name, whatever the case; empty for all
  int limit = 50;
  int offset = 0;
};

// Across projects: the published ones of a place's (a system's localities included), or all of those in which a person has a role.
struct MeasureSearch {
  std::optional<domain::PlaceId> projects_of;
  std::optional<domain::PersonId> member;
  std::string words;  // in the name, whatever the case; empty for all
  int limit = 50;
  int offset = 0;
};

struct MeasuresFound {
  std::vector<StandingMeasure> measures;  // by name
  int total = 0;
};

struct MeasurePage {
  std::vector<domain::Measure> measures;  // by name
  int total = 0;
};

// What was stored of a date, with when, and since when that counts no more.
struct StoredValue {
  base::Date on{};
  std::optional<double> value;  // none: a gap, or a withdrawal
  base::Instant made;
  std::optional<base::Instant> voided;
};

// What was said of a date, with what was said of it before.
struct ValueChange {
  domain::Revision revision;
  bool first = false;  // nothing was
  std::optional<double> before;
  std::optional<base::Instant> before_made, before_voided;  // of what said so
  std::string by;      // a name
};

// A point was left out, or a phase begun, or that was taken back.
struct MarkChange {
  bool is_phase = false;  // else a ghosted point
  base::Date on{};        // of the point, or of the phase's first one
  std::string reason, cause;
  bool in_force = false;  // from then on
  bool stands = false;    // today
  std::string by;         // a name; empty where it isn't known
  base::Instant at;
};

// A target was set, or taken back.
struct TargetChange {
  domain::Target target;
  bool in_force = false;  // from then on
  bool stands = false;    // today
  std::string by;         // a name
  base::Instant at;
};

// One thing that a measure says of itself: before and after it was changed, as the contract writes it; empty for nothing.
struct SettingChange {
  std::string setting;
  std::string before, after;
};

struct LoggedSetting {
  SettingChange change;
  domain::PersonId by;
  std::string by_name;
  base::Instant at;
};

class MeasureStore {
 public:
  virtual ~MeasureStore() = default;

  // With its targets.
  virtual domain::MeasureId add(const domain::Measure& measure, base::Instant now) = 0;
  // All that a person can edit but targets, and the owner. False when `expected` is no longer its version.
  virtual bool update(const domain::Measure& measure, int expected) = 0;
  virtual std::optional<StandingMeasure> find(domain::MeasureId id) = 0;
  virtual std::optional<StandingMeasure> find_deleted(domain::MeasureId id) = 0;
  virtual std::vector<domain::Measure> of(const domain::Owner& owner) = 0;  // by name
  virtual MeasurePage list(const MeasureFilter& filter) = 0;
  virtual MeasuresFound search(const MeasureSearch& wanted) = 0;
  // Published, of the place and of its localities, their own and their projects'; by name.
  virtual std::vector<StandingMeasure> published_in(domain::PlaceId system) = 0;
  // Where an owner's measures stand; nullopt when there is no such place or project.
  virtual std::optional<Scope> scope_of(const domain::Owner& owner) = 0;
  virtual bool is_predicted(domain::MeasureId id) = 0;  // a prediction of it is kept
  virtual bool has_locked_prediction(domain::MeasureId id) = 0;  // of a deleted test too, which may come back
  virtual bool is_test_of(domain::TestId test, std::optional<domain::ProjectId> project) = 0;  // and not deleted
  // The one of that key; else one of that name that has none, or whose key came with imports that are undone.
  virtual std::optional<domain::MeasureId> find_by_series(const domain::Owner& owner, std::string_view series_key) = 0;
  // The one of that key that went last when the undoing of an import emptied it; a person hasn't deleted it.
  virtual std::optional<StandingMeasure> find_emptied(const domain::Owner& owner, std::string_view series_key) = 0;
  // Deletes, or restores without an instant. False when `expected` is no longer its version.
  virtual bool set_deleted(domain::MeasureId id, int expected, std::optional<base::Instant> at) = 0;
  virtual bool set_published(domain::MeasureId id, int expected, std::optional<base::Instant> at, domain::PersonId by) = 0;
  // From now on imports find it by that key.
  virtual void set_series(domain::MeasureId id, std::string_view series_key) = 0;
  // Of those that any import made, the ones that this one made or brought data to: deletes what holds nothing in force and isn't
  // predicted; or restores what went when the undoing of an import emptied it (this import is still voided when it is asked).
  virtual void delete_empty_of_import(domain::ImportId import, base::Instant at) = 0;
  virtual void restore_of_import(domain::ImportId import) = 0;

  virtual void add_observation(domain::MeasureId measure, domain::ImportId import, const domain::Observation& observation) = 0;
  virtual bool has_observations(domain::MeasureId measure) = 0;  // voided ones too
  virtual std::vector<domain::Observation> current(domain::MeasureId measure) = 0;  // by date, gaps included
  virtual std::vector<domain::Observation> current_between(domain::MeasureId measure, base::Date from, base::Date to) = 0;
  // What was said by that instant of the dates up to that day, by date: revisions and undoings since left out.
  virtual std::vector<domain::Observation> known_at(domain::MeasureId measure, base::Date until, base::Instant at) = 0;
  // The first date after `after` that ever had a value, voided or withdrawn since or not: what was seen once was seen.
  virtual std::optional<base::Date> first_value_ever_after(domain::MeasureId measure, base::Date after) = 0;
  // Whether a value of it was stored after that instant, voided or withdrawn since or not.
  virtual bool value_stored_since(domain::MeasureId measure, base::Instant instant) = 0;
  // Everything that was ever stored, of the dates from that one on where one is given; by date, oldest first.
  virtual std::vector<StoredValue> stored(domain::MeasureId measure, std::optional<base::Date> from) = 0;
  virtual std::vector<domain::Said> said(domain::MeasureId measure) = 0;  // likewise, each whole but for its note
  virtual std::vector<domain::Revision> history(domain::MeasureId measure, base::Date on) = 0;  // oldest first, voided too
  virtual std::vector<domain::MeasureId> measures_of_import(domain::ImportId import) = 0;
  // Deleted ones too, in the order in which they were made.
  virtual std::vector<StandingMeasure> first_of_import(domain::ImportId import, int most) = 0;
  // One for each owner and state of publication among them, deleted ones too: enough to decide who may undo it.
  virtual std::vector<StandingMeasure> kinds_of_import(domain::ImportId import) = 0;

  virtual domain::GhostId add_ghost(const domain::Ghost& ghost) = 0;
  virtual std::optional<domain::Ghost> find_ghost(domain::GhostId id) = 0;  // removed ones too
  virtual void set_ghost_removed(domain::GhostId id, bool removed, domain::PersonId by, base::Instant now) = 0;
  virtual std::vector<domain::Ghost> ghosts(domain::MeasureId measure) = 0;  // by date

  virtual domain::PhaseId add_phase(const domain::Phase& phase) = 0;
  virtual std::optional<domain::Phase> find_phase(domain::PhaseId id) = 0;  // removed ones too
  virtual void set_phase_removed(domain::PhaseId id, bool removed, domain::PersonId by, base::Instant now) = 0;
  virtual std::vector<domain::Phase> phases(domain::MeasureId measure) = 0;  // by date

  virtual domain::TargetId add_target(const domain::Target& target) = 0;
  virtual std::optional<domain::Target> find_target(domain::TargetId id) = 0;  // removed ones too
  virtual void set_target_removed(domain::TargetId id, bool removed, domain::PersonId by, base::Instant now) = 0;
  virtual std::vector<TargetChange> target_changes(domain::MeasureId measure) = 0;  // newest first

  // Those that stood at that instant, by date; removed since or not.
  virtual std::vector<domain::Ghost> ghosts_at(domain::MeasureId measure, base::Instant at) = 0;
  virtual std::vector<domain::Phase> phases_at(domain::MeasureId measure, base::Instant at) = 0;
  virtual std::vector<domain::Target> targets_at(domain::MeasureId measure, base::Instant at) = 0;
  // Newest first.
  virtual std::vector<ValueChange> value_changes(domain::MeasureId measure, int most) = 0;
  virtual std::vector<MarkChange> mark_changes(domain::MeasureId measure) = 0;

  virtual void log_setting(domain::MeasureId measure, const SettingChange& change, domain::PersonId by, base::Instant at) = 0;
  virtual std::vector<LoggedSetting> setting_changes(domain::MeasureId measure) = 0;  // newest first
  // What stood at that moment, where it has been changed since.
  virtual std::optional<std::string> setting_at(domain::MeasureId measure, std::string_view setting, base::Instant at) = 0;
  // By a prediction, an aim, a package, an adoption or an amendment, removed ones too.
  virtual bool is_rested_on(domain::MeasureId id) = 0;
};

}  // namespace tributary::services
