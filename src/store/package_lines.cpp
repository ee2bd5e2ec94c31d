// Lists of packages and of adoptions: one statement each, for pages and pictures that show many.
#include "store/adoption_counts.hpp"
#include "store/connection.hpp"
#include "store/package_store.hpp"

namespace tributary::store {

using services::AdoptionLine;
using services::PackageLine;

namespace {

#define PACKAGE_LINES                                                                                                     \
  "SELECT k.id, k.place_id, home.name, home.system_id, k.project_id, coalesce(g.name, ''), "                              \
  "max(k.illustrative, coalesce(g.illustrative, 0)), k.state, v.number, v.name, v.summary, v.context, v.audience, "       \
  "o.id, coalesce(o.name, ''), o.dimension, v.published_at, "                                                             \
  "(SELECT count(*) FROM adoption a JOIN project ap ON ap.id = a.project_id WHERE a.package_id = k.id AND " ADOPTION_COUNTS("a", "ap") "), " \
  "(SELECT count(*) FROM adoption a JOIN project ap ON ap.id = a.project_id AND ap.state = 'stopped' " \
  "WHERE a.package_id = k.id AND " ADOPTION_COUNTS("a", "ap") "), "                                                       \
  "(SELECT count(*) FROM adoption a JOIN project ap ON ap.id = a.project_id JOIN team at ON at.id = ap.team_id "          \
  "JOIN organisation ag ON ag.id = at.organisation_id AND ag.illustrative WHERE a.package_id = k.id AND " ADOPTION_COUNTS("a", "ap") ") " \
  "FROM package k JOIN package_version v ON v.id = k.shown_version_id JOIN place home ON home.id = k.place_id "           \
  "LEFT JOIN project p ON p.id = k.project_id LEFT JOIN team t ON t.id = p.team_id "                                      \
  "LEFT JOIN organisation g ON g.id = t.organisation_id "                                                                 \
  "LEFT JOIN objective o ON o.id = v.objective_id AND o.deleted_at IS NULL WHERE k.deleted_at IS NULL "

template <class... Args>
std::vector<PackageLine> package_lines(Connection& db, const char* sql, const Args&... args) {
  std::vector<PackageLine> out;
  db.each<domain::PackageId, domain::PlaceId, std::string, std::optional<domain::PlaceId>, std::optional<domain::ProjectId>, std::string,
          bool, domain::PackageState, int, std::string, std::string, std::string, std::optional<domain::Audience>,
          std::optional<domain::ObjectiveId>, std::string, std::optional<domain::Dimension>, std::optional<base::Instant>, int, int, int>(
      sql,
      [&](domain::PackageId id, domain::PlaceId place, std::string place_name, std::optional<domain::PlaceId> system,
          std::optional<domain::ProjectId> project, std::string organisation, bool illustrative, domain::PackageState state, int number,
          std::string name, std::string summary, std::string context, std::optional<domain::Audience> audience,
          std::optional<domain::ObjectiveId> objective, std::string objective_name, std::optional<domain::Dimension> dimension,
          std::optional<base::Instant> published, int adopters, int stopped, int illustrative_adopters) {
        out.push_back({.id = id, .place = place, .place_name = std::move(place_name), .system = system, .project = project,
                       .organisation_name = std::move(organisation), .illustrative = illustrative, .state = state, .number = number,
                       .name = std::move(name), .summary = std::move(summary), .context = std::move(context), .audience = audience,
                       .objective = objective, .objective_name = std::move(objective_name), .dimension = dimension,
                       .published = published, .adopters = adopters, .stopped = stopped,
                       .illustrative_adopters = illustrative_adopters});
      },
      args...);
  return out;
}

// How many components were said to be so, of what is called the same in the version that is adopted now.
#define SAID_OF_THIS(fate)                                                                                              \
  "(SELECT count(*) FROM adoption_component c JOIN package_component was ON was.package_version_id = c.said_of_id AND was.slot = c.slot " \
  "JOIN package_component now ON now.package_version_id = a.package_version_id AND now.slot = c.slot AND now.name = was.name "          \
  "WHERE c.adoption_id = a.id AND c.fate = '" fate "')"

#define ADOPTION_LINES                                                                                                  \
  "SELECT a.id, a.package_id, v.number, p.id, iif(p.deleted_at IS NULL, p.name, ''), p.state, p.ended_on, a.place_id, place.name, " \
  "iif(p.deleted_at IS NULL, g.name, ''), g.illustrative, "                                                             \
  "a.adopted_on, " SAID_OF_THIS("kept") ", " SAID_OF_THIS("adapted") ", " SAID_OF_THIS("dropped") ", "                    \
  "p.deleted_at IS NOT NULL FROM adoption a JOIN project p ON p.id = a.project_id AND " ADOPTION_COUNTS("a", "p")       \
  "JOIN package_version v ON v.id = a.package_version_id JOIN place ON place.id = a.place_id "                          \
  "JOIN team t ON t.id = p.team_id JOIN organisation g ON g.id = t.organisation_id "

template <class... Args>
std::vector<AdoptionLine> adoption_lines(Connection& db, const char* sql, const Args&... args) {
  std::vector<AdoptionLine> out;
  db.each<domain::AdoptionId, domain::PackageId, int, domain::ProjectId, std::string, domain::ProjectState, std::optional<base::Date>,
          domain::PlaceId, std::string, std::string, bool, base::Date, int, int, int, bool>(
      sql,
      [&](domain::AdoptionId id, domain::PackageId package, int number, domain::ProjectId project, std::string project_name,
          domain::ProjectState state, std::optional<base::Date> ended, domain::PlaceId place, std::string place_name,
          std::string organisation, bool illustrative, base::Date on, int kept, int adapted, int dropped, bool removed) {
        out.push_back({.id = id, .package = package, .number = number, .project = project, .project_name = std::move(project_name),
                       .state = state, .ended = ended, .place = place, .place_name = std::move(place_name),
                       .organisation_name = std::move(organisation), .illustrative = illustrative, .on = on, .kept = kept,
                       .adapted = adapted, .dropped = dropped, .removed = removed});
      },
      args...);
  return out;
}

}  // namespace

std::vector<PackageLine> SqlPackageStore::lines(std::optional<domain::PlaceId> place) {
  if (!place) return package_lines(db_, PACKAGE_LINES "ORDER BY v.published_at DESC, k.id DESC");
  return package_lines(db_,
                       PACKAGE_LINES "AND k.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place) "
                                     "ORDER BY v.published_at DESC, k.id DESC",
                       *place);
}

std::vector<PackageLine> SqlPackageStore::lines_of_project(domain::ProjectId project) {
  return package_lines(db_, PACKAGE_LINES "AND k.project_id = :project ORDER BY k.id", project);
}

std::vector<PackageLine> SqlPackageStore::lines_following(domain::StandardId standard) {
  return package_lines(db_,
                       PACKAGE_LINES "AND k.state = 'published' AND v.id IN (SELECT package_version_id FROM package_standard "
                                     "WHERE standard_id = :standard) ORDER BY v.name, k.id",
                       standard);
}

std::vector<PackageLine> SqlPackageStore::lines_steered_by(domain::GroupId group) {
  return package_lines(db_,
                       PACKAGE_LINES "AND k.project_id IN (SELECT m.project_id FROM programme_project m JOIN programme y ON y.id = m.programme_id "
                                     "WHERE y.steering_group_id = :group AND y.deleted_at IS NULL) ORDER BY v.published_at DESC, k.id DESC",
                       group);
}

std::vector<PackageLine> SqlPackageStore::lines_from(domain::AdoptionId parent) {
  return package_lines(db_, PACKAGE_LINES "AND k.parent_adoption_id = :parent ORDER BY k.id", parent);
}

std::optional<PackageLine> SqlPackageStore::line(domain::PackageId id) {
  auto found = package_lines(db_, PACKAGE_LINES "AND k.id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<domain::PackageId> SqlPackageStore::waiting_at(domain::PlaceId place) {
  std::vector<domain::PackageId> out;
  db_.each<domain::PackageId>(
      "SELECT id FROM package k WHERE place_id = :place AND deleted_at IS NULL AND state <> 'withdrawn' AND "
      "(EXISTS (SELECT 1 FROM package_version WHERE package_id = k.id AND published_at IS NULL AND discarded_at IS NULL) "
      "OR EXISTS (SELECT 1 FROM package_proposal WHERE package_id = k.id AND state = 'open')) ORDER BY id",
      [&](domain::PackageId id) { out.push_back(id); }, place);
  return out;
}

std::vector<AdoptionLine> SqlPackageStore::adoptions_in(domain::PlaceId place) {
  return adoption_lines(db_,
                        ADOPTION_LINES "WHERE a.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place) "
                                       "ORDER BY a.adopted_on, a.id",
                        place);
}

std::vector<AdoptionLine> SqlPackageStore::adoptions_of(domain::PackageId package) {
  return adoption_lines(db_, ADOPTION_LINES "WHERE a.package_id = :package ORDER BY a.adopted_on, a.id", package);
}

}  // namespace tributary::store
