// Change package: what a locality publishes so that others can do it.
//
// Idea      components that must stay as they are (core) and components that may be adapted (periphery), each with why; the
//           context it worked in; its results, which are charts of published measures and published facts with their source,
//           never copied numbers; and whom to ask, a role. Described in numbered versions: a published one never changes
// Slot      the number that a component or measure keeps from version to version
// See       adoption.hpp for who took it on; services/packages.hpp for who may
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/audience.hpp"
#include "domain/measure.hpp"

namespace tributary::domain {

enum class PackageState { draft, published, withdrawn };
enum class Part { core, periphery };

struct Component {
  int slot = 0;  // 0: new
  Part part = Part::core;
  std::string name;
  std::string why;
  friend bool operator==(const Component&, const Component&) = default;
};

// What an adopter measures with. With `source`, the publisher's own measure, whose chart is the result.
struct PackageMeasure {
  int slot = 0;  // 0: new
  std::optional<MeasureId> source;
  std::string name;
  MeasureKind kind = MeasureKind::outcome;
  bool experience = false;
  std::string definition;
  std::string unit;
  Quantity quantity = Quantity::number;
  double scale = 1;
  Direction direction = Direction::neither;
  Interval interval = Interval::month;
  friend bool operator==(const PackageMeasure&, const PackageMeasure&) = default;
};

// A fact that was published elsewhere. Facts of one topic with different figures contradict, and stand side by side.
struct PublishedFact {
  std::string topic;   // "Bed-days saved"
  std::string figure;  // "1,452"
  std::string says;
  std::string source;
  friend bool operator==(const PublishedFact&, const PublishedFact&) = default;
};

struct PackageVersion {
  PackageVersionId id;
  int number = 1;
  std::string name;
  std::string summary;
  std::string aim;      // that an adopter's project begins with
  std::string context;
  std::string contact;  // a role
  std::optional<ObjectiveId> objective;
  std::vector<StandardId> standards;  // that it follows
  std::string standard;               // one that isn't kept here, in words
  std::optional<Audience> audience;  // absent while it is a draft
  std::string what_changed;          // since the version before
  std::vector<Component> components;
  std::vector<PackageMeasure> measures;
  std::vector<PublishedFact> facts;
  std::optional<base::Instant> published;
};

struct Withdrawal {
  base::Instant at;
  PersonId by;
  std::string reason;
};

struct Package {
  PackageId id;
  PlaceId place;
  std::optional<ProjectId> project;    // that it comes from; none: described from published sources
  std::optional<AdoptionId> parent;    // of an adapted package
  PackageState state = PackageState::draft;
  bool marked_illustrative = false;
  std::optional<Withdrawal> withdrawal;
  base::Instant created;
  bool deleted = false;
  int version = 1;
};

// All that must be said before it is published, every mistake at once: a summary, an aim, a context, a contact; at least one
// core component; a why for each; a result (a measure of the project, or a fact); a source for each fact. Fails with
// "summary-missing", "aim-missing", "context-missing", "contact-missing", "core-missing", "why-missing", "result-missing".
[[nodiscard]] base::Done check_publishable(const PackageVersion& version);

// Whether both say the same, whatever their numbers and whoever may read them.
[[nodiscard]] bool same_content(const PackageVersion& one, const PackageVersion& other);

// Whether another fact of the same topic gives another figure.
[[nodiscard]] bool is_disputed(const PublishedFact& fact, const std::vector<PublishedFact>& all);

// Gives a slot to what has none, above all that any version of the package ever took.
void give_slots(PackageVersion& version, const std::vector<PackageVersion>& earlier);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::PackageState> =
    tributary::base::word_list<tributary::domain::PackageState>({
        {tributary::domain::PackageState::draft, "draft"},
        {tributary::domain::PackageState::published, "published"},
        {tributary::domain::PackageState::withdrawn, "withdrawn"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::Part> = tributary::base::word_list<tributary::domain::Part>({
    {tributary::domain::Part::core, "core"},
    {tributary::domain::Part::periphery, "periphery"},
});
