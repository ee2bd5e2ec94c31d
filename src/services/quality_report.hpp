// Quality report: what a place can say of itself to anyone, an account or none: what it has agreed, what it measures, what was learnt.
//
// Idea      place-based, and made of what its owners have published: objectives by the triple aim, published measures with their charts
//           and what those say, public stories, public lessons and public change packages
// Promises  the same for everybody, a regulator's and a director's alike. No text above public, no project, no team and no person
//           is in it. Figures are those that the public is given (public_measures.hpp), and everything that is said of them (limits,
//           signals, icons, sentences, cautions, the order they stand in) is worked out from those alone
// See       policy.cpp for who may; domain/release.hpp for small numbers
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/objective.hpp"
#include "domain/place.hpp"
#include "services/charts.hpp"
#include "services/ports/package_store.hpp"
#include "services/stories.hpp"

namespace tributary::services {

inline constexpr std::size_t most_in_a_report = 200;
inline constexpr int most_lessons = 20;

struct ReportedMeasure {
  domain::Measure measure;        // of which the handler tells what is public
  std::string place_name;         // where it stands: of a system, in which of its localities
  std::string organisation_name;  // whose figures they are, where it is about one
  std::optional<domain::Dimension> dimension;  // of the objective that it measures, or that its project serves
  domain::SmallNumbers small = domain::SmallNumbers::people;
  std::string untold;             // why none of its figures can be told, in a sentence; empty where some may be
  std::vector<domain::Observation> observations;  // by date, as released: a suppressed one is a gap
  std::vector<std::size_t> suppressed;            // which of them are suppressed
  bool too_many_hidden = false;                   // over a fifth of its figures: no signal is told, hiding may have made it
  std::vector<domain::Ghost> ghosts;    // without their reasons, which are the team's words
  std::vector<domain::Phase> phases;    // likewise
  std::optional<Drawing> drawing;       // from what is released alone; none where that can't be drawn
  measure::VariationIcon variation = measure::VariationIcon::none;  // as the chart shows them
  measure::AssuranceIcon assurance = measure::AssuranceIcon::none;
};

struct ReportedObjective {
  domain::Objective objective;
  std::string place_name;
  bool from_told = true;  // its value at the outset; not where it counts people
};

struct Lesson {
  std::string body;
  base::Date on{};
};

struct QualityReport {
  domain::Place place;
  std::optional<domain::Place> system;
  std::vector<domain::Place> localities;  // of a system, by name
  base::Date on{};                        // the day it was read
  std::vector<ReportedObjective> objectives;  // in the order of their tree
  std::vector<ReportedMeasure> measures;      // what asks most of its reader first, as on a board
  int measures_in_all = 0;
  int withheld = 0;                           // published measures that their owners keep from the public
  std::vector<Story> stories;                 // newest first, by title alone
  std::vector<Lesson> lessons;                // newest first
  std::vector<PackageLine> packages;          // as whoever isn't signed in may know them
};

// Fails with "not-found".
[[nodiscard]] base::Result<QualityReport> quality_report(const Context& context, const Actor& actor, domain::PlaceId id);

// Every place, for whoever looks for its report; systems first, then localities by name.
[[nodiscard]] base::Result<std::vector<domain::Place>> reporting_places(const Context& context, const Actor& actor);

}  // namespace tributary::services
