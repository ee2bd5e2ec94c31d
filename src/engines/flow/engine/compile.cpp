#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <string>

#include "engines/flow/circles.hpp"
#include "engines/flow/course.hpp"
#include "engines/flow/engine/tables.hpp"
#include "engines/flow/match.hpp"
#include "engines/flow/partial_truth.hpp"

namespace tributary::flow {

namespace {

// What a condition comes to once the class is known: true, false, or still open.
std::optional<bool> settled(const Condition& condition, std::uint32_t cls) {
  return partial_truth(condition, [cls](const Step& step) { return step.known == Known::person_class ? std::optional(compares(cls, step.comparison, step.value)) : std::nullopt; });
}

// What is left of a stay that is under way in the steady state: density P(X > x) / E[X]. [Cox 1962, section 5.2] As a table of
// two thousand steps of equal probability.
Distribution rest_of(const Distribution& stay) {
  constexpr int steps = 2000, fine = 20'000;
  const double mean = moments(stay).mean;
  if (!(mean > 0)) return {.law = Fixed{0}, .truncation = {}};
  double end = mean;
  while (1 - cumulative(stay, end) > 1e-7 && end < 1e6 * mean) end *= 1.5;
  Empirical out;
  out.between = true;
  double area = 0, before = 1;
  std::vector<double> cumulative_area{0};
  for (int i = 1; i <= fine; ++i) {
    const double survival = 1 - cumulative(stay, end * i / fine);
    area += (before + survival) / 2;
    cumulative_area.push_back(area);
    before = survival;
  }
  out.values.push_back(0);
  out.weights.push_back(0);
  for (int step = 1, i = 0; step <= steps; ++step) {
    const double wanted = area * step / steps;
    while (i < fine && cumulative_area[i + 1] < wanted) ++i;
    const double part = i < fine && cumulative_area[i + 1] > cumulative_area[i] ? (wanted - cumulative_area[i]) / (cumulative_area[i + 1] - cumulative_area[i]) : 0;
    const double value = end * (std::min(i, fine - 1) + part) / fine;
    if (value <= out.values.back()) {
      out.weights.back() += 1;
    } else {
      out.values.push_back(value);
      out.weights.push_back(1);
    }
  }
  return {.law = std::move(out), .truncation = {}};
}

// Mean people per time unit, without the profile.
double mean_rate(const Source& source) {
  return std::visit(Match{
                        [](const PoissonArrivals& poisson) { return poisson.rate; },
                        [](const CountedArrivals& counted) { return moments(counted.count).mean / counted.period; },
                        [](const RenewalArrivals& renewal) { return 1 / std::max(1e-300, moments(renewal.gap).mean); },
                        [](const ScheduledArrivals& booked) { return static_cast<double>(booked.at.size()) * (1 - booked.no_show) / booked.period; },
                        [](const ReplayedArrivals& log) { return log.at.empty() ? 0 : static_cast<double>(log.at.size()) / std::max(1e-300, log.at.back()); },
                    },
                    source.process);
}

// Bits of a name among those of its kind. A model made without names tells its parts apart by their order.
class Named {
 public:
  random::Bits operator()(std::string_view kind, const std::string& name) {
    const std::string whole = std::string(kind) + "\n" + name;
    const int again = seen_[whole]++;
    return random::name_key(again == 0 ? whole : whole + "\n" + std::to_string(again));
  }

 private:
  std::map<std::string, int> seen_;
};

class Compiler {
 public:
  explicit Compiler(const Model& model) : whole_(model), model_(&model) {
    out_.model = &model;
    out_.versions.push_back(&model);
    for (const Model& each : model.versions) out_.versions.push_back(&each);
    for (std::size_t i = 0; i < model.changes.size(); ++i) out_.change_draws.push_back(random::name_key("change\n" + std::to_string(i)));
  }

  Tables compile() {
    for (const Model* each : out_.versions) add_version(*each);
    for (std::uint32_t service = 0; service < model_->services.size(); ++service) {
      out_.entering.push_back(count_of(out_.choices));
      ChoiceRow row;
      row.kind = ChoiceRow::Kind::enter;
      row.target = service;
      out_.choices.push_back(row);
    }
    for (const Outcome& each : whole_.outcomes) out_.outcome_draws.push_back(named_("outcome", each.name));
    find_cycles();
    out_.watches = watches_of(whole_, out_);
    return std::move(out_);
  }

