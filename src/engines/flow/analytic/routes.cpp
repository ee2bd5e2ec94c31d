#include "engines/flow/analytic/routes.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "engines/flow/match.hpp"

namespace tributary::flow {

namespace {

const char* const asks_the_run = " asks what only a run can tell";

// Follows a choice through splits, cases and rules, which a kind of person decides or leaves open; what is at the end is told on.
class Follower {
 public:
  Follower(const Model& model, const PersonKind& kind, std::optional<std::uint32_t> service) : model_(model), kind_(kind), service_(service) {}

  template <class AtEnd>
  void follow(ChoiceId choice, double chance, const AtEnd& at_end) {
    if (!choice.given() || !(chance > 0)) return;
    std::visit(Match{
                   [&](const Split& split) {
                     const double sum = std::accumulate(split.weights.begin(), split.weights.end(), 0.0);
                     for (std::size_t i = 0; i < split.to.size(); ++i) follow(split.to[i], chance * split.weights[i] / sum, at_end);
                   },
                   [&](const ByCondition& cases) {
                     for (std::size_t i = 0; i < cases.to.size(); ++i) {
                       const auto truth = settled(cases.when[i], model_, kind_, service_);
                       if (!truth && i + 1 < cases.to.size()) return leave_open(std::string("where they go") + asks_the_run);
                       if (truth == true || i + 1 == cases.to.size()) return follow(cases.to[i], chance, at_end);
                     }
                   },
                   [&](const Rule& rule) {
                     const auto truth = settled(rule.when, model_, kind_, service_);
                     if (!truth) return leave_open("the rule " + rule.name + asks_the_run);
                     follow(*truth && rule.compliance > 0 && keeps(choice) ? rule.then : rule.otherwise, chance, at_end);
                   },
                   [&](const auto&) { at_end(choice, chance); },
               },
               model_.choices[choice.at()]);
  }

  // A group's services, as far as they depend neither on room nor on queues.
  template <class Enter, class AtEnd>
  void pick(const Pick& pick, double chance, const Enter& enter, const AtEnd& at_end) {
    const Group& group = model_.groups[pick.group.at()];
    if (pick.with_room) return leave_open("who goes where in the group " + group.name + " depends on where there is room");
    if (pick.how == Pick::How::shortest_queue) return leave_open("who goes where in the group " + group.name + " depends on the queues");
    std::vector<std::uint32_t> suitable;
    for (const ServiceId each : group.services) {
      if (within(pick, each.value)) suitable.push_back(each.value);
    }
    if (suitable.empty() && pick.if_none) return follow(*pick.if_none, chance, at_end);
    if (suitable.empty()) {
      for (const ServiceId each : group.services) suitable.push_back(each.value);
    }
    const auto minutes = [&](std::uint32_t each) { return model_.travel.at(kind_.area, model_.services[each].site, model_.sites.size()); };
    switch (pick.how) {
      case Pick::How::at_random:
        for (const std::uint32_t each : suitable) enter(each, chance / static_cast<double>(suitable.size()));
        break;
      case Pick::How::nearest: {
        float least = HUGE_VALF;
        for (const std::uint32_t each : suitable) least = std::min(least, minutes(each));
        const auto as_near = static_cast<double>(std::count_if(suitable.begin(), suitable.end(), [&](auto each) { return minutes(each) == least; }));
        for (const std::uint32_t each : suitable) {
          if (minutes(each) == least) enter(each, chance / as_near);
        }
        break;
      }
      default: enter(suitable.front(), chance);
    }
  }

  std::string open;

 private:
  void leave_open(std::string why) {
    if (open.empty()) open = std::move(why);
  }

  [[nodiscard]] bool keeps(ChoiceId rule) const { return std::find(kind_.breaks.begin(), kind_.breaks.end(), rule.value) == kind_.breaks.end(); }

  [[nodiscard]] bool within(const Pick& pick, std::uint32_t service) const {
    if (pick.within == Pick::Within::anywhere) return true;
    const SiteId site = model_.services[service].site;
    if (!kind_.area.given() || !site.given()) return false;
    const Area& home = model_.areas[kind_.area.at()];
    const Site& there = model_.sites[site.at()];
    return pick.within == Pick::Within::own_region ? there.region == home.region : there.locality == home.locality;
  }

  const Model& model_;
  const PersonKind& kind_;
  std::optional<std::uint32_t> service_;
};

void collect(const Model& model, ChoiceId choice, std::vector<char>& seen, std::vector<std::uint32_t>& out) {
  if (!choice.given() || seen[choice.at()] != 0) return;
  seen[choice.at()] = 1;
  const auto on = [&](ChoiceId each) { collect(model, each, seen, out); };
  std::visit(Match{
                 [](const Leave&) {},
                 [&](const Enter& enter) { out.push_back(enter.service.value); },
                 [&](const Split& split) { std::for_each(split.to.begin(), split.to.end(), on); },
                 [&](const ByCondition& cases) { std::for_each(cases.to.begin(), cases.to.end(), on); },
                 [&](const Rule& rule) { on(rule.then), on(rule.otherwise); },
                 [&](const Pick& pick) {
                   for (const ServiceId each : model.groups[pick.group.at()].services) out.push_back(each.value);
                   if (pick.if_none) on(*pick.if_none);
                 },
             },
             model.choices[choice.at()]);
}

}  // namespace

OnwardWays onward_ways(const Model& model, const PersonKind& kind, ChoiceId choice, std::optional<std::uint32_t> service) {
  OnwardWays out;
  Follower follower(model, kind, service);
  follower.follow(choice, 1, [&](ChoiceId at, double chance) { out.ways.push_back({at, chance}); });
  out.open = std::move(follower.open);
  return out;
}

Targets targets_from(const Model& model, const PersonKind& kind, ChoiceId choice, std::optional<std::uint32_t> service) {
  Targets out;
  Follower follower(model, kind, service);
  const auto enter = [&](std::uint32_t into, double chance) { out.targets.push_back({into, chance}); };
  std::function<void(ChoiceId, double)> at_end;  // a group's way out may be another group
  at_end = [&](ChoiceId at, double chance) {
    const Choice& end = model.choices[at.at()];
    if (const auto* into = std::get_if<Enter>(&end)) return enter(into->service.value, chance);
    if (const auto* group = std::get_if<Pick>(&end)) return follower.pick(*group, chance, enter, at_end);
    out.targets.push_back({{}, chance});
  };
  follower.follow(choice, 1, at_end);
  out.open = std::move(follower.open);
  return out;
}

double next_of(const Model& model, ChoiceId choice) {
  const Choice& end = model.choices[choice.at()];
  if (const auto* enter = std::get_if<Enter>(&end)) return enter->service.value;
  if (const auto* leave = std::get_if<Leave>(&end)) return next_exit(leave->exit);
  return NAN;
}

std::vector<std::uint32_t> services_from(const Model& model, ChoiceId choice) {
  std::vector<std::uint32_t> out;
  std::vector<char> seen(model.choices.size());
  collect(model, choice, seen, out);
  return out;
}

}  // namespace tributary::flow
