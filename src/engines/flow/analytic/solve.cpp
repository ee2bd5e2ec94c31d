#include "engines/flow/analytic/solve.hpp"

#include <algorithm>
#include <cmath>

#include "engines/flow/analytic/measures.hpp"
#include "engines/flow/analytic/part.hpp"
#include "engines/flow/analytic/routes.hpp"
#include "engines/flow/short_number.hpp"
#include "engines/flow/ways.hpp"

namespace tributary::flow {

namespace {

std::optional<Theory> counted(const Model& model, const Ground& ground, const std::optional<Theory>& rate) {
  if (!rate || model.run.until_empty) return {};
  return Theory{rate->value * model.run.length, rate->exact && ground.counts_are_exact()};
}

// All who come to the service or are placed in it, per time unit.
std::optional<Theory> arriving(const Ground& ground, std::uint32_t at) {
  if (!ground.traffic.open[at].empty()) return {};
  for (const auto& each : ground.returning) {
    if (each.elsewhere == at && ground.forms[each.service].formula == nullptr) return {};
  }
  return Theory{ground.loads[at].arrivals, ground.came_exact[at] != 0};
}

// The one service whose overflow is all that comes here, to stay as long as it would have stayed there.
std::optional<std::uint32_t> spills_into(const Model& model, const Ground& ground, std::uint32_t at) {
  if (model.services[at].kind != Service::Kind::unlimited || !exponential_stay(ground.traffic, at)) return {};
  std::optional<std::uint32_t> out;
  for (std::uint32_t i = 0; i < model.services.size(); ++i) {
    for (const WhenFull& each : model.services[i].when_full) {
      const auto* over = std::get_if<Overflow>(&each);
      if (over == nullptr || services_from(model, over->to) != std::vector<std::uint32_t>{at}) continue;
      if (out) return {};
      out = i;
    }
  }
  if (!out || ground.forms[*out].formula != &formulas::loss || !exponential_stay(ground.traffic, *out)) return {};
  const auto alike = [](double a, double b) { return std::fabs(a - b) <= 1e-9 * std::max(a, b); };
  const bool all = alike(ground.loads[at].offered, overflow(model.services[*out].capacity.beds, ground.loads[*out].offered).mean);
  return all && alike(ground.loads[at].in_bed, ground.loads[*out].in_bed) ? out : std::nullopt;
}

// Standard deviation of the number in beds at a moment, where its law is known.
std::optional<Theory> spread(const Model& model, const Ground& ground, std::uint32_t at) {
  const ClosedForm& form = ground.forms[at];
  const auto occupied = Part(model, ground, {{at}}, nullptr).occupied();
  if (!occupied) return {};
  const bool exact = form.exact && occupied->exact;
  if (form.formula == &formulas::without_limit && ground.network.steady[at] != 0) return Theory{std::sqrt(occupied->value), exact};
  if (form.formula == &formulas::loss) {
    const double load = ground.loads[at].offered, mean = occupied->value;
    return Theory{std::sqrt(std::max(0.0, mean - (load - mean) * (ground.loads[at].beds - mean))), exact};
  }
  // What flows over from one service with exponential stays: Kosten.
  if (const auto spills = spills_into(model, ground, at)) return Theory{std::sqrt(overflow(model.services[*spills].capacity.beds, ground.loads[*spills].offered).variance), ground.served_exact[*spills] != 0};
  std::optional<std::uint32_t> from;
  for (const std::uint32_t stream : ground.traffic.in_bed_of[at]) {
    const Stream& each = ground.traffic.streams[stream];
    if (each.service == at || (from && *from != each.service)) return {};
    from = each.service;
  }
  if (!from || ground.forms[*from].formula != &formulas::loss || !exponential_stay(ground.traffic, *from)) return {};
  return Theory{std::sqrt(overflow(model.services[*from].capacity.beds, ground.loads[*from].offered).variance), ground.served_exact[*from] != 0};
}

ServiceSolution solve_service(const Model& model, const Ground& ground, std::uint32_t at) {
  const Service& service = model.services[at];
  const ClosedForm& form = ground.forms[at];
  const Part part(model, ground, {{at}}, nullptr);
  const double from = model.run.warm_up.value_or(0);
  ServiceSolution out;
  out.name = service.name, out.title = service.title;
  out.unlimited = !service.limits_people();
  out.load = ground.loads[at];
  out.open = ground.traffic.open[at];
  out.formula = form.formula;
  out.exact = form.formula != nullptr && form.exact && ground.came_exact[at] != 0;
  out.why = form.why;
  if (out.formula != nullptr && form.exact && !out.exact) out.why = "what comes from other services isn't known exactly";
  out.occupied = part.seen(from, from + model.run.length);
  // What isn't followed through time is the steady state, which a service without limit comes to in some lengths of stay.
  const bool settled_by_then = ground.in_time[at].has_value() || from > 5 * out.load.in_bed;
  if (out.occupied && out.unlimited && !settled_by_then) out.occupied->exact = false;
  out.queue = part.queue();
  out.in_transition = part.in_transition();
  out.wait = part.wait();
  out.wait_if_waited = part.wait_if_waited();
  out.share_delayed = part.share_delayed();
  out.stay = part.stay();
  out.active_stay = part.active_stay();
  out.arrivals = counted(model, ground, arriving(ground, at));
  out.placed_out = counted(model, ground, part.placed_out());
  out.turned_away = counted(model, ground, part.turned_away());
  out.reneged = counted(model, ground, part.given_up());
  out.occupied_sd = spread(model, ground, at);
  if (service.visits) {
    out.visits = counted(model, ground, part.visits());
    out.slots_used = part.slots_used();
  }
  return out;
}

void near(std::optional<Theory>& each) {
  if (each) each->exact = false;
}

void near(ServiceSolution& service) {
  service.exact = false;
  for (auto* each : {&service.occupied, &service.queue, &service.in_transition, &service.wait, &service.wait_if_waited, &service.share_delayed, &service.stay, &service.active_stay,
                     &service.arrivals, &service.placed_out, &service.turned_away, &service.reneged, &service.visits, &service.slots_used, &service.occupied_sd}) {
    near(*each);
  }
}

void near(MeasureSolution& measure) {
  near(measure.whole);
  for (auto& each : measure.periods) near(each);
}

// Every number, of numbers that aren't known exactly themselves.
void only_near(Solution& solution) {
  for (ServiceSolution& service : solution.services) {
    if (service.formula != nullptr && service.exact) service.why = "some numbers aren't known exactly, and theory takes what they are about";
    near(service);
  }
  for (MeasureSolution& measure : solution.measures) near(measure);
  near(solution.present), near(solution.time_in_system);
}

// The run counts from its beginning, with people there whom the model states. What is followed through time is exact of it, and how many
// come from outside; the steady state is only what it comes to in the end.
bool begins_with_people(const Model& model) {
  return model.run.warm_up && *model.run.warm_up == 0 && !model.run.until_empty &&
         std::any_of(model.services.begin(), model.services.end(), [](const Service& each) { return each.start.occupied + each.start.queue > 0; });
}

// `all`: every service is.
bool is_followed(const Measure& measure, const Ground& ground, bool all) {
  bool out = (measure.quantity == Quantity::occupancy || measure.quantity == Quantity::occupancy_share) && measure.whose.everybody() && (all || !measure.services.empty());
  for (const ServiceId each : measure.services) out = out && ground.in_time[each.at()].has_value();
  return out;
}

std::vector<std::size_t> services_with_a_start(const Model& model) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < model.services.size(); ++i) {
    if (model.services[i].start.occupied + model.services[i].start.queue > 0) out.push_back(i);
  }
  return out;
}

