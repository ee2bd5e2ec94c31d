// What the picture of a place is drawn from: everything that it counts, in memory, as one moment's readers share it.
//
// Why       the picture counts each project through objectives, place, organisation and team; asking the database that for each
//           reader costs tens of milliseconds at 10,000 projects. The store keeps these facts while nothing in them changes
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/answer.hpp"
#include "domain/audience.hpp"
#include "domain/objective.hpp"
#include "domain/place.hpp"
#include "domain/project.hpp"
#include "domain/signal.hpp"

namespace tributary::services {

// An active project.
struct ProjectFact {
  domain::ProjectId id;
  std::string name;
  domain::TeamId team;
  domain::OrganisationId organisation;
  domain::PlaceId place;
  std::optional<base::Date> review;       // as the project says it
  std::vector<base::Date> review_days;    // of the programmes in whose cohort it is
  std::vector<std::uint32_t> serves;  // which of HomeFacts::objectives, directly
};

struct ObjectiveFact {
  domain::Objective objective;
  std::optional<std::uint32_t> parent;  // which of HomeFacts::objectives
};

struct OrganisationFact {
  std::string name;
  bool illustrative = false;
};

struct TeamFact {
  std::string name;
  domain::OrganisationId organisation;
};

// What is agreed, who does what, and for what.
struct HomeWork {
  std::vector<domain::Place> places;      // systems first, then localities by name; without codes
  std::vector<ObjectiveFact> objectives;  // by name
  std::vector<ProjectFact> projects;      // newest first
  std::unordered_map<domain::OrganisationId, OrganisationFact> organisations;
  std::unordered_map<domain::TeamId, TeamFact> teams;
};

// Published measures by what their last point says.
struct SignalCounts {
  int improvement = 0, concern = 0, neither = 0, common_cause = 0;

  void add(const SignalCounts& other) {
    improvement += other.improvement, concern += other.concern, neither += other.neither, common_cause += other.common_cause;
  }
};

struct ProjectSignals {
  SignalCounts counts;
  domain::Variation lead = domain::Variation::common_cause;  // of its first published outcome measure, or else its first
};

struct MeasureSignal {
  std::string name;
  bool illustrative = false;
  domain::Signal signal;
};

using HomeAnswers = std::unordered_map<domain::ProjectId, domain::AnswerCounts>;  // to predictions of published measures

struct HomeSignals {
  std::unordered_map<domain::ProjectId, ProjectSignals> of_projects;
  std::unordered_map<domain::MeasureId, MeasureSignal> of_objectives;  // the places' measures that objectives are measured by
};

// A published package that was adopted at least once.
struct PackageFact {
  domain::PackageId id;
  std::string name;
  domain::PlaceId place;
  std::optional<domain::PlaceId> system;  // of the place
  std::optional<domain::ProjectId> project;
  std::optional<domain::OrganisationId> organisation;  // of that project's team
  std::optional<domain::TeamId> team;
  domain::Audience audience = domain::Audience::network;
  std::optional<domain::Dimension> dimension;  // of the objective that it serves
  bool illustrative = false;
};

struct AdoptionFact {
  std::uint32_t package = 0;  // which of HomePackages::packages
  domain::PlaceId place;
  domain::OrganisationId organisation;
  domain::TeamId team;
  bool stopped = false;
};

struct HomePackages {
  std::vector<PackageFact> packages;    // by id
  std::vector<AdoptionFact> adoptions;  // in the order of their packages
};

struct HomeFacts {
  std::shared_ptr<const HomeWork> work;
  std::shared_ptr<const HomeAnswers> answers;
  std::shared_ptr<const HomeSignals> signals;
  std::shared_ptr<const HomePackages> packages;
};

struct HomeZoom;
struct HomePicture;

class HomeStore {
 public:
  virtual ~HomeStore() = default;
  // Promises to be quick at 10,000 projects: facts, and what was drawn of a place, are kept until anything in them changes.
  virtual std::shared_ptr<const HomePicture> picture(const HomeZoom& zoom, base::Date today) = 0;
};

}  // namespace tributary::services
