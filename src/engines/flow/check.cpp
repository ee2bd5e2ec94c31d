#include "engines/flow/check.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engines/flow/check_visits.hpp"
#include "engines/flow/expected_stays.hpp"
#include "engines/flow/match.hpp"
#include "engines/flow/short_number.hpp"
#include "engines/flow/ways.hpp"

namespace tributary::flow {

namespace {

bool never_any_beds(const Model& model, const Service& service) {
  if (!service.limits_people() || service.capacity.beds > 0) return false;
  if (service.pool.given() && model.pools[service.pool.at()].beds > 0) return false;
  const auto some = [](const auto& each) { return each.beds > 0; };
  return std::none_of(service.capacity.steps.begin(), service.capacity.steps.end(), some) &&
         std::none_of(service.capacity.hours.begin(), service.capacity.hours.end(), some);
}

// From each source, in all replications.
std::vector<double> expected_people(const Model& model) {
  const double span = model.run.length + model.run.warm_up.value_or(model.run.length);
  std::vector<double> people;
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
    people.push_back(here * model.run.replications);
  }
  return people;
}

// Is there always room where a choice leads?
bool always_room(const Model& model, ChoiceId choice) {
  const auto all = [&](const std::vector<ChoiceId>& choices) { return std::all_of(choices.begin(), choices.end(), [&](ChoiceId each) { return always_room(model, each); }); };
  return std::visit(Match{
                        [](const Leave&) { return true; },
                        [&](const Enter& enter) { return model.services[enter.service.at()].kind == Service::Kind::unlimited; },
                        [&](const Split& split) { return all(split.to); },
                        [&](const ByCondition& cases) { return all(cases.to); },
                        [&](const Rule& rule) { return always_room(model, rule.then) && always_room(model, rule.otherwise); },
                        [&](const Pick& pick) {
                          const auto& services = model.groups[pick.group.at()].services;
                          const bool unlimited = std::all_of(services.begin(), services.end(), [&](ServiceId each) { return model.services[each.at()].kind == Service::Kind::unlimited; });
                          return (unlimited || pick.with_room) && (!pick.if_none ? unlimited : always_room(model, *pick.if_none));
                        },
                    },
                    model.choices[choice.at()]);
}

// Does a condition ask what may be otherwise a moment later?
bool of_who_changes(const Condition& condition) {
  return std::any_of(condition.steps.begin(), condition.steps.end(), [](const Step& step) {
    return step.kind == Step::Kind::compare && step.known >= Known::service && step.known != Known::attribute;
  });
}

constexpr double most_polls = 1e7;  // by one person
constexpr double most_beds = 100'000;
constexpr double most_parts = 1e7;   // periods, days, or people who are there at the start
constexpr double most_cells = 5e7;   // numbers that all replications keep

class Checker {
 public:
  explicit Checker(const Model& model) : model_(model), reached_(reached(model)) {}

  std::vector<base::Problem> check() {
    problems_ = ways_that_fail(model_);
    for (std::size_t i = 0; i < model_.services.size(); ++i) service(model_.services[i], closed(i));
    for (const Choice& each : model_.choices) {
      if (const auto* pick = std::get_if<Pick>(&each)) picked(*pick);
    }
    for (const Outcome& each : model_.outcomes) outcome(each);
    for (const Measure& each : model_.measures) measure(each);
    if (model_.run.until_empty) {
      const std::vector<bool> locks = may_lock(model_);
      const auto at = std::find(locks.begin(), locks.end(), true) - locks.begin();
      if (at < static_cast<std::ptrdiff_t>(locks.size())) {
        add("may-never-end", "The run may never end", model_.services[static_cast<std::size_t>(at)].name + " can hold beds for a service that holds beds for it, so some might never leave. Leave out run.until_empty, or let them wait elsewhere.", "run.until_empty");
      }
    }
    if (auto done = check_people(model_); !done) problems_.push_back(done.error());
    else amounts();
    return std::move(problems_);
  }

 private:
  void add(std::string code, std::string title, std::string detail, std::string field) {
    problems_.push_back(problem(std::move(code), std::move(title), std::move(detail), std::move(field)));
  }

