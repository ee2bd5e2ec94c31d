// Change packages with their versions, and adoptions of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/adoption.hpp"
#include "domain/answer.hpp"
#include "domain/objective.hpp"
#include "domain/project.hpp"

namespace tributary::services {

// A package as a line of a list: of its latest published version, or of its draft while there is none.
struct PackageLine {
  domain::PackageId id;
  domain::PlaceId place;
  std::string place_name;
  std::optional<domain::PlaceId> system;  // of the place
  std::optional<domain::ProjectId> project;
  std::string organisation_name;          // of that project's team; empty without one
  bool illustrative = false;
  domain::PackageState state = domain::PackageState::draft;
  int number = 1;
  std::string name;
  std::string summary;
  std::string context;
  std::optional<domain::Audience> audience;
  std::optional<domain::ObjectiveId> objective;
  std::string objective_name;
  std::optional<domain::Dimension> dimension;  // of that objective
  std::optional<base::Instant> published;
  int adopters = 0;
  int stopped = 0;       // of them
  int illustrative_adopters = 0;  // of them
};

// An adoption as a line of a list. Of a project that was removed only where something had come of it, and then without names.
struct AdoptionLine {
  domain::AdoptionId id;
  domain::PackageId package;
  int number = 1;  // of the version adopted
  domain::ProjectId project;
  std::string project_name;
  domain::ProjectState state = domain::ProjectState::active;
  std::optional<base::Date> ended;
  domain::PlaceId place;
  std::string place_name;
  std::string organisation_name;
  bool illustrative = false;
  base::Date on{};
  int kept = 0, adapted = 0, dropped = 0;
  bool removed = false;  // the project is; its state and results count
  bool told = true;  // which project it is, and what it kept: not to who may not see projects
};

struct DiscardedDraft {
  domain::PackageVersionId id;
  base::Instant at;  // when it was laid aside
};

class PackageStore {
 public:
  virtual ~PackageStore() = default;

  virtual domain::PackageId add(const domain::Package& package, const domain::PackageVersion& first, domain::PersonId by, base::Instant now) = 0;
  virtual std::optional<domain::Package> find(domain::PackageId id) = 0;  // deleted ones too, marked
  virtual std::vector<domain::PackageVersion> versions(domain::PackageId id) = 0;  // oldest first, whole; without discarded drafts
  virtual std::optional<domain::PackageVersion> find_version(domain::PackageVersionId id) = 0;
  // Replaces what a draft version says, or adds the version when it has no id. Returns its id.
  virtual domain::PackageVersionId save_draft(domain::PackageId package, const domain::PackageVersion& version) = 0;
  // A draft is laid aside, and proposals that were taken into it are open again; or it comes back with that number and them.
  virtual void discard_draft(domain::PackageVersionId version, base::Instant now) = 0;
  virtual std::optional<DiscardedDraft> last_discarded(domain::PackageId id) = 0;
  virtual void bring_back_draft(domain::PackageVersionId version, int number) = 0;
  virtual void publish(domain::PackageId package, domain::PackageVersionId version, domain::Audience audience,
                       const std::string& what_changed, domain::PersonId by, base::Instant now) = 0;
  // State and withdrawal as given. False when `expected` isn't the stored version; every change of a package goes through this.
  virtual bool set_state(domain::PackageId id, domain::PackageState state, const std::optional<domain::Withdrawal>& withdrawal, int expected) = 0;
  virtual bool set_deleted(domain::PackageId id, std::optional<base::Instant> at, int expected) = 0;

  // One statement each, whatever the number of packages: of a place, of a system its localities' too; all without one.
  virtual std::vector<PackageLine> lines(std::optional<domain::PlaceId> place) = 0;
  virtual std::vector<PackageLine> lines_of_project(domain::ProjectId project) = 0;
  virtual std::vector<PackageLine> lines_following(domain::StandardId standard) = 0;  // published, by name
  // Of projects that are or were in the cohort of a programme which the group steers; newest first.
  virtual std::vector<PackageLine> lines_steered_by(domain::GroupId group) = 0;
  virtual std::vector<PackageLine> lines_from(domain::AdoptionId parent) = 0;  // packages that grew from it
  virtual std::optional<PackageLine> line(domain::PackageId id) = 0;
  virtual std::vector<domain::PackageId> waiting_at(domain::PlaceId place) = 0;  // of that very place, with a draft or an open proposal
  virtual std::vector<AdoptionLine> adoptions_in(domain::PlaceId place) = 0;   // by date; of a system: its localities' too
  virtual std::vector<AdoptionLine> adoptions_of(domain::PackageId package) = 0;  // by date

  virtual domain::AdoptionId add_adoption(const domain::Adoption& adoption, base::Instant now) = 0;
  virtual void add_adopted_measures(domain::AdoptionId id, const std::vector<domain::AdoptedMeasure>& measures) = 0;
  virtual std::optional<domain::Adoption> find_adoption(domain::AdoptionId id) = 0;
  virtual std::optional<domain::AdoptionId> adoption_of_project(domain::ProjectId project) = 0;
  virtual std::optional<domain::AdoptionId> adoption_of_measure(domain::MeasureId measure) = 0;
  // False when `expected` isn't the stored version.
  virtual bool set_conditions(domain::AdoptionId id, const domain::Conditions& conditions, domain::PersonId by, base::Instant now, int expected) = 0;
  virtual bool set_components(domain::AdoptionId id, const std::vector<domain::ComponentFate>& fates, domain::PersonId by, base::Instant now, int expected) = 0;
  // With the version that it came from, while that can be taken back.
  virtual bool set_version(domain::AdoptionId id, domain::PackageVersionId version, std::optional<domain::PackageVersionId> before, int expected) = 0;
  virtual void move_adoption(domain::ProjectId project, domain::PlaceId place) = 0;  // with its project; nothing where there is none
  // How predictions of a project's published measures were answered, the latest answer of each.
  virtual domain::AnswerCounts answers_of(domain::ProjectId project) = 0;

  virtual domain::UpstreamProposalId add_proposal(const domain::UpstreamProposal& proposal) = 0;
  virtual std::optional<domain::UpstreamProposal> find_proposal(domain::UpstreamProposalId id) = 0;
  virtual std::vector<domain::UpstreamProposal> proposals_to(domain::PackageId package) = 0;  // oldest first
  virtual std::vector<domain::UpstreamProposal> proposals_from(domain::AdoptionId adoption) = 0;  // newest first
  virtual bool answer_proposal(domain::UpstreamProposalId id, domain::UpstreamProposalState state, const std::string& answer, std::optional<int> taken_into,
                               domain::PersonId by, base::Instant now, int expected) = 0;
  // What it did to the draft, for as long as that can be taken back; none of one that was taken before that was kept.
  virtual void keep_taken(domain::UpstreamProposalId id, const domain::Taken& taken) = 0;
  virtual std::optional<domain::Taken> find_taken(domain::UpstreamProposalId id) = 0;
  // It is open again, without an answer. False when `expected` isn't the stored version.
  virtual bool reopen_proposal(domain::UpstreamProposalId id, int expected) = 0;
};

}  // namespace tributary::services
