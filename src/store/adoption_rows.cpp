// Adoptions with their conditions, measures and what became of components; and proposals.
#include "store/answer_counts.hpp"
#include "store/connection.hpp"
#include "store/package_store.hpp"

namespace tributary::store {

using base::Instant;
using domain::Adoption;
using domain::AdoptionId;
using domain::UpstreamProposal;
using domain::UpstreamProposalId;

namespace {

using MaybeDegree = std::optional<domain::Degree>;

#define PROPOSAL_ROWS                                                                                                  \
  "SELECT r.id, r.package_id, r.adoption_id, r.slot, r.part, r.name, r.why, r.reason, r.made_by, w.name, a.place_id, place.name, " \
  "r.made_at, r.state, r.answer, coalesce(b.name, ''), r.answered_at, r.taken_into, r.version FROM package_proposal r "  \
  "JOIN adoption a ON a.id = r.adoption_id JOIN place ON place.id = a.place_id JOIN person w ON w.id = r.made_by "       \
  "LEFT JOIN person b ON b.id = r.answered_by "

template <class Key>
std::vector<UpstreamProposal> proposals(Connection& db, const char* sql, Key key) {
  std::vector<UpstreamProposal> out;
  db.each<UpstreamProposalId, domain::PackageId, AdoptionId, std::optional<int>, domain::Part, std::string, std::string, std::string,
          domain::PersonId, std::string, domain::PlaceId, std::string, Instant, domain::UpstreamProposalState, std::string, std::string,
          std::optional<Instant>, std::optional<int>, int>(
      sql,
      [&](UpstreamProposalId id, domain::PackageId package, AdoptionId adoption, std::optional<int> slot, domain::Part part, std::string name,
          std::string why, std::string reason, domain::PersonId made_by, std::string made_by_name, domain::PlaceId place,
          std::string place_name, Instant made, domain::UpstreamProposalState state, std::string answer, std::string answered_by,
          std::optional<Instant> answered, std::optional<int> taken_into, int version) {
        out.push_back({.id = id, .package = package, .adoption = adoption, .slot = slot, .part = part, .name = std::move(name),
                       .why = std::move(why), .reason = std::move(reason), .made_by = made_by, .made_by_name = std::move(made_by_name),
                       .place = place, .place_name = std::move(place_name), .made = made, .state = state, .answer = std::move(answer),
                       .answered_by_name = std::move(answered_by), .answered = answered, .taken_into = taken_into, .version = version});
      },
      key);
  return out;
}

}  // namespace

AdoptionId SqlPackageStore::add_adoption(const Adoption& adoption, Instant now) {
  const auto id = db_.value<AdoptionId>(
      "INSERT INTO adoption (package_id, package_version_id, project_id, place_id, adopted_on, adopted_at, adopted_by) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g) RETURNING id",
      adoption.package, adoption.package_version, adoption.project, adoption.place, adoption.on, now, adoption.by);
  add_adopted_measures(id, adoption.measures);
  return id;
}

void SqlPackageStore::add_adopted_measures(AdoptionId id, const std::vector<domain::AdoptedMeasure>& measures) {
  for (const domain::AdoptedMeasure& each : measures)
    db_.run("INSERT INTO adoption_measure (adoption_id, slot, measure_id) VALUES (:a, :b, :c)", id, each.slot, each.measure);
}

std::optional<Adoption> SqlPackageStore::find_adoption(AdoptionId id) {
  std::optional<Adoption> out;
  db_.each<AdoptionId, domain::PackageId, domain::PackageVersionId, std::optional<domain::PackageVersionId>, domain::ProjectId, domain::PlaceId, base::Date,
           domain::PersonId, std::optional<bool>, std::optional<double>, std::string, std::string, std::string, std::string, std::string,
           std::optional<Instant>, int, MaybeDegree, MaybeDegree, MaybeDegree, MaybeDegree, MaybeDegree, MaybeDegree>(
      "SELECT id, package_id, package_version_id, version_before_id, project_id, place_id, adopted_on, adopted_by, dedicated_spanner, spanner_days, support, "
      "starting_level, local_presence, partners, concurrent_changes, conditions_at, version, supported, starts_low, driven_locally, partnered, much_changes, complex "
      "FROM adoption WHERE id = :id",
      [&](AdoptionId found, domain::PackageId package, domain::PackageVersionId package_version,
          std::optional<domain::PackageVersionId> before, domain::ProjectId project,
          domain::PlaceId place, base::Date on, domain::PersonId by, std::optional<bool> spanner, std::optional<double> days,
          std::string support, std::string starting, std::string presence, std::string partners, std::string concurrent,
          std::optional<Instant> recorded, int version, MaybeDegree supported, MaybeDegree starts_low, MaybeDegree driven, MaybeDegree partnered,
          MaybeDegree much_changes, MaybeDegree complex) {
        out = Adoption{.id = found, .package = package, .package_version = package_version, .version_before = before, .project = project, .place = place, .on = on,
                       .by = by,
                       .conditions = {.dedicated_spanner = spanner, .spanner_days = days, .support = std::move(support),
                                      .starting_level = std::move(starting), .local_presence = std::move(presence),
                                      .partners = std::move(partners), .concurrent_changes = std::move(concurrent), .supported = supported,
                                      .starts_low = starts_low, .driven_locally = driven, .partnered = partnered, .much_changes = much_changes,
                                      .complex = complex},
                       .conditions_recorded = recorded, .measures = {}, .components = {}, .version = version};
      },
      id);
  if (!out) return out;
  db_.each<int, domain::MeasureId>(
      "SELECT slot, measure_id FROM adoption_measure WHERE adoption_id = :id ORDER BY slot",
      [&](int slot, domain::MeasureId measure) { out->measures.push_back({.slot = slot, .measure = measure}); }, id);
  db_.each<int, domain::Fate, std::optional<domain::Modified>, std::optional<domain::Nature>, std::optional<bool>,
           std::optional<domain::Fidelity>, std::optional<domain::AdaptationGoal>, std::string, std::string, Instant, std::string>(
      "SELECT c.slot, c.fate, c.modified, c.nature, c.planned, c.fidelity, c.goal, c.reason, p.name, c.decided_at, coalesce(k.name, '') "
      "FROM adoption_component c JOIN person p ON p.id = c.decided_by "
      "LEFT JOIN package_component k ON k.package_version_id = c.said_of_id AND k.slot = c.slot WHERE c.adoption_id = :id ORDER BY c.slot",
      [&](int slot, domain::Fate fate, std::optional<domain::Modified> modified, std::optional<domain::Nature> nature,
          std::optional<bool> planned, std::optional<domain::Fidelity> fidelity, std::optional<domain::AdaptationGoal> goal,
          std::string reason, std::string by, Instant at, std::string said_of) {
        out->components.push_back({.slot = slot, .fate = fate, .modified = modified, .nature = nature, .planned = planned,
                                   .fidelity = fidelity, .goal = goal, .reason = std::move(reason), .decided_by_name = std::move(by),
                                   .said_of = std::move(said_of), .decided = at});
      },
      id);
  return out;
}

std::optional<AdoptionId> SqlPackageStore::adoption_of_project(domain::ProjectId project) {
  const auto row = db_.one<AdoptionId>("SELECT id FROM adoption WHERE project_id = :project", project);
  return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

std::optional<AdoptionId> SqlPackageStore::adoption_of_measure(domain::MeasureId measure) {
  const auto row = db_.one<AdoptionId>("SELECT adoption_id FROM adoption_measure WHERE measure_id = :measure", measure);
  return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

bool SqlPackageStore::set_conditions(AdoptionId id, const domain::Conditions& c, domain::PersonId by, Instant now, int expected) {
  return db_.run("UPDATE adoption SET dedicated_spanner = :a, spanner_days = :b, support = :c, starting_level = :d, local_presence = :e, "
                 "partners = :f, concurrent_changes = :g, conditions_at = :h, conditions_by = :i, supported = :j, starts_low = :k, driven_locally = :l, "
                 "partnered = :m, much_changes = :n, complex = :o, version = version + 1 WHERE id = :p AND version = :q",
                 c.dedicated_spanner, c.spanner_days, c.support, c.starting_level, c.local_presence, c.partners, c.concurrent_changes,
                 now, by, c.supported, c.starts_low, c.driven_locally, c.partnered, c.much_changes, c.complex, id, expected) == 1;
}

bool SqlPackageStore::set_components(AdoptionId id, const std::vector<domain::ComponentFate>& fates, domain::PersonId by, Instant now,
                                     int expected) {
  if (db_.run("UPDATE adoption SET version = version + 1 WHERE id = :a AND version = :b", id, expected) != 1) return false;
  // What stands as it was keeps who said it and when.
  for (const domain::ComponentFate& each : fates)
    db_.run("INSERT INTO adoption_component (adoption_id, slot, fate, modified, nature, planned, fidelity, goal, reason, decided_by, decided_at, said_of_id) "
            "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, (SELECT package_version_id FROM adoption WHERE id = :a)) ON CONFLICT (adoption_id, slot) DO UPDATE SET fate = excluded.fate, "
            "modified = excluded.modified, nature = excluded.nature, planned = excluded.planned, fidelity = excluded.fidelity, "
            "goal = excluded.goal, reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at, said_of_id = excluded.said_of_id "
            "WHERE NOT EXISTS (SELECT 1 FROM package_component was JOIN package_component now ON now.slot = was.slot AND now.name = was.name "
            "WHERE was.slot = excluded.slot AND was.package_version_id = adoption_component.said_of_id AND now.package_version_id = excluded.said_of_id) OR (fate, modified, nature, planned, fidelity, goal, reason) IS NOT "
            "(excluded.fate, excluded.modified, excluded.nature, excluded.planned, excluded.fidelity, excluded.goal, excluded.reason)",
            id, each.slot, each.fate, each.modified, each.nature, each.planned, each.fidelity, each.goal, each.reason, by, now);
  return true;
}

bool SqlPackageStore::set_version(AdoptionId id, domain::PackageVersionId version, std::optional<domain::PackageVersionId> before, int expected) {
  return db_.run("UPDATE adoption SET package_version_id = :a, version_before_id = :b, version = version + 1 WHERE id = :c AND version = :d", version,
                 before, id, expected) == 1;
}

void SqlPackageStore::move_adoption(domain::ProjectId project, domain::PlaceId place) {
  db_.run("UPDATE adoption SET place_id = :a WHERE project_id = :b", place, project);
}

domain::AnswerCounts SqlPackageStore::answers_of(domain::ProjectId project) {
  domain::AnswerCounts out;
  count_answers(db_, COUNTED_ANSWERS("AND t.project_id = :project"), [&](domain::ProjectId, domain::CountedAs as, int number) { out.add(as, number); }, project);
  return out;
}

UpstreamProposalId SqlPackageStore::add_proposal(const UpstreamProposal& proposal) {
  return db_.value<UpstreamProposalId>(
      "INSERT INTO package_proposal (package_id, adoption_id, slot, part, name, why, reason, made_by, made_at) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i) RETURNING id",
      proposal.package, proposal.adoption, proposal.slot, proposal.part, proposal.name, proposal.why, proposal.reason, proposal.made_by,
      proposal.made);
}

std::optional<UpstreamProposal> SqlPackageStore::find_proposal(UpstreamProposalId id) {
  auto found = proposals(db_, PROPOSAL_ROWS "WHERE r.id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<UpstreamProposal> SqlPackageStore::proposals_to(domain::PackageId package) {
  return proposals(db_, PROPOSAL_ROWS "WHERE r.package_id = :id ORDER BY r.id", package);
}

std::vector<UpstreamProposal> SqlPackageStore::proposals_from(AdoptionId adoption) {
  return proposals(db_, PROPOSAL_ROWS "WHERE r.adoption_id = :id ORDER BY r.id DESC", adoption);
}

bool SqlPackageStore::answer_proposal(UpstreamProposalId id, domain::UpstreamProposalState state, const std::string& answer, std::optional<int> taken_into,
                                      domain::PersonId by, Instant now, int expected) {
  return db_.run("UPDATE package_proposal SET state = :a, answer = :b, taken_into = :c, answered_by = :d, answered_at = :e, "
                 "version = version + 1 WHERE id = :f AND version = :g",
                 state, answer, taken_into, by, now, id, expected) == 1;
}

void SqlPackageStore::keep_taken(UpstreamProposalId id, const domain::Taken& taken) {
  const auto was = [&](auto domain::Component::* member) { return taken.replaced ? std::optional((*taken.replaced).*member) : std::nullopt; };
  db_.run("UPDATE package_proposal SET given_slot = :a, replaced_part = :b, replaced_name = :c, replaced_why = :d WHERE id = :e", taken.slot,
          was(&domain::Component::part), was(&domain::Component::name), was(&domain::Component::why), id);
}

std::optional<domain::Taken> SqlPackageStore::find_taken(UpstreamProposalId id) {
  const auto row = db_.one<int, std::optional<domain::Part>, std::optional<std::string>, std::optional<std::string>>(
      "SELECT given_slot, replaced_part, replaced_name, replaced_why FROM package_proposal WHERE id = :id AND given_slot IS NOT NULL", id);
  if (!row) return std::nullopt;
  const auto& [slot, part, name, why] = *row;
  domain::Taken out{.slot = slot, .replaced = {}};
  if (part) out.replaced = domain::Component{.slot = slot, .part = *part, .name = name.value_or(""), .why = why.value_or("")};
  return out;
}

bool SqlPackageStore::reopen_proposal(UpstreamProposalId id, int expected) {
  return db_.run("UPDATE package_proposal SET state = 'open', answer = '', taken_into = NULL, answered_by = NULL, answered_at = NULL, given_slot = NULL, "
                 "replaced_part = NULL, replaced_name = NULL, replaced_why = NULL, version = version + 1 WHERE id = :a AND version = :b",
                 id, expected) == 1;
}

}  // namespace tributary::store
