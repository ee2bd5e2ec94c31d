// Projects as lines of a list: what every query of them selects.
#pragma once

#include <string>
#include <vector>

#include "services/ports/project_store.hpp"
#include "store/connection.hpp"

#define PROJECT_SUMMARY_SELECT                                                                                            \
  "SELECT p.id, p.name, p.aim, p.state, p.origin, p.serves_none, p.review_on, p.created_at, team.id, team.name, team.dissolved_on, " \
  "organisation.id, organisation.name, organisation.illustrative, place.id, place.name FROM project p "                   \
  "JOIN team ON team.id = p.team_id JOIN organisation ON organisation.id = team.organisation_id "                         \
  "JOIN place ON place.id = p.place_id"

// An objective that was removed is served no longer.
#define SERVES_NOTHING                                                                                                    \
  "NOT EXISTS (SELECT 1 FROM project_objective s JOIN objective o ON o.id = s.objective_id AND o.deleted_at IS NULL "     \
  "WHERE s.project_id = p.id)"

namespace tributary::store {

template <class... Args>
std::vector<services::ProjectSummary> project_summaries(Connection& db, std::string_view sql, const Args&... args) {
  using std::string;
  std::vector<services::ProjectSummary> out;
  db.each<domain::ProjectId, string, string, domain::ProjectState, domain::Origin, bool, std::optional<base::Date>, base::Instant,
          domain::TeamId, string, std::optional<base::Date>, domain::OrganisationId, string, bool, domain::PlaceId, string>(
      sql,
      [&](domain::ProjectId id, string name, string aim, domain::ProjectState state, domain::Origin origin, bool serves_none,
          std::optional<base::Date> review, base::Instant created, domain::TeamId team, string team_name, std::optional<base::Date> team_dissolved,
          domain::OrganisationId organisation, string organisation_name, bool illustrative, domain::PlaceId place,
          string place_name) {
        out.push_back({.id = id, .name = std::move(name), .aim = std::move(aim), .state = state, .origin = origin,
                       .serves_none = serves_none, .review = review, .created = created, .team = team,
                       .team_name = std::move(team_name), .team_dissolved = team_dissolved, .organisation = organisation,
                       .organisation_name = std::move(organisation_name), .illustrative = illustrative, .place = place,
                       .place_name = std::move(place_name)});
      },
      args...);
  return out;
}

}  // namespace tributary::store