void only_in_the_end(const Model& model, const Ground& ground, Solution& solution) {
  const Solution before = solution;
  const std::vector<char> reached = reached_from(model, services_with_a_start(model));
  only_near(solution);
  bool all = true;
  for (std::size_t i = 0; i < solution.services.size(); ++i) {
    ServiceSolution& service = solution.services[i];
    const ServiceSolution& known = before.services[i];
    const bool followed = ground.in_time[i].has_value();
    all = all && followed;
    if (followed) service.occupied = known.occupied, service.exact = known.exact, service.why = known.why;
    else if (known.exact) service.why = "the run begins with people there and has no warm-up; this is what it comes to in the end";
    if (service.unlimited) service.queue = known.queue, service.wait = known.wait, service.share_delayed = known.share_delayed;
    if (ground.traffic.before[i].empty() && reached[i] == 0) service.arrivals = known.arrivals;
  }
  if (all) solution.present = before.present;
  for (std::size_t i = 0; i < solution.measures.size(); ++i) {
    if (is_followed(model.measures[i], ground, all)) solution.measures[i] = before.measures[i];
  }
}

// Those who are there at the start are there still while people are counted, or come on to other services, beyond those whom theory knows.
void only_nearly_forgotten(const Model& model, const Ground& ground, Solution& solution) {
  constexpr double forgotten = 10;  // times all the time that people spend in beds
  double time = 0;
  for (const Load& each : ground.loads) time += each.in_bed;
  if (model.run.warm_up.value_or(HUGE_VAL) > forgotten * time) return;
  const std::vector<std::size_t> from = services_with_a_start(model);
  const std::vector<char> reached = reached_from(model, from);
  std::vector<char> touched = reached;
  for (const std::size_t each : from) touched[each] = 1;
  bool all = true;
  for (std::size_t i = 0; i < touched.size(); ++i) {
    if (touched[i] == 0) continue;
    if (reached[i] != 0) near(solution.services[i].arrivals);
    if (ground.in_time[i]) continue;
    if (solution.services[i].formula != nullptr && solution.services[i].exact) solution.services[i].why = "some of those who are there at the start are there, or come on from elsewhere, while people are counted";
    near(solution.services[i]);
    all = false;
  }
  if (!all) near(solution.present);
  for (std::size_t i = 0; i < solution.measures.size(); ++i) {
    const Measure& measure = model.measures[i];
    const bool any = measure.services.empty() || std::any_of(measure.services.begin(), measure.services.end(), [&](ServiceId each) { return touched[each.at()] != 0; });
    if (any && !is_followed(measure, ground, all)) near(solution.measures[i]);
  }
}