 private:
  // All rows of a version; names are told apart within it, so that it has the draws of the others.
  void add_version(const Model& version) {
    model_ = &version;
    named_ = {};
    first_choice_ = count_of(out_.choices);
    for (const Choice& each : version.choices) add_choice(each);
    for (const Service& each : version.services) add_service(each);
    for (const Source& each : version.sources) add_source(each);
    for (const Attribute& each : version.attributes) {
      AttributeRow& row = out_.attributes.emplace_back();
      row.draws = named_("attribute", each.name);
      for (const auto& draw : each.draws) row.samplers.push_back(sampler(draw.value));
    }
    for (const ReturnVisit& each : version.return_visits) out_.returns.push_back({named_("return", each.name), sampler(each.after), choice(each.to)});
  }

  [[nodiscard]] std::uint32_t choice(ChoiceId choice) const { return choice.given() ? first_choice_ + choice.value : none; }

  std::uint32_t sampler(const Distribution& distribution) {
    out_.samplers.emplace_back(distribution);
    return count_of(out_.samplers) - 1;
  }

  std::uint32_t condition(const Condition& condition) {
    if (condition.everybody()) return always;
    out_.conditions.push_back(condition);
    return count_of(out_.conditions) - 1;
  }

  using Rest = std::function<Distribution(const Distribution&)>;  // what is left of one that is under way
  // For each class the stays that may be its own, up to the first that is for all of the class.
  std::vector<Rows> by_class(const std::vector<Stay>& stays, std::vector<StayRow>& rows, const Rest& rest = {}) {
    std::vector<StayRow> all;
    for (const Stay& stay : stays) {
      all.push_back({condition(stay.when), sampler(stay.length)});
      if (rest) all.back().rest = sampler(rest(stay.length));
    }
    std::vector<Rows> out(model_->classes.size());
    for (std::uint32_t cls = 0; cls < out.size(); ++cls) {
      out[cls].begin = count_of(rows);
      for (std::size_t i = 0; i < stays.size(); ++i) {
        const auto truth = settled(stays[i].when, cls);
        if (truth == false) continue;
        rows.push_back({truth ? always : all[i].condition, all[i].sampler, all[i].rest});
        if (truth) break;
      }
      out[cls].end = count_of(rows);
    }
    return out;
  }

  void add_service(const Service& service) {
    ServiceRow row;
    row.draws = named_("service", service.name), row.start_draws = named_("start", service.name);
    const Rest rest = service.start.occupied > 0 ? rest_of : nullptr;
    row.stays = by_class(service.stays, out_.stays, rest);
    if (!service.stays.empty() && service.stays[0].when.everybody()) row.only_stay = row.stays[0].begin;
    CourseRow& course = out_.courses.emplace_back();
    if ((row.visiting = service.visits.has_value())) {
      course.missed = service.visits->missed;
      course.needs = by_class(service.visits->needs, out_.stays, rest ? [&](const Distribution& needs) { return rest_of_needs(needs, course.missed); } : Rest());
      course.gaps = by_class(service.visits->gaps, out_.stays, rest);
    }
    row.transitions = by_class(service.transitions, out_.transitions);
    row.any_transition = !service.transitions.empty();
    add_priorities(service, row);
    row.full.begin = count_of(out_.full);
    for (const WhenFull& each : service.when_full) add_full(each, row);
    if (service.when_full.empty()) out_.full.push_back({});
    row.full.end = count_of(out_.full);
    row.reserves.begin = count_of(out_.reserves);
    for (const Reserve& each : service.reserves) out_.reserves.push_back({condition(each.who), static_cast<std::uint32_t>(each.beds)});
    row.reserves.end = count_of(out_.reserves);
    row.pool = service.pool.value;
    row.next = choice(service.next);
    row.site = service.site.value;
    row.unlimited = !service.limits_people();
    row.plain = !row.unlimited && !row.visiting && row.pool == none && service.reserves.empty();
    row.redraw = service.redraw_after_waiting;
    if (service.early_discharge) {
      row.early = true;
      row.early_queue = service.early_discharge->queue;
      row.early_within = service.early_discharge->within;
    }
    out_.services.push_back(std::move(row));
  }

  // Levels are ranks among the priorities of all versions; where one gives none, all of it come last.
  void add_priorities(const Service& service, ServiceRow& row) const {
    std::vector<double> distinct;
    for (const Model* each : out_.versions) {
      const auto& more = each->services[out_.services.size() % whole_.services.size()].priorities;
      distinct.insert(distinct.end(), more.begin(), more.end());
    }
    if (distinct.empty()) return;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    row.level_count = count_of(distinct);
    if (distinct.size() == 1) return;
    if (service.priorities.empty()) row.levels.assign(model_->classes.size(), row.level_count - 1);
    for (double each : service.priorities) row.levels.push_back(static_cast<std::uint32_t>(std::lower_bound(distinct.begin(), distinct.end(), each) - distinct.begin()));
  }

