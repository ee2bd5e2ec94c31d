#include "engines/flow/ways.hpp"

#include <algorithm>

#include "engines/flow/circles.hpp"
#include "engines/flow/match.hpp"
#include "engines/flow/partial_truth.hpp"

namespace tributary::flow {

base::Problem problem(std::string code, std::string title, std::string detail, std::string field) {
  base::Problem out;
  out.code = std::move(code);
  out.title = std::move(title);
  out.detail = std::move(detail);
  out.field = std::move(field);
  return out;
}

namespace {

struct Ways {
  std::vector<std::size_t> services;  // some perhaps twice
  bool leaves = false;
};

// What a condition comes to for people of a class, who keep it throughout; open where it asks anything else of them.
std::optional<bool> for_class(const Condition& condition, std::optional<ClassId> cls) {
  return partial_truth(condition, [&](const Step& step) -> std::optional<bool> {
    if (!cls || step.known != Known::person_class) return std::nullopt;
    return compares(cls->value, step.comparison, step.value);
  });
}

// As the model stands; or as it is drawn, where a rule leads to both its ends even if it is for nobody, or kept by all or none:
// that is a number, which a scenario may move.
enum class Rules : std::uint8_t { as_kept, as_drawn };

// What follows at once from a choice for people of a class, or for anybody: services, and whether one may leave.
class Follow {
 public:
  Follow(const Model& model, std::optional<ClassId> cls, Rules rules) : model_(model), cls_(cls), drawn_(rules == Rules::as_drawn), seen_(model.choices.size()) {}

  void follow(ChoiceId choice) {
    if (!choice.given() || seen_[choice.at()] != 0) return;
    seen_[choice.at()] = 1;
    std::visit(Match{
                   [&](const Leave&) { ways.leaves = true; },
                   [&](const Enter& enter) { ways.services.push_back(enter.service.at()); },
                   [&](const Split& split) {
                     for (std::size_t i = 0; i < split.to.size(); ++i) {
                       if (split.weights[i] > 0) follow(split.to[i]);
                     }
                   },
                   [&](const ByCondition& cases) {
                     for (std::size_t i = 0; i < cases.to.size(); ++i) {
                       const auto truth = for_class(cases.when[i], cls_);
                       if (truth != false) follow(cases.to[i]);
                       if (truth == true) break;
                     }
                   },
                   [&](const Rule& rule) {
                     const auto truth = for_class(rule.when, cls_);
                     if (drawn_ || (truth != false && rule.compliance > 0)) follow(rule.then);
                     if (drawn_ || truth != true || rule.compliance < 1) follow(rule.otherwise);
                   },
                   [&](const Pick& pick) {
                     for (const ServiceId each : model_.groups[pick.group.at()].services) ways.services.push_back(each.at());
                     if (pick.if_none) follow(*pick.if_none);
                   },
               },
               model_.choices[choice.at()]);
  }

  Ways ways;

