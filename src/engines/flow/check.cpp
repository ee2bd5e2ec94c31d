#include "engines/flow/check.hpp"
#include "engines/flow/check_visits.hpp"
#include "engines/flow/circles.hpp"
#include "engines/flow/match.hpp"
#include "engines/flow/short_number.hpp"

#include <algorithm>
#include <cmath>

namespace tributary::flow {

namespace {

base::Problem problem(std::string code, std::string title, std::string detail, std::string field) {
  base::Problem out;
  out.code = std::move(code);
  out.title = std::move(title);
  out.detail = std::move(detail);
  out.field = std::move(field);
  return out;
}

// What follows at once from a choice: services, and whether one may leave. `seen` holds the choices on the way.
void follow(const Model& model, ChoiceId choice, std::vector<char>& seen, std::vector<std::size_t>& services, bool& leaves) {
  if (!choice.given() || seen[choice.at()] != 0) return;
  seen[choice.at()] = 1;
  std::visit(Match{
                 [&](const Leave&) { leaves = true; },
                 [&](const Enter& enter) { services.push_back(enter.service.at()); },
                 [&](const Split& split) {
                   for (std::size_t i = 0; i < split.to.size(); ++i) {
                     if (split.weights[i] > 0) follow(model, split.to[i], seen, services, leaves);
                   }
                 },
                 [&](const ByCondition& cases) {
                   for (const ChoiceId each : cases.to) follow(model, each, seen, services, leaves);
                 },
                 [&](const Rule& rule) {
                   follow(model, rule.then, seen, services, leaves);
                   follow(model, rule.otherwise, seen, services, leaves);
                 },
                 [&](const Pick& pick) {
                   for (const ServiceId each : model.groups[pick.group.at()].services) services.push_back(each.at());
                   if (pick.if_none) follow(model, *pick.if_none, seen, services, leaves);
                 },
             },
             model.choices[choice.at()]);
}

struct Ways {
  std::vector<std::size_t> services;  // some perhaps twice
  bool leaves = false;
};

Ways ways_from(const Model& model, ChoiceId choice) {
  Ways out;
  std::vector<char> seen(model.choices.size());
  follow(model, choice, seen, out.services, out.leaves);
  return out;
}

// From a service: onwards, and elsewhere when it is full.
Ways ways_of(const Model& model, const Service& service) {
  Ways out = ways_from(model, service.next);
  const auto also = [&](ChoiceId choice) {
    const Ways more = ways_from(model, choice);
    out.services.insert(out.services.end(), more.services.begin(), more.services.end());
    out.leaves = out.leaves || more.leaves;
  };
  for (const WhenFull& each : service.when_full) {
    std::visit(Match{
                   [&](const Wait& wait) {
                     if (wait.reneged) also(*wait.reneged);
                   },
                   [&](const Hold&) {},
                   [&](const Overflow& over) { also(over.to); },
                   [&](const Divert& divert) { out.services.push_back(divert.out_of_area.at()); },
                   [&](const TurnAway&) { out.leaves = true; },
                   [&](const Poll&) {},
               },
               each);
  }
  return out;
}

bool never_any_beds(const Model& model, const Service& service) {
  if (!service.limits_people() || service.capacity.beds > 0) return false;
  if (service.pool.given() && model.pools[service.pool.at()].beds > 0) return false;
  const auto some = [](const auto& each) { return each.beds > 0; };
  return std::none_of(service.capacity.steps.begin(), service.capacity.steps.end(), some) &&
         std::none_of(service.capacity.hours.begin(), service.capacity.hours.end(), some);
}

double expected_people(const Model& model) {
  const double span = model.run.length + model.run.warm_up.value_or(model.run.length);
  double people = 0;
  for (const Source& source : model.sources) {
    double rate = std::visit(Match{
                                 [](const PoissonArrivals& poisson) { return poisson.rate; },
                                 [](const CountedArrivals& counted) { return moments(counted.count).mean / counted.period; },
                                 [](const RenewalArrivals& renewal) { return 1 / std::max(1e-300, moments(renewal.gap).mean); },
                                 [](const ScheduledArrivals& booked) { return static_cast<double>(booked.at.size()) / booked.period; },
                                 [&](const ReplayedArrivals& log) { return static_cast<double>(log.at.size()) / span; },
                             },
                             source.process);
    for (const auto* factors : {&source.profile.by_hour, &source.profile.by_weekday, &source.profile.by_month}) {
      if (!factors->empty()) rate *= *std::max_element(factors->begin(), factors->end());
    }
    double here = rate * std::max(0.0, std::min(span, source.ends.value_or(span)) - source.begins);
    if (source.at_most) here = std::min(here, static_cast<double>(*source.at_most));
    people += here;
  }
  return people * model.run.replications;
}

// Services that may hold their beds for others that may hold theirs for them: they can lock for ever.
std::vector<bool> may_lock(const Model& model) {
  std::vector<std::vector<std::uint32_t>> waits(model.services.size());  // those for which i may hold its bed
  for (std::size_t i = 0; i < model.services.size(); ++i) {
    for (const std::size_t j : ways_from(model, model.services[i].next).services) {
      const auto& full = model.services[j].when_full;
      const bool holds = std::any_of(full.begin(), full.end(), [](const WhenFull& each) { return std::holds_alternative<Hold>(each); });
      if (holds) waits[i].push_back(static_cast<std::uint32_t>(j));
    }
  }
  return in_a_circle(waits);
}

class Checker {
 public:
  explicit Checker(const Model& model) : model_(model) {}

