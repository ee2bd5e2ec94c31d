// Everything that a project's page shows, in one reading, for whom reads it. Reading its texts is logged.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/chart_facts.hpp"
#include "domain/programme.hpp"
#include "services/drivers.hpp"
#include "services/measures.hpp"
#include "services/members.hpp"
#include "services/objectives.hpp"
#include "services/progress.hpp"
#include "services/project_endings.hpp"
#include "services/projects.hpp"

namespace tributary::services {

struct MayOnProject {
  bool edit = false;
  bool end = false;  // finish, stop, reopen
  bool remove = false;
  bool admit = false;
  bool change_drivers = false;
  bool add_test = false;
  bool add_measure = false;
  bool answer = false;  // the questions of the progress scale
  bool agree_origin = false;
  bool name_lead = false;  // nobody leads it, for long enough, and the reader speaks for its place
  bool take_back_lead = false;  // a lead was named over the reader's closed account
  bool read_indoors = false;
};

// What a measure of the project said when it was said whether the change holds.
struct ValueThen {
  int months = 0;  // of the later check
  domain::MeasureId measure;
  std::string measure_name, unit;
  base::Date on{};
  double value = 0;
};

// The package that the project began as an adoption of.
struct AdoptedFrom {
  domain::AdoptionId id;
  std::optional<domain::PackageId> package;  // none for who may not open its page, and then without its name
  std::string package_name, place_name;
  bool illustrative = false;
};

struct ProjectPage {
  ProjectInPlace at;
  std::optional<AdoptedFrom> adopted;
  std::optional<base::Date> next_review;  // by its own date or on a review day of its programme, what comes first
  std::vector<VisibleText> texts;  // what matters, who takes part, and whether the change holds: those that the reader may see
  std::vector<ObjectiveAtPlace> objectives;
  std::vector<Member> members;
  bool led = true;  // by somebody whose account is open
  std::optional<base::Date> new_lead_from;  // where nobody leads: the day from which a new lead may be named
  std::vector<DriverWithTests> drivers;
  std::vector<domain::Measure> measures;  // those that the reader may see
  std::vector<std::optional<domain::ChartFacts>> charts;  // of each of those, in their order; none while it is drawn anew
  std::vector<TestOfProject> tests;
  domain::Progress progress;
  std::vector<domain::LaterCheck> later_checks;
  std::vector<ValueThen> values_then;  // of those that have a result, where there was one that the reader may see
  std::vector<StillOpen> still_open;  // what ending it would leave open, to who may end it and while it is under way
  std::vector<domain::Programme> programmes;
  std::vector<domain::Role> my_roles;  // in this project
  MayOnProject may;
};

// A removed project shows to those who may take that back. Fails with "not-found" or "forbidden".
[[nodiscard]] base::Result<ProjectPage> project_page(const Context& context, const Actor& actor, domain::ProjectId id);

}  // namespace tributary::services
