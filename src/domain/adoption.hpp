// Adoption: a place takes a change package and gets a project of its own by it.
//
// Idea      the conditions it set out under are written before there are results, and stand from the first result on: what
//           people recall later is coloured by how it went. Then, component by component, what was kept, adapted and dropped
// Source    what is asked of an adaptation is FRAME: Wiltsey Stirman, Baumel, Toomey, Implementation Science 2019;14:58
// See       package.hpp; services/adoptions.hpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/package.hpp"

namespace tributary::domain {

// How far a condition holds, as who adopts judges it: a set of four values, none of them in the middle [Ragin 2000, Fuzzy-Set Social
// Science, chapter 6].
enum class Degree { not_at_all, rather_not, rather, fully };

// Recorded before results.
struct Conditions {
  std::optional<bool> dedicated_spanner;  // somebody whose work it is to span the organisations; absent: not said
  std::optional<double> spanner_days;     // a week
  std::string support;                    // received, from whom
  std::string starting_level;
  std::string local_presence;             // who was on the spot
  std::string partners;
  std::string concurrent_changes;
  // How far each holds; absent: not said. By them adoptions are compared, see condition.hpp.
  std::optional<Degree> supported;        // the support that it needs is there
  std::optional<Degree> starts_low;       // from a low level, beside others like it
  std::optional<Degree> driven_locally;   // somebody on the spot drives it
  std::optional<Degree> partnered;        // the partners that it needs take part
  std::optional<Degree> much_changes;     // else, at the same time
  std::optional<Degree> complex;          // many parts and people, which act on one another

  friend bool operator==(const Conditions&, const Conditions&) = default;
};

enum class Fate { kept, adapted, dropped };
// FRAME: what is modified.
enum class Modified { content, context, training_and_evaluation, implementation };
// FRAME: the nature of the change.
enum class Nature { tailored, added, removed, condensed, extended, substituted, reordered, spread_out, joined_with_another, repeated, loosened };
// FRAME: whether it still does what the core is for.
enum class Fidelity { consistent, inconsistent, unknown };
// FRAME: the goal.
enum class AdaptationGoal { reach, retention, feasibility, fit, culture, effectiveness, cost, satisfaction };

struct ComponentFate {
  int slot = 0;
  Fate fate = Fate::kept;
  std::optional<Modified> modified;
  std::optional<Nature> nature;
  std::optional<bool> planned;
  std::optional<Fidelity> fidelity;
  std::optional<AdaptationGoal> goal;
  std::string reason;            // required but for what was kept
  std::string decided_by_name;   // read along; not written
  std::string said_of;           // what the component was called in the version that it was said of; read along
  base::Instant decided;
};

struct AdoptedMeasure {
  int slot = 0;
  MeasureId measure;
};

struct Adoption {
  AdoptionId id;
  PackageId package;
  PackageVersionId package_version;
  std::optional<PackageVersionId> version_before;  // that it went on from, until that is taken back
  ProjectId project;
  PlaceId place;
  base::Date on{};
  PersonId by;
  Conditions conditions;
  std::optional<base::Instant> conditions_recorded;
  std::vector<AdoptedMeasure> measures;
  std::vector<ComponentFate> components;  // those that were decided
  int version = 1;
};

enum class UpstreamProposalState { open, taken, declined };

// What taking a proposal did to the draft.
struct Taken {
  int slot = 0;                       // of the component that it became
  std::optional<Component> replaced;  // that stood there
};

// An adopter's change, offered back to who published the package.
struct UpstreamProposal {
  UpstreamProposalId id;
  PackageId package;
  AdoptionId adoption;
  std::optional<int> slot;  // of the component it would change; absent: a new one
  Part part = Part::periphery;
  std::string name;
  std::string why;
  std::string reason;
  PersonId made_by;
  std::string made_by_name;  // read along
  PlaceId place;             // of the adoption; read along
  std::string place_name;
  base::Instant made;
  UpstreamProposalState state = UpstreamProposalState::open;
  std::string answer;
  std::string answered_by_name;
  std::optional<base::Instant> answered;
  std::optional<int> taken_into;
  int version = 1;
};

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Degree> = tributary::base::word_list<tributary::domain::Degree>({
    {tributary::domain::Degree::not_at_all, "not_at_all"},
    {tributary::domain::Degree::rather_not, "rather_not"},
    {tributary::domain::Degree::rather, "rather"},
    {tributary::domain::Degree::fully, "fully"},
});
template <>
inline constexpr auto tributary::base::words<tributary::domain::Fate> = tributary::base::word_list<tributary::domain::Fate>({
    {tributary::domain::Fate::kept, "kept"},
    {tributary::domain::Fate::adapted, "adapted"},
    {tributary::domain::Fate::dropped, "dropped"},
});
template <>
inline constexpr auto tributary::base::words<tributary::domain::Modified> =
    tributary::base::word_list<tributary::domain::Modified>({
        {tributary::domain::Modified::content, "content"},
        {tributary::domain::Modified::context, "context"},
        {tributary::domain::Modified::training_and_evaluation, "training_and_evaluation"},
        {tributary::domain::Modified::implementation, "implementation"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::Nature> = tributary::base::word_list<tributary::domain::Nature>({
    {tributary::domain::Nature::tailored, "tailored"},
    {tributary::domain::Nature::added, "added"},
    {tributary::domain::Nature::removed, "removed"},
    {tributary::domain::Nature::condensed, "condensed"},
    {tributary::domain::Nature::extended, "extended"},
    {tributary::domain::Nature::substituted, "substituted"},
    {tributary::domain::Nature::reordered, "reordered"},
    {tributary::domain::Nature::spread_out, "spread_out"},
    {tributary::domain::Nature::joined_with_another, "joined_with_another"},
    {tributary::domain::Nature::repeated, "repeated"},
    {tributary::domain::Nature::loosened, "loosened"},
});
template <>
inline constexpr auto tributary::base::words<tributary::domain::Fidelity> =
    tributary::base::word_list<tributary::domain::Fidelity>({
        {tributary::domain::Fidelity::consistent, "consistent"},
        {tributary::domain::Fidelity::inconsistent, "inconsistent"},
        {tributary::domain::Fidelity::unknown, "unknown"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::AdaptationGoal> =
    tributary::base::word_list<tributary::domain::AdaptationGoal>({
        {tributary::domain::AdaptationGoal::reach, "reach"},
        {tributary::domain::AdaptationGoal::retention, "retention"},
        {tributary::domain::AdaptationGoal::feasibility, "feasibility"},
        {tributary::domain::AdaptationGoal::fit, "fit"},
        {tributary::domain::AdaptationGoal::culture, "culture"},
        {tributary::domain::AdaptationGoal::effectiveness, "effectiveness"},
        {tributary::domain::AdaptationGoal::cost, "cost"},
        {tributary::domain::AdaptationGoal::satisfaction, "satisfaction"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::UpstreamProposalState> =
    tributary::base::word_list<tributary::domain::UpstreamProposalState>({
        {tributary::domain::UpstreamProposalState::open, "open"},
        {tributary::domain::UpstreamProposalState::taken, "taken"},
        {tributary::domain::UpstreamProposalState::declined, "declined"},
    });
