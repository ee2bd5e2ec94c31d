// Standard: what is agreed once and is the same everywhere, and how it was amended.
//
// Idea      a standard has versions. The first is agreed when it is written down; each later one is an amendment that was
//           proposed with its evidence, endorsed or objected to, accepted, and came into force on a date
// Conflict  an amendment changes the version that it was stated against, its base. Once another has made a newer version it
//           can't be accepted as it stands: it is stated anew against the newest. What was said of the earlier wording stays
//           on the record as said of that wording
// Promises  versions are numbered from 1 without a gap, and each is in force from a later date than the one before it
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"
#include "domain/party.hpp"

namespace tributary::domain {

struct Wording {
  std::string rule;      // what is the same everywhere
  std::string fixed;     // what nobody changes without an amendment
  std::string yours;     // what is each place's and team's own to decide, without asking
  std::string why_here;  // why it is agreed at this level

  friend bool operator==(const Wording&, const Wording&) = default;
};

// From when a version is in force. Of what is long past, often only the year is on record.
struct InForce {
  base::Date from;
  bool year_only = false;

  friend bool operator==(const InForce&, const InForce&) = default;
};

struct Standard {
  StandardId id;
  PlaceId place;
  std::string name;
  std::string source;
  bool illustrative = false;
  Wording first;
  InForce first_from;
  bool deleted = false;
  int version = 1;
};

enum class AmendmentState { open, accepted, declined, withdrawn };

// Something that speaks for an amendment: words or a figure, with where they come from.
struct AmendmentEvidence {
  std::string says;
  std::string source;
  std::string link;                  // https:// or http://, or nothing
  std::optional<MeasureId> measure;  // a published one
};

// A wording of an amendment, and which version it would change. Each restatement has the next number.
struct Statement {
  int number = 1;
  int base = 1;
  Wording wording;
  PersonId by;
  std::string by_name;  // read along; not written
  base::Instant at;
};

struct Amendment {
  AmendmentId id;
  StandardId standard;
  std::string name;  // what changes, in a line
  std::string why;
  Party proposer;
  std::vector<AmendmentEvidence> evidence;
  std::vector<Statement> statements;  // oldest first; at least one
  AmendmentState state = AmendmentState::open;
  std::optional<InForce> from;  // of an accepted one
  std::optional<int> becomes;   // the version that it made
  std::string reason;           // of the decision
  std::optional<PersonId> decided_by;
  std::string decided_by_name;  // read along; not written
  std::optional<base::Instant> decided;
  int version = 1;

  [[nodiscard]] const Statement& stated() const { return statements.back(); }
};

enum class Stance { endorses, objects };

// What a party says to an amendment; the latest of a party stands.
struct Position {
  PositionId id;
  AmendmentId amendment;
  int statement = 1;  // of which wording it was said
  Party party;
  Stance stance = Stance::endorses;
  std::string reason;
  PersonId by;
  std::string by_name;  // read along; not written
  base::Instant at;
};

struct StandardVersion {
  int number = 1;
  Wording wording;
  InForce in_force;
  std::optional<AmendmentId> amendment;  // that made it
};

// The party for which that person has spoken already to this amendment, if any: who stated it speaks for its proposer, and nobody
// speaks for two.
[[nodiscard]] std::optional<Party> spoke_for(const Amendment& amendment, const std::vector<Position>& said, PersonId person);

// Oldest first.
[[nodiscard]] std::vector<StandardVersion> versions_of(const Standard& standard, const std::vector<Amendment>& amendments);

// The number of the version in force that day; nothing before the first.
[[nodiscard]] std::optional<int> in_force_on(const std::vector<StandardVersion>& versions, base::Date day);

// An open amendment whose base isn't the newest version any more.
[[nodiscard]] bool needs_restating(const Amendment& amendment, const std::vector<StandardVersion>& versions);

// A link is a web address or nothing. Fails with "link-unreadable".
[[nodiscard]] base::Done check_link(std::string_view link, std::string_view field);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::AmendmentState> =
    tributary::base::word_list<tributary::domain::AmendmentState>({
        {tributary::domain::AmendmentState::open, "open"},
        {tributary::domain::AmendmentState::accepted, "accepted"},
        {tributary::domain::AmendmentState::declined, "declined"},
        {tributary::domain::AmendmentState::withdrawn, "withdrawn"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::Stance> =
    tributary::base::word_list<tributary::domain::Stance>({
        {tributary::domain::Stance::endorses, "endorses"},
        {tributary::domain::Stance::objects, "objects"},
    });
