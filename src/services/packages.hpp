// Change packages: writing, publishing, withdrawing and finding them.
//
// Idea      a project's lead writes the draft with who speaks for the place, and the place publishes it, because it answers for
//           what it recommends. One that is described from published sources has no project: the place writes it alone
// Promises  a published version never changes: an edit opens the next one, which stays a draft until it is published. Results
//           are charts of published measures as they stand now; a measure whose owner takes publication back shows no more. A
//           withdrawn package stays readable, with the reason, and can't be adopted; adoptions of it stay. A package outlives
//           its project: when that is removed, its results are no longer shown and it can still be adopted
// See       adoptions.hpp, lineage.hpp, adopters_range.hpp; policy.cpp for who
#pragma once

#include <string>
#include <vector>

#include "domain/package.hpp"
#include "services/context.hpp"
#include "services/policy.hpp"
#include "services/ports/package_store.hpp"

namespace tributary::services {

struct PackageInput {
  domain::PackageVersion content;
  domain::PlaceId place;                      // of a new one without a project
  std::optional<domain::ProjectId> project;   // of a new one
  bool illustrative = false;
};

// A measure of a package, and whether its chart can be shown to this reader now.
struct PackageMeasureView {
  domain::PackageMeasure measure;
  bool live = false;
  std::string why_not;  // "removed", "unpublished", or empty: it has no source
};

struct FollowedStandard {
  domain::StandardId id;
  std::string name;
};

struct PackageContent {
  domain::PackageVersion version;
  std::vector<PackageMeasureView> measures;
  std::string objective_name;
  std::vector<FollowedStandard> standards;  // without removed ones
};

struct MayOnPackage {
  bool edit = false, publish = false, withdraw = false, discard = false, remove = false, adopt = false, answer = false;
};

// Whom the package comes from, as it stands now: an organisation that was merged names its successor.
struct Publisher {
  std::string project_name;       // empty without one, and for whom it isn't open
  bool project_removed = false;
  std::string organisation_name;
  std::string successor_name;
  bool may_read_project = false;
};

struct PackagePage {
  domain::Package package;
  PackageLine line;
  Publisher publisher;
  std::optional<PackageContent> current;  // the latest published version
  std::optional<PackageContent> draft;    // for those who may read drafts
  std::vector<std::string> lacks;         // what publishing the draft would ask for, as titles
  std::vector<domain::PackageVersion> versions;  // published ones, oldest first
  std::vector<domain::UpstreamProposal> proposals;       // for those who may read them
  MayOnPackage may;
};

// What is asked for; what is left out doesn't narrow. `words` must each occur in name, summary, context or place.
struct PackageFilter {
  std::optional<domain::PlaceId> place;
  std::optional<domain::PlaceId> adopted_in;
  std::optional<domain::ObjectiveId> objective;
  std::optional<domain::Dimension> dimension;
  std::string words;
};

[[nodiscard]] base::Result<std::vector<PackageLine>> list_packages(const Context& context, const Actor& actor, const PackageFilter& filter);
// A deleted draft shows to those who may bring it back. Fails with "not-found".
[[nodiscard]] base::Result<PackagePage> package_page(const Context& context, const Actor& actor, domain::PackageId id);

// From a project, or, without one, from published sources. Where the project adopted a package itself, that is the parent.
// Fails with "text-missing", "reference-unknown", "measure-elsewhere", "not-found", "forbidden".
[[nodiscard]] base::Result<PackagePage> add_package(const Context& context, const Actor& actor, PackageInput input);
// Changes the draft; of a published package, opens the next version. Fails also with "stale" and "package-withdrawn".
[[nodiscard]] base::Result<PackagePage> update_package(const Context& context, const Actor& actor, domain::PackageId id, int version,
                                                       domain::PackageVersion content);
// Fails with "draft-missing", "audience-indoors", "measures-unpublished" (which says which), or as domain::check_publishable.
[[nodiscard]] base::Result<PackagePage> publish_package(const Context& context, const Actor& actor, domain::PackageId id, int version,
                                                        domain::Audience audience, std::string what_changed);
// Fails with "text-missing" (the reason), "package-not-published".
[[nodiscard]] base::Result<PackagePage> withdraw_package(const Context& context, const Actor& actor, domain::PackageId id, int version, std::string reason);
[[nodiscard]] base::Result<PackagePage> reinstate_package(const Context& context, const Actor& actor, domain::PackageId id);
// The draft of a later version is laid aside; what of adopters' proposals was taken into it waits for an answer again. It can be
// brought back while no other draft is begun. Fails with "first-draft", "draft-missing"; "draft-begun".
[[nodiscard]] base::Result<PackagePage> discard_draft(const Context& context, const Actor& actor, domain::PackageId id, int version);
[[nodiscard]] base::Result<PackagePage> bring_back_draft(const Context& context, const Actor& actor, domain::PackageId id);
// A draft that was never published. Fails with "package-published".
[[nodiscard]] base::Done delete_package(const Context& context, const Actor& actor, domain::PackageId id, int version);
[[nodiscard]] base::Result<PackagePage> restore_package(const Context& context, const Actor& actor, domain::PackageId id);

// Within a transaction ------------------------------------------------------------------------------------------------

[[nodiscard]] Scope scope_of_package(Transaction& tx, const domain::Package& package);
// Whether a package may be shown to them at all, by its audience, or as a draft.
[[nodiscard]] bool may_read_package(const Actor& actor, const Scope& scope, std::optional<domain::Audience> audience);
// Whoever isn't signed in reads what a public package says, where it comes from and how often it was adopted: no objective, no project.
[[nodiscard]] PackageLine for_reader(const Actor& actor, PackageLine line);
[[nodiscard]] bool may_read_line(const Actor& actor, const PackageLine& line);
// A package that isn't deleted and is for these eyes. Fails with "not-found".
[[nodiscard]] base::Result<domain::Package> readable_package(Transaction& tx, const Actor& actor, domain::PackageId id);
// The latest published version.
[[nodiscard]] std::optional<domain::PackageVersion> current_version(Transaction& tx, domain::PackageId id);
// Published versions after that number, oldest first.
[[nodiscard]] std::vector<domain::PackageVersion> versions_after(Transaction& tx, domain::PackageId id, int number);
// Whether a draft has all that publishing asks for. Fails with "measures-unpublished", or as domain::check_publishable.
[[nodiscard]] base::Done check_ready(Transaction& tx, const domain::PackageVersion& draft);
// The draft that is being written; a copy of the latest version, not stored yet, where there is none.
[[nodiscard]] domain::PackageVersion next_draft(Transaction& tx, domain::PackageId id);

}  // namespace tributary::services
