// Home: a place in one picture. What it has agreed, who works on it, and what the plan can not see, both ways.
//
// Idea      three bands: objectives; what stands in the middle (a system's localities, a locality's organisations, an
//           organisation's teams, a team); and the work that runs up through the middle into the objectives. Cards are the
//           objectives that serve none that is shown; work runs into the card above what it serves
// Promises  every project counts once wherever it is counted. Signals are of published measures, answers of predictions of
//           those, and both are counts; at the system's level no signal stands beside a locality: it is no league table
//           A package travels from where it comes from to each place that took it on, to those who may read it
//           Whatever counts work says how much of it is illustrative, so that it is marked where it stands beside what is real
// See       ports/home.hpp for where the facts come from
#pragma once

#include <string>
#include <vector>

#include "domain/place.hpp"
#include "services/context.hpp"
#include "services/ports/direction.hpp"
#include "services/ports/home.hpp"

namespace tributary::services {

// How near one looks, and at which of the three aims.
struct HomeZoom {
  domain::PlaceId place;
  std::optional<domain::OrganisationId> organisation;  // its teams' work at the place
  std::optional<domain::TeamId> team;                  // of that organisation
  std::optional<domain::Dimension> dimension;          // only the objectives of it
};

struct HomeObjective {
  ObjectiveInPlace in_place;
  domain::AnswerCounts answers;  // of the work within the zoom, that of objectives below it included
  SignalCounts signals;   // likewise
  const MeasureSignal* signal = nullptr;  // of its own measure, where that is published
};

struct HomeNode {
  std::int64_t id = 0;  // of a place, an organisation or a team: HomePicture::nodes_are
  std::string name;
  bool illustrative = false;
  int projects = 0;
  int answered = 0;  // of these, with a published answer
  int outside = 0;   // of these, serving no objective
  int illustrative_projects = 0;  // of these
};

struct HomeStream {
  std::int64_t node = 0;
  domain::ObjectiveId card;
  int projects = 0;
  int answered = 0;
  int illustrative = 0;  // of the projects
  domain::AnswerCounts answers;
};

struct HomeProject {
  domain::ProjectId id;
  std::string name;
  std::int64_t node = 0;
  std::vector<domain::ObjectiveId> cards;  // that it runs into
  bool answered = false;
  bool outside = false;
  bool illustrative = false;
  std::optional<domain::Variation> variation;  // never at the system's level
};

// Where a package comes from, or where it was taken on: a node, or a place beyond what is shown.
struct HomeEnd {
  std::optional<std::int64_t> node;
  domain::PlaceId place;
  std::string name;
};

// A package on its way between two ends.
struct HomeCarried {
  std::uint32_t package = 0;  // which of HomePackages::packages
  std::uint32_t from = 0, to = 0;  // which of HomePicture::ends
  int adoptions = 0;
  int stopped = 0;       // of these
  int illustrative = 0;  // of these: by a team of an illustrative organisation
};

enum class NodeKind { localities, organisations, teams };

struct HomePicture {
  HomeFacts facts;  // that it was drawn from, and points to
  NodeKind nodes_are = NodeKind::localities;
  std::vector<HomeObjective> objectives;  // in the order of their tree; depth 0 is a card
  std::vector<HomeNode> nodes;            // by name
  std::vector<HomeStream> streams;
  std::vector<HomeProject> projects;      // by node and name, where there are at most `most_marks`; else none
  std::vector<HomeProject> outside_plan;  // the newest that serve none, at most `most_outside`
  std::vector<HomeEnd> ends;
  std::vector<HomeCarried> carried;  // in the order of packages; not all of them are for every reader
  int active_projects = 0;
  int outside = 0;
  int answered = 0;
  int illustrative = 0;  // of the active projects
  int reviews_this_week = 0;
};

inline constexpr std::size_t most_marks = 80;
inline constexpr std::size_t most_outside = 12;

// Pure.
[[nodiscard]] HomePicture draw_home(const HomeFacts& facts, const HomeZoom& zoom, base::Date today);

// What of the packages between two ends is for a reader's eyes.
struct HomeJourney {
  std::uint32_t from = 0, to = 0;  // which of HomePicture::ends
  int adoptions = 0;
  int stopped = 0;
  int illustrative = 0;  // of the adoptions
  std::vector<const HomeCarried*> packages;  // the most adopted first
};

struct HomeJourneys {
  int packages = 0;  // that travel
  std::vector<HomeJourney> between;  // the most adoptions first
};

// Pure.
[[nodiscard]] HomeJourneys journeys_for(const HomePicture& picture, const Actor& actor);

struct Home {
  domain::Place place;
  std::optional<domain::Place> system;  // of a locality
  std::optional<std::pair<domain::OrganisationId, OrganisationFact>> organisation;
  std::optional<std::pair<domain::TeamId, std::string>> team;
  std::shared_ptr<const HomePicture> picture;
  HomeJourneys journeys;
  bool projects_shown = true;  // not to whom projects aren't open; counts are
  bool answers_shown = true;   // likewise
  bool teams_shown = true;     // likewise: their names
  bool may_agree = false;
};

// Fails with "not-found": no such place, or no such organisation or team in it.
[[nodiscard]] base::Result<Home> home_of(const Context& context, const Actor& actor, const HomeZoom& zoom);

}  // namespace tributary::services
