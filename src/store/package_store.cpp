// Packages and their versions; lists are in package_lines.cpp, adoptions in adoption_rows.cpp.
#include "store/package_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using base::Instant;
using domain::Package;
using domain::PackageId;
using domain::PackageVersion;
using domain::PackageVersionId;

namespace {

#define VERSION_ROWS                                                                                                   \
  "SELECT id, number, name, summary, aim, context, contact, objective_id, standard, audience, what_changed, published_at " \
  "FROM package_version "

void load_parts(Connection& db, PackageVersion& version) {
  db.each<int, domain::Part, std::string, std::string>(
      "SELECT slot, part, name, why FROM package_component WHERE package_version_id = :id ORDER BY slot",
      [&](int slot, domain::Part part, std::string name, std::string why) {
        version.components.push_back({.slot = slot, .part = part, .name = std::move(name), .why = std::move(why)});
      },
      version.id);
  db.each<int, std::optional<domain::MeasureId>, std::string, domain::MeasureKind, bool, std::string, std::string, domain::Quantity,
          double, domain::Direction, domain::Interval>(
      "SELECT slot, measure_id, name, kind, experience, definition, unit, quantity, scale, direction, interval FROM package_measure "
      "WHERE package_version_id = :id ORDER BY slot",
      [&](int slot, std::optional<domain::MeasureId> source, std::string name, domain::MeasureKind kind, bool experience,
          std::string definition, std::string unit, domain::Quantity quantity, double scale, domain::Direction direction,
          domain::Interval interval) {
        version.measures.push_back({.slot = slot, .source = source, .name = std::move(name), .kind = kind, .experience = experience,
                                    .definition = std::move(definition), .unit = std::move(unit), .quantity = quantity, .scale = scale,
                                    .direction = direction, .interval = interval});
      },
      version.id);
  db.each<std::string, std::string, std::string, std::string>(
      "SELECT topic, figure, says, source FROM package_fact WHERE package_version_id = :id ORDER BY position",
      [&](std::string topic, std::string figure, std::string says, std::string source) {
        version.facts.push_back({.topic = std::move(topic), .figure = std::move(figure), .says = std::move(says), .source = std::move(source)});
      },
      version.id);
  db.each<domain::StandardId>(
      "SELECT standard_id FROM package_standard WHERE package_version_id = :id ORDER BY standard_id",
      [&](domain::StandardId standard) { version.standards.push_back(standard); }, version.id);
}

template <class... Args>
std::vector<PackageVersion> whole_versions(Connection& db, const char* sql, const Args&... args) {
  std::vector<PackageVersion> out;
  db.each<PackageVersionId, int, std::string, std::string, std::string, std::string, std::string, std::optional<domain::ObjectiveId>,
          std::string, std::optional<domain::Audience>, std::string, std::optional<Instant>>(
      sql,
      [&](PackageVersionId id, int number, std::string name, std::string summary, std::string aim, std::string context,
          std::string contact, std::optional<domain::ObjectiveId> objective, std::string standard,
          std::optional<domain::Audience> audience, std::string what_changed, std::optional<Instant> published) {
        out.push_back({.id = id, .number = number, .name = std::move(name), .summary = std::move(summary), .aim = std::move(aim),
                       .context = std::move(context), .contact = std::move(contact), .objective = objective,
                       .standards = {}, .standard = std::move(standard), .audience = audience, .what_changed = std::move(what_changed),
                       .components = {}, .measures = {}, .facts = {}, .published = published});
      },
      args...);
  for (PackageVersion& version : out) load_parts(db, version);
  return out;
}

void save_parts(Connection& db, PackageVersionId id, const PackageVersion& version) {
  db.run("DELETE FROM package_component WHERE package_version_id = :id", id);
  db.run("DELETE FROM package_measure WHERE package_version_id = :id", id);
  db.run("DELETE FROM package_fact WHERE package_version_id = :id", id);
  db.run("DELETE FROM package_standard WHERE package_version_id = :id", id);
  for (const domain::StandardId standard : version.standards)
    db.run("INSERT INTO package_standard (package_version_id, standard_id) VALUES (:a, :b) ON CONFLICT DO NOTHING", id, standard);
  for (const domain::Component& each : version.components)
    db.run("INSERT INTO package_component (package_version_id, slot, part, name, why) VALUES (:a, :b, :c, :d, :e)", id, each.slot,
           each.part, each.name, each.why);
  for (const domain::PackageMeasure& each : version.measures)
    db.run("INSERT INTO package_measure (package_version_id, slot, measure_id, name, kind, experience, definition, unit, quantity, scale, "
           "direction, interval) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l)",
           id, each.slot, each.source, each.name, each.kind, each.experience, each.definition, each.unit, each.quantity, each.scale,
           each.direction, each.interval);
  int position = 0;
  for (const domain::PublishedFact& each : version.facts)
    db.run("INSERT INTO package_fact (package_version_id, position, topic, figure, says, source) VALUES (:a, :b, :c, :d, :e, :f)", id,
           position++, each.topic, each.figure, each.says, each.source);
}

}  // namespace

PackageId SqlPackageStore::add(const Package& package, const PackageVersion& first, domain::PersonId by, Instant now) {
  const auto id = db_.value<PackageId>(
      "INSERT INTO package (place_id, project_id, parent_adoption_id, illustrative, created_at, created_by) "
      "VALUES (:a, :b, :c, :d, :e, :f) RETURNING id",
      package.place, package.project, package.parent, package.marked_illustrative, now, by);
  const PackageVersionId version = save_draft(id, first);
  db_.run("UPDATE package SET shown_version_id = :a WHERE id = :b", version, id);
  return id;
}

