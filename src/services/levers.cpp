#include "services/levers.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/check.hpp"
#include "base/text.hpp"
#include "services/input_check.hpp"
#include "services/places.hpp"
#include "services/ports/lever_store.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/projects.hpp"
#include "services/team_dissolution.hpp"
#include "services/teams.hpp"

namespace tributary::services {

using domain::Investment;
using domain::Lever;
using domain::ReturnRequest;

namespace {

constexpr double most_pounds = 1e12;
constexpr double most_hours = 10'000;
constexpr double most_times_a_year = 366;

constexpr Thing thing_of(const Lever&) { return Thing::lever; }
constexpr Thing thing_of(const Investment&) { return Thing::investment; }
constexpr Thing thing_of(const ReturnRequest&) { return Thing::return_request; }
constexpr std::string_view word_of(const Lever&) { return "lever"; }
constexpr std::string_view word_of(const Investment&) { return "investment"; }
constexpr std::string_view word_of(const ReturnRequest&) { return "return"; }

void check_range(InputCheck& check, std::optional<double> value, double most, std::string_view field) {
  if (value && !(*value > 0 && *value <= most))
    check.note({.code = "out-of-range", .title = "The number is out of range",
                .detail = base::to_text(*value) + " is not above 0 and at most " + base::to_text(most) + ".", .field = std::string(field)});
}

void check_pounds(InputCheck& check, std::optional<double> value, std::string_view field) {
  check_range(check, value, most_pounds, field);
  if (value && *value > 0 && *value <= most_pounds && !domain::is_whole_pence(*value))
    check.note({.code = "not-whole-pence", .title = "An amount is in whole pence", .detail = base::to_text(*value) + " has a part of a penny. Round it.",
                .field = std::string(field)});
}

void check_party(InputCheck& check, Transaction& tx, const domain::Party& party, std::string_view field) {
  if (const auto found = find_party(tx, party, field); !found) check.note(found.error());
}

void check_objective(InputCheck& check, Transaction& tx, domain::ObjectiveId id, std::string_view field) {
  const auto objective = tx.objectives().find(id);
  if (!objective || objective->deleted) check.note(unknown_reference("objective", field));
}

base::Done check_record(Transaction& tx, Lever& lever) {
  InputCheck check;
  check.name(lever.name, "/name");
  check.words(lever.about, "/about", 4000);
  check.words(lever.source, "/source", 2000);
  check_party(check, tx, lever.holder, "/holder");
  check.that(domain::check_order(lever.from, lever.to, "/to_on"));
  std::size_t i = 0;
  for (domain::Pull& each : lever.pulls) {
    const std::string at = "/pulls/" + std::to_string(i);
    check_objective(check, tx, each.objective, at + "/objective_id");
    check.words(each.why, at + "/why", 2000);
    if (std::any_of(lever.pulls.begin(), lever.pulls.begin() + static_cast<std::ptrdiff_t>(i++), [&](const domain::Pull& other) { return other.objective == each.objective; }))
      check.note({.code = "named-twice", .title = "The objective is named twice", .detail = "Say once what the lever does to it.", .field = at + "/objective_id"});
  }
  return check.done();
}

base::Done check_record(Transaction& tx, Investment& investment) {
  InputCheck check;
  check.name(investment.name, "/name");
  check.words(investment.about, "/about", 4000);
  check.words(investment.source, "/source", 2000);
  check.that(domain::check_order(investment.from, investment.to, "/to_on"));
  check_pounds(check, investment.pounds, "/pounds");
  if (investment.objective) check_objective(check, tx, *investment.objective, "/objective_id");
  std::size_t i = 0;
  for (const domain::Contribution& each : investment.contributions) {
    const std::string at = "/contributions/" + std::to_string(i++);
    check_party(check, tx, each.by, at + "/by");
    check_pounds(check, each.pounds, at + "/pounds");
    if (std::any_of(investment.contributions.begin(), investment.contributions.begin() + static_cast<std::ptrdiff_t>(i - 1), [&](const domain::Contribution& other) { return other.by == each.by; }))
      check.note({.code = "named-twice", .title = "They are named twice", .detail = "Say once what each put in.", .field = at + "/by"});
  }
  if (const auto known = domain::put_in(investment); investment.pounds && known.pounds != *investment.pounds && (known.all || known.pounds > *investment.pounds))
    check.note({.code = "sums-differ", .title = "The parts don't make the whole",
                .detail = "Together they put in " + base::to_text(known.pounds) + " pounds; the whole is said to be " + base::to_text(*investment.pounds) +
                          ". Change one of them, or leave the whole out: it is the sum of its parts.",
                .field = "/pounds"});
  const bool nobody = investment.contributions.empty();
  if (investment.pooled && nobody)
    check.note({.code = "contributors-missing", .title = "Say who put in", .detail = "A pooled budget is of those who put in. Add each; how much may stay open where it isn't published.",
                .field = "/contributions"});
  else if (!investment.pounds && nobody)
    check.note({.code = "amount-missing", .title = "Say how much, or who put in", .detail = "Give the amount; where it isn't published, say who put in.", .field = "/pounds"});
  if (!investment.from)
    check.note({.code = "date-missing", .title = "Say from when", .detail = "Give the day from which it was put in; the first of a year will do.", .field = "/from_on"});
  return check.done();
}

base::Done check_record(Transaction& tx, ReturnRequest& request) {
  InputCheck check;
  check.name(request.name, "/name");
  check.words(request.about, "/about", 4000);
  check.words(request.asked_of, "/asked_of", 500);
  check.words(request.source, "/source", 2000);
  check_party(check, tx, request.asked_by, "/asked_by");
  for (std::size_t i = 0; i < request.asked_organisations.size(); ++i)
    if (!tx.organisations().find(request.asked_organisations[i])) check.note(unknown_reference("organisation", "/organisation_ids/" + std::to_string(i)));
  check_range(check, request.times_a_year, most_times_a_year, "/times_a_year");
  check_range(check, request.teams_asked ? std::optional<double>(*request.teams_asked) : std::nullopt, 1e6, "/teams_asked");
  return check.done();
}

std::string name_of_place(Transaction& tx, domain::PlaceId id) {
  const auto place = tx.places().find(id);
  return place ? place->name : "";
}

bool may_edit(Transaction& tx, const Actor& actor, Thing thing, domain::PlaceId place) {
  return may_write(thing, relations_of(actor, scope_of_place(tx, place)));
}

LeverPage page_of(Transaction& tx, const Actor& actor, Lever lever) {
  LeverPage page{.lever = {}, .place_name = name_of_place(tx, lever.place), .holder = name_party(tx, lever.holder), .pulls = {},
                 .may_edit = may_edit(tx, actor, Thing::lever, lever.place)};
  for (const domain::Pull& each : lever.pulls) {
    const auto objective = tx.objectives().find(each.objective);
    page.pulls.push_back({.pull = each, .objective_name = objective ? objective->name : ""});
  }
  page.lever = std::move(lever);
  return page;
}

InvestmentPage page_of(Transaction& tx, const Actor& actor, Investment investment) {
  InvestmentPage page{.investment = {}, .place_name = name_of_place(tx, investment.place), .objective_name = {}, .contributors = {},
                      .may_edit = may_edit(tx, actor, Thing::investment, investment.place)};
  const auto objective = investment.objective ? tx.objectives().find(*investment.objective) : std::nullopt;
  if (objective && !objective->deleted) page.objective_name = objective->name;
  else investment.objective = {};
  for (const domain::Contribution& each : investment.contributions) page.contributors.push_back(name_party(tx, each.by));
  page.investment = std::move(investment);
  return page;
}

// The actor's standing to a team: by a project of it in which a role is held. None for who is not of the team.
Scope scope_of_team(Transaction& tx, const Actor& actor, domain::TeamId team) {
  if (!is_of_team(tx, actor, team)) return {};
  for (const domain::Grant& grant : actor.grants) {
    const auto project = grant.project ? tx.projects().find(*grant.project) : std::nullopt;
    if (!project || project->deleted || project->team != team) continue;
    const Scope scope = scope_of_project(tx, *project);
    if (may_write(Thing::return_hours, relations_of(actor, scope))) return scope;
  }
  return {};
}

bool is_asked(Transaction& tx, const ReturnRequest& request, domain::OrganisationId organisation) {
  return request.asked_organisations.empty() || is_one_of(tx, organisation, request.asked_organisations);
}

std::vector<AskedTeam> own_teams(Transaction& tx, const Actor& actor, const ReturnRequest& request, const std::vector<domain::TeamHours>& said) {
  std::vector<AskedTeam> out;
  for (const domain::Grant& grant : actor.grants) {
    const auto project = grant.project ? tx.projects().find(*grant.project) : std::nullopt;
    if (!project || project->deleted || std::ranges::find(out, project->team, &AskedTeam::team) != out.end()) continue;
    const auto team = tx.organisations().find_team(project->team);
    if (!team || team->dissolved || !is_of_team(tx, actor, team->id) || !may_write(Thing::return_hours, relations_of(actor, scope_of_project(tx, *project)))) continue;
    const auto hours = std::ranges::find(said, team->id, &domain::TeamHours::team);
    if (hours == said.end() && !is_asked(tx, request, team->organisation)) continue;
    out.push_back({.team = team->id, .name = team->name, .hours = hours == said.end() ? std::nullopt : std::optional(hours->hours), .version = tx.levers().hours_version(request.id, team->id)});
  }
  return out;
}

ReturnPage page_of(Transaction& tx, const Actor& actor, ReturnRequest request) {
  ReturnPage page{.request = {}, .place_name = name_of_place(tx, request.place), .asked_by = name_party(tx, request.asked_by), .asked_organisations = {}, .hours = {}, .own = {},
                  .may_edit = may_edit(tx, actor, Thing::return_request, request.place)};
  auto hours = tx.levers().hours_of(request.id);
  page.teams_said = static_cast<int>(hours.size());
  page.hours_a_year = domain::hours_a_year(request, hours);
  page.own = own_teams(tx, actor, request, hours);
  for (const domain::OrganisationId each : request.asked_organisations) page.asked_organisations.push_back(name_party(tx, {.place = {}, .organisation = each, .group = {}}));
  if (may_read(Thing::return_hours, relations_of(actor, {}))) page.hours = std::move(hours);
  page.request = std::move(request);
  return page;
}

template <class Record>
using PageOf = decltype(page_of(std::declval<Transaction&>(), std::declval<const Actor&>(), std::declval<Record>()));

template <class Record, class Id>
base::Result<PageOf<Record>> find_record(const Context& context, const Actor& actor, Id id) {
  if (const auto may = require_read(thing_of(Record{}), actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  auto record = tx->levers().find(id);
  if (!record || record->deleted) return base::fail(not_found(word_of(Record{})));
  return page_of(*tx, actor, *std::move(record));
}

template <class Record>
base::Result<PageOf<Record>> add_record(const Context& context, const Actor& actor, Record record) {
  const auto tx = context.database.write();
  if (!tx->places().find(record.place)) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto may = require_write(thing_of(record), actor, scope_of_place(*tx, record.place)); !may) return base::fail(may.error());
  if (const auto good = check_record(*tx, record); !good) return base::fail(good.error());
  const auto id = tx->levers().add(record, actor.person, context.clock.now());
  auto page = page_of(*tx, actor, *tx->levers().find(id));
  tx->commit();
  return page;
}

template <class Record>
base::Result<PageOf<Record>> update_record(const Context& context, const Actor& actor, Record record) {
  const auto tx = context.database.write();
  const auto stored = tx->levers().find(record.id);
  if (!stored || stored->deleted) return base::fail(not_found(word_of(record)));
  if (const auto may = require_write(thing_of(record), actor, scope_of_place(*tx, stored->place)); !may) return base::fail(may.error());
  if (record.place != stored->place)
    return base::fail({.code = "place-fixed", .title = "It stays at its place", .detail = "Record another at the other place instead.", .field = "/place_id"});
  if (const auto good = check_record(*tx, record); !good) return base::fail(good.error());
  if (!tx->levers().update(record, record.version)) return base::fail(stale(word_of(record)));
  auto page = page_of(*tx, actor, *tx->levers().find(record.id));
  tx->commit();
  return page;
}

template <class Record, class Id>
base::Done delete_record(const Context& context, const Actor& actor, Id id, int version) {
  const auto tx = context.database.write();
  const auto stored = tx->levers().find(id);
  if (!stored || stored->deleted) return base::fail(not_found(word_of(Record{})));
  if (const auto may = require_write(thing_of(*stored), actor, scope_of_place(*tx, stored->place)); !may) return may;
  if (!tx->levers().set_deleted(id, context.clock.now(), version)) return base::fail(stale(word_of(*stored)));
  tx->commit();
  return {};
}

template <class Record, class Id>
base::Result<PageOf<Record>> restore_record(const Context& context, const Actor& actor, Id id) {
  const auto tx = context.database.write();
  const auto stored = tx->levers().find(id);
  if (!stored) return base::fail(not_found(word_of(Record{})));
  if (const auto may = require_write(thing_of(*stored), actor, scope_of_place(*tx, stored->place)); !may) return base::fail(may.error());
  if (stored->deleted) (void)tx->levers().set_deleted(id, std::nullopt, stored->version);
  auto page = page_of(*tx, actor, *tx->levers().find(id));
  tx->commit();
  return page;
}

template <class Record>
std::vector<PageOf<Record>> pages_of(Transaction& tx, const Actor& actor, std::vector<Record> records) {
  std::vector<PageOf<Record>> out;
  for (Record& each : records) out.push_back(page_of(tx, actor, std::move(each)));
  return out;
}

// Both in force on a day that is not past.
bool pull_at_once(const Lever& a, const Lever& b, base::Date today) {
  const auto begins = std::max(a.from.value_or(today), b.from.value_or(today));
  const auto over_before = [&](const Lever& each, base::Date day) { return each.to && *each.to < day; };
  const base::Date day = std::max(begins, today);
  return !over_before(a, day) && !over_before(b, day);
}

std::vector<PulledBothWays> pulled_both_ways(const std::vector<LeverPage>& levers, base::Date today) {
  struct Pulling {
    const LeverPage* lever;
    domain::Effect effect;
  };
  std::map<domain::ObjectiveId, std::pair<std::string, std::vector<Pulling>>> by_objective;
  for (const LeverPage& lever : levers)
    for (const NamedPull& each : lever.pulls) {
      auto& [name, pulling] = by_objective[each.pull.objective];
      name = each.objective_name;
      pulling.push_back({.lever = &lever, .effect = each.pull.effect});
    }
  std::vector<PulledBothWays> out;
  for (auto& [id, found] : by_objective) {
    auto& [name, pulling] = found;
    PulledBothWays at{.objective = id, .name = std::move(name), .supported_by = {}, .opposed_by = {}};
    for (const Pulling& one : pulling)
      if (std::ranges::any_of(pulling, [&](const Pulling& other) { return other.effect != one.effect && pull_at_once(one.lever->lever, other.lever->lever, today); }))
        (one.effect == domain::Effect::supports ? at.supported_by : at.opposed_by).push_back(one.lever->lever.name);
    if (!at.supported_by.empty()) out.push_back(std::move(at));
  }
  return out;
}

}  // namespace

base::Result<LeversOfPlace> levers_of_place(const Context& context, const Actor& actor, domain::PlaceId place) {
  if (const auto may = require_read(Thing::lever, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  if (!tx->places().find(place)) return base::fail(not_found("place"));
  LeversOfPlace out;
  out.place_name = name_of_place(*tx, place);
  out.levers = pages_of(*tx, actor, tx->levers().levers_at(place));
  out.both_ways = pulled_both_ways(out.levers, base::london_date(context.clock.now()));
  out.investments = pages_of(*tx, actor, tx->levers().investments_at(place));
  out.returns = pages_of(*tx, actor, tx->levers().returns_at(place));
  out.may_add = may_edit(*tx, actor, Thing::lever, place);
  return out;
}

base::Result<ReturnsOfProject> returns_of_project(const Context& context, const Actor& actor, domain::ProjectId id) {
  const auto tx = context.database.read();
  const auto project = tx->projects().find(id);
  if (!project || project->deleted) return base::fail(not_found("project"));
  const Scope scope = scope_of_project(*tx, *project);
  if (const auto may = require_read(Thing::project, actor, scope); !may) return base::fail(may.error());
  ReturnsOfProject out{.team = project->team, .team_name = {}, .returns = {}, .hours_a_year = {}, .may_say = may_write(Thing::return_hours, relations_of(actor, scope))};
  const auto whose = tx->organisations().find_team(project->team);
  if (whose) out.team_name = whose->name, out.may_say = out.may_say && !whose->dissolved;
  for (ReturnRequest& each : tx->levers().returns_at(project->place)) {
    if (each.place != project->place && each.place != scope.system) continue;  // of a system, its localities ask others
    const auto hours = tx->levers().hours_of(each.id);
    const auto said = std::ranges::find(hours, project->team, &domain::TeamHours::team);
    if (said == hours.end() && whose && !is_asked(*tx, each, whose->organisation)) continue;
    if (said != hours.end()) out.hours_a_year = out.hours_a_year.value_or(0) + domain::hours_a_year(each, {*said});
    out.returns.push_back(page_of(*tx, actor, std::move(each)));
  }
  return out;
}

base::Result<LeversOfObjective> levers_of_objective(const Context& context, const Actor& actor, domain::ObjectiveId id) {
  if (const auto may = require_read(Thing::lever, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  const auto objective = tx->objectives().find(id);
  if (!objective || objective->deleted) return base::fail(not_found("objective"));
  LeversOfObjective out;
  out.levers = pages_of(*tx, actor, tx->levers().levers_on(id));
  for (LeverPage& each : out.levers) std::erase_if(each.pulls, [&](const NamedPull& pull) { return pull.pull.objective != id; });
  out.both_ways = !pulled_both_ways(out.levers, base::london_date(context.clock.now())).empty();
  out.investments = pages_of(*tx, actor, tx->levers().investments_for(id));
  return out;
}

base::Result<LeverPage> find_lever(const Context& context, const Actor& actor, domain::LeverId id) { return find_record<Lever>(context, actor, id); }
base::Result<LeverPage> add_lever(const Context& context, const Actor& actor, Lever lever) { return add_record(context, actor, std::move(lever)); }
base::Result<LeverPage> update_lever(const Context& context, const Actor& actor, Lever lever) { return update_record(context, actor, std::move(lever)); }
base::Done delete_lever(const Context& context, const Actor& actor, domain::LeverId id, int version) { return delete_record<Lever>(context, actor, id, version); }
base::Result<LeverPage> restore_lever(const Context& context, const Actor& actor, domain::LeverId id) { return restore_record<Lever>(context, actor, id); }

base::Result<InvestmentPage> find_investment(const Context& context, const Actor& actor, domain::InvestmentId id) {
  return find_record<Investment>(context, actor, id);
}
base::Result<InvestmentPage> add_investment(const Context& context, const Actor& actor, Investment investment) {
  return add_record(context, actor, std::move(investment));
}
base::Result<InvestmentPage> update_investment(const Context& context, const Actor& actor, Investment investment) {
  return update_record(context, actor, std::move(investment));
}
base::Done delete_investment(const Context& context, const Actor& actor, domain::InvestmentId id, int version) {
  return delete_record<Investment>(context, actor, id, version);
}
base::Result<InvestmentPage> restore_investment(const Context& context, const Actor& actor, domain::InvestmentId id) {
  return restore_record<Investment>(context, actor, id);
}

base::Result<ReturnPage> find_return(const Context& context, const Actor& actor, domain::ReturnId id) { return find_record<ReturnRequest>(context, actor, id); }
base::Result<ReturnPage> add_return(const Context& context, const Actor& actor, ReturnRequest request) { return add_record(context, actor, std::move(request)); }
base::Result<ReturnPage> update_return(const Context& context, const Actor& actor, ReturnRequest request) { return update_record(context, actor, std::move(request)); }
base::Done delete_return(const Context& context, const Actor& actor, domain::ReturnId id, int version) {
  return delete_record<ReturnRequest>(context, actor, id, version);
}
base::Result<ReturnPage> restore_return(const Context& context, const Actor& actor, domain::ReturnId id) { return restore_record<ReturnRequest>(context, actor, id); }

base::Result<ReturnPage> say_hours(const Context& context, const Actor& actor, domain::ReturnId id, domain::TeamId by, std::optional<double> hours, int version) {
  const auto tx = context.database.write();
  const auto request = tx->levers().find(id);
  if (!request || request->deleted) return base::fail(not_found("return"));
  const auto asked = tx->organisations().find_team(by);
  if (!asked) return base::fail(not_found("team"));
  if (const auto may = require_write(Thing::return_hours, actor, scope_of_team(*tx, actor, by)); !may) return base::fail(may.error());
  if (asked->dissolved) return base::fail(team_is_dissolved(*asked, ""));
  if (hours && !is_asked(*tx, *request, asked->organisation))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "team-not-asked", .title = "This return isn't asked of the team",
                       .detail = "It is asked of the teams of other organisations. Whoever asks can add this one's."});
  InputCheck check;
  check_range(check, hours, most_hours, "/hours");
  if (const auto good = check.done(); !good) return base::fail(good.error());
  if (tx->levers().hours_version(id, by) != version) return base::fail(stale("team's hours"));
  tx->levers().set_hours(id, by, hours, actor.person, context.clock.now());
  auto page = page_of(*tx, actor, *request);
  tx->commit();
  return page;
}

}  // namespace tributary::services