  std::vector<base::Problem> check() {
    reach();
    ends();
    for (const Service& each : model_.services) service(each);
    for (const Choice& each : model_.choices) {
      if (const auto* pick = std::get_if<Pick>(&each)) picked(*pick);
    }
    for (const Measure& each : model_.measures) measure(each);
    if (model_.run.until_empty) {
      const std::vector<bool> locks = may_lock(model_);
      const auto at = std::find(locks.begin(), locks.end(), true) - locks.begin();
      if (at < static_cast<std::ptrdiff_t>(locks.size())) {
        add("may-never-end", "The run may never end", model_.services[static_cast<std::size_t>(at)].name + " can hold beds for a service that holds beds for it, so some might never leave. Leave out run.until_empty, or let them wait elsewhere.", "run.until_empty");
      }
    }
    if (const double people = expected_people(model_); people > most_people) {
      add("too-many-people", "That is more people than can be meant",
          "About " + short_number(people) + " people would come in all replications; a thousand million is the limit. Look at rates, their units, run.length and run.replications.", "run");
    }
    return std::move(problems_);
  }

 private:
  void add(std::string code, std::string title, std::string detail, std::string field) {
    problems_.push_back(problem(std::move(code), std::move(title), std::move(detail), std::move(field)));
  }

  void reach() {
    std::vector<char> reached(model_.services.size());
    std::vector<std::size_t> todo;
    const auto visit = [&](const std::vector<std::size_t>& services) {
      for (const std::size_t each : services) {
        if (reached[each] == 0) reached[each] = 1, todo.push_back(each);
      }
    };
    for (const Source& each : model_.sources) visit(ways_from(model_, each.to).services);
    for (std::size_t i = 0; i < model_.services.size(); ++i) {
      if (model_.services[i].start.occupied + model_.services[i].start.queue > 0 && reached[i] == 0) reached[i] = 1, todo.push_back(i);
    }
    for (const ReturnVisit& each : model_.return_visits) visit(ways_from(model_, each.to).services);
    while (!todo.empty()) {
      const std::size_t at = todo.back();
      todo.pop_back();
      visit(ways_of(model_, model_.services[at]).services);
    }
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (reached[i] == 0) {
        add("service-unreachable", "Nobody can reach a service", "No arrivals, service or rule leads to " + model_.services[i].name + ". Send people there, or take it out.",
            "services." + model_.services[i].name);
      }
    }
  }

