// Projects: themselves, lists of them, their later checks and what the team answered.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "domain/progress.hpp"
#include "domain/project.hpp"

namespace tributary::services {

// A project as a line of a list, with the names that a reader needs.
struct ProjectSummary {
  domain::ProjectId id;
  std::string name;
  std::string aim;
  domain::ProjectState state = domain::ProjectState::active;
  domain::Origin origin = domain::Origin::own_idea;
  bool serves_none = false;
  std::optional<base::Date> review;       // its own date, past or ahead
  std::optional<base::Date> next_review;  // when next_review_of says; a service fills it in where a list tells it
  base::Instant created;
  domain::TeamId team;
  std::string team_name;
  std::optional<base::Date> team_dissolved;
  domain::OrganisationId organisation;
  std::string organisation_name;
  bool illustrative = false;  // because its organisation is
  domain::PlaceId place;
  std::string place_name;
};

// What is asked for; what is left out doesn't narrow.
struct ProjectFilter {
  std::optional<domain::PlaceId> place;  // of a system: its localities too
  std::optional<domain::TeamId> team;
  std::optional<domain::OrganisationId> organisation;
  std::optional<domain::ProgrammeId> programme;  // in its cohort now
  std::optional<domain::ObjectiveId> objective;  // or one below it
  std::optional<domain::ProjectState> state;
  std::optional<domain::PersonId> member;        // holds a role in it now
  bool unaligned = false;                        // serves no objective
  int limit = 50;
  int offset = 0;
};

struct ProjectList {
  std::vector<ProjectSummary> projects;  // newest first
  int total = 0;                         // that the filter finds, of which:
  int active = 0;
  int finished = 0;
  int stopped = 0;
};

// A test of change as a line on its project's page.
struct TestOfProject {
  domain::TestId id;
  std::string name;
  std::optional<domain::TestId> previous;
  std::optional<domain::DriverId> change_idea;
  std::optional<base::Date> started;
  std::optional<base::Date> ended;
  std::string decision;  // "adopt", "adapt", "abandon"; empty while undecided
};

class ProjectStore {
 public:
  virtual ~ProjectStore() = default;

  virtual domain::ProjectId add(const domain::Project& project, base::Instant now) = 0;
  // All but id, who made it and when. An objective served before keeps who claimed it. False when `expected` is old.
  virtual bool update(const domain::Project& project, domain::PersonId by, int expected, base::Instant now) = 0;
  virtual bool set_deleted(domain::ProjectId id, std::optional<base::Instant> at, int expected) = 0;
  virtual std::optional<domain::Project> find(domain::ProjectId id) = 0;  // deleted ones too, marked
  virtual std::optional<ProjectSummary> summary(domain::ProjectId id) = 0;
  virtual ProjectList list(const ProjectFilter& filter) = 0;

  virtual std::vector<TestOfProject> tests(domain::ProjectId id) = 0;  // in the order in which they were planned

  virtual std::vector<domain::LaterCheck> later_checks(domain::ProjectId id) = 0;  // of its present finish; else none
  virtual void add_later_checks(domain::ProjectId id, base::Date finished, const std::vector<domain::LaterCheck>& checks) = 0;
  virtual void record_later_check(domain::ProjectId id, base::Date finished, const domain::LaterCheck& check) = 0;

  virtual domain::TeamAnswers team_answers(domain::ProjectId id) = 0;  // the codes answered yes
  virtual void set_team_answer(domain::ProjectId id, std::string_view question, bool yes, domain::PersonId by, base::Instant now) = 0;
};

}  // namespace tributary::services
