// Standards: agreed once and the same everywhere. Who speaks for a place or group proposes amendments to them, endorses or
// objects; who speaks for the standard's own place decides, with the objections on the record.
//
// See       domain/standard.hpp for versions, statements and what becomes of amendments that conflict
#pragma once

#include <string>
#include <vector>

#include "domain/standard.hpp"
#include "services/context.hpp"
#include "services/parties.hpp"
#include "services/ports/standard_store.hpp"

namespace tributary::services {

struct AmendmentInStandard {
  domain::Amendment amendment;
  NamedParty proposer;
  int endorsed = 0;  // of its present wording
  int objected = 0;
  bool needs_restating = false;
};

struct StandardPage {
  domain::Standard standard;
  std::string place_name;
  std::vector<domain::StandardVersion> versions;  // oldest first
  std::optional<int> in_force;                    // the number of the one in force today
  std::vector<AmendmentInStandard> amendments;    // oldest first
  std::vector<StandardReference> objectives;
  std::vector<StandardReference> projects;        // empty where the reader may see no project
  std::vector<StandardReference> packages;        // published ones that the reader may see
  std::vector<NamedParty> voices;                 // in whose name the reader may propose
  bool may_edit = false;
};

struct SaidPosition {
  domain::Position position;
  NamedParty party;
  bool earlier = false;  // of an earlier wording
  std::vector<domain::Position> before;  // what that party had said before, oldest first
  bool may_withdraw = false;
};

struct AmendmentPage {
  AmendmentInStandard in;
  StandardPage standard;
  std::vector<SaidPosition> positions;  // the latest of each party, oldest first
  std::vector<NamedParty> voices;       // in whose name the reader may endorse or object
  bool may_change = false;              // speaks for who proposed it
  bool may_decide = false;         // by its role; see spoke_for
  std::string spoke_for;           // another party for which the reader has spoken, and so doesn't decide; empty: none
  bool decided_by_stater = false;  // who decided had written the wording, in another name
};

struct StandardsFilter {  // one of the three
  std::optional<domain::PlaceId> place;
  std::optional<domain::ObjectiveId> objective;
  std::optional<domain::ProjectId> project;
};

struct StandardList {
  std::vector<StandardPage> standards;  // without what only their own pages show
  bool may_add = false;                 // at that place
  bool may_refer = false;               // from that objective or project
};

[[nodiscard]] base::Result<StandardList> list_standards(const Context& context, const Actor& actor, const StandardsFilter& filter);
[[nodiscard]] base::Result<StandardPage> find_standard(const Context& context, const Actor& actor, domain::StandardId id);
// Fails with "text-missing" or "reference-unknown".
[[nodiscard]] base::Result<StandardPage> add_standard(const Context& context, const Actor& actor, domain::Standard standard);
// Its name and source; its first wording too while nothing was proposed against it ("standard-agreed" afterwards).
[[nodiscard]] base::Result<StandardPage> update_standard(const Context& context, const Actor& actor, domain::Standard standard);
[[nodiscard]] base::Done delete_standard(const Context& context, const Actor& actor, domain::StandardId id, int version);
[[nodiscard]] base::Result<StandardPage> restore_standard(const Context& context, const Actor& actor, domain::StandardId id);

// An objective, or a project, refers to a standard or no longer does; whoever may change it says so.
[[nodiscard]] base::Done set_reference(const Context& context, const Actor& actor, domain::StandardId id, domain::ObjectiveId objective, bool refers);
[[nodiscard]] base::Done set_reference(const Context& context, const Actor& actor, domain::StandardId id, domain::ProjectId project, bool refers);

struct AmendmentDraft {
  std::string name;
  std::string why;
  domain::Party proposer;
  std::vector<domain::AmendmentEvidence> evidence;
  int base = 1;
  domain::Wording wording;
};

// Fails with "base-not-newest" where a newer version is agreed, "amends-nothing" where the words are those of its base,
// "party-elsewhere", or "evidence-missing".
[[nodiscard]] base::Result<AmendmentPage> propose_amendment(const Context& context, const Actor& actor, domain::StandardId id, AmendmentDraft draft);
[[nodiscard]] base::Result<AmendmentPage> find_amendment(const Context& context, const Actor& actor, domain::AmendmentId id);
// Other words or another base make another statement; what was said of the earlier one stays, as said of that.
[[nodiscard]] base::Result<AmendmentPage> restate_amendment(const Context& context, const Actor& actor, domain::AmendmentId id, AmendmentDraft draft, int version);
// It is said of the statement that was read, and stands as said of that one where it was stated anew meanwhile. Fails with
// "amendment-closed"; with "own-amendment" for its proposer; with "statement-unknown"; with "text-missing" where an objection has no reason.
[[nodiscard]] base::Result<AmendmentPage> say_position(const Context& context, const Actor& actor, domain::Position position);
[[nodiscard]] base::Result<AmendmentPage> withdraw_position(const Context& context, const Actor& actor, domain::AmendmentId id, domain::PositionId position);

struct Decision {
  bool accept = false;
  std::optional<domain::InForce> from;
  bool recorded_afterwards = false;  // it was agreed long ago, so that its date may have passed
  std::string reason;  // asked for where it is declined, or accepted against an objection
};

// Fails with "must-be-restated" where a newer version was agreed meanwhile, "before-the-last" where it would come into force no
// later than the version before it, "speaks-for-another" where who decides has endorsed or objected in another name, or "date-past" where that day has passed and it isn't said to be recorded afterwards.
[[nodiscard]] base::Result<AmendmentPage> decide_amendment(const Context& context, const Actor& actor, domain::AmendmentId id, Decision decision, int version);
// Open again. Fails with "built-upon" where another amendment is stated against the version that it made.
[[nodiscard]] base::Result<AmendmentPage> undo_decision(const Context& context, const Actor& actor, domain::AmendmentId id, int version);
// Its proposer takes it back, or proposes it again as it was.
[[nodiscard]] base::Result<AmendmentPage> set_withdrawn(const Context& context, const Actor& actor, domain::AmendmentId id, bool withdrawn);

}  // namespace tributary::services