  void add_full(const WhenFull& way, ServiceRow& service) {
    FullRow row;
    std::visit(Match{
                   [&](const Wait& wait) {
                     row.kind = FullRow::Kind::wait;
                     if (wait.longest_queue) row.longest_queue = *wait.longest_queue;
                     if (wait.patience) row.sampler = sampler(*wait.patience);
                     if (wait.reneged) row.choice = choice(*wait.reneged);
                   },
                   [&](const Hold&) { row.kind = FullRow::Kind::hold, service.holds_upstream = true; },
                   [&](const Overflow& over) { row.kind = FullRow::Kind::overflow, row.choice = choice(over.to), row.joins = over.joins; },
                   [&](const Divert& divert) {
                     row.kind = FullRow::Kind::divert, row.service = divert.out_of_area.value, row.repatriate = divert.repatriate;
                   },
                   [&](const TurnAway& away) { row.kind = FullRow::Kind::turn_away, row.exit = away.exit.value; },
                   [&](const Poll& poll) { row.kind = FullRow::Kind::poll, row.sampler = sampler(poll.every); },
               },
               way);
    out_.full.push_back(row);
  }

  void add_choice(const Choice& choice) {
    ChoiceRow row;
    row.options.begin = count_of(out_.options);
    std::visit(Match{
                   [&](const Leave& leave) { row.kind = ChoiceRow::Kind::leave, row.target = leave.exit.value; },
                   [&](const Enter& enter) { row.kind = ChoiceRow::Kind::enter, row.target = enter.service.value; },
                   [&](const Split& split) {
                     row.kind = ChoiceRow::Kind::split;
                     const auto cumulative = cumulated(split.weights);
                     row.draws = named_("split", split.name);
                     for (std::size_t i = 0; i < cumulative.size(); ++i) out_.options.push_back({cumulative[i], always, this->choice(split.to[i])});
                   },
                   [&](const ByCondition& cases) {
                     row.kind = ChoiceRow::Kind::by_condition;
                     for (std::size_t i = 0; i < cases.to.size(); ++i) out_.options.push_back({1, condition(cases.when[i]), this->choice(cases.to[i])});
                   },
                   [&](const Rule& rule) {
                     row.kind = ChoiceRow::Kind::rule;
                     row.draws = named_("rule", rule.name);
                     row.condition = condition(rule.when);
                     row.compliance = rule.compliance;
                     row.then = this->choice(rule.then);
                     row.otherwise = this->choice(rule.otherwise);
                   },
                   [&](const Pick& pick) {
                     row.kind = ChoiceRow::Kind::pick;
                     row.draws = random::name_key("pick\n" + model_->groups[pick.group.at()].name);  // of a group all picks are one
                     row.target = pick.group.value;
                     row.how = pick.how;
                     row.within = pick.within;
                     row.with_room = pick.with_room;
                     if (pick.if_none) row.otherwise = this->choice(*pick.if_none);
                   },
               },
               choice);
    row.options.end = count_of(out_.options);
    out_.choices.push_back(row);
  }

  void add_source(const Source& source) {
    SourceRow row;
    row.draws = named_("source", source.name);
    row.period_draws = named_("period", source.name);
    for (ClassId each : source.classes) row.classes.push_back(each.value);
    for (SegmentId each : source.segments) row.segments.push_back(each.value);
    if (row.classes.size() > 1) row.class_cumulative = cumulated(source.class_weights);
    if (!row.segments.empty()) row.segment_cumulative = cumulated(source.segment_weights);
    if (!source.area_weights.empty()) row.area_cumulative = cumulated(source.area_weights);
    if (const auto* counted = std::get_if<CountedArrivals>(&source.process)) row.sampler = sampler(counted->count);
    if (const auto* renewal = std::get_if<RenewalArrivals>(&source.process)) row.sampler = sampler(renewal->gap);
    if (const auto* booked = std::get_if<ScheduledArrivals>(&source.process); booked != nullptr && booked->lateness) {
      row.sampler = sampler(*booked->lateness);
    }
    if (const auto* poisson = std::get_if<PoissonArrivals>(&source.process); poisson != nullptr && source.profile.constant() && poisson->rate > 0) {
      row.mean_gap = 1 / poisson->rate;
    }
    row.begins = source.begins;
    if (source.ends) row.ends = *source.ends;
    if (source.at_most) row.at_most = static_cast<std::uint64_t>(*source.at_most);
    row.choice = choice(source.to);
    row.rate = mean_rate(source);
    out_.sources.push_back(std::move(row));
  }

