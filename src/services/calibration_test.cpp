#include "services/calibration.hpp"

#include <doctest/doctest.h>

#include "services/ports/prediction_store.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using domain::Role;
using test::instant;
using test::Predicting;

namespace {

bool tells(const Calibration& calibration, std::string_view what) {
  for (const std::string& each : calibration.told)
    if (each.find(what) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("a team learns how often its ranges held, and what was made after its data or had no value is told apart") {
  Predicting p;
  // Ranges of 24 to 26 and 22 to 28 for nine months, of which the last has no value; 23, 27 and 30 came in turn.
  const char* ends[] = {"2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31"};
  for (const char* end : ends) (void)p.predict(p.value_on(end));
  p.start();
  p.at.clock.set(instant("2027-02-28T09:00:00Z"));
  const double came[] = {23, 27, 30};
  for (int i = 0; i < 8; ++i) p.observed(ends[i], came[i % 3]);
  (void)settle_due(p.at.context());
  const auto late = p.predict(p.value_on("2026-04-30"));
  CHECK(late.after_data);

  const auto found = calibration_of(p.at.context(), p.lead, p.at.project).value();
  CHECK(found.predictions == 8);
  CHECK(found.rows.size() == 8);
  CHECK(found.nine_in_ten.held == 6);
  CHECK(found.half.held == 0);
  CHECK(found.half.width == evidence::Width::too_narrow);
  CHECK(found.nine_in_ten.width == evidence::Width::as_meant);  // six of eight or fewer come about one time in five
  CHECK(found.after_data == 1);
  CHECK(found.no_value == 1);
  CHECK(found.directions == 8);
  CHECK(found.directions_right == 8);
  CHECK(found.with_skill == 8);
  CHECK(found.median_skill.has_value());
  CHECK(tells(found, "Of 8 ranges meant to hold half the time, 0 held: fewer than chance explains."));
  CHECK(tells(found, "1 made after seeing the data, 1 to which no value came"));
  for (std::size_t i = 1; i < found.rows.size(); ++i) CHECK(found.rows[i - 1].predicted.on < found.rows[i].predicted.on);
}

TEST_CASE("a prediction that is a run's own sample is scored by all of it, and one that somebody adjusted is not") {
  Predicting p;
  const auto whole = p.predict(p.value_on("2026-04-30")), adjusted = p.predict(p.value_on("2026-05-31"));
  {
    auto raw = p.at.raw();
    raw.script("PRAGMA foreign_keys = OFF");
    for (const auto id : {whole.id, adjusted.id}) {
      raw.run("UPDATE prediction SET source = 'flow_run' WHERE id = :id", id);
      raw.run("INSERT INTO prediction_run VALUES (:id, 1, 1, 'Ward', 'hash', '{}', 0, '', 'wait', 'Wait', 1, 'hash', '1')", id);
      raw.run("INSERT INTO prediction_run_row SELECT * FROM prediction_row WHERE prediction_id = :id", id);
    }
    raw.run("UPDATE prediction_row SET median = 25.5 WHERE prediction_id = :id", adjusted.id);
    const auto tx = p.at.context().database.write();
    for (const auto id : {whole.id, adjusted.id}) tx->predictions().set_samples(id, {{22, 24, 25, 26.5}});
    tx->commit();
  }
  p.start();
  p.at.clock.set(instant("2026-07-01T09:00:00Z"));
  p.observed("2026-04-30", 25);
  p.observed("2026-05-31", 25);
  const auto found = calibration_of(p.at.context(), p.lead, p.at.project).value();
  REQUIRE(found.rows.size() == 2);
  CHECK(found.samples == 1);
  CHECK(*found.rows[0].sample_score == doctest::Approx((3 + 1 + 0 + 1.5) / 4 - (2 + 3 + 4.5 + 1 + 2.5 + 1.5) / 16));
  CHECK(*found.rows[0].sample_skill() > 0);  // 25 lies further from the 21 of before than from these
  CHECK_FALSE(found.rows[1].sample_score);
  CHECK(tells(found, "Of those that a flow model made, 1 of 1 came nearer"));
}

TEST_CASE("nobody above or outside reads a team's calibration; its mentor does") {
  Predicting p;
  for (const Role role : {Role::mentor, Role::team_member, Role::patient_partner}) CHECK(calibration_of(p.at.context(), p.at.person(role), p.at.project).has_value());
  for (const Role role : {Role::locality_lead, Role::executive, Role::system_lead, Role::analyst, Role::regulator, Role::administrator})
    CHECK(calibration_of(p.at.context(), p.at.person(role), p.at.project).error().code == "forbidden");
  CHECK(calibration_of(p.at.context(), p.lead, domain::ProjectId{999}).error().code == "not-found");
  const auto empty = calibration_of(p.at.context(), p.lead, p.at.project).value();
  CHECK(empty.rows.empty());
  CHECK(empty.told.size() == 1);
}

}  // namespace tributary::services