// Does somebody come only for a part of what is counted?
bool comes_for_a_time(const Model& model) {
  if (model.run.until_empty || !model.run.warm_up) return false;
  const double from = *model.run.warm_up, to = from + model.run.length;
  const std::vector<Coming> all = comings(model);
  for (std::size_t i = 0; i < model.sources.size(); ++i) {
    const Source& source = model.sources[i];
    if (source.begins > from || (source.ends && *source.ends < to)) return true;
    if (source.at_most && static_cast<double>(*source.at_most) < all[i].rate * (to - source.begins)) return true;
    if (const auto* log = std::get_if<ReplayedArrivals>(&source.process); log != nullptr && (log->at.empty() || log->at.back() < to - .1 * model.run.length)) return true;
  }
  return false;
}

// Then what isn't followed through time is not what a run will see: better nothing.
void only_followed(const Model& model, const Ground& ground, Solution& solution) {
  bool all = true;
  for (std::size_t i = 0; i < solution.services.size(); ++i) {
    ServiceSolution& service = solution.services[i];
    const bool followed = ground.in_time[i].has_value();
    all = all && followed;
    ServiceSolution kept;
    kept.name = service.name, kept.title = service.title, kept.unlimited = service.unlimited, kept.open = service.open, kept.load = service.load;
    kept.why = "some people come for a part of the run only, and theory is of those who come throughout";
    kept.stay = service.stay, kept.active_stay = service.active_stay;  // of those who stay to the end of it, whenever they come
    near(kept.stay), near(kept.active_stay);
    if (followed) {
      kept.formula = service.formula, kept.exact = service.exact, kept.why = service.why, kept.occupied = service.occupied;
      kept.queue = service.queue, kept.wait = service.wait, kept.share_delayed = service.share_delayed;
    }
    service = std::move(kept);
  }
  if (!all) solution.present.reset();
  solution.time_in_system.reset();
  for (std::size_t i = 0; i < solution.measures.size(); ++i) {
    if (is_followed(model.measures[i], ground, all)) continue;
    solution.measures[i].whole.reset();
    for (auto& each : solution.measures[i].periods) each.reset();
  }
}

}  // namespace

Solution Solution::unknown(const Model& model, const std::string& why) {
  Solution out;
  for (const Service& each : model.services) {
    ServiceSolution& service = out.services.emplace_back();
    service.name = each.name, service.title = each.title, service.unlimited = !each.limits_people();
    service.open = service.why = why;
  }
  for (const Measure& each : model.measures) out.measures.push_back({each.name, each.title, each.unit, each.quantity, {}, {}, each.period.value_or(0), {}});
  return out;
}

base::Result<Solution> solve(const Model& model) {
  if (!model.changes.empty()) return Solution::unknown(model, "something changes at a date, and theory is of what stays as it is");
  const auto ground = ground_of(model);
  if (!ground) return base::fail(ground.error());
  Solution out;
  for (std::uint32_t at = 0; at < model.services.size(); ++at) out.services.push_back(solve_service(model, *ground, at));
  out.measures = solve_measures(model, *ground);
  // Everybody is in a bed or in a line; those who are kept waiting in a bed, and those out of area who wait for one here, are in both.
  const Part all(model, *ground, {}, nullptr);
  const double from = model.run.warm_up.value_or(0);
  const auto together = [&](const std::optional<Theory>& occupied) -> std::optional<Theory> {
    const auto queue = all.queue();
    const auto blocked = all.blocked();
    if (!occupied || !queue || !blocked) return {};
    double twice = blocked->value;
    for (const ClosedForm& each : ground->forms) twice += each.away;
    return Theory{occupied->value + queue->value - twice, occupied->exact && queue->exact};
  };
  out.present = together(all.seen(from, from + model.run.length));
  if (const auto present = together(all.occupied()); present && ground->traffic.people > 0) out.time_in_system = Theory{present->value / ground->traffic.people, present->exact};
  if (begins_with_people(model)) only_in_the_end(model, *ground, out);
  else if (!services_with_a_start(model).empty()) only_nearly_forgotten(model, *ground, out);
  if (comes_for_a_time(model)) only_followed(model, *ground, out);
  if (model.drawn) {
    only_near(out);
    for (ServiceSolution& each : out.services) each.load.uncertain = true;
  }
  return out;
}

