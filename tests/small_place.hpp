// A small place in a fresh database: one system, one organisation, a team, a project and people who are something to it.
// For unit tests of services; whatever a test needs beyond it, it makes through the services. All have chosen a password.
#pragma once

#include <memory>
#include <string>

#include "base/check.hpp"
#include "base/clock.hpp"
#include "domain/person.hpp"
#include "services/context.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "tests/fresh_folder.hpp"

namespace tributary::test {

inline base::Instant instant(std::string_view iso) { return base::parse_iso_instant(iso).value(); }
inline base::Date date(std::string_view iso) { return base::parse_iso_date(iso).value(); }

class SmallPlace {
 public:
  SmallPlace() {
    base::check(store::create_database(folder_.path(), folder_.key_file()).has_value(), "a fresh folder takes a database");
    database_ = std::move(store::open_database(folder_.path(), folder_.key_file()).value());
    auto tx = database_->write();
    place = tx->places().add({.kind = domain::PlaceKind::system, .name = "Somewhere"}, clock.now());
    const auto organisation = tx->organisations().add(
        {.kind = domain::OrganisationKind::nhs, .name = "Illustrative Hospital", .serves = {{.place = place}}}, clock.now());
    team = tx->organisations().add_team({.organisation = organisation, .name = "Ward team"}, clock.now());
    const auto lead = tx->people().add({.email = "lead@example.org", .name = "Ward lead"}, "chosen", clock.now());
    tx->commit();
    tx.reset();
    store::Connection raw(store::database_file(folder_.path()).string());
    project = raw.value<domain::ProjectId>(
        "INSERT INTO project (name, team_id, place_id, aim, origin, created_at, created_by) "
        "VALUES ('Home by lunch', :a, :b, 'More people go home before noon', 'own_idea', :c, :d) RETURNING id",
        team, place, clock.now(), lead);
    admit(lead, domain::Role::project_lead);
    lead_id = lead;
  }

  // A new person with that role to the project, or at the place.
  services::Actor person(domain::Role role) {
    auto tx = database_->write();
    const std::string name = std::string(base::word(role)) + " " + std::to_string(++count_);
    const auto id = tx->people().add({.email = name + "@example.org", .name = name}, "chosen", clock.now());
    tx->commit();
    tx.reset();
    admit(id, role);
    return actor(id);
  }

  domain::GrantId admit(domain::PersonId person, domain::Role role) {
    const auto tx = database_->write();
    domain::Grant grant{.id = {}, .person = person, .role = role, .place = {}, .project = {}, .since = clock.now(), .until = {}};
    if (domain::is_project_role(role)) grant.project = project;
    else grant.place = place;
    const auto id = tx->people().add_grant(grant, std::nullopt);
    tx->commit();
    return id;
  }

  void end(domain::GrantId grant) {
    const auto tx = database_->write();
    tx->people().end_grant(grant, clock.now());
    tx->commit();
  }

  services::Actor actor(domain::PersonId id) {
    const auto tx = database_->read();
    return {.person = id, .name = tx->people().find(id)->name, .grants = tx->people().grants_of(id), .is_operator = false};
  }
  services::Actor lead() { return actor(lead_id); }

  services::Context context() { return {.database = *database_, .clock = clock}; }
  [[nodiscard]] const std::filesystem::path& data() const { return folder_.path(); }
  // The same file, for what no service says: rows as they lie.
  store::Connection raw() { return store::Connection(store::database_file(folder_.path()).string()); }

  base::FixedClock clock{instant("2026-03-02T09:00:00Z")};
  domain::PlaceId place;
  domain::TeamId team;
  domain::ProjectId project;
  domain::PersonId lead_id;

 private:
  FreshFolder folder_;
  std::unique_ptr<services::Database> database_;
  int count_ = 0;
};

}  // namespace tributary::test