  // More than a machine can hold, or does in a day: a typing error in a length, a period or a count.
  void amounts() {
    const double span = model_.run.length + model_.run.warm_up.value_or(model_.run.length);
    for (const Source& source : model_.sources) {
      const auto* counted = std::get_if<CountedArrivals>(&source.process);
      const auto* booked = std::get_if<ScheduledArrivals>(&source.process);
      const double period = counted != nullptr ? counted->period : booked != nullptr ? booked->period : span;
      if (span / period > most_parts) add("periods-too-many", "Too many periods", source.name + " has more than ten million periods in a run. Give it a longer one.", "arrivals." + source.name + ".period");
    }
    double there = 0;
    for (const Service& each : model_.services) there += each.start.occupied + each.start.queue;
    if (there > most_parts) add("too-many-people", "That is more people than can be meant", short_number(there) + " people are there at the start; ten million is the limit.", "services");
    double cells = 0;
    for (const Measure& each : model_.measures) cells += each.period ? model_.run.length / *each.period + 1 : 1;
    if (cells * model_.run.replications > most_cells) {
      add("too-many-numbers", "That is more numbers than can be kept", "The measures have " + short_number(cells) + " numbers with their periods, in each of " + std::to_string(model_.run.replications) +
          " replications; fifty million is the limit. Use longer periods, fewer measures or fewer replications.", "measures");
    }
    const bool daily = model_.run.daily_snapshots || std::any_of(model_.services.begin(), model_.services.end(), [](const Service& each) { return !each.capacity.hours.empty() || each.visits.has_value(); });
    if (daily && span * hours_in(model_.unit) / 24 > most_parts) add("number-out-of-range", "The run is too long", "Something happens every day, and the run has more than ten million days.", "run.length");
  }

  // Nobody comes and there is never a bed: it is closed, and nothing is wrong with that.
  bool closed(std::size_t at) {
    const bool out = never_any_beds(model_, model_.services[at]) && (was_unreachable(at) || !reached_[at]);
    if (out) nor_after(at);
    return out;
  }

  // Nor does anybody come where only people from a closed service go.
  void nor_after(std::size_t closed) {
    std::vector<std::size_t> todo = services_after(model_, closed);
    while (!todo.empty()) {
      const std::size_t at = todo.back();
      todo.pop_back();
      if (never_any_beds(model_, model_.services[at]) || !was_unreachable(at)) continue;
      const auto more = services_after(model_, at);
      todo.insert(todo.end(), more.begin(), more.end());
    }
  }

  // Takes back that nobody can reach a service, if that was found.
  bool was_unreachable(std::size_t at) {
    const std::string field = "services." + model_.services[at].name;
    return std::erase_if(problems_, [&](const base::Problem& each) { return each.code == "service-unreachable" && each.field == field; }) > 0;
  }