 private:
  const Model& model_;
  std::optional<ClassId> cls_;
  bool drawn_;
  std::vector<char> seen_;
};

Ways ways_from(const Model& model, ChoiceId choice, std::optional<ClassId> cls = {}, Rules rules = Rules::as_kept) {
  Follow way(model, cls, rules);
  way.follow(choice);
  return std::move(way.ways);
}

// From a service: onwards, and elsewhere when it is full.
Ways ways_of(const Model& model, const Service& service, std::optional<ClassId> cls = {}, Rules rules = Rules::as_kept) {
  Ways out = ways_from(model, service.next, cls, rules);
  const auto also = [&](ChoiceId choice) {
    const Ways more = ways_from(model, choice, cls, rules);
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

bool comes_as(const Source& source, ClassId cls) {
  const auto* log = std::get_if<ReplayedArrivals>(&source.process);
  const auto& classes = log != nullptr && !log->classes.empty() ? log->classes : source.classes;
  return std::find(classes.begin(), classes.end(), cls) != classes.end();
}

// The services that people of a class, or anybody, may come to.
std::vector<char> reached_in(const Model& model, std::optional<ClassId> cls, Rules rules = Rules::as_kept) {
  std::vector<char> out(model.services.size());
  std::vector<std::size_t> todo;
  const auto visit = [&](const std::vector<std::size_t>& services) {
    for (const std::size_t each : services) {
      if (out[each] == 0) out[each] = 1, todo.push_back(each);
    }
  };
  for (const Source& each : model.sources) {
    if (!cls || comes_as(each, *cls)) visit(ways_from(model, each.to, cls, rules).services);
  }
  for (std::size_t i = 0; i < model.services.size() && !cls; ++i) {
    if (model.services[i].start.occupied + model.services[i].start.queue > 0) visit({i});
  }
  for (const ReturnVisit& each : model.return_visits) {
    if (for_class(each.whose, cls) != false) visit(ways_from(model, each.to, cls, rules).services);
  }
  while (!todo.empty()) {
    const std::size_t at = todo.back();
    todo.pop_back();
    visit(ways_of(model, model.services[at], cls, rules).services);
  }
  return out;
}

class Ends {
 public:
  explicit Ends(const Model& model) : model_(model) {}

  std::vector<base::Problem> problems() {
    reach();
    ends();
    lines();
    return std::move(problems_);
  }

 private:
  void add(std::string code, std::string title, std::string detail, std::string field) {
    problems_.push_back(problem(std::move(code), std::move(title), std::move(detail), std::move(field)));
  }

  void reach() {
    const std::vector<char> reached = reached_in(model_, {}, Rules::as_drawn);
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (reached[i] == 0) {
        add("service-unreachable", "Nobody can reach a service",
            "No arrivals, service or rule leads to " + model_.services[i].name + ". Send people there, take it out, or close it: give it a capacity of 0.", "services." + model_.services[i].name);
      }
    }
  }

  // Whoever is sent from one full service to stand in line at another, and on from there to the first, would never stand anywhere.
  void lines() {
    std::vector<std::vector<std::uint32_t>> sent(model_.services.size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
      for (const WhenFull& each : model_.services[i].when_full) {
        const auto* over = std::get_if<Overflow>(&each);
        if (over == nullptr || !over->joins) continue;
        for (const std::size_t to : ways_from(model_, over->to).services) sent[i].push_back(static_cast<std::uint32_t>(to));
      }
    }
    const std::vector<bool> round = in_a_circle(sent);
    const auto at = std::find(round.begin(), round.end(), true) - round.begin();
    if (at == static_cast<std::ptrdiff_t>(round.size())) return;
    const std::string& name = model_.services[static_cast<std::size_t>(at)].name;
    add("overflow-circle", "Full services send people round", name + " sends people to wait elsewhere, from where they are sent back when that is full too. Let one of them wait.", "services." + name + ".when_full");
  }

  // Backwards from the exits, class by class: whoever is where no exit can be reached goes round for ever.
  void ends() {
    for (std::uint32_t cls = 0; cls < model_.classes.size(); ++cls) ends({cls});
    for (const ReturnVisit& each : model_.return_visits) {
      if (each.probability >= 1 && each.whose.everybody()) {
        add("never-ends", "Whoever comes here never leaves", "Everybody who leaves comes back, each time anew. Give " + each.name + " a probability below 1.", "returns." + each.name + ".probability");
      }
    }
  }

  void ends(ClassId cls) {
    const std::vector<char> reached = reached_in(model_, cls);
    std::vector<std::vector<std::size_t>> before(model_.services.size());
    std::vector<char> out(model_.services.size());
    std::vector<std::size_t> todo;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Ways ways = ways_of(model_, model_.services[i], cls);
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
      const std::string field = "services." + model_.services[i].name + ".next";
      const bool told = std::any_of(problems_.begin(), problems_.end(), [&](const base::Problem& each) { return each.code == "never-ends" && each.field == field; });
      if (out[i] != 0 || reached[i] == 0 || told) continue;
      const std::string who = model_.classes.size() > 1 ? "people of class " + model_.classes[cls.value] : "people";
      add("never-ends", "Whoever comes here never leaves", "From " + model_.services[i].name + " no exit can be reached: " + who + " would go round for ever. Let some of them leave.", field);
    }
  }

  const Model& model_;
  std::vector<base::Problem> problems_;
};

}  // namespace

std::vector<base::Problem> ways_that_fail(const Model& model) { return Ends(model).problems(); }

std::vector<std::size_t> services_after(const Model& model, std::size_t service) { return ways_of(model, model.services[service]).services; }

std::vector<char> reached_from(const Model& model, std::vector<std::size_t> services) {
  std::vector<char> out(model.services.size(), 0);
  const auto reach = [&](const std::vector<std::size_t>& some) {
    for (const std::size_t to : some) {
      if (out[to] == 0) out[to] = 1, services.push_back(to);
    }
  };
  if (services.empty()) return out;
  for (const ReturnVisit& each : model.return_visits) reach(ways_from(model, each.to).services);
  while (!services.empty()) {
    const std::size_t from = services.back();
    services.pop_back();
    reach(services_after(model, from));
  }
  return out;
}

std::vector<bool> reached(const Model& model) {
  const std::vector<char> some = reached_in(model, {});
  return {some.begin(), some.end()};
}

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

}  // namespace tributary::flow
