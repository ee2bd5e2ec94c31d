#include "engines/flow/analytic/solve.hpp"

#include <algorithm>
#include <cmath>

#include "engines/flow/analytic/measures.hpp"
#include "engines/flow/analytic/part.hpp"
#include "engines/flow/analytic/routes.hpp"
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

// How long people are in beds, on average, before they come to a service: in each of those from where one may come there.
double time_before(const Ground& ground, std::uint32_t service) {
  std::vector<char> seen(ground.loads.size(), 0);
  std::vector<std::uint32_t> todo{service};
  double out = 0;
  while (!todo.empty()) {
    const std::uint32_t at = todo.back();
    todo.pop_back();
    for (const std::uint32_t each : ground.traffic.before[at]) {
      if (seen[each] != 0) continue;
      seen[each] = 1;
      out += ground.loads[each].in_bed;
      todo.push_back(each);
    }
  }
  return out;
}

// Who goes on from one service to another comes there in the steady state's numbers only when some stays are over; and people who come
// at known moments are, in a period, as many as these make.
void only_when_people_have_come(const Model& model, const Ground& ground, Solution& solution) {
  constexpr double hardly = 1e-3;  // of the run
  const double warm_up = model.run.warm_up.value_or(HUGE_VAL);
  const auto late = [&](double time) { return time > hardly * model.run.length && warm_up < 5 * time; };
  const bool at_random = std::all_of(ground.comings.begin(), ground.comings.end(), [](const Coming& each) { return each.poisson; });
  std::vector<char> comes_late(solution.services.size(), 0), leaves_late = comes_late;
  for (std::uint32_t i = 0; i < comes_late.size(); ++i) {
    const double before = time_before(ground, i);
    comes_late[i] = late(before) ? 1 : 0, leaves_late[i] = late(before + ground.loads[i].in_bed) ? 1 : 0;
    if (comes_late[i] != 0) near(solution.services[i].arrivals);
  }
  for (std::size_t i = 0; i < solution.measures.size(); ++i) {
    const Measure& measure = model.measures[i];
    if (!at_random) {
      for (auto& each : solution.measures[i].periods) near(each);
    }
    const bool counts = measure.quantity == Quantity::arrivals || measure.quantity == Quantity::departures || measure.quantity == Quantity::delay_with_beds;
    const auto& which = measure.quantity == Quantity::arrivals ? comes_late : leaves_late;
    const auto any = [&](ServiceId each) { return which[each.at()] != 0; };
    const bool some = measure.services.empty() ? std::find(which.begin(), which.end(), 1) != which.end() : std::any_of(measure.services.begin(), measure.services.end(), any);
    if (counts && some) near(solution.measures[i]);
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
  only_when_people_have_come(model, *ground, out);
  if (comes_for_a_time(model)) only_followed(model, *ground, out);
  if (model.drawn) {
    only_near(out);
    for (ServiceSolution& each : out.services) each.load.uncertain = true;
  }
  return out;
}

}  // namespace tributary::flow