  // The services that a choice may lead to; somebody of a class, where that is told.
  void targets(std::uint32_t choice, std::vector<bool>& seen, std::vector<std::uint32_t>& out, std::optional<std::uint32_t> cls = {}) const {
    if (choice == none || seen[choice]) return;
    seen[choice] = true;
    const ChoiceRow& row = out_.choices[choice];
    if (row.kind == ChoiceRow::Kind::enter) out.push_back(row.target);
    if (row.kind == ChoiceRow::Kind::pick) {
      for (ServiceId each : model_->groups[row.target].services) out.push_back(each.value);
    }
    for (auto i = row.options.begin; i < row.options.end; ++i) {
      const OptionRow& option = out_.options[i];
      const auto truth = cls && option.condition != always ? settled(out_.conditions[option.condition], *cls) : std::optional(true);
      if (truth != false) targets(option.choice, seen, out, cls);
      if (row.kind == ChoiceRow::Kind::by_condition && cls && truth == true) break;
    }
    targets(row.then, seen, out, cls);
    targets(row.otherwise, seen, out, cls);
  }

  // Services that people of this source may come to.
  void find_starts(std::uint32_t source) {
    const std::size_t count = whole_.services.size();
    std::vector<bool> may(count);
    for (const std::uint32_t cls : out_.sources[source].classes) {
      std::vector<bool> seen(out_.choices.size()), reached(count);
      std::vector<std::uint32_t> todo;
      targets(out_.sources[source].choice, seen, todo, cls);
      while (!todo.empty()) {
        const std::uint32_t service = todo.back();
        todo.pop_back();
        if (reached[service]) continue;
        reached[service] = may[service] = true;
        for (std::size_t at = service; at < out_.services.size(); at += count) {  // in every version of the model
          std::vector<bool> from(out_.choices.size());
          targets(out_.services[at].next, from, todo, cls);
          for (auto i = out_.services[at].full.begin; i < out_.services[at].full.end; ++i) targets(out_.full[i].choice, from, todo, cls);
        }
      }
    }
    for (std::size_t service = 0; service < count; ++service) {
      const Start& start = whole_.services[service].start;
      if (may[service] && start.occupied + start.queue > 0) out_.services[service].from_sources.push_back(source);
    }
  }

  // Where people wait for a service that they come to from one other alone, in the beds there.
  void find_held(const std::vector<std::vector<std::uint32_t>>& after) {
    std::vector<std::uint32_t> from(after.size(), none), ways(after.size());
    for (std::uint32_t service = 0; service < after.size(); ++service) {
      for (const std::uint32_t next : after[service]) {
        if (from[next] != service) from[next] = service, ++ways[next];
      }
    }
    const auto outside = [&](std::uint32_t choice) {
      std::vector<bool> seen(out_.choices.size());
      std::vector<std::uint32_t> first;
      targets(choice, seen, first);
      for (const std::uint32_t each : first) ++ways[each];
    };
    for (const SourceRow& source : out_.sources) outside(source.choice);
    for (const ReturnRow& back : out_.returns) outside(back.choice);
    for (std::size_t at = 0; at < out_.services.size(); ++at) {
      const std::size_t s = at % after.size();
      if (out_.services[at].holds_upstream && !out_.services[at].unlimited && ways[s] == 1 && from[s] != none && from[s] != s) out_.services[at].held_in = from[s];
    }
  }

  // Somebody may be in a service twice when it can be reached from itself, or when people come back.
  void find_cycles() {
    const std::size_t count = whole_.services.size();
    std::vector<std::vector<std::uint32_t>> after(count);
    for (std::size_t at = 0; at < out_.services.size(); ++at) {
      const std::size_t s = at % count;
      std::vector<bool> seen(out_.choices.size());
      targets(out_.services[at].next, seen, after[s]);
      for (auto i = out_.services[at].full.begin; i < out_.services[at].full.end; ++i) targets(out_.full[i].choice, seen, after[s]);
    }
    if (std::any_of(whole_.services.begin(), whole_.services.end(), [](const Service& each) { return each.start.occupied + each.start.queue > 0; })) {
      for (std::uint32_t source = 0; source < whole_.sources.size(); ++source) find_starts(source);
    }
    for (std::size_t s = 0; s < count; ++s) {  // where only those come who are diverted: of any source
      auto& from = out_.services[s].from_sources;
      if (from.empty() && whole_.services[s].start.occupied + whole_.services[s].start.queue > 0) from.resize(whole_.sources.size()), std::iota(from.begin(), from.end(), 0U);
    }
    find_held(after);
    const std::vector<bool> again = in_a_circle(after);
    for (std::size_t s = 0; s < count; ++s) {
      if (again[s] || !whole_.return_visits.empty()) out_.services[s].cyclic = out_.cyclic_services++;
    }
    for (std::size_t at = count; at < out_.services.size(); ++at) out_.services[at].cyclic = out_.services[at % count].cyclic;
  }

  const Model& whole_;
  const Model* model_;           // the version whose rows are added
  std::uint32_t first_choice_ = 0;  // of it
  Named named_;
  Tables out_;
};

}  // namespace

Tables compile(const Model& model) { return Compiler(model).compile(); }

}  // namespace tributary::flow