  // Backwards from the exits: whoever is where no exit can be reached goes round for ever.
  void ends() {
    std::vector<std::vector<std::size_t>> before(model_.services.size());
    std::vector<char> out(model_.services.size());
    std::vector<std::size_t> todo;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Ways ways = ways_of(model_, model_.services[i]);
      for (const std::size_t each : ways.services) before[each].push_back(i);
      if (ways.leaves) out[i] = 1, todo.push_back(i);
    }
    while (!todo.empty()) {
      const std::size_t at = todo.back();
      todo.pop_back();
      for (const std::size_t each : before[at]) {
        if (out[each] == 0) out[each] = 1, todo.push_back(each);
      }
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i] == 0) {
        add("never-ends", "Whoever comes here never leaves", "From " + model_.services[i].name + " no exit can be reached: people would go round for ever. Let some of them leave.",
            "services." + model_.services[i].name + ".next");
      }
    }
  }

  void service(const Service& service) {
    const std::string field = "services." + service.name;
    if (never_any_beds(model_, service)) {
      add("never-any-beds", "People are sent where there is never a bed", service.name + " has a capacity of 0 at all times. Give it beds, or send people elsewhere.", field + ".beds");
    }
    for (base::Problem& each : problems_of_visits(service)) problems_.push_back(std::move(each));
    for (std::size_t i = 0; i < service.when_full.size(); ++i) {
      const bool last = i + 1 == service.when_full.size();
      const bool may_fail = std::visit(Match{
                                           [](const Wait& wait) { return wait.longest_queue.has_value(); },
                                           [](const Overflow&) { return true; },
                                           [](const auto&) { return false; },
                                       },
                                       service.when_full[i]);
      if (last && may_fail) {
        add("full-without-way", "Somebody might have nowhere to go", "What " + service.name + " does when it is full ends with something that may itself be full. End with wait, hold, divert, turn_away or poll.", field + ".when_full");
      } else if (!last && !may_fail) {
        add("way-never-reached", "Something is never tried", "After \"" + std::to_string(i + 1) + "\" of when_full nothing else is ever tried, because that one never fails.", field + ".when_full");
      }
      if (const auto* divert = std::get_if<Divert>(&service.when_full[i]); divert != nullptr && model_.services[divert->out_of_area.at()].kind != Service::Kind::unlimited) {
        add("divert-limited", "Out of area there is always room", model_.services[divert->out_of_area.at()].name + " must be kind = \"unlimited\" for people to be diverted to it.", field + ".when_full");
      }
      if (const auto* away = std::get_if<TurnAway>(&service.when_full[i]); away != nullptr && !away->exit.given()) {
        add("exit-missing", "Those who are turned away need an exit", "Name an exit.", field + ".when_full");
      }
    }
    int kept = 0;
    for (const Reserve& each : service.reserves) kept += each.beds;
    if (kept > service.capacity.beds && service.capacity.steps.empty() && service.capacity.hours.empty() && service.kind != Service::Kind::unlimited) {
      add("reserve-too-large", "More beds are reserved than there are", service.name + " reserves " + std::to_string(kept) + " of " + std::to_string(service.capacity.beds) + ".", field + ".reserve");
    }
    if (service.start.occupied > service.capacity.beds && service.limits_people() && service.capacity.hours.empty() && service.capacity.steps.empty()) {
      add("start-too-full", "More people are there at the start than beds", service.name + " starts with " + std::to_string(service.start.occupied) + " in " + std::to_string(service.capacity.beds) + " beds. The others belong in start.queue.", field + ".start");
    }
  }

  void picked(const Pick& pick) {
    const Group& group = model_.groups[pick.group.at()];
    const bool by_place = pick.how == Pick::How::nearest || pick.within != Pick::Within::anywhere;
    if (group.services.empty()) add("group-empty", "A group has no services", group.name + " is to be picked from, and holds nothing.", "groups." + group.name);
    if (!by_place) return;
    for (const ServiceId each : group.services) {
      if (!model_.services[each.at()].site.given()) {
        add("site-missing", "A service has no site", model_.services[each.at()].name + " is picked by place, so it needs a site.", "services." + model_.services[each.at()].name + ".site");
      }
    }
    if (pick.how == Pick::How::nearest && model_.travel.minutes.empty()) add("travel-missing", "There are no travel times", "The nearest of " + group.name + " is asked for: add [travel].", "travel");
    for (const Source& each : model_.sources) {
      const auto* log = std::get_if<ReplayedArrivals>(&each.process);
      if (each.area_weights.empty() && (log == nullptr || log->areas.empty())) {
        add("areas-missing", "Nobody knows where these people live", "Arrivals " + each.name + " may be sent by place, so they need from_areas (or areas in their log).", "arrivals." + each.name);
      }
    }
  }

  void measure(const Measure& measure) {
    const std::string field = "measures." + measure.name;
    const bool needs = measure.quantity == Quantity::share_waiting_over || measure.quantity == Quantity::delay_with_beds || measure.quantity == Quantity::share_within_travel;
    if (needs && !measure.threshold) add("threshold-missing", "A threshold is missing", measure.name + " needs threshold = ….", field);
    for (base::Problem& each : problems_of_visits(model_, measure)) problems_.push_back(std::move(each));
    if (measure.quantity == Quantity::share_through && measure.services.empty()) add("services-missing", "A measure says of which services", measure.name + " needs of = ….", field);
    if (measure.period && model_.run.length / *measure.period > 100'000) add("periods-too-many", "Too many periods", measure.name + " would have more than 100,000 periods. Use a longer one.", field + ".period");
    const bool of_levels = measure.quantity <= Quantity::blocked || measure.quantity == Quantity::delay_with_beds;
    for (const Step& step : measure.whose.steps) {
      const bool changes = step.kind == Step::Kind::compare && step.known >= Known::service && step.known != Known::attribute;
      if (of_levels && changes) add("condition-changes", "A level can't be of people who change", measure.name + " counts people over time: its condition may ask class, segment, area, locality, region and attributes only.", field);
    }
    if (model_.services.size() > 64 && measure.quantity == Quantity::share_through) add("services-too-many", "Too many services for this measure", "share_through knows the first 64 services only.", field);
  }

  const Model& model_;
  std::vector<base::Problem> problems_;
};

}  // namespace

