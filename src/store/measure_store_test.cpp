#include "store/measure_store.hpp"

#include <doctest/doctest.h>

#include "services/ports/import_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "store/database.hpp"
#include "tests/fresh_folder.hpp"

namespace tributary::store {

using namespace std::chrono_literals;
using domain::Measure;
using domain::MeasureId;

namespace {

constexpr base::Date january = std::chrono::sys_days{2026y / 1 / 1};
constexpr base::Date february = std::chrono::sys_days{2026y / 2 / 1};

// A person, a place, and a measure of it.
struct MeasuredPlace {
  test::FreshFolder folder;
  std::unique_ptr<services::Database> database;
  domain::PersonId person;
  domain::Owner place;
  MeasureId measure;

  MeasuredPlace() {
    REQUIRE(create_database(folder.path(), folder.key_file()).has_value());
    database = std::move(open_database(folder.path(), folder.key_file()).value());
    const auto tx = database->write();
    person = tx->people().add({.email = "analyst@nowhere.example", .name = "Analyst"}, std::nullopt, {});
    place.place = tx->places().add({.kind = domain::PlaceKind::system, .name = "Nowhere"}, {});
    measure = tx->measures().add({.owner = place, .name = "Attendances", .series_key = "a", .created_by = person}, {});
    tx->commit();
  }

  domain::ImportId import(services::Transaction& tx) const { return tx.imports().add({.made_by = person}); }
};

}  // namespace

TEST_CASE("the last import that isn't voided speaks for a date, and what was said before remains") {
  const MeasuredPlace at;
  const auto tx = at.database->write();
  const auto first = at.import(*tx);
  tx->measures().add_observation(at.measure, first, {.on = january, .value = 10.0});
  tx->measures().add_observation(at.measure, first, {.on = february, .value = 20.0});
  const auto second = at.import(*tx);
  tx->measures().add_observation(at.measure, second, {.on = january, .note = "withdrawn: counted twice"});

  auto now = tx->measures().current(at.measure);
  REQUIRE(now.size() == 2);
  CHECK_FALSE(now[0].value.has_value());
  CHECK(now[0].note == "withdrawn: counted twice");
  CHECK(tx->measures().first_value_ever_after(at.measure, january - std::chrono::days{40}) == january);
  CHECK(tx->measures().first_value_ever_after(at.measure, january) == february);
  CHECK_FALSE(tx->measures().first_value_ever_after(at.measure, february));

  tx->imports().set_voided(second, base::Instant{1s}, at.person);
  now = tx->measures().current(at.measure);
  CHECK(now[0].value == 10.0);
  CHECK(tx->measures().current_between(at.measure, february, february).size() == 1);

  const auto history = tx->measures().history(at.measure, january);
  REQUIRE(history.size() == 2);
  CHECK(history[0].observation.value == 10.0);
  CHECK(history[1].from.voided.has_value());
  CHECK(tx->measures().measures_of_import(second) == std::vector<MeasureId>{at.measure});
}

TEST_CASE("an edit of what somebody else has changed is not written") {
  const MeasuredPlace at;
  const auto tx = at.database->write();
  Measure measure = tx->measures().find(at.measure)->measure;
  measure.name = "Attendances, all types";
  CHECK(tx->measures().update(measure, 1));
  CHECK_FALSE(tx->measures().update(measure, 1));
  CHECK(tx->measures().find(at.measure)->measure.version == 2);
  CHECK(tx->measures().find(at.measure)->scope.place == at.place.place);
}

TEST_CASE("a deleted measure is found among the deleted alone, and an import no longer adds to it") {
  const MeasuredPlace at;
  const auto tx = at.database->write();
  CHECK(tx->measures().find_by_series(at.place, "a") == at.measure);
  CHECK(tx->measures().set_deleted(at.measure, 1, base::Instant{1s}));
  CHECK_FALSE(tx->measures().find(at.measure).has_value());
  CHECK(tx->measures().find_deleted(at.measure).has_value());
  CHECK_FALSE(tx->measures().find_by_series(at.place, "a").has_value());
  CHECK(tx->measures().of(at.place).empty());
}

TEST_CASE("undoing an import takes away the measures that it made and that hold nothing else") {
  const MeasuredPlace at;
  const auto tx = at.database->write();
  const auto import = at.import(*tx);
  Measure made{.owner = at.place, .name = "Made", .made_by_import = import, .created_by = at.person};
  const auto filled = tx->measures().add(made, {});
  const auto empty = tx->measures().add(made, {});
  tx->measures().add_observation(filled, at.import(*tx), {.on = january, .value = 1.0});
  tx->imports().set_voided(import, base::Instant{1s}, at.person);
  tx->measures().delete_empty_of_import(import, base::Instant{1s});
  CHECK(tx->measures().find(filled).has_value());
  CHECK_FALSE(tx->measures().find(empty).has_value());
  tx->measures().restore_of_import(import);
  CHECK(tx->measures().find(empty).has_value());
}

TEST_CASE("ghosted points and phases are kept with their reasons, and can be taken back") {
  const MeasuredPlace at;
  const auto tx = at.database->write();
  const auto ghost = tx->measures().add_ghost({.measure = at.measure, .on = january, .reason = "strike", .made_by = at.person});
  const auto phase = tx->measures().add_phase(
      {.measure = at.measure, .starts = february, .reason = "a new level", .cause = "second triage nurse", .decided_by = at.person});
  CHECK(tx->measures().ghosts(at.measure).at(0).reason == "strike");
  CHECK(tx->measures().phases(at.measure).at(0).cause == "second triage nurse");
  tx->measures().set_ghost_removed(ghost, true, at.person, base::Instant{1s});
  tx->measures().set_phase_removed(phase, true, at.person, base::Instant{1s});
  CHECK(tx->measures().ghosts(at.measure).empty());
  CHECK(tx->measures().phases(at.measure).empty());
  tx->measures().set_phase_removed(phase, false, at.person, base::Instant{2s});
  CHECK(tx->measures().phases(at.measure).size() == 1);
}

}  // namespace tributary::store
