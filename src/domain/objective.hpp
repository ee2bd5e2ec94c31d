// Objective: what a place has agreed to achieve, measurably, by when, and which objective above it that serves.
//
// Idea      an objective says how much of what by when, and then how much freedom it leaves: what is fixed for everyone,
//           what is yours to decide without asking, and why it is agreed at this level
// Promises  objectives form a forest: none serves itself, directly or through others (see services/objectives.hpp)
#pragma once

#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

// The triple aim: better health, better care, better use of resources.
enum class Dimension { health, care, resources };

// How much of what, from where, to where, by when. `from` may be unknown until it has been measured.
struct Aim {
  std::string measure;               // what is measured, in words
  std::optional<MeasureId> measured; // the measure that holds its data, where they are here
  std::string unit;
  std::optional<double> from;
  std::optional<base::Date> from_on;
  std::optional<double> to;
  std::optional<base::Date> by;
};

// True where a reader can tell later whether it was reached: a measure, a value to reach, and a date.
[[nodiscard]] bool is_measurable(const Aim& aim);

// Fails with "aim-not-measurable" (naming what lacks), "aim-too-large", "aim-changes-nothing" or "ends-before-it-begins".
[[nodiscard]] base::Done check_aim(const Aim& aim, std::string_view field);

struct Objective {
  ObjectiveId id;
  PlaceId place;                      // whose it is
  std::optional<ObjectiveId> parent;  // the objective it serves
  std::string name;
  Dimension dimension = Dimension::health;
  Aim aim;
  std::string fixed;     // what is the same for everyone
  std::string yours;     // what a team decides without asking
  std::string why_here;  // why it is agreed at this level
  std::string source;
  bool illustrative = false;
  bool deleted = false;
  int version = 1;
};

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Dimension> =
    tributary::base::word_list<tributary::domain::Dimension>({
        {tributary::domain::Dimension::health, "health"},
        {tributary::domain::Dimension::care, "care"},
        {tributary::domain::Dimension::resources, "resources"},
    });
