// Adoptions: taking on a change package, and telling how it went.
//
// Idea      one action makes a project of one's own, with the package's measures, the driver diagram it grew from and the standards
//           that it follows; lineage is recorded. The conditions are written before results and stand from the first of them on: an observation, dated after
//           the day of adoption, on an adopted measure. Then, component by component, what was kept, adapted and dropped
// Promises  a place adopts a package once, never its own, and never one that descends from its own: a lineage has no cycles.
//           What was adopted stays when the package is withdrawn; an adoption is undone by removing its project, and comes back
//           with it
// See       packages.hpp; adopters_range.hpp for what adopters found; lineage.hpp
#pragma once

#include <string>
#include <vector>

#include "services/packages.hpp"
#include "services/projects.hpp"

namespace tributary::services {

struct AdoptionInput {
  domain::PlaceId place;
  domain::TeamId team;                   // or:
  std::optional<domain::Team> new_team;
  std::string name;                      // of the project; empty: the package's
  std::string aim;                       // empty: the package's
  std::vector<domain::ObjectiveId> serves;  // with serves_none false and nothing here: the package's objective where it can
  bool serves_none = false;
};

struct MayOnAdoption {
  bool record = false;      // what was kept, adapted, dropped; propose; take up a newer version
  bool conditions = false;  // while they aren't locked
};

struct AdoptionPage {
  domain::Adoption adoption;
  domain::Package package;
  PackageLine line;                            // of the package
  domain::PackageVersion version;              // that was adopted
  std::optional<domain::PackageVersion> newer; // the latest published one, when it is another; what changed is of all since
  bool readable_package = false;               // the reader may open its page
  std::string contact;                         // of its latest version: whom to ask
  ProjectSummary project;
  std::optional<base::Date> first_result;      // from when on the conditions stand
  std::vector<domain::Measure> measures;       // adopted ones that the reader may see, in the order of adoption.measures
  std::vector<domain::UpstreamProposal> proposals;
  MayOnAdoption may;
};

// Whether a place may take that package on, or go on with it: neither its own nor one that descends from it, and once. `without`: an
// adoption that doesn't count. Fails with "own-package", "lineage-cycle", "already-adopted" at `field`.
[[nodiscard]] base::Done check_lineage(Transaction& tx, const domain::Package& package, domain::PlaceId place, std::optional<domain::AdoptionId> without,
                                       const std::string& field);
// The same of an adoption that a project moves with, or that comes back with it. None: nothing to refuse.
[[nodiscard]] base::Done check_adoption_of(Transaction& tx, domain::ProjectId project, domain::PlaceId place, const std::string& field);

// Fails with "package-withdrawn" (with the reason and who to ask), "package-not-published", "own-package", "lineage-cycle",
// "already-adopted", or as start_project does.
[[nodiscard]] base::Result<AdoptionPage> adopt_package(const Context& context, const Actor& actor, domain::PackageId id, AdoptionInput input);
// Fails with "not-found" and "forbidden".
[[nodiscard]] base::Result<AdoptionPage> adoption_page(const Context& context, const Actor& actor, domain::AdoptionId id);

// From when on its conditions stand: the first value, dated after the day of adoption, of an adopted measure, voided since or not.
[[nodiscard]] std::optional<base::Date> first_result_of(Transaction& tx, const domain::Adoption& adoption);

// Fails with "conditions-locked", "stale", "number-out-of-range".
[[nodiscard]] base::Result<AdoptionPage> record_conditions(const Context& context, const Actor& actor, domain::AdoptionId id, int version,
                                                           domain::Conditions conditions);
// Those that are named; the others stay as they are. Fails with "reference-unknown", "text-missing" (why it was adapted or dropped).
[[nodiscard]] base::Result<AdoptionPage> record_components(const Context& context, const Actor& actor, domain::AdoptionId id, int version,
                                                           std::vector<domain::ComponentFate> fates);
// The adopter goes on by the latest published version; what it said of components stands with their slots, and its new measures
// come into the project. Fails with "no-newer-version".
[[nodiscard]] base::Result<AdoptionPage> take_up_version(const Context& context, const Actor& actor, domain::AdoptionId id, int version);

// What taking up the newest did is taken back: it goes on by the version before. Fails with "not-found" where it didn't go on, and
// with "components-told" once something is said of a component that the earlier version hasn't.
[[nodiscard]] base::Result<AdoptionPage> return_to_version(const Context& context, const Actor& actor, domain::AdoptionId id, int version);

struct ProposalInput {
  std::optional<int> slot;
  domain::Part part = domain::Part::periphery;
  std::string name, why, reason;
};
// To the package that was adopted. Fails with "text-missing", "reference-unknown", "package-withdrawn".
[[nodiscard]] base::Result<AdoptionPage> propose_upstream(const Context& context, const Actor& actor, domain::AdoptionId id, ProposalInput input);
// The publisher takes it into the draft of the next version, or declines with the reason. Fails with "proposal-answered", "text-missing".
[[nodiscard]] base::Result<PackagePage> answer_proposal(const Context& context, const Actor& actor, domain::UpstreamProposalId id, int version,
                                                        bool take, std::string answer);

// It waits again, and the draft is as it was before: what stood in its place stands there, and a draft that then says what is published
// is laid aside. Fails with "not-found" where it waits, "published-with-it", and "draft-changed" where that component was changed since.
[[nodiscard]] base::Result<PackagePage> take_back_answer(const Context& context, const Actor& actor, domain::UpstreamProposalId id, int version);

// What a project's page says of packages: the adoption it is, and the packages that were made from it.
struct ProjectPackages {
  std::optional<domain::AdoptionId> adoption;
  std::optional<PackageLine> adopted;
  int adopted_number = 0;
  std::vector<domain::PackageVersion> since;    // that were published after the adopted one, oldest first
  std::optional<domain::Withdrawal> withdrawal;
  std::string contact;                          // of its latest version
  std::vector<PackageLine> made;
  bool may_make = false;
};
[[nodiscard]] base::Result<ProjectPackages> packages_of_project(const Context& context, const Actor& actor, domain::ProjectId id);

}  // namespace tributary::services