std::optional<Package> SqlPackageStore::find(PackageId id) {
  std::optional<Package> out;
  db_.each<PackageId, domain::PlaceId, std::optional<domain::ProjectId>, std::optional<domain::AdoptionId>, domain::PackageState, bool,
           std::optional<Instant>, std::optional<domain::PersonId>, std::string, Instant, bool, int>(
      "SELECT id, place_id, project_id, parent_adoption_id, state, illustrative, withdrawn_at, withdrawn_by, withdrawn_reason, created_at, "
      "deleted_at IS NOT NULL, version FROM package WHERE id = :id",
      [&](PackageId found, domain::PlaceId place, std::optional<domain::ProjectId> project, std::optional<domain::AdoptionId> parent,
          domain::PackageState state, bool illustrative, std::optional<Instant> withdrawn, std::optional<domain::PersonId> by,
          std::string reason, Instant created, bool deleted, int version) {
        out = Package{.id = found, .place = place, .project = project, .parent = parent, .state = state,
                      .marked_illustrative = illustrative, .withdrawal = {}, .created = created, .deleted = deleted, .version = version};
        if (withdrawn && by) out->withdrawal = domain::Withdrawal{.at = *withdrawn, .by = *by, .reason = std::move(reason)};
      },
      id);
  return out;
}

std::vector<PackageVersion> SqlPackageStore::versions(PackageId id) {
  return whole_versions(db_, VERSION_ROWS "WHERE package_id = :id AND discarded_at IS NULL ORDER BY number", id);
}

std::optional<PackageVersion> SqlPackageStore::find_version(PackageVersionId id) {
  auto found = whole_versions(db_, VERSION_ROWS "WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

PackageVersionId SqlPackageStore::save_draft(PackageId package, const PackageVersion& version) {
  PackageVersionId id = version.id;
  if (!id.stored())
    id = db_.value<PackageVersionId>("INSERT INTO package_version (package_id, number, name) VALUES (:a, :b, :c) RETURNING id", package,
                                     version.number, version.name);
  const auto touched = db_.run(
      "UPDATE package_version SET name = :a, summary = :b, aim = :c, context = :d, contact = :e, objective_id = :f, standard = :g, "
      "what_changed = :h WHERE id = :i AND published_at IS NULL",
      version.name, version.summary, version.aim, version.context, version.contact, version.objective, version.standard,
      version.what_changed, id);
  base::check(touched == 1, "what was published never changes");
  save_parts(db_, id, version);
  return id;
}

void SqlPackageStore::discard_draft(PackageVersionId version, Instant now) {
  // Those proposals remember the draft by the number it has while it is laid aside.
  db_.run("UPDATE package_proposal SET state = 'open', taken_into = -:a, version = version + 1 WHERE state = 'taken' AND (package_id, taken_into) = "
          "(SELECT package_id, number FROM package_version WHERE id = :a)", version);
  const auto touched = db_.run("UPDATE package_version SET discarded_at = :a, number = -id WHERE id = :b AND published_at IS NULL", now, version);
  base::check(touched == 1, "what was published is never discarded");
}

std::optional<services::DiscardedDraft> SqlPackageStore::last_discarded(PackageId id) {
  const auto row = db_.one<PackageVersionId, Instant>(
      "SELECT id, discarded_at FROM package_version WHERE package_id = :id AND discarded_at IS NOT NULL ORDER BY discarded_at DESC, id DESC LIMIT 1", id);
  return row ? std::optional(services::DiscardedDraft{.id = std::get<0>(*row), .at = std::get<1>(*row)}) : std::nullopt;
}

void SqlPackageStore::bring_back_draft(PackageVersionId version, int number) {
  db_.run("UPDATE package_version SET discarded_at = NULL, number = :a WHERE id = :b", number, version);
  db_.run("UPDATE package_proposal SET state = 'taken', taken_into = :a, version = version + 1 WHERE state = 'open' AND taken_into = -:b", number, version);
}

void SqlPackageStore::publish(PackageId package, PackageVersionId version, domain::Audience audience, const std::string& what_changed,
                              domain::PersonId by, Instant now) {
  db_.run("UPDATE package_version SET audience = :a, what_changed = :b, published_at = :c, published_by = :d WHERE id = :e", audience,
          what_changed, now, by, version);
  db_.run("UPDATE package SET shown_version_id = :a WHERE id = :b", version, package);
}

bool SqlPackageStore::set_state(PackageId id, domain::PackageState state, const std::optional<domain::Withdrawal>& withdrawal, int expected) {
  const auto at = withdrawal ? std::optional(withdrawal->at) : std::nullopt;
  const auto by = withdrawal ? std::optional(withdrawal->by) : std::nullopt;
  return db_.run("UPDATE package SET state = :a, withdrawn_at = :b, withdrawn_by = :c, withdrawn_reason = :d, version = version + 1 "
                 "WHERE id = :e AND version = :f AND deleted_at IS NULL",
                 state, at, by, withdrawal ? withdrawal->reason : std::string(), id, expected) == 1;
}

bool SqlPackageStore::set_deleted(PackageId id, std::optional<Instant> at, int expected) {
  return db_.run("UPDATE package SET deleted_at = :a, version = version + 1 WHERE id = :b AND version = :c", at, id, expected) == 1;
}

}  // namespace tributary::store
