// Measure and observation: what is counted, how, and what it was on a date.
//
// Idea      a measure says in words what is counted and in settings how; its observations are dated values, or a numerator
//           and a denominator each. Revised figures are new observations of the same date: what was said before remains
// Values    number: as given. proportion and rate: scale · numerator / denominator (100 for %, 1000 for "per 1,000"), or the
//           value alone where the parts aren't known
// See       engines/measure for charts; services/measures.hpp for who may do what
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"
#include "domain/target.hpp"

namespace tributary::domain {

enum class MeasureKind { outcome, process, balancing };
enum class Quantity { number, proportion, rate };
enum class Direction { up, down, neither };  // which way is better
enum class Interval { day, week, month, quarter, year, irregular };
enum class ConflictRule { improvement, concern };  // what a point is called that has both meanings
// How it is charted: what its observations can carry. Subgroups they can't, so an Xbar-S is for the command line.
enum class ChartKind { run, xmr, p, u, c, np, p_prime, u_prime, i_prime, t, g };
enum class EntryWay { typed, pasted, file };
// How its figures reach the public: not at all; as counts of people, small ones hidden and others rounded; or as they are.
enum class SmallNumbers { withheld, people, none };

// Exactly one is set. A person's own are their sandbox.
struct Owner {
  std::optional<PlaceId> place;
  std::optional<ProjectId> project;
  std::optional<PersonId> person;

  [[nodiscard]] bool one() const { return int{place.has_value()} + int{project.has_value()} + int{person.has_value()} == 1; }
  friend bool operator==(const Owner&, const Owner&) = default;
};

struct Measure {
  MeasureId id;
  Owner owner;
  std::optional<OrganisationId> organisation;  // whose figures they are, where it is about one
  std::string name;
  MeasureKind kind = MeasureKind::outcome;
  bool experience = false;  // asks the people who use the service
  std::string definition;   // operational: how to count, so that two people count alike
  std::string unit;
  Quantity quantity = Quantity::number;
  double scale = 1;
  Direction direction = Direction::neither;
  Interval interval = Interval::month;
  ChartKind chart = ChartKind::xmr;
  std::string profile = "mdc-2022";  // of engines/measure
  ConflictRule conflict = ConflictRule::concern;
  std::vector<Target> targets;       // those in force, by date
  std::optional<base::Date> baseline_until;  // its points up to then make the limits of the first phase
  std::optional<SmallNumbers> small_numbers;  // as somebody said; none: as small_numbers.hpp takes it from quantity and unit
  std::string series_key;                    // what an import calls it, so that next month finds it again
  std::string source;
  bool marked_illustrative = false;  // on its own
  bool inherits_illustrative = false;  // by the organisation it is about, or that of its project's team; not stored
  std::optional<base::Instant> published;
  std::optional<ImportId> made_by_import;
  PersonId created_by;
  int version = 1;

  [[nodiscard]] bool illustrative() const { return marked_illustrative || inherits_illustrative; }
};

// What a measure was on a date. No value is a gap: blank, suppressed or withdrawn, and the note says why.
struct Observation {
  base::Date on{};
  std::optional<double> value;
  std::optional<double> numerator;
  std::optional<double> denominator;
  std::string note;

