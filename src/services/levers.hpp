// Levers, investments and returns requested: what pulls on the work of a place, what was put into it, and what it is asked for.
// Who speaks for a place records them, with their source; a team says for itself what a return takes it.
#pragma once

#include <string>
#include <vector>

#include "domain/lever.hpp"
#include "services/context.hpp"
#include "services/parties.hpp"

namespace tributary::services {

struct NamedPull {
  domain::Pull pull;
  std::string objective_name;
};

struct LeverPage {
  domain::Lever lever;
  std::string place_name;
  NamedParty holder;
  std::vector<NamedPull> pulls;  // of each of its pulls, in their order
  bool may_edit = false;
};

struct InvestmentPage {
  domain::Investment investment;
  std::string place_name;
  std::string objective_name;
  std::vector<NamedParty> contributors;  // of each contribution, in their order
  bool may_edit = false;
};

struct AskedTeam {
  domain::TeamId team;
  std::string name;
  std::optional<double> hours;
  int version = 0;  // of what it said; 0 before the first
};

struct ReturnPage {
  domain::ReturnRequest request;
  std::string place_name;
  NamedParty asked_by;
  std::vector<NamedParty> asked_organisations;  // of each, in their order
  std::vector<domain::TeamHours> hours;  // by team; empty where the reader may see no team
  int teams_said = 0;
  double hours_a_year = 0;               // of those teams
  std::vector<AskedTeam> own;            // the reader's teams, which may say theirs
  bool may_edit = false;
};

// Levers that support an objective and others that oppose it.
struct PulledBothWays {
  domain::ObjectiveId objective;
  std::string name;
  std::vector<std::string> supported_by;
  std::vector<std::string> opposed_by;
};

struct LeversOfPlace {
  std::string place_name;
  std::vector<LeverPage> levers;
  std::vector<PulledBothWays> both_ways;
  std::vector<InvestmentPage> investments;
  std::vector<ReturnPage> returns;
  bool may_add = false;
};

struct LeversOfObjective {
  std::vector<LeverPage> levers;
  bool both_ways = false;
  std::vector<InvestmentPage> investments;
};

// What the team of a project is asked to fill in, by its place and that one's system, with what it said that it takes. What is asked of
// the teams of other organisations alone isn't; of an organisation that was merged, its successors' teams are asked.
struct ReturnsOfProject {
  domain::TeamId team;
  std::string team_name;
  std::vector<ReturnPage> returns;
  std::optional<double> hours_a_year;  // of those that the team has said its hours of; absent before the first
  bool may_say = false;
};

[[nodiscard]] base::Result<ReturnsOfProject> returns_of_project(const Context& context, const Actor& actor, domain::ProjectId project);
[[nodiscard]] base::Result<LeversOfPlace> levers_of_place(const Context& context, const Actor& actor, domain::PlaceId place);
[[nodiscard]] base::Result<LeversOfObjective> levers_of_objective(const Context& context, const Actor& actor, domain::ObjectiveId objective);

// Each fails with "text-missing", "reference-unknown", "party-unclear", "ends-before-it-begins" or, for a number, "out-of-range".
[[nodiscard]] base::Result<LeverPage> find_lever(const Context& context, const Actor& actor, domain::LeverId id);
[[nodiscard]] base::Result<LeverPage> add_lever(const Context& context, const Actor& actor, domain::Lever lever);
[[nodiscard]] base::Result<LeverPage> update_lever(const Context& context, const Actor& actor, domain::Lever lever);
[[nodiscard]] base::Done delete_lever(const Context& context, const Actor& actor, domain::LeverId id, int version);
[[nodiscard]] base::Result<LeverPage> restore_lever(const Context& context, const Actor& actor, domain::LeverId id);

[[nodiscard]] base::Result<InvestmentPage> find_investment(const Context& context, const Actor& actor, domain::InvestmentId id);
[[nodiscard]] base::Result<InvestmentPage> add_investment(const Context& context, const Actor& actor, domain::Investment investment);
[[nodiscard]] base::Result<InvestmentPage> update_investment(const Context& context, const Actor& actor, domain::Investment investment);
[[nodiscard]] base::Done delete_investment(const Context& context, const Actor& actor, domain::InvestmentId id, int version);
[[nodiscard]] base::Result<InvestmentPage> restore_investment(const Context& context, const Actor& actor, domain::InvestmentId id);

[[nodiscard]] base::Result<ReturnPage> find_return(const Context& context, const Actor& actor, domain::ReturnId id);
[[nodiscard]] base::Result<ReturnPage> add_return(const Context& context, const Actor& actor, domain::ReturnRequest request);
[[nodiscard]] base::Result<ReturnPage> update_return(const Context& context, const Actor& actor, domain::ReturnRequest request);
[[nodiscard]] base::Done delete_return(const Context& context, const Actor& actor, domain::ReturnId id, int version);
[[nodiscard]] base::Result<ReturnPage> restore_return(const Context& context, const Actor& actor, domain::ReturnId id);
// A member of a project of that team says what it takes, each time; without hours that is taken back. `version` is that of what the
// team said before, 0 before the first. Fails with "stale", "team-dissolved", "team-not-asked" or "out-of-range".
[[nodiscard]] base::Result<ReturnPage> say_hours(const Context& context, const Actor& actor, domain::ReturnId id, domain::TeamId team,
                                                 std::optional<double> hours, int version);

}  // namespace tributary::services