namespace {

// "1 hour", "2.5 hours".
std::string counted(double count, const std::string& one) {
  const std::string number = short_number(count);
  return number + " " + one + (number == "1" ? "" : "s");
}

// What is too little of a team that gives visits: slots, or room on its books.
std::string overload_of_visits(const ServiceSolution& service, const std::string& a_unit) {
  const Load& load = service.load;
  if (load.utilisation.value_or(0) < 1) {
    return short_number(*load.on_books * load.caseload) + " people would be on its books at once, and its caseload is " + short_number(load.caseload);
  }
  return short_number(load.arrivals) + " people " + a_unit + " need " + counted(load.in_bed, "visit") + " each, " + short_number(load.offered) + " " + a_unit + ", and there are " + short_number(load.beds);
}

// What lacks are beds for some of those who come.
bool for_some(const ServiceSolution& service) {
  const Load& load = service.load;
  return load.least && (load.least->offered < load.offered * (1 - 1e-9) || std::fabs(load.least->beds - load.beds - load.kept_on) > 1e-9);
}

}  // namespace

std::vector<base::Problem> overloads(const Model& model, const Solution& solution) {
  const std::string unit = model.unit == TimeUnit::minute ? "minute" : model.unit == TimeUnit::hour ? "hour" : model.unit == TimeUnit::day ? "day" : "week";
  const std::string a_unit = (model.unit == TimeUnit::hour ? "an " : "a ") + unit;
  std::vector<base::Problem> out;
  for (const ServiceSolution& each : solution.services) {
    if (!each.open.empty() || each.load.steady_state()) continue;
    base::Problem problem;
    problem.code = "no-steady-state";
    problem.title = "A service can't keep up";
    problem.field = "services." + each.name;
    if (each.load.kept_for) {
      problem.detail = each.name + ": its people keep their beds until " + model.services[*each.load.kept_for].name + " has one for them, and that can't keep up: in the end all beds are kept so, and the line for them grows for ever. There is no steady state, and what a run reports depends on how long it is.";
      out.push_back(std::move(problem));
      continue;
    }
    problem.detail = each.name + ": " +
                     (each.load.visits ? overload_of_visits(each, a_unit)
                      : for_some(each) ? "those for whom the fewest beds are kept or shared need " + counted(each.load.least->offered, "bed") + " at once, and may have " + short_number(each.load.least->beds)
                                       : short_number(each.load.arrivals) + " people " + a_unit + " need a bed for " + counted(each.load.in_bed, unit) + " each, " +
                                             counted(each.load.offered, "bed") + " at once, and there are " + short_number(each.load.beds + each.load.kept_on) +
                                             (each.load.kept_on > 0 ? ", with those in which people stay on when they close" : "")) +
                     ". " +
                     (each.load.growth > 1e-9 * each.load.arrivals ? "The line grows by " + short_number(each.load.growth) + " people " + a_unit + ", for ever" : "That is enough only where nothing varies, and the line grows for ever") +
                     ": there is no steady state, and what a run reports depends on how long it is.";
    out.push_back(std::move(problem));
  }
  return out;
}

std::vector<base::Problem> hardly_served(const Model& model, const Solution& solution) {
  constexpr double far_too_much = 2;
  std::vector<base::Problem> out;
  for (std::size_t i = 0; i < solution.services.size(); ++i) {
    const ServiceSolution& each = solution.services[i];
    const double times = each.load.utilisation.value_or(0) * (each.load.kept_on > 0 ? each.load.beds / (each.load.beds + each.load.kept_on) : 1);
    if (!each.open.empty() || !each.load.steady_state() || times < far_too_much) continue;
    const std::string what = each.load.visits ? "slots" : "beds";
    base::Problem problem;
    problem.code = "hardly-served";
    problem.title = "Most of those who come are not served";
    problem.detail = each.name + ": all who come would need " + short_number(times) + " times the " + what + " that there are" +
                     (model.services[i].pool.given() ? " in its pool" : " (" + short_number(each.load.offered) + " of " + short_number(each.load.beds) + ")") +
                     ", so most of them are not served here. Is a unit of time wrong, of how many come or of how long they stay?";
    problem.field = "services." + each.name;
    out.push_back(std::move(problem));
  }
  return out;
}

}  // namespace tributary::flow
