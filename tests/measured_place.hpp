// A place with people, a project and room for measures: what tests of measures, imports and charts begin with.
#pragma once

#include <doctest/doctest.h>

#include <memory>

#include "base/clock.hpp"
#include "services/context.hpp"
#include "services/measures.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/project_store.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "tests/fresh_folder.hpp"

namespace tributary::test {

struct MeasuredPlace {
  FreshFolder folder;
  base::FixedClock clock{*base::parse_iso_instant("2026-03-31T09:15:00.000Z")};
  std::unique_ptr<services::Database> database = fresh_database(folder);
  services::Context context{.database = *database, .clock = clock};
  domain::PlaceId place;
  domain::OrganisationId organisation;  // has the ODS code RXX
  domain::ProjectId project;
  services::Actor lead, executive, analyst;  // of the project; at the place

  MeasuredPlace() {
    const auto tx = database->write();
    place = tx->places().add({.kind = domain::PlaceKind::system, .name = "Nowhere"}, clock.now());
    organisation = tx->organisations().add(
        {.name = "Nowhere Trust", .illustrative = true, .codes = {{"ODS", "RXX"}}, .serves = {{.place = place, .from = {}, .to = {}}}},
        clock.now());
    lead = person(*tx, "lead");
    executive = person(*tx, "executive");
    analyst = person(*tx, "analyst");
    const auto team = tx->organisations().add_team({.organisation = organisation, .name = "Ward"}, clock.now());
    project = tx->projects().add({.name = "Fewer falls", .team = team, .place = place, .aim = "Halve falls", .serves_none = true,
                                  .created_by = lead.person}, clock.now());
    lead.grants = {{.person = lead.person, .role = domain::Role::project_lead, .project = project}};
    executive.grants = {{.person = executive.person, .role = domain::Role::executive, .place = place}};
    analyst.grants = {{.person = analyst.person, .role = domain::Role::analyst, .place = place}};
    tx->commit();
  }

  // A new measure of the place.
  [[nodiscard]] domain::MeasureId place_measure(domain::Measure measure = {.name = "Attendances"}) const {
    measure.owner = {.place = place};
    const auto made = services::add_measure(context, analyst, std::move(measure));
    REQUIRE(made.has_value());
    return made->measure.id;
  }

  // What is stored, as it stands.
  [[nodiscard]] store::Connection raw() const { return store::Connection(store::database_file(folder.path()).string()); }

 private:
  static std::unique_ptr<services::Database> fresh_database(const FreshFolder& folder) {
    REQUIRE(store::create_database(folder.path(), folder.key_file()).has_value());
    return std::move(store::open_database(folder.path(), folder.key_file()).value());
  }

  services::Actor person(services::Transaction& tx, const std::string& name) const {
    return {.person = tx.people().add({.email = name + "@nowhere.example", .name = name}, std::nullopt, clock.now()), .name = name};
  }
};

}  // namespace tributary::test
