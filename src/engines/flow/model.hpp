// Model: people moving through services with finite capacity, as plain values.
//
// Idea      everything that a model file says stands here once, by name and position; the analytic solver and the event
//           engine are both compiled from it, so that they answer the same question
// Units     every time is in the model's own time unit; every rate per that unit; a year is 365 days, a month a twelfth of it
// See       check.hpp (what is refused), analytic/ and engine/ (who answers), exchange/flow/flow_model.hpp (how a file becomes one)
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engines/flow/arrivals.hpp"
#include "engines/flow/change.hpp"
#include "engines/flow/destination.hpp"
#include "engines/flow/ids.hpp"
#include "engines/flow/measure.hpp"
#include "engines/flow/outcome.hpp"
#include "engines/flow/run_settings.hpp"
#include "engines/flow/service.hpp"

namespace tributary::flow {

enum class TimeUnit : std::uint8_t { minute, hour, day, week };

[[nodiscard]] constexpr double hours_in(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::minute: return 1.0 / 60;
    case TimeUnit::hour: return 1;
    case TimeUnit::day: return 24;
    case TimeUnit::week: return 168;
  }
  return 24;
}

// Degrees, as maps and satellites have them (WGS 84): north and east are positive.
struct Position { double latitude = 0, longitude = 0; };

// Localities and regions are known by number, −1 for none: the same number, the same name. Positions are for maps only.
struct Area { std::string name; int locality = -1, region = -1; std::optional<Position> position = {}; };
struct Site { std::string name, title; int locality = -1, region = -1; std::optional<Position> position = {}; };

// Minutes from each area to each site, row by row. Absent where a model has no geography.
struct Travel {
  std::vector<float> minutes;  // areas × sites; NaN where the table has no figure: refused when somebody would need it

  [[nodiscard]] float at(AreaId area, SiteId site, std::size_t sites) const { return minutes[area.at() * sites + site.at()]; }
};

// Something known of a person from the start. Draws are tried in order, the last is for everybody; a categorical one
// draws the number of a level.
struct Attribute {
  struct Draw { Condition when; Distribution value; };
  std::string name;
  std::vector<std::string> levels;  // empty: numeric
  std::vector<Draw> draws;
};

// Where a number comes from, printed by reports. `covers`: paths of the numbers that it speaks for, where it stands for itself.
struct Evidence {
  std::string of, source, licence, note;
  std::vector<std::string> covers = {};
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// Who has looked at the model: a role and not a name, with the day.
struct Review {
  enum class State : std::uint8_t { unreviewed, draft, reviewed, withdrawn } state = State::unreviewed;
  std::string by, note;
  std::optional<base::Date> on;
};

// A figure that sources give, beside what their own numbers make: shown where the two differ.
struct Arithmetic { std::string says; double stated = 0; std::vector<double> times, over; double tolerance = 0.01; };

struct Model {
  std::string name, title, about;
  TimeUnit unit = TimeUnit::day;
  std::optional<base::Date> begins_on;  // the date of time 0; without one time 0 is a Monday, and months and dates are refused

  std::vector<std::string> classes;
  std::vector<std::string> segments;
  std::vector<std::string> places;  // names of localities and regions, by number
  std::vector<Area> areas;
  std::vector<Site> sites;
  Travel travel;
  std::vector<Attribute> attributes;

  std::vector<Source> sources;
  std::vector<Service> services;
  std::vector<Pool> pools;
  std::vector<Group> groups;
  std::vector<Choice> choices;
  std::vector<std::string> exits;

  std::vector<Outcome> outcomes;
  std::vector<ReturnVisit> return_visits;
  std::vector<Cost> costs;
  std::vector<Measure> measures;
  std::vector<Evidence> evidence;
  std::vector<std::string> leaves_out;  // a sentence each
  Review review;
  std::vector<Arithmetic> arithmetic;
  RunSettings run;

  // What changes at a date. Under each set of the changes the model is a version of itself, with the same names in the same order:
  // versions[n - 1] where the bits of n say which changes hold.
  std::vector<Curve> changes;
  std::vector<Model> versions;

  // The model with the numbers that aren't known exactly as they are in a replication; none where all are. Fails where they are so
  // that no model can have them. Called from several threads.
  std::function<base::Result<Model>(std::uint64_t seed, std::uint64_t replication)> drawn;
};

}  // namespace tributary::flow