  void service(const Service& service, bool closed) {
    const std::string field = "services." + service.name;
    if (!closed && never_any_beds(model_, service)) {
      add("never-any-beds", "People are sent where there is never a bed", service.name + " has a capacity of 0 at all times. Give it beds, or send people elsewhere.", field + ".beds");
    }
    for (base::Problem& each : problems_of_visits(service)) problems_.push_back(std::move(each));
    for (std::size_t i = 0; i < service.when_full.size(); ++i) {
      const bool last = i + 1 == service.when_full.size();
      const bool may_fail = std::visit(Match{
                                           [](const Wait& wait) { return wait.longest_queue.has_value(); },
                                           [&](const Overflow& over) { return !over.joins && !always_room(model_, over.to); },
                                           [](const auto&) { return false; },
                                       },
                                       service.when_full[i]);
      if (last && may_fail) {
        add("full-without-way", "Somebody might have nowhere to go", "What " + service.name + " does when it is full ends with something that may itself be full. End with wait, hold, divert, turn_away or poll.", field + ".when_full");
      } else if (const auto* over = std::get_if<Overflow>(&service.when_full[i]); !last && !may_fail && (over == nullptr || over->joins)) {
        add("way-never-reached", "Something is never tried", "After \"" + std::to_string(i + 1) + "\" of when_full nothing else is ever tried, because that one never fails.", field + ".when_full");
      }
      if (const auto* divert = std::get_if<Divert>(&service.when_full[i]); divert != nullptr && model_.services[divert->out_of_area.at()].kind != Service::Kind::unlimited) {
        add("divert-limited", "Out of area there is always room", model_.services[divert->out_of_area.at()].name + " must be kind = \"unlimited\" for people to be diverted to it.", field + ".when_full");
      }
      if (const auto* poll = std::get_if<Poll>(&service.when_full[i]); poll != nullptr && moments(poll->every).mean * most_polls < model_.run.length) {
        add("poll-too-often", "They would ask without end", "Whoever finds " + service.name + " full would ask again more than ten million times in the run. Give poll a longer time.", field + ".when_full");
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
    if (service.reserves.size() > most_reserves) {
      add("too-many-reserves", "Beds are reserved for too many", service.name + " has " + std::to_string(service.reserves.size()) + " reserves, and " + std::to_string(most_reserves) + " are the most that a service may have.", field + ".reserve");
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
    if (pick.within != Pick::Within::anywhere && !pick.if_none) within(pick, group);
    if (pick.how == Pick::How::nearest && model_.travel.minutes.empty()) add("travel-missing", "There are no travel times", "The nearest of " + group.name + " is asked for: add [travel].", "travel");
    for (const Source& each : model_.sources) {
      const auto* log = std::get_if<ReplayedArrivals>(&each.process);
      if (each.area_weights.empty() && (log == nullptr || log->areas.empty())) {
        add("areas-missing", "Nobody knows where these people live", "Arrivals " + each.name + " may be sent by place, so they need from_areas (or areas in their log).", "arrivals." + each.name);
      }
    }
  }

  void outcome(const Outcome& outcome) {
    const auto asks_beyond = [](const Condition& condition) {
      return std::any_of(condition.steps.begin(), condition.steps.end(), [](const Step& step) { return step.kind == Step::Kind::compare && step.known == Known::been && step.value >= 64; });
    };
    const auto beyond = [&](const Effect& each) {
      return asks_beyond(each.when) || std::any_of(each.through.begin(), each.through.end(), [](ServiceId service) { return service.at() >= 64; });
    };
    if (asks_beyond(outcome.whose) || std::any_of(outcome.effects.begin(), outcome.effects.end(), beyond)) {
      add("services-too-many", "Too many services for this outcome", "Of those who leave a run remembers the first 64 services of the model that they were in, and " + outcome.name + " asks of a later one.", "outcomes." + outcome.name);
    }
  }

  // Somebody of an area without a service of the group in its region or locality would have nowhere to go.
  void within(const Pick& pick, const Group& group) {
    const bool region = pick.within == Pick::Within::own_region;
    const auto place = [&](const auto& at) { return region ? at.region : at.locality; };
    for (const Area& area : model_.areas) {
      const bool served = std::any_of(group.services.begin(), group.services.end(), [&](ServiceId each) {
        const SiteId site = model_.services[each.at()].site;
        return site.given() && place(model_.sites[site.at()]) == place(area);
      });
      if (served) continue;
      const std::string name = place(area) < 0 ? "that area's" : model_.places[static_cast<std::size_t>(place(area))];
      return add("none-within", "Some people would have nowhere to go", "No service of " + group.name + " is in " + name + " " + (region ? "region" : "locality") + ", where area " + area.name + " lies. Say where they go instead: else = \"…\" beside within.", "groups." + group.name);
    }
  }

  // What a measure says that its quantity has no use for, or lacks in the model: the key, and why.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> not_of(const Measure& measure) const {
    using Q = Quantity;
    const Q asked = measure.quantity;
    const auto among = [&](std::initializer_list<Q> these) { return std::find(these.begin(), these.end(), asked) != these.end(); };
    std::vector<std::pair<std::string, std::string>> out;
    if (measure.statistic == Statistic::percentile && !among({Q::wait, Q::wait_if_waited, Q::length_of_stay, Q::active_stay, Q::time_in_system, Q::travel, Q::visit_delay})) {
      out.emplace_back(".percentile", "a percentile is of the times of people: wait, wait_if_waited, length_of_stay, active_stay, time_in_system, travel or visit_delay.");
    }
    if (measure.threshold && !among({Q::share_waiting_over, Q::delay_with_beds, Q::share_within_travel})) {
      out.emplace_back(".threshold", "a threshold is of share_waiting_over, share_within_travel or delay_with_beds.");
    }
    if (among({Q::travel, Q::share_within_travel}) && model_.travel.minutes.empty()) out.emplace_back("", "the model has no [travel].");
    if (!measure.costs.empty() && asked != Q::cost) out.emplace_back(".costs", "costs are named by a cost.");
    const bool asks_next = std::any_of(measure.whose.steps.begin(), measure.whose.steps.end(), [](const Step& step) { return step.kind == Step::Kind::compare && step.known == Known::next; });
    if (asks_next && among({Q::arrivals, Q::wait, Q::wait_if_waited, Q::share_delayed, Q::share_waiting_over})) {
      out.emplace_back("", "where somebody goes next is drawn when their stay begins: it can't be asked of those who come or wait.");
    }
    if (asked == Q::cost && model_.costs.empty()) out.emplace_back("", "the model has no [costs.NAME].");
    if (asked == Q::outcome_share && model_.outcomes.empty()) out.emplace_back("", "the model has no [outcomes.NAME].");
    return out;
  }
  void measure(const Measure& measure) {
    const std::string field = "measures." + measure.name;
    const bool needs = measure.quantity == Quantity::share_waiting_over || measure.quantity == Quantity::delay_with_beds || measure.quantity == Quantity::share_within_travel;
    if (measure.quantity == Quantity::delay_with_beds && measure.threshold.value_or(0) > most_beds) {
      add("number-out-of-range", "The number is out of range", short_number(*measure.threshold) + " beds are more than can be meant; 100,000 is the limit.", field + ".threshold");
    }
    for (auto& [asked, why] : not_of(measure)) add("measure-asks-too-much", "A measure can't be asked that", measure.name + ": " + why, field + asked);
    if (needs && !measure.threshold) add("threshold-missing", "A threshold is missing", measure.name + " needs threshold = ….", field);
    for (base::Problem& each : problems_of_visits(model_, measure)) problems_.push_back(std::move(each));
    if (measure.quantity == Quantity::share_through && measure.services.empty()) add("services-missing", "A measure says of which services", measure.name + " needs of = ….", field);
    if (measure.period && model_.run.length / *measure.period > 100'000) add("periods-too-many", "Too many periods", measure.name + " would have more than 100,000 periods. Use a longer one.", field + ".period");
    const bool of_levels = measure.quantity <= Quantity::blocked || measure.quantity == Quantity::delay_with_beds;
    if (of_levels && of_who_changes(measure.whose)) {
      add("condition-changes", "A level can't be of people who change", measure.name + " counts people over time: its condition may ask class, segment, area, locality, region and attributes only.", field);
    }
    const bool of_leaving = measure.quantity == Quantity::share_through || measure.quantity == Quantity::time_in_system || measure.quantity == Quantity::outcome_share;
    const auto too_late = [&](const std::vector<ServiceId>& services, const std::vector<ServiceId>& among) {
      const auto beyond = std::find_if(services.begin(), services.end(), [&](ServiceId each) {
        return each.at() >= 64 && (among.empty() || std::find(among.begin(), among.end(), each) != among.end());
      });
      if (beyond == services.end()) return;
      add("services-too-many", "Too many services for this measure", "Of those who leave a run remembers the first 64 services of the model that they were in; " + model_.services[beyond->at()].name + " is a later one.", field + ".of");
    };
    if (of_leaving) too_late(measure.services, {});
    if (measure.quantity == Quantity::cost) {
      for (std::uint32_t at = 0; at < model_.costs.size(); ++at) {
        const Cost& cost = model_.costs[at];
        if (cost.per == Cost::Per::outcome && measure.counts_cost(at)) {
          measure.services.empty() ? too_late(cost.services, {}) : too_late(measure.services, cost.services);
        }
        const bool once = cost.per == Cost::Per::arrival || cost.per == Cost::Per::outcome;
        if (once || !measure.counts_cost(at) || !of_who_changes(both(cost.whose, measure.whose))) continue;
        add("condition-changes", "A cost over time can't be of people who change", cost.name + " in " + measure.name + " is counted over time: its condition may ask class, segment, area, locality, region and attributes only.", field);
      }
    }
    if (measure.quantity == Quantity::cost && !measure.whose.everybody()) {
      const auto provided = std::find_if(model_.costs.begin(), model_.costs.end(), [&](const Cost& each) {
        return each.per == Cost::Per::time_provided && measure.counts_cost(static_cast<std::uint32_t>(&each - model_.costs.data()));
      });
      if (provided != model_.costs.end()) {
        add("cost-of-nobody", "Beds that are provided cost the same whoever is in them", provided->name + " counts time_provided, which is nobody's. Leave " + measure.name + "'s condition out, or cost those in bed (time_in_service).", field);
      }
    }
  }

  const Model& model_;
  const std::vector<bool> reached_;
  std::vector<base::Problem> problems_;
};

}  // namespace

base::Done check_people(const Model& model) {
  const std::vector<double> people = expected_people(model);
  if (const double all = std::accumulate(people.begin(), people.end(), 0.0); all >= most_people) {
    return base::fail(problem("too-many-people", "That is more people than can be meant",
                              "About " + short_number(all) + " people would come in all replications; a thousand million is the limit. Look at rates, their units, run.length and run.replications.", "run"));
  } else if (const double often = expected_stays(model, people); often >= most_stays) {
    return base::fail(problem("too-many-stays", "That is more than can be meant",
                              "About " + short_number(all) + " people would come in all replications, and be in services " + short_number(often) + " times; ten thousand million is the limit. Look at the shares of those who go round.", "services"));
  }
  return {};
}

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