base::Done check_model(const Model& model) {
  auto problems = Checker(model).check();
  // What changes at a date is checked as it then is; a service that people come to only before or after may stand without beds.
  const auto of_one = [](const base::Problem& each) { return each.code != "service-unreachable" && each.code != "never-any-beds"; };
  for (const Model& version : model.versions) {
    const auto more = Checker(version).check();
    const auto among = [](const std::vector<base::Problem>& all, const base::Problem& one) {
      return std::any_of(all.begin(), all.end(), [&](const base::Problem& each) { return each.code == one.code && each.field == one.field; });
    };
    std::erase_if(problems, [&](const base::Problem& each) { return !of_one(each) && !among(more, each); });
    for (const base::Problem& each : more) {
      if (of_one(each) && !among(problems, each)) problems.push_back(each);
    }
  }
  if (problems.empty()) return {};
  base::Problem first = std::move(problems.front());
  first.others.assign(std::make_move_iterator(problems.begin() + 1), std::make_move_iterator(problems.end()));
  return base::fail(std::move(first));
}

std::vector<base::Problem> warnings_of(const Model& model) {
  std::vector<base::Problem> out;
  const std::vector<bool> locks = may_lock(model);
  for (std::size_t i = 0; i < locks.size(); ++i) {
    if (!locks[i]) continue;
    out.push_back(problem("may-lock", "Services may wait for one another for ever",
                          model.services[i].name + " can hold beds for a service that holds beds for it. When all of them are full nobody moves again.", "services." + model.services[i].name));
    break;
  }
  return out;
}

std::vector<std::string> contradictions(const Model& model) {
  std::vector<std::string> out;
  for (const Arithmetic& each : model.arithmetic) {
    double value = 1;
    std::string sum;
    for (const double x : each.times) value *= x, sum += (sum.empty() ? "" : " × ") + short_number(x);
    for (const double x : each.over) value /= x, sum += " / " + short_number(x);
    if (!std::isfinite(value) || std::fabs(value - each.stated) <= each.tolerance * std::fabs(each.stated)) continue;
    out.push_back(each.says + ": " + sum + " is " + short_number(value) + ", not " + short_number(each.stated) + ".");
  }
  return out;
}

}  // namespace tributary::flow
