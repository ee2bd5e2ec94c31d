#pragma once

#include "services/ports/package_store.hpp"

namespace tributary::store {

class Connection;

class SqlPackageStore final : public services::PackageStore {
 public:
  explicit SqlPackageStore(Connection& db) : db_(db) {}

  // package_store.cpp
  domain::PackageId add(const domain::Package& package, const domain::PackageVersion& first, domain::PersonId by, base::Instant now) override;
  std::optional<domain::Package> find(domain::PackageId id) override;
  std::vector<domain::PackageVersion> versions(domain::PackageId id) override;
  std::optional<domain::PackageVersion> find_version(domain::PackageVersionId id) override;
  domain::PackageVersionId save_draft(domain::PackageId package, const domain::PackageVersion& version) override;
  void discard_draft(domain::PackageVersionId version, base::Instant now) override;
  std::optional<services::DiscardedDraft> last_discarded(domain::PackageId id) override;
  void bring_back_draft(domain::PackageVersionId version, int number) override;
  void publish(domain::PackageId package, domain::PackageVersionId version, domain::Audience audience,
               const std::string& what_changed, domain::PersonId by, base::Instant now) override;
  bool set_state(domain::PackageId id, domain::PackageState state, const std::optional<domain::Withdrawal>& withdrawal, int expected) override;
  bool set_deleted(domain::PackageId id, std::optional<base::Instant> at, int expected) override;

  // package_lines.cpp
  std::vector<services::PackageLine> lines(std::optional<domain::PlaceId> place) override;
  std::vector<services::PackageLine> lines_of_project(domain::ProjectId project) override;
  std::vector<services::PackageLine> lines_steered_by(domain::GroupId group) override;
  std::vector<services::PackageLine> lines_following(domain::StandardId standard) override;
  std::vector<services::PackageLine> lines_from(domain::AdoptionId parent) override;
  std::optional<services::PackageLine> line(domain::PackageId id) override;
  std::vector<services::AdoptionLine> adoptions_in(domain::PlaceId place) override;
  std::vector<services::AdoptionLine> adoptions_of(domain::PackageId package) override;

  // adoption_rows.cpp
  domain::AdoptionId add_adoption(const domain::Adoption& adoption, base::Instant now) override;
  void add_adopted_measures(domain::AdoptionId id, const std::vector<domain::AdoptedMeasure>& measures) override;
  std::optional<domain::Adoption> find_adoption(domain::AdoptionId id) override;
  std::optional<domain::AdoptionId> adoption_of_project(domain::ProjectId project) override;
  std::optional<domain::AdoptionId> adoption_of_measure(domain::MeasureId measure) override;
  bool set_conditions(domain::AdoptionId id, const domain::Conditions& conditions, domain::PersonId by, base::Instant now, int expected) override;
  bool set_components(domain::AdoptionId id, const std::vector<domain::ComponentFate>& fates, domain::PersonId by, base::Instant now,
                      int expected) override;
  void move_adoption(domain::ProjectId project, domain::PlaceId place) override;
  bool set_version(domain::AdoptionId id, domain::PackageVersionId version, std::optional<domain::PackageVersionId> before, int expected) override;
  domain::AnswerCounts answers_of(domain::ProjectId project) override;
  domain::UpstreamProposalId add_proposal(const domain::UpstreamProposal& proposal) override;
  std::optional<domain::UpstreamProposal> find_proposal(domain::UpstreamProposalId id) override;
  std::vector<domain::UpstreamProposal> proposals_to(domain::PackageId package) override;
  std::vector<domain::UpstreamProposal> proposals_from(domain::AdoptionId adoption) override;
  bool answer_proposal(domain::UpstreamProposalId id, domain::UpstreamProposalState state, const std::string& answer, std::optional<int> taken_into,
                       domain::PersonId by, base::Instant now, int expected) override;
  void keep_taken(domain::UpstreamProposalId id, const domain::Taken& taken) override;
  std::optional<domain::Taken> find_taken(domain::UpstreamProposalId id) override;
  bool reopen_proposal(domain::UpstreamProposalId id, int expected) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