  friend bool operator==(const Observation&, const Observation&) = default;
};

// One act of putting observations in. Voided, it is as if it had not been; it can be taken up again.
struct Import {
  ImportId id;
  EntryWay way = EntryWay::typed;
  std::string file_name;
  std::string sha256;
  std::optional<RecipeId> recipe;
  int rows_read = 0;
  int measures = 0;      // that it made or added to
  int observations = 0;  // that it stored
  PersonId made_by;
  base::Instant made;
  std::optional<base::Instant> voided;
  std::optional<PersonId> voided_by;
};

// What was said about a date, one row for each import that said something; the last that isn't voided is current.
struct Revision {
  Observation observation;
  Import from;
};

// A point that is shown but left out of limits and rules.
struct Ghost {
  GhostId id;
  MeasureId measure;
  base::Date on{};
  std::string reason;
  PersonId made_by;
  base::Instant made;
};

// Limits are calculated anew from this date, for a reason and a cause; never by a formula alone.
struct Phase {
  PhaseId id;
  MeasureId measure;
  base::Date starts{};
  std::string reason;
  std::string cause;
  std::optional<TestId> cause_test;
  PersonId decided_by;
  base::Instant decided;
};

// It is drawn from numerators and denominators, not from values.
[[nodiscard]] constexpr bool needs_parts(ChartKind chart) {
  return chart == ChartKind::p || chart == ChartKind::u || chart == ChartKind::np || chart == ChartKind::p_prime ||
         chart == ChartKind::u_prime || chart == ChartKind::i_prime;
}
// Counts, times and cases between events: none is below 0.
[[nodiscard]] constexpr bool counts_from_nought(ChartKind chart) {
  return chart == ChartKind::c || chart == ChartKind::t || chart == ChartKind::g;
}

// The settings fit together: scale, targets, chart. Fails with "scale-out-of-range", as check_target (where the field is
// "/target"), with "chart-unfitting" (the chart takes other quantities; it says which); names and words are the service's to check.
[[nodiscard]] base::Done check_measure(const Measure& measure);

// Makes an observation whole and checks it: computes the value from numerator and denominator, refuses what can't be.
// `field` is its JSON pointer in the input. Fails with "date-in-future" (an observation has happened), "number-not-finite",
// "denominator-not-positive", "numerator-out-of-range", "value-out-of-range", "parts-missing", "parts-not-expected".
[[nodiscard]] base::Result<Observation> complete_observation(const Measure& measure, Observation observation,
                                                             base::Date today, std::string_view field);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::MeasureKind> =
    tributary::base::word_list<tributary::domain::MeasureKind>({
        {tributary::domain::MeasureKind::outcome, "outcome"},
        {tributary::domain::MeasureKind::process, "process"},
        {tributary::domain::MeasureKind::balancing, "balancing"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::Quantity> =
    tributary::base::word_list<tributary::domain::Quantity>({
        {tributary::domain::Quantity::number, "number"},
        {tributary::domain::Quantity::proportion, "proportion"},
        {tributary::domain::Quantity::rate, "rate"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::Direction> =
    tributary::base::word_list<tributary::domain::Direction>({
        {tributary::domain::Direction::up, "up"},
        {tributary::domain::Direction::down, "down"},
        {tributary::domain::Direction::neither, "neither"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::Interval> =
    tributary::base::word_list<tributary::domain::Interval>({
        {tributary::domain::Interval::day, "day"},
        {tributary::domain::Interval::week, "week"},
        {tributary::domain::Interval::month, "month"},
        {tributary::domain::Interval::quarter, "quarter"},
        {tributary::domain::Interval::year, "year"},
        {tributary::domain::Interval::irregular, "irregular"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::ConflictRule> =
    tributary::base::word_list<tributary::domain::ConflictRule>({
        {tributary::domain::ConflictRule::improvement, "improvement"},
        {tributary::domain::ConflictRule::concern, "concern"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::ChartKind> =
    tributary::base::word_list<tributary::domain::ChartKind>({
        {tributary::domain::ChartKind::run, "run"},
        {tributary::domain::ChartKind::xmr, "xmr"},
        {tributary::domain::ChartKind::p, "p"},
        {tributary::domain::ChartKind::u, "u"},
        {tributary::domain::ChartKind::c, "c"},
        {tributary::domain::ChartKind::np, "np"},
        {tributary::domain::ChartKind::p_prime, "p_prime"},
        {tributary::domain::ChartKind::u_prime, "u_prime"},
        {tributary::domain::ChartKind::i_prime, "i_prime"},
        {tributary::domain::ChartKind::t, "t"},
        {tributary::domain::ChartKind::g, "g"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::EntryWay> =
    tributary::base::word_list<tributary::domain::EntryWay>({
        {tributary::domain::EntryWay::typed, "typed"},
        {tributary::domain::EntryWay::pasted, "pasted"},
        {tributary::domain::EntryWay::file, "file"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::SmallNumbers> =
    tributary::base::word_list<tributary::domain::SmallNumbers>({
        {tributary::domain::SmallNumbers::withheld, "withheld"},
        {tributary::domain::SmallNumbers::people, "people"},
        {tributary::domain::SmallNumbers::none, "none"},
    });
